//! How a period is cut into stored spans: whole years, then whole months, then days.

use nc_kernel::{Day, Period};

/// A span of time that has a cell: the year 2024, the month 202403 or the day 20240301. The number of digits tells
/// which, so spans of one kind sort as time does and a run of them is a range of integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(pub i64);

impl Span {
    /// The three spans an entry of `day` is counted in.
    #[must_use]
    pub fn of(day: Day) -> [Self; 3] {
        let key = day.key();
        [Self(key / 10_000), Self(key / 100), Self(key)]
    }
}

/// At most five ranges of spans (days, months, years, months, days) that together are a period, each day once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans {
    /// First and last span of each range, both counted.
    pub ranges: Vec<(i64, i64)>,
}

/// Years before this one hold no records; an open period starts here.
const FIRST_YEAR: i16 = 1900;

impl Spans {
    /// Cuts `period`. An inverted period has no spans.
    #[must_use]
    pub fn of(period: Period) -> Self {
        let from = match period.from {
            Some(from) => from,
            None => match Day::new(FIRST_YEAR, 1, 1) {
                Ok(day) => day,
                Err(_) => period.to,
            },
        };
        let mut spans = Self::default();
        if from > period.to {
            return spans;
        }
        let after = period.to.plus_days(1);
        let years_from = if from == from.first_of_year() { from } else { from.last_of_year().plus_days(1) };
        let years_to = after.first_of_year();
        if years_from < years_to {
            spans.months(from, years_from);
            spans.push(i64::from(years_from.year()), i64::from(years_to.year()) - 1);
            spans.months(years_to, after);
        } else {
            spans.months(from, after);
        }
        spans
    }

    /// Cuts the days from `from` up to but not including `after`, which do not hold a whole calendar year together
    /// with their neighbours, into days, months, days.
    fn months(&mut self, from: Day, after: Day) {
        if from >= after {
            return;
        }
        let months_from = if from == from.first_of_month() { from } else { from.last_of_month().plus_days(1) };
        let months_to = after.first_of_month();
        if months_from < months_to {
            self.days(from, months_from);
            self.push(months_from.key() / 100, months_to.minus_days(1).key() / 100);
            self.days(months_to, after);
        } else {
            self.days(from, after);
        }
    }

    fn days(&mut self, from: Day, after: Day) {
        if from < after {
            self.push(from.key(), after.minus_days(1).key());
        }
    }

    fn push(&mut self, first: i64, last: i64) {
        self.ranges.push((first, last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn whole_years_months_and_days_are_read_as_such() {
        for (from, to, ranges) in [
            ("2024-01-01", "2024-12-31", vec![(2024, 2024)]),
            ("2023-01-01", "2025-12-31", vec![(2023, 2025)]),
            ("2024-02-01", "2024-06-30", vec![(202_402, 202_406)]),
            ("2024-02-10", "2024-02-12", vec![(20_240_210, 20_240_212)]),
            (
                "2022-11-29",
                "2024-02-02",
                vec![(20_221_129, 20_221_130), (202_212, 202_212), (2023, 2023), (202_401, 202_401), (20_240_201, 20_240_202)],
            ),
        ] {
            assert_eq!(Spans::of(Period::new(day(from), day(to))).ranges, ranges, "{from}..{to}");
        }
        assert!(Spans::of(Period::new(day("2024-02-02"), day("2024-02-01"))).ranges.is_empty());
    }

    proptest! {
        #[test]
        fn every_day_of_a_period_is_in_exactly_one_span_and_no_other_day_is(start in 18_000_i64..21_000, length in 0_i64..1_500, probe in 17_500_i64..23_000) {
            let (from, to) = (Day::from_epoch_days(start), Day::from_epoch_days(start + length));
            let spans = Spans::of(Period::new(from, to));
            prop_assert!(spans.ranges.len() <= 5);
            let day = Day::from_epoch_days(probe);
            let hits = Span::of(day).iter().map(|s| spans.ranges.iter().filter(|(a, b)| *a <= s.0 && s.0 <= *b).count()).sum::<usize>();
            prop_assert_eq!(hits, usize::from(from <= day && day <= to));
        }
    }
}
