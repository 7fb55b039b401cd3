//! What a class holds about one person, and what is read off it.

use std::collections::BTreeMap;

use nc_kernel::id::PersonId;
use nc_kernel::{Day, Micros, UnitPath};

use crate::training::model::{EnrolmentState, Kind, MarkValue};

/// 考勤记录: the mark in force of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub person: PersonId,
    /// What the person did, and as whom.
    pub value: MarkValue,
    /// Position of the fact that says so: the latest correction's, where there was one.
    pub seq: u64,
    /// Whether it was recorded late.
    pub late: bool,
    /// Position of the mark that said the class was missed, where this one makes it up.
    pub missed: Option<u64>,
}

/// 成绩: one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What was examined.
    pub kind: Kind,
    /// Which attempt of that kind, from 1.
    pub attempt: u32,
    /// Hundredths of a point, as last corrected.
    pub score: u32,
    /// Hundredths of a point needed to pass.
    pub pass_line: u32,
    /// Position of the fact that says so: the latest correction's, where there was one.
    pub seq: u64,
    /// Position of the fact that first recorded it.
    pub first: u64,
    /// The day the fact in force was recorded: objections are taken for some days after.
    pub recorded_on: Day,
}

/// 报名: where a person stands on the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Where the person stands.
    pub state: EnrolmentState,
    /// The unit that sends the person.
    pub sender: UnitPath,
    /// Place in the order of all changes of this roster: the queue goes by it.
    pub ticket: u64,
    /// Whether the person has or had a seat.
    pub seated: bool,
    /// Position of the fact that says where the person stands.
    pub seq: u64,
    /// How often where the person stands was recorded.
    pub changes: u32,
}

/// 结业登记: where and when the class was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// Position of the fact.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Micros,
}

/// 考核结论: whether a person passed what was examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing was examined.
    NotAssessed,
    /// The latest attempt of some kind lies below its pass line.
    Failed,
    /// The latest attempt of every kind examined reaches its pass line.
    Passed,
}

/// 班次人数: counts for a screen. Never added to each other: they answer different questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Have a seat.
    pub enrolled: usize,
    /// Wait for one.
    pub waitlisted: usize,
    /// Gave it up.
    pub withdrawn: usize,
    /// Had a seat and no mark at the close.
    pub no_show: usize,
    /// Completed the class (人次).
    pub attended: usize,
    /// Of those, made it up.
    pub made_up: usize,
    /// Marked, and did not complete it.
    pub missed: usize,
}

/// Whether the latest attempt of every kind reaches its pass line.
pub(super) fn standing(attempts: &[Attempt]) -> Standing {
    if attempts.is_empty() {
        return Standing::NotAssessed;
    }
    let latest: BTreeMap<Kind, &Attempt> = attempts.iter().map(|attempt| (attempt.kind, attempt)).collect();
    if latest.values().all(|attempt| attempt.score >= attempt.pass_line) { Standing::Passed } else { Standing::Failed }
}
