//! The time the records are about, as days from the first one, and which of them are worked.

use nc_kernel::calendar::{HolidayFile, WorkCalendar};
use nc_kernel::{Day, Micros};

use crate::error::DemoError;

const HOLIDAYS: &str = include_str!("../../../catalogue/holidays.toml");

/// Records are made on every so many worked days, as unit clerks do.
const RECORDING: usize = 2;

/// Days from the first to the last, counted from 0.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    first: Day,
    /// The last day.
    pub last: i32,
    worked: Vec<i32>,
    recording: Vec<i32>,
}

impl Days {
    /// The days from `first` to `last`.
    pub fn new(first: Day, last: Day) -> Result<Self, DemoError> {
        let file: HolidayFile = toml::from_str(HOLIDAYS).map_err(|e| DemoError::Catalogue(e.to_string()))?;
        let calendar = WorkCalendar::new(&file).map_err(|e| DemoError::Catalogue(e.to_string()))?;
        let last = i32::try_from(last.days_since(first)).unwrap_or(0).max(0);
        let is_worked = |n: &i32| {
            let day = first.plus_days(i64::from(*n));
            // Years without a notice yet: Monday (1970-01-05 was one) to Friday.
            calendar.is_working_day(day).unwrap_or_else(|_| (day.epoch_days() - 4).rem_euclid(7) < 5)
        };
        let worked: Vec<i32> = (0..=last).filter(is_worked).collect();
        let recording = worked.iter().copied().step_by(RECORDING).collect();
        Ok(Self { first, last, worked, recording })
    }

    /// The calendar day `n`.
    pub fn day(&self, n: i32) -> Day {
        self.first.plus_days(i64::from(n))
    }

    /// The number of a calendar day.
    pub fn number(&self, day: Day) -> i32 {
        i32::try_from(day.days_since(self.first)).unwrap_or(i32::MIN)
    }

    /// When records of day `n` are made: in working hours, not always at the same time.
    pub fn moment(&self, n: i32) -> Micros {
        Micros::at(self.day(n), 9 + i64::from(n.rem_euclid(8)), i64::from((n * 7).rem_euclid(60)))
    }

    /// The first worked day on or after `n`, never after the last day.
    pub fn worked_from(&self, n: i32) -> i32 {
        let at = self.worked.partition_point(|day| *day < n);
        self.worked.get(at).copied().unwrap_or(self.last).min(self.last)
    }

    /// The first day on or after `n` on which records are made, never after the last day.
    pub fn recorded_from(&self, n: i32) -> i32 {
        let at = self.recording.partition_point(|day| *day < n);
        self.recording.get(at).copied().unwrap_or(self.last).min(self.last)
    }

    /// The worked day at `part` of `whole` of the time, leaving `tail` days at the end.
    pub fn at_part(&self, part: usize, whole: usize, tail: i32) -> i32 {
        let usable = self.worked.partition_point(|day| *day <= self.last - tail);
        let at = usable.saturating_sub(1).min(part.saturating_mul(usable) / whole.max(1));
        self.worked.get(at).copied().unwrap_or(0)
    }

    /// Up to `length` worked days in a row from `start`, without a day off between: first and last.
    pub fn span(&self, start: i32, length: i32) -> (i32, i32) {
        let start = self.worked_from(start);
        let mut end = start;
        while end - start + 1 < length && end < self.last && self.worked.binary_search(&(end + 1)).is_ok() {
            end += 1;
        }
        (start, end)
    }
}
