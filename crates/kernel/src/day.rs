//! A calendar day: the grain at which everything is counted.

use std::fmt;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Span};
use serde::{Deserialize, Serialize};

/// A calendar day, written `2024-03-01`. Stored as the integer 20240301, which sorts as the calendar does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(Date);

/// The text is not a calendar day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a day: write it as 2024-03-01")]
pub struct BadDay;

const EPOCH: Date = date(1970, 1, 1);

/// More days than the calendar has; beyond it every sum stands still at its end.
const MOST_DAYS: i64 = 10_000_000;

fn days_of(days: i64) -> SignedDuration {
    SignedDuration::from_hours(days.clamp(-MOST_DAYS, MOST_DAYS) * 24)
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl Day {
    /// The day `year`-`month`-`day`, if the calendar has it.
    ///
    /// # Errors
    /// [`BadDay`] when it has not (30 February).
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, BadDay> {
        Date::new(year, month, day).map(Self).map_err(|_| BadDay)
    }

    /// Reads `2024-03-01`, `2024.3.1`, `2024/3/1` or `2024年3月1日`.
    ///
    /// # Errors
    /// [`BadDay`] for any other text.
    pub fn parse(text: &str) -> Result<Self, BadDay> {
        let text = text.trim().trim_end_matches(['日', '号']);
        let mut parts = text.split(['-', '.', '/', '年', '月']);
        let mut next = || parts.next().ok_or(BadDay);
        let (y, m, d) = (next()?, next()?, next()?);
        if parts.next().is_some() || y.len() != 4 {
            return Err(BadDay);
        }
        Self::new(y.parse().map_err(|_| BadDay)?, m.parse().map_err(|_| BadDay)?, d.parse().map_err(|_| BadDay)?)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn epoch_days(self) -> i64 {
        self.0.duration_since(EPOCH).as_hours() / 24
    }

    /// The day `days` after 1970-01-01, held within the calendar jiff knows (years -9999 to 9999).
    #[must_use]
    pub fn from_epoch_days(days: i64) -> Self {
        Self(EPOCH.saturating_add(days_of(days)))
    }

    /// The integer 20240301.
    #[must_use]
    pub fn key(self) -> i64 {
        i64::from(self.0.year()) * 10_000 + i64::from(self.0.month()) * 100 + i64::from(self.0.day())
    }

    /// Reads what [`Day::key`] wrote.
    ///
    /// # Errors
    /// [`BadDay`] when the digits are no calendar day.
    pub fn from_key(key: i64) -> Result<Self, BadDay> {
        let part = |n: i64| i8::try_from(n).map_err(|_| BadDay);
        Self::new(i16::try_from(key / 10_000).map_err(|_| BadDay)?, part(key / 100 % 100)?, part(key % 100)?)
    }

    /// Calendar year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Calendar month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, from 1.
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// The day as jiff's date.
    #[must_use]
    pub fn date(self) -> Date {
        self.0
    }

    /// `n` days later.
    #[must_use]
    pub fn plus_days(self, n: i64) -> Self {
        Self(self.0.saturating_add(days_of(n)))
    }

    /// `n` days earlier.
    #[must_use]
    pub fn minus_days(self, n: i64) -> Self {
        self.plus_days(n.saturating_neg())
    }

    /// `n` calendar months later; the end of a shorter month when the day does not exist there (31 January → 28 February).
    #[must_use]
    pub fn plus_months(self, n: i32) -> Self {
        Self(self.0.saturating_add(Span::new().months(n.clamp(-119_988, 119_988))))
    }

    /// The first day of this month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// The last day of this month.
    #[must_use]
    pub fn last_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }

    /// The first day of this year.
    #[must_use]
    pub fn first_of_year(self) -> Self {
        Self(self.0.first_of_year())
    }

    /// The last day of this year.
    #[must_use]
    pub fn last_of_year(self) -> Self {
        Self(self.0.last_of_year())
    }

    /// Days from `earlier` to `self`, negative when it is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.epoch_days() - earlier.epoch_days()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::str::FromStr for Day {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ways_people_write_a_day() {
        let day = Day::new(2026, 3, 1).unwrap();
        for text in ["2026-03-01", "2026.3.1", "2026/3/1", "2026年3月1日", " 2026-3-1 "] {
            assert_eq!(Day::parse(text), Ok(day), "{text}");
        }
        for text in ["26-3-1", "2026-2-30", "2026-03", "2026-03-01-1", "明天", ""] {
            assert_eq!(Day::parse(text), Err(BadDay), "{text}");
        }
    }

    #[test]
    fn sums_stand_still_at_the_calendars_end() {
        let day = Day::new(2024, 1, 1).unwrap();
        assert_eq!(day.plus_days(i64::MAX).year(), 9999);
        assert_eq!(day.minus_days(i64::MAX).year(), -9999);
        assert_eq!(Day::from_epoch_days(i64::MIN).year(), -9999);
    }

    proptest! {
        #[test]
        fn keys_and_epoch_days_read_back_and_sort_as_days(a in -100_000_i64..100_000, b in -100_000_i64..100_000) {
            let (x, y) = (Day::from_epoch_days(a), Day::from_epoch_days(b));
            prop_assert_eq!(x.epoch_days(), a);
            prop_assert_eq!(Day::from_key(x.key()), Ok(x));
            prop_assert_eq!(x.key().cmp(&y.key()), a.cmp(&b));
            prop_assert_eq!(x.plus_days(b - a), y);
        }
    }
}
