//! A figure's value from cells.

use nc_kernel::{Day, Period, RegisterDoc, UnitPath};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;
use crate::cells::{Side, counts_people};
use crate::definition::{Counts, Definition};
use crate::span::Spans;
use crate::tally::{Tally, TallyDamaged};

/// What must be read to answer a figure. The store reads; this crate computes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// The sum of number cells over `spans`.
    Number {
        /// `id@version`.
        figure: String,
        /// Which spans.
        spans: Spans,
    },
    /// The tallies of `side` over `spans`.
    People {
        /// `id@version`.
        figure: String,
        /// Which spans.
        spans: Spans,
        /// Came in or left.
        side: Side,
    },
    /// All entries of the figure (few: awards and editions).
    Entries {
        /// `id@version`.
        figure: String,
    },
}

/// What was read, one for each [`Read`], in order.
#[derive(Debug, Clone)]
pub enum Reading {
    /// A sum.
    Number(i64),
    /// Tallies.
    People(Vec<Tally>),
    /// The values of the streak's attribute over the entries, in any order.
    Editions(Vec<i64>),
}

/// 数值: what a figure is worth, exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// A count or a sum, in the figure's own unit (minutes, fen, 人次).
    Count(i64),
    /// n of N.
    Ratio {
        /// Above the line.
        n: i64,
        /// Below the line.
        of: i64,
    },
}

/// A value with all that makes it checkable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// Name of the figure.
    pub figure: String,
    /// Version of its definition.
    pub version: u32,
    /// What it is worth.
    pub worth: Worth,
    /// Measure word.
    pub unit: String,
    /// The time it is about.
    pub period: Period,
    /// The unit whose subtree it counts.
    pub scope: UnitPath,
    /// The day of knowledge: what was recorded by the end of it.
    pub known_on: Day,
    /// How many facts the ledger had when it was computed.
    pub ledger_size: u64,
    /// Root of the ledger at that size, hex.
    pub ledger_root: String,
}

/// Why a figure has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluateError {
    /// A cell is damaged.
    #[error(transparent)]
    Damaged(#[from] TallyDamaged),
    /// The catalogue does not hold a part of the figure.
    #[error("figure {0} is not in the catalogue")]
    Unknown(String),
    /// The readings are not those asked for.
    #[error("figure {0}: readings do not fit the plan")]
    Readings(String),
}

/// The two people-or-number parts of a figure: one for a plain figure, two for a ratio.
fn parts<'a>(definition: &'a Definition, catalogue: &'a Catalogue) -> Result<Vec<&'a Definition>, EvaluateError> {
    if definition.counts != Counts::Ratio {
        return Ok(vec![definition]);
    }
    [&definition.numerator, &definition.denominator]
        .into_iter()
        .map(|id| {
            let id = id.as_deref().unwrap_or_default();
            catalogue.part(definition, id).ok_or_else(|| EvaluateError::Unknown(id.to_owned()))
        })
        .collect()
}

fn is_people(definition: &Definition, registers: &[RegisterDoc]) -> bool {
    registers.iter().find(|r| r.name == definition.from).is_some_and(|r| counts_people(definition, r))
}

/// What to read for `definition` over `period`.
///
/// # Errors
/// [`EvaluateError::Unknown`] when a ratio's part is not in the catalogue.
pub fn plan(definition: &Definition, catalogue: &Catalogue, registers: &[RegisterDoc], period: Period) -> Result<Vec<Read>, EvaluateError> {
    let mut reads = Vec::new();
    for part in parts(definition, catalogue)? {
        let figure = part.key().to_string();
        let spans = if part.counts == Counts::Active { Spans::of(Period::up_to(period.to)) } else { Spans::of(period) };
        if part.counts == Counts::Streak {
            reads.push(Read::Entries { figure });
        } else if is_people(part, registers) {
            reads.push(Read::People { figure: figure.clone(), spans: spans.clone(), side: Side::In });
            if part.counts == Counts::Active {
                reads.push(Read::People { figure, spans, side: Side::Out });
            }
        } else {
            reads.push(Read::Number { figure, spans });
        }
    }
    Ok(reads)
}

enum Part {
    Number(i64),
    People(RoaringBitmap),
}

impl Part {
    fn count(&self) -> i64 {
        match self {
            Self::Number(n) => *n,
            Self::People(people) => i64::try_from(people.len()).unwrap_or(i64::MAX),
        }
    }
}

/// Computes the worth from what [`plan`] asked to read.
///
/// # Errors
/// [`EvaluateError`] when readings are damaged or not those asked for.
pub fn worth(
    definition: &Definition,
    catalogue: &Catalogue,
    registers: &[RegisterDoc],
    readings: Vec<Reading>,
) -> Result<Worth, EvaluateError> {
    let misfit = || EvaluateError::Readings(definition.key().to_string());
    let mut readings = readings.into_iter();
    let mut values = Vec::new();
    for part in parts(definition, catalogue)? {
        let value = match (readings.next().ok_or_else(misfit)?, is_people(part, registers)) {
            (Reading::Number(n), false) => Part::Number(n),
            (Reading::Editions(editions), false) => Part::Number(streak(editions)),
            (Reading::People(tallies), true) if part.counts == Counts::Active => {
                let Some(Reading::People(left)) = readings.next() else { return Err(misfit()) };
                Part::People(total(&tallies).exceeding(&total(&left)))
            }
            (Reading::People(tallies), true) => Part::People(tallies.iter().fold(RoaringBitmap::new(), |all, t| all | t.people())),
            _ => return Err(misfit()),
        };
        values.push(value);
    }
    combine(definition, values).ok_or_else(misfit)
}

fn combine(definition: &Definition, values: Vec<Part>) -> Option<Worth> {
    let mut values = values.into_iter();
    let first = values.next()?;
    if definition.counts != Counts::Ratio {
        return Some(Worth::Count(first.count()));
    }
    let below = values.next()?;
    let n = match (&first, &below) {
        (Part::People(present), Part::People(roster)) => i64::try_from((present & roster).len()).ok()?,
        (first, _) => first.count(),
    };
    Some(Worth::Ratio { n, of: below.count() })
}

/// The worth of people and numbers already at hand: what a recount has.
pub(crate) fn worth_of_counts(definition: &Definition, parts: Vec<CountedPart>) -> Option<Worth> {
    combine(
        definition,
        parts
            .into_iter()
            .map(|p| match p {
                CountedPart::Number(n) => Part::Number(n),
                CountedPart::People(p) => Part::People(p),
            })
            .collect(),
    )
}

/// One recounted part of a figure.
pub(crate) enum CountedPart {
    Number(i64),
    People(RoaringBitmap),
}

fn total(tallies: &[Tally]) -> Tally {
    let mut sum = Tally::default();
    for tally in tallies {
        sum.add(tally);
    }
    sum
}

/// How many editions in a row end with the last one: 2022, 2023, 2024 is 3; 2021, 2023, 2024 is 2.
#[must_use]
pub fn streak(mut editions: Vec<i64>) -> i64 {
    editions.sort_unstable();
    editions.dedup();
    let mut length = 0;
    let mut expected = editions.last().copied();
    for edition in editions.into_iter().rev() {
        if Some(edition) != expected {
            break;
        }
        length += 1;
        expected = edition.checked_sub(1);
    }
    length
}
