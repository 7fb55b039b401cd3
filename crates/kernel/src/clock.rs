//! Time as a parameter.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// A moment in UTC microseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

/// Bureaus live in China Standard Time, eight hours ahead of UTC, without daylight saving since 1991.
pub const BUREAU_OFFSET_MICROS: i64 = 8 * 3_600 * 1_000_000;
const DAY_MICROS: i64 = 24 * 3_600 * 1_000_000;

impl Micros {
    /// The calendar day of this moment where the bureau is.
    #[must_use]
    pub fn day(self) -> Day {
        Day::from_epoch_days((self.0 + BUREAU_OFFSET_MICROS).div_euclid(DAY_MICROS))
    }

    /// The moment `hour`:`minute` strikes on `day` where the bureau is.
    #[must_use]
    pub fn at(day: Day, hour: i64, minute: i64) -> Self {
        Self(day.epoch_days() * DAY_MICROS - BUREAU_OFFSET_MICROS + (hour * 60 + minute) * 60_000_000)
    }

    /// The last microsecond of `day` where the bureau is: what was recorded by then is "known on" that day.
    #[must_use]
    pub fn end_of(day: Day) -> Self {
        Self(day.epoch_days() * DAY_MICROS - BUREAU_OFFSET_MICROS + DAY_MICROS - 1)
    }
}

/// Tells the time. The only implementation that reads the machine's clock lives in the binary.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Micros;
}

/// A clock that stands still until told otherwise.
#[derive(Debug)]
pub struct FixedClock(std::sync::atomic::AtomicI64);

impl FixedClock {
    /// A clock standing at `now`.
    #[must_use]
    pub fn new(now: Micros) -> Self {
        Self(std::sync::atomic::AtomicI64::new(now.0))
    }

    /// Moves the clock to `now`.
    pub fn set(&self, now: Micros) {
        self.0.store(now.0, std::sync::atomic::Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Micros {
        Micros(self.0.load(std::sync::atomic::Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        let day = Day::parse("2024-03-01").unwrap();
        assert_eq!(Micros::at(day, 0, 0).day(), day);
        assert_eq!(Micros(Micros::at(day, 0, 0).0 - 1).day(), day.minus_days(1));
        assert_eq!(Micros::end_of(day).day(), day);
        assert_eq!(Micros(Micros::end_of(day).0 + 1).day(), day.plus_days(1));
    }
}
