//! 学时: minutes told as hours, the one way everything in the house tells them.

use crate::fixed::shortened;

/// Minutes of an hour.
pub const HOUR: i64 = 60;

/// Minutes in hundredths of an hour, rounded half up.
#[must_use]
pub fn hundredths(minutes: i64) -> i64 {
    let doubled = i128::from(minutes) * 200 + i128::from(HOUR);
    i64::try_from(doubled.div_euclid(i128::from(HOUR) * 2)).unwrap_or(i64::MAX)
}

/// Minutes as hours with at most two decimals: 45 are 0.75.
#[must_use]
pub fn hours(minutes: i64) -> String {
    shortened(hundredths(minutes), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_told_to_a_hundredth_of_an_hour_and_without_needless_decimals() {
        let told =
            [(0, "0"), (20, "0.33"), (40, "0.67"), (45, "0.75"), (60, "1"), (90, "1.5"), (600, "10"), (27_000, "450"), (-45, "-0.75")];
        for (minutes, text) in told {
            assert_eq!(hours(minutes), text, "{minutes}");
        }
    }
}
