//! The time a figure is about.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// 期间: from a first day (or the beginning of records) through a last day, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day; `None` means since the beginning of records (累计).
    pub from: Option<Day>,
    /// Last day; for a stock, the as-of date.
    pub to: Day,
}

impl Period {
    /// From `from` through `to`.
    #[must_use]
    pub fn new(from: Day, to: Day) -> Self {
        Self { from: Some(from), to }
    }

    /// Everything through `to`: a cumulative figure or a stock as of that day.
    #[must_use]
    pub fn up_to(to: Day) -> Self {
        Self { from: None, to }
    }

    /// The calendar year `year`.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        let first = Day::new(year, 1, 1).ok()?;
        Some(Self::new(first, first.last_of_year()))
    }

    /// Whether `day` lies within.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && day <= self.to
    }
}
