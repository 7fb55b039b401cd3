//! 学时: credit minutes of a person in a calendar year, against a norm.

use std::collections::BTreeMap;

use nc_kernel::Day;

/// A full day of training as credited where nobody says otherwise: eight hours.
pub const FULL_DAY_MINUTES: u32 = 480;

/// Minutes by calendar year of the day a class ended. Nothing is carried over to the next year.
#[must_use]
pub fn by_year(attended: impl IntoIterator<Item = (Day, u32)>) -> BTreeMap<i16, u64> {
    attended.into_iter().fold(BTreeMap::new(), |mut years, (day, minutes)| {
        *years.entry(day.year()).or_insert(0) += u64::from(minutes);
        years
    })
}

/// Minutes still missing from a norm; 0 when it is reached.
#[must_use]
pub fn missing(minutes: u64, norm_minutes: u64) -> u64 {
    norm_minutes.saturating_sub(minutes)
}

/// Class hours of `minutes`, in tenths and cut off at the half hour: 45 or 60 minutes make one hour, as the bureau set it.
/// Only for display: sums are made of minutes.
#[must_use]
pub fn class_hours_tenths(minutes: u64, minutes_an_hour: u64) -> u64 {
    minutes.saturating_mul(2).checked_div(minutes_an_hour).unwrap_or(0).saturating_mul(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_stop_at_year_end_and_show_the_distance() {
        let day = |text| Day::parse(text).unwrap();
        let years = by_year([(day("2024-12-31"), 480), (day("2025-01-01"), 240), (day("2025-06-01"), 45)]);
        assert_eq!(years, BTreeMap::from([(2024, 480), (2025, 285)]));
        assert_eq!(missing(285, 32 * 60), 1635);
        assert_eq!(missing(2000, 32 * 60), 0);
    }

    #[test]
    fn class_hours_are_cut_at_the_half() {
        for (minutes, an_hour, tenths) in [(480, 60, 80), (45, 45, 10), (67, 45, 10), (68, 45, 15), (59, 60, 5), (29, 60, 0), (60, 0, 0)] {
            assert_eq!(class_hours_tenths(minutes, an_hour), tenths, "{minutes}/{an_hour}");
        }
    }
}
