//! 定点数: an integer times a power of ten, written as people write it. No floating point comes near it.

/// With all its decimals: what was measured is not shortened. 8650 of two decimals is 86.50.
#[must_use]
pub fn written(value: i64, decimals: u8) -> String {
    let places = usize::from(decimals);
    if places == 0 {
        return value.to_string();
    }
    let digits = format!("{:0width$}", value.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{}{whole}.{fraction}", if value < 0 { "-" } else { "" })
}

/// Without needless decimals: 8650 of two decimals is 86.5.
#[must_use]
pub fn shortened(value: i64, decimals: u8) -> String {
    let mut text = written(value, decimals);
    if decimals > 0 {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_numbers_keep_their_decimals_or_lose_the_needless_ones() {
        for (value, decimals, all, few) in [
            (8_650, 2, "86.50", "86.5"),
            (5, 2, "0.05", "0.05"),
            (-5, 2, "-0.05", "-0.05"),
            (0, 3, "0.000", "0"),
            (12, 0, "12", "12"),
            (10, 0, "10", "10"),
            (-1_000, 2, "-10.00", "-10"),
            (i64::MIN, 2, "-92233720368547758.08", "-92233720368547758.08"),
        ] {
            assert_eq!((written(value, decimals).as_str(), shortened(value, decimals).as_str()), (all, few));
        }
    }
}
