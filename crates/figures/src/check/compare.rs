//! Whether an exact value is what the printed words say.

use nc_claims::{Bound, Claim, Qualifier};
use rust_decimal::Decimal;

use crate::definition::Definition;
use crate::evaluate::Worth;

/// 是否相符.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The very value.
    Equal,
    /// The value rounds, half up, to the printed one at the printed precision.
    Rounds,
    /// The hedge is true of the value.
    Within,
    /// The hedge is untrue of the value, though it would round to the printed one.
    HedgeUntrue,
    /// Another value.
    Differs,
}

impl Agreement {
    /// Whether the words are true.
    #[must_use]
    pub fn holds(self) -> bool {
        matches!(self, Self::Equal | Self::Rounds | Self::Within)
    }
}

/// Compares the exact `worth` with the printed claim; `None` where the claim prints no value.
#[must_use]
pub fn agreement(claim: &Claim, worth: Exact) -> Option<Agreement> {
    let printed = claim.value?;
    if matches!(claim.qualifier, Qualifier::Exact | Qualifier::Reaching) {
        if worth.equals(printed) {
            return Some(Agreement::Equal);
        }
        let half = claim.step.unwrap_or(Decimal::ZERO) / Decimal::TWO;
        let rounds = !half.is_zero() && worth.at_least(printed - half) && worth.below(printed + half);
        return Some(if rounds { Agreement::Rounds } else { Agreement::Differs });
    }
    let above = match claim.low {
        Bound::Open => true,
        Bound::With(low) => worth.at_least(low),
        Bound::Without(low) => worth.at_least(low) && !worth.equals(low),
    };
    let below = match claim.high {
        Bound::Open => true,
        Bound::With(high) => worth.below(high) || worth.equals(high),
        Bound::Without(high) => worth.below(high),
    };
    if above && below {
        return Some(Agreement::Within);
    }
    let half = claim.step.unwrap_or(Decimal::ONE);
    let near = worth.at_least(printed - half) && worth.below(printed + half);
    Some(if near { Agreement::HedgeUntrue } else { Agreement::Differs })
}

/// 精确值: a worth in the claim's terms, 元 and fractions, kept as a quotient so that no rate is rounded before it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    n: Decimal,
    of: Decimal,
}

impl Exact {
    fn at_least(self, bound: Decimal) -> bool {
        self.n >= bound * self.of
    }

    fn below(self, bound: Decimal) -> bool {
        self.n < bound * self.of
    }

    fn equals(self, value: Decimal) -> bool {
        self.n == value * self.of
    }

    /// The value as a decimal of at most 28 digits.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.n.checked_div(self.of).unwrap_or(self.n).normalize()
    }
}

/// The worth in the terms claims are printed in: fen become 元; `None` for a ratio of nothing.
#[must_use]
pub fn worth_as_printed(definition: &Definition, worth: &Worth) -> Option<Exact> {
    match *worth {
        Worth::Count(n) => {
            let of = if definition.unit == "分" { Decimal::ONE_HUNDRED } else { Decimal::ONE };
            Some(Exact { n: Decimal::from(n), of })
        }
        Worth::Ratio { of: 0, .. } => None,
        Worth::Ratio { n, of } => Some(Exact { n: Decimal::from(n), of: Decimal::from(of) }),
    }
}
