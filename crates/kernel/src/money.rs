//! Sums of money, exact to the fen.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// 金额: an amount in fen. Sums are checked; rounding happens once, when an amount is shown in 万元.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

/// The text is not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadMoney {
    /// Not digits with at most one point.
    #[error("金额应写作 1234.50、1,234.50 或 72.34万元 / write an amount as 1234.50, 1,234.50 or 72.34万元")]
    Shape,
    /// Finer than a fen.
    #[error("金额不能小于一分 / an amount cannot be finer than a fen")]
    TooFine,
    /// Beyond what can be held.
    #[error("金额过大 / the amount is too large")]
    TooLarge,
}

const FEN_PER_YUAN: i128 = 100;
const YUAN_PER_WAN: i128 = 10_000;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Reads an amount in yuan: `1234.5`, `1,234.50`, `¥1234.50元`, `72.34万元`, `1.2亿元`, in full-width digits too.
    ///
    /// # Errors
    /// [`BadMoney`] for anything else; a text finer than a fen is refused, never rounded.
    pub fn parse(text: &str) -> Result<Self, BadMoney> {
        let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let text = text.strip_prefix('¥').unwrap_or(&text);
        let text = text.strip_suffix('元').unwrap_or(text);
        let (text, yuan) = match (text.strip_suffix('万'), text.strip_suffix('亿')) {
            (Some(rest), _) => (rest, YUAN_PER_WAN),
            (_, Some(rest)) => (rest, YUAN_PER_WAN * YUAN_PER_WAN),
            _ => (text, 1),
        };
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if text.ends_with('.') || fraction.len() > 12 || !grouped(whole) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadMoney::Shape);
        }
        let digits: String = whole.chars().filter(|c| *c != ',').chain(fraction.chars()).collect();
        let units: i128 = digits.parse().map_err(|_| BadMoney::TooLarge)?;
        let scale = 10_i128.pow(u32::try_from(fraction.len()).map_err(|_| BadMoney::Shape)?);
        let fen = units.checked_mul(yuan * FEN_PER_YUAN).ok_or(BadMoney::TooLarge)?;
        if fen % scale != 0 {
            return Err(BadMoney::TooFine);
        }
        let fen = i64::try_from(fen / scale).map_err(|_| BadMoney::TooLarge)?;
        Ok(Self(if negative { -fen } else { fen }))
    }

    /// The sum, unless it cannot be held.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, unless it cannot be held.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The amount in 万元 with at most `places` decimals (up to six, which is exact), rounded half up once and without
    /// trailing zeros: `72.34万元`, `251.6万元`. A report rounds the total it shows, never the parts it adds.
    #[must_use]
    pub fn wan(self, places: u32) -> String {
        let places = places.min(6);
        let step = YUAN_PER_WAN * FEN_PER_YUAN / 10_i128.pow(places);
        let size = i128::from(self.0).abs();
        let steps = (size + step / 2) / step;
        let sign = if self.0 < 0 && steps > 0 { "-" } else { "" };
        let per_wan = 10_i128.pow(places);
        let fraction = format!("{:0width$}", steps % per_wan, width = places as usize);
        let fraction = if places == 0 { "" } else { fraction.trim_end_matches('0') };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}万元", steps / per_wan)
    }
}

/// Digits, or digits with a comma before every third from the right.
fn grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let commas = whole.contains(',');
    !first.is_empty() && digits(first) && (!commas || first.len() <= 3) && groups.all(|group| group.len() == 3 && digits(group))
}

/// Yuan with two decimals, without separators: `723400.00`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", size / 100, size % 100)
    }
}

impl std::str::FromStr for Money {
    type Err = BadMoney;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// A sum that is `None` when it cannot be held.
impl Sum<Money> for Option<Money> {
    fn sum<I: Iterator<Item = Money>>(mut iter: I) -> Self {
        iter.try_fold(Money::ZERO, Money::checked_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ways_people_write_an_amount() {
        for (text, fen) in [
            ("72.34万元", 72_340_000),
            ("251.6万元", 251_600_000),
            ("1,234.50", 123_450),
            ("¥1234.5元", 123_450),
            ("￥12", 1_200),
            ("12.05", 1_205),
            ("-3.20", -320),
            ("1.2亿元", 12_000_000_000),
            ("0.000001万元", 1),
            ("12.500", 1_250),
        ] {
            assert_eq!(Money::parse(text), Ok(Money(fen)), "{text}");
        }
        for text in ["", "元", "1.2.3", "12.", "1,23", "1234,567", "七十二", "+5", "1e3", ".5"] {
            assert_eq!(Money::parse(text), Err(BadMoney::Shape), "{text}");
        }
        assert_eq!(Money::parse("0.001"), Err(BadMoney::TooFine));
        assert_eq!(Money::parse("0.0000001万元"), Err(BadMoney::TooFine));
        assert_eq!(Money::parse("99999999999999999999"), Err(BadMoney::TooLarge));
    }

    #[test]
    fn wan_rounds_half_up_once() {
        for (fen, places, text) in [
            (72_340_000, 2, "72.34万元"),
            (251_600_000, 2, "251.6万元"),
            (72_344_999, 2, "72.34万元"),
            (72_345_000, 2, "72.35万元"),
            (7_800_000_000, 0, "7800万元"),
            (500_000, 0, "1万元"),
            (499_999, 0, "0万元"),
            (-499_999, 0, "0万元"),
            (-72_345_000, 2, "-72.35万元"),
            (1, 6, "0.000001万元"),
        ] {
            assert_eq!(Money(fen).wan(places), text, "{fen}");
        }
    }

    #[test]
    fn sums_that_cannot_be_held_are_none() {
        assert_eq!([Money(1), Money(2)].into_iter().sum::<Option<Money>>(), Some(Money(3)));
        assert_eq!([Money(i64::MAX), Money(1)].into_iter().sum::<Option<Money>>(), None);
        assert_eq!(Money(i64::MIN).checked_sub(Money(1)), None);
    }

    proptest! {
        #[test]
        fn amounts_read_back(fen in -1_000_000_000_000_i64..1_000_000_000_000) {
            prop_assert_eq!(Money::parse(&Money(fen).to_string()), Ok(Money(fen)));
            prop_assert_eq!(Money::parse(&Money(fen).wan(6)), Ok(Money(fen)));
        }
    }
}
