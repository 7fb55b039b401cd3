//! 成绩申诉: an objection to a score, with its deadline and what became of it.

use nc_kernel::{Day, PersonId};

/// Days after a score was recorded within which its holder may object; the last of them is the deadline.
pub const DEADLINE_DAYS: i64 = 7;

/// 申诉: one objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// Position of the fact.
    pub seq: u64,
    /// Who objected.
    pub person: PersonId,
    /// Position of the score it is about.
    pub about: u64,
    /// Why.
    pub grounds: String,
    /// When.
    pub on: Day,
    /// Whether it was right, why, and when that was decided; `None` while it waits.
    pub decided: Option<Decided>,
}

/// 申诉结论.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Whether the objection was right.
    pub upheld: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Day,
}

/// The last day on which a score recorded on `recorded` can be objected to.
#[must_use]
pub fn deadline(recorded: Day) -> Day {
    recorded.plus_days(DEADLINE_DAYS)
}
