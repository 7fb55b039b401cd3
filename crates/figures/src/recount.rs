//! The same value from the rows alone.

use std::collections::HashMap;

use nc_kernel::{Entry, Period, PersonId, RegisterDoc, UnitPath};
use roaring::RoaringBitmap;

use crate::catalogue::{Catalogue, CatalogueError};
use crate::cells::{counts_people, scope_units, weight};
use crate::definition::{Counts, Definition};
use crate::evaluate::{CountedPart, Edition, Worth, streak, worth_of_counts};
use crate::filter::Filter;

/// Decides which entries stand behind a figure, row by row. The one place that says so: the drill-down, the recount
/// and an outsider's verification all ask here.
pub struct Selector {
    definition: Definition,
    filter: Filter,
    unit: UnitPath,
    period: Period,
}

impl Selector {
    /// The rows of `definition` for the subtree of `unit` in `period`.
    ///
    /// # Errors
    /// [`CatalogueError`] when the condition or the register cannot be used.
    pub fn new(definition: &Definition, registers: &[RegisterDoc], unit: &UnitPath, period: Period) -> Result<Self, CatalogueError> {
        let attrs = registers.iter().find(|r| r.name == definition.from).map(|r| r.attrs).unwrap_or_default();
        let filter = Filter::new(&definition.filter, attrs)
            .map_err(|source| CatalogueError::Filter { figure: definition.key().to_string(), source })?;
        Ok(Self { definition: definition.clone(), filter, unit: unit.clone(), period })
    }

    /// The register whose entries are asked about.
    #[must_use]
    pub fn register(&self) -> &str {
        &self.definition.from
    }

    /// Whether `entry` stands behind the figure.
    pub fn takes(&mut self, entry: &Entry) -> bool {
        let in_time = match self.definition.counts {
            Counts::Active => entry.day <= self.period.to && entry.until.is_none_or(|until| until > self.period.to),
            Counts::Streak => entry.day <= self.period.to,
            _ => self.period.contains(entry.day),
        };
        in_time
            && entry.register == self.definition.from
            && (self.definition.counts != Counts::Honour || entry.attrs.contains_key("document"))
            && scope_units(self.definition.scope, entry).iter().any(|u| self.unit.contains(u))
            && self.definition.part.as_ref().is_none_or(|part| part.takes(&entry.attrs))
            && self.filter.takes(&entry.attrs)
    }
}

/// Counts people and numbers over the rows of each part of a figure.
#[derive(Default)]
pub struct Recount {
    people: HashMap<PersonId, u32>,
}

impl Recount {
    /// The worth of `definition` in `period` over `rows`: for each part (one, or numerator and denominator) the entries a
    /// [`Selector`] took.
    #[must_use]
    pub fn worth(
        &mut self,
        definition: &Definition,
        catalogue: &Catalogue,
        registers: &[RegisterDoc],
        period: Period,
        rows: &[Vec<Entry>],
    ) -> Option<Worth> {
        let parts: Vec<&Definition> = part_definitions(definition, catalogue)?;
        let counted = parts.into_iter().zip(rows).map(|(part, rows)| self.part(part, registers, period, rows)).collect();
        worth_of_counts(definition, counted)
    }

    fn part(&mut self, part: &Definition, registers: &[RegisterDoc], period: Period, rows: &[Entry]) -> CountedPart {
        let by_person = registers.iter().find(|r| r.name == part.from).is_some_and(|r| counts_people(part, r));
        if by_person {
            let people: RoaringBitmap = rows.iter().filter_map(|entry| entry.person).map(|p| self.number(p)).collect();
            return CountedPart::People(people);
        }
        if part.counts == Counts::Streak {
            return CountedPart::Number(streak(rows.iter().filter_map(|entry| Edition::of(part, entry)), period.from));
        }
        CountedPart::Number(rows.iter().map(|entry| weight(part.counts, part.of.as_deref(), entry)).sum())
    }

    fn number(&mut self, person: PersonId) -> u32 {
        let next = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        *self.people.entry(person).or_insert(next)
    }
}

/// The definitions whose rows make up `definition`: itself, or numerator and denominator.
#[must_use]
pub fn part_definitions<'a>(definition: &'a Definition, catalogue: &'a Catalogue) -> Option<Vec<&'a Definition>> {
    if definition.counts != Counts::Ratio {
        return Some(vec![definition]);
    }
    [&definition.numerator, &definition.denominator].into_iter().map(|id| catalogue.part(definition, id.as_deref()?)).collect()
}
