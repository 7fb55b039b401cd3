//! Moments as people read them, where the bureau is.

use nc_kernel::Micros;
use nc_kernel::clock::BUREAU_OFFSET_MICROS;

/// `2024-03-01 09:05`.
pub(crate) fn minute(at: Micros) -> String {
    let minutes = (at.0 + BUREAU_OFFSET_MICROS).div_euclid(60_000_000).rem_euclid(24 * 60);
    format!("{} {:02}:{:02}", at.day(), minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nc_kernel::Day;

    #[test]
    fn the_clock_on_the_wall_of_the_bureau() {
        let day = Day::parse("2024-03-01").unwrap();
        assert_eq!(minute(Micros::at(day, 0, 5)), "2024-03-01 00:05");
        assert_eq!(minute(Micros(Micros::at(day, 23, 59).0 + 59_999_999)), "2024-03-01 23:59");
    }
}
