//! From changes of registers to additions to cells.

use std::collections::HashMap;
use std::sync::Arc;

use nc_kernel::{Change, Day, Entry, PersonId, RegisterDoc, UnitPath};

use crate::catalogue::{Catalogue, CatalogueError};
use crate::definition::{Counts, Definition, Scope, part_key, value_of};
use crate::filter::Filter;
use crate::span::Span;
use crate::tally::{Tally, TallyDamaged};

/// Which cell of a number: figure, unit, span.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    /// `id@version` of the definition.
    pub figure: Arc<str>,
    /// The unit whose subtree it counts.
    pub unit: UnitPath,
    /// The span of time.
    pub span: Span,
}

/// Which cell of people: as [`CellKey`], with the side (people who came in, people who left).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TallyKey {
    /// The cell.
    pub cell: CellKey,
    /// Came in or left.
    pub side: Side,
}

/// For people in force: who came in on a day, and who left. Distinct counts use only the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Came in.
    In,
    /// Left.
    Out,
}

impl Side {
    /// The stored number.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::In => 0,
            Self::Out => 1,
        }
    }
}

/// What to add to cells.
#[derive(Debug, Default)]
pub struct Deltas {
    /// Numbers to add.
    pub numbers: HashMap<CellKey, i64>,
    /// People to add and to take out.
    pub people: HashMap<TallyKey, (Tally, Tally)>,
}

/// One definition made ready to take changes.
struct Counter {
    key: Arc<str>,
    register: String,
    counts: Counts,
    of: Option<String>,
    /// What parts of it are kept by.
    by: Vec<String>,
    scope: Scope,
    by_person: bool,
    filter: Filter,
}

/// Gathers the changes of many facts and gives them out as cell additions, so that a roster of 100,000 rows touches
/// each cell once.
pub struct Accumulator {
    counters: Vec<Counter>,
    by_register: HashMap<String, Vec<usize>>,
    units: Vec<Vec<UnitPath>>,
    unit_ids: HashMap<Vec<UnitPath>, usize>,
    /// Names of cells: one a counter, then those of parts as they are met.
    names: Vec<Arc<str>>,
    parts: HashMap<(usize, usize, String), usize>,
    numbers: HashMap<(usize, usize, Day), i64>,
    people: HashMap<(usize, usize, Day, Side), (Tally, Tally)>,
}

