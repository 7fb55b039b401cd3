//! A figure's value from cells.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Day, Entry, Period, RegisterDoc, UnitPath};
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
    /// The editions of a streak, in any order.
    Editions(Vec<Edition>),
}

/// 届次: one edition of an award somebody holds, as a streak counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Which series and whose: the values of the attributes the definition counts by.
    pub series: Vec<Attr>,
    /// Which edition, or which year.
    pub number: i64,
    /// The day it counts on.
    pub day: Day,
}

impl Edition {
    /// The edition an entry stands for; none when it lacks an attribute the definition asks for.
    #[must_use]
    pub fn of(definition: &Definition, entry: &Entry) -> Option<Self> {
        let Some(Attr::Int(number)) = definition.of.as_deref().and_then(|of| entry.attrs.get(of)) else { return None };
        let series = definition.by.iter().map(|name| entry.attrs.get(name.as_str()).cloned()).collect::<Option<_>>()?;
        Some(Self { series, number: *number, day: entry.day })
    }
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
        let figure = part.cells();
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

/// Computes the worth from what [`plan`] asked to read for `period`.
///
/// # Errors
/// [`EvaluateError`] when readings are damaged or not those asked for.
pub fn worth(
    definition: &Definition,
    catalogue: &Catalogue,
    registers: &[RegisterDoc],
    period: Period,
    readings: Vec<Reading>,
) -> Result<Worth, EvaluateError> {
    let misfit = || EvaluateError::Readings(definition.key().to_string());
    let mut readings = readings.into_iter();
    let mut values = Vec::new();
    for part in parts(definition, catalogue)? {
        let value = match (readings.next().ok_or_else(misfit)?, is_people(part, registers)) {
            (Reading::Number(n), false) => Part::Number(n),
            (Reading::Editions(editions), false) => Part::Number(streak(editions, period.from)),
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

/// How many editions in a row end with the last one (2022, 2023, 2024 is 3; 2021, 2023, 2024 is 2), of the series where
/// they are most. A series whose last edition came before `from` has ended and counts nothing.
#[must_use]
pub fn streak(editions: impl IntoIterator<Item = Edition>, from: Option<Day>) -> i64 {
    let mut series: BTreeMap<Vec<Attr>, BTreeMap<i64, Day>> = BTreeMap::new();
    for Edition { series: key, number, day } in editions {
        let known = series.entry(key).or_default().entry(number).or_insert(day);
        *known = day.max(*known);
    }
    let length = |held: &BTreeMap<i64, Day>| {
        let Some((last, day)) = held.last_key_value() else { return 0 };
        if from.is_some_and(|from| *day < from) {
            return 0;
        }
        let in_a_row = held.keys().rev().zip(0..).take_while(|(number, back)| last.checked_sub(*back) == Some(**number)).count();
        i64::try_from(in_a_row).unwrap_or(i64::MAX)
    };
    series.values().map(length).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(series: &str, number: i64, on: &str) -> Edition {
        Edition { series: vec![Attr::from(series)], number, day: Day::parse(on).unwrap() }
    }

    #[test]
    fn r11_a_gap_an_old_end_or_another_holder_breaks_a_streak() {
        let year = |series: &str, n: i64| edition(series, n, &format!("{n}-05-01"));
        let from = Some(Day::parse("2023-01-01").unwrap());
        for (editions, wanted) in [
            (vec![], 0),
            (vec![year("a", 2024)], 1),
            (vec![year("a", 2023), year("a", 2024), year("a", 2025)], 3),
            (vec![year("a", 2025), year("a", 2023), year("a", 2024), year("a", 2024)], 3),
            (vec![year("a", 2022), year("a", 2024), year("a", 2025)], 2),
            (vec![year("a", 2023), year("a", 2025)], 1),
            (vec![year("a", 2023), year("b", 2024), year("a", 2025)], 1),
            (vec![year("a", 2023), year("b", 2024), year("b", 2025)], 2),
            (vec![year("a", 2020), year("a", 2021), year("a", 2022)], 0),
            (vec![edition("a", i64::MIN, "2024-05-01")], 1),
        ] {
            assert_eq!(streak(editions.clone(), from), wanted, "{editions:?}");
        }
        assert_eq!(streak(vec![year("a", 2020), year("a", 2021)], None), 2, "an open period has no beginning");
    }
}
