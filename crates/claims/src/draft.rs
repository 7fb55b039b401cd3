//! A claim while it is being read: places are characters of the normalised text.

use rust_decimal::Decimal;

use crate::claim::{Award, Bound, Kind, Note, Qualifier};
use crate::numeral::Numeral;
use crate::qualifier;

/// 草读.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// First character, with the qualifier.
    pub start: usize,
    /// First character after the measure word and the qualifier behind it.
    pub end: usize,
    /// Where the numeral begins.
    pub number: usize,
    /// Where the noun after the measure word begins.
    pub after: usize,
    /// See [`crate::Claim`].
    pub kind: Kind,
    /// See [`crate::Claim`].
    pub value: Option<Decimal>,
    /// See [`crate::Claim`].
    pub low: Bound,
    /// See [`crate::Claim`].
    pub high: Bound,
    /// See [`crate::Claim`].
    pub step: Option<Decimal>,
    /// See [`crate::Claim`].
    pub unit: String,
    /// See [`crate::Claim`].
    pub dimension: &'static str,
    /// See [`crate::Claim`].
    pub qualifier: Qualifier,
    /// See [`crate::Claim`].
    pub award: Option<Award>,
    /// See [`crate::Claim`].
    pub notes: Vec<Note>,
    /// Given where the words around do not say it.
    pub subject: Option<String>,
}

impl Draft {
    /// A claim without a number.
    pub(crate) fn words(start: usize, end: usize, kind: Kind, dimension: &'static str) -> Self {
        Self {
            start,
            end,
            number: start,
            after: end,
            kind,
            value: None,
            low: Bound::Open,
            high: Bound::Open,
            step: None,
            unit: String::new(),
            dimension,
            qualifier: Qualifier::Exact,
            award: None,
            notes: Vec::new(),
            subject: None,
        }
    }

    /// A claim with a numeral that counts in `factor`s (0.01 for a per cent).
    pub(crate) fn number(n: &Numeral, end: usize, kind: Kind, dimension: &'static str, factor: Decimal) -> Self {
        let mut draft = Self::words(n.start, end, kind, dimension);
        let times = |v: Decimal| v.checked_mul(factor).map(|v| v.normalize());
        draft.step = times(n.step);
        draft.qualifier = if n.odd { Qualifier::Odd } else { Qualifier::Exact };
        match (n.vague, n.upper) {
            (true, _) => {
                draft.step = None;
                draft.qualifier = Qualifier::Odd;
                draft.notes.push(Note::Vague);
            }
            (false, Some(upper)) => {
                draft.low = times(n.value).map_or(Bound::Open, Bound::With);
                draft.high = times(upper).map_or(Bound::Open, Bound::With);
                draft.step = None;
            }
            (false, None) => {
                draft.value = times(n.value);
                draft.bound(times(n.coarse));
            }
        }
        draft
    }

    /// Sets the bounds by the qualifier.
    pub(crate) fn bound(&mut self, coarse: Option<Decimal>) {
        if let (Some(value), Some(coarse)) = (self.value, coarse) {
            (self.low, self.high) = qualifier::bounds(self.qualifier, value, coarse);
        }
    }

    /// An ordinal or a level: exact by nature.
    pub(crate) fn ordinal(mut self, value: Decimal, unit: &str) -> Self {
        self.value = Some(value);
        self.step = Some(Decimal::ONE);
        self.unit = unit.to_owned();
        (self.low, self.high) = (Bound::With(value), Bound::With(value));
        self
    }
}