impl Accumulator {
    /// Ready for every definition of the catalogue that is counted in cells.
    ///
    /// # Errors
    /// [`CatalogueError`] when a condition cannot be used (a checked catalogue has none).
    pub fn new<'a>(definitions: impl IntoIterator<Item = &'a Definition>, registers: &[RegisterDoc]) -> Result<Self, CatalogueError> {
        let mut counters = Vec::new();
        let mut by_register: HashMap<String, Vec<usize>> = HashMap::new();
        for definition in definitions {
            let Some(register) = registers.iter().find(|r| r.name == definition.from) else { continue };
            if matches!(definition.counts, Counts::Ratio | Counts::Streak) {
                continue;
            }
            let filter = Filter::new(&definition.filter, register.attrs)
                .map_err(|source| CatalogueError::Filter { figure: definition.key().to_string(), source })?;
            by_register.entry(register.name.to_owned()).or_default().push(counters.len());
            counters.push(Counter {
                key: definition.key().to_string().into(),
                register: register.name.to_owned(),
                counts: definition.counts,
                of: definition.of.clone(),
                by: if definition.counts.can_be_broken_down() { definition.by.clone() } else { Vec::new() },
                scope: definition.scope,
                by_person: counts_people(definition, register),
                filter,
            });
        }
        let names = counters.iter().map(|counter| counter.key.clone()).collect();
        Ok(Self {
            counters,
            by_register,
            units: Vec::new(),
            unit_ids: HashMap::new(),
            names,
            parts: HashMap::new(),
            numbers: HashMap::new(),
            people: HashMap::new(),
        })
    }

    /// Ready for every definition of `catalogue`.
    ///
    /// # Errors
    /// As [`Accumulator::new`].
    pub fn for_catalogue(catalogue: &Catalogue, registers: &[RegisterDoc]) -> Result<Self, CatalogueError> {
        Self::new(catalogue.all(), registers)
    }

    /// Takes a change in. `number` gives a person's dense number; an entry whose person has none is not counted
    /// among people (it cannot happen for recorded people).
    pub fn take(&mut self, change: &Change, number: impl Fn(PersonId) -> Option<u32>) {
        let entry = change.entry();
        let Some(indices) = self.by_register.get(entry.register) else { return };
        for &index in indices {
            let Some(counter) = self.counters.get_mut(index) else { continue };
            debug_assert_eq!(counter.register, entry.register);
            if !counter.filter.takes(&entry.attrs) {
                continue;
            }
            let units = scope_units(counter.scope, entry);
            if units.is_empty() {
                continue;
            }
            let unit = match self.unit_ids.get(units) {
                Some(id) => *id,
                None => {
                    self.units.push(units.to_vec());
                    self.unit_ids.insert(units.to_vec(), self.units.len() - 1);
                    self.units.len() - 1
                }
            };
            if counter.by_person {
                let Some(person) = entry.person.and_then(&number) else { continue };
                let mut count = |day, side| {
                    let (add, remove) = self.people.entry((index, unit, day, side)).or_default();
                    if change.sign() > 0 { add.insert(person) } else { remove.insert(person) }
                };
                count(entry.day, Side::In);
                if counter.counts == Counts::Active
                    && let Some(until) = entry.until
                {
                    count(until, Side::Out);
                }
            } else {
                let amount = change.sign() * weight(counter.counts, counter.of.as_deref(), entry);
                *self.numbers.entry((index, unit, entry.day)).or_default() += amount;
                for (at, by) in counter.by.iter().enumerate() {
                    let value = value_of(&entry.attrs, by);
                    let part = match self.parts.get(&(index, at, value.clone())) {
                        Some(part) => *part,
                        None => {
                            self.names.push(part_key(&counter.key, by, &value).into());
                            self.parts.insert((index, at, value), self.names.len() - 1);
                            self.names.len() - 1
                        }
                    };
                    *self.numbers.entry((part, unit, entry.day)).or_default() += amount;
                }
                if counter.counts == Counts::Active
                    && let Some(until) = entry.until
                {
                    *self.numbers.entry((index, unit, until)).or_default() -= amount;
                }
            }
        }
    }

    /// Gives out what was gathered, spread over each unit's lineage and the day's year, month and day; starts anew.
    /// A cell that was touched is given out even when its additions cancel, so that a rebuild, which groups facts
    /// differently, writes the very same cells.
    ///
    /// # Errors
    /// [`TallyDamaged`] never in practice: netting two additions cannot fail.
    pub fn drain(&mut self) -> Result<Deltas, TallyDamaged> {
        let mut deltas = Deltas::default();
        let lineages: Vec<Vec<UnitPath>> = self.units.iter().map(|units| lineage_union(units)).collect();
        let cells = |index: usize, unit: usize, day: Day| {
            let figure = self.names.get(index).cloned();
            let lineage = lineages.get(unit).map(Vec::as_slice).unwrap_or_default();
            figure.into_iter().flat_map(move |figure| {
                lineage.iter().flat_map(move |unit| {
                    let (figure, unit) = (figure.clone(), unit.clone());
                    Span::of(day).into_iter().map(move |span| CellKey { figure: figure.clone(), unit: unit.clone(), span })
                })
            })
        };
        for ((index, unit, day), n) in std::mem::take(&mut self.numbers) {
            for cell in cells(index, unit, day) {
                *deltas.numbers.entry(cell).or_default() += n;
            }
        }
        for ((index, unit, day, side), (add, remove)) in std::mem::take(&mut self.people) {
            for cell in cells(index, unit, day) {
                let both = deltas.people.entry(TallyKey { cell, side }).or_default();
                both.0.add(&add);
                both.1.add(&remove);
            }
        }
        self.units.clear();
        self.unit_ids.clear();
        self.names.truncate(self.counters.len());
        self.parts.clear();
        Ok(deltas)
    }
}

/// Whether a figure's value is a set of people rather than a number.
#[must_use]
pub fn counts_people(definition: &Definition, register: &RegisterDoc) -> bool {
    matches!(definition.counts, Counts::Distinct) || (definition.counts == Counts::Active && register.has_person)
}

/// What one entry adds to a figure that is a number.
#[must_use]
pub fn weight(counts: Counts, of: Option<&str>, entry: &Entry) -> i64 {
    match counts {
        Counts::Sum => match of.and_then(|name| entry.attrs.get(name)) {
            Some(nc_kernel::Attr::Int(n)) => *n,
            _ => 0,
        },
        Counts::Honour => i64::from(entry.attrs.contains_key("document")),
        _ => 1,
    }
}

/// The units an entry counts for under a scope.
#[must_use]
pub fn scope_units(scope: Scope, entry: &Entry) -> &[UnitPath] {
    match scope {
        Scope::Organiser => &entry.facets.organisers,
        Scope::Host => entry.facets.host.as_slice(),
        Scope::Sender => entry.facets.sender.as_slice(),
    }
}

/// Every unit at or above any of `units`, each once: a joint run is one run for what its organisers share.
fn lineage_union(units: &[UnitPath]) -> Vec<UnitPath> {
    let mut all: Vec<UnitPath> = units.iter().flat_map(UnitPath::lineage).collect();
    all.sort_unstable();
    all.dedup();
    all
}
