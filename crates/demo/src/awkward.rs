//! What real data has: wishes the rules refuse, and records that contradict each other.

use nc_kernel::PersonId;
use nc_people::LeaveKind;

use crate::staff::{Away, Staff};

/// A wish that must be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Somebody on approved leave is said to have been there.
    OnLeave(PersonId),
    /// Somebody who had left is said to have been there.
    Left(PersonId),
    /// The same thing is recorded again.
    Again,
    /// Somebody of another unit records it.
    Stranger,
    /// Somebody who only reads records it.
    Reader,
    /// Somebody is added to what was closed.
    Closed(PersonId),
    /// The same person stands on the roster twice.
    Twice,
}

impl Wrong {
    /// What is wrong, in Chinese and English.
    pub fn why(self) -> (&'static str, &'static str) {
        match self {
            Self::OnLeave(_) => ("请假期间登记为参训", "marked present while on approved leave"),
            Self::Left(_) => ("离职后登记为参训", "marked present after leaving the service"),
            Self::Again => ("同一期重复登记", "the same run recorded twice"),
            Self::Stranger => ("其他单位的内勤登记本单位的班次", "a recorder of another unit records it"),
            Self::Reader => ("只读账户登记", "an account that may only read records it"),
            Self::Closed(_) => ("结业后直接添加人员", "somebody is added after closing without a correction"),
            Self::Twice => ("名册中同一人出现两次", "one person twice on a roster"),
        }
    }
}

/// Somebody on approved leave through all the days and when the roster is recorded, approved before.
fn on_leave(staff: &Staff, from: i32, to: i32, recorded: i32) -> Option<PersonId> {
    // Travel on duty is no reason to refuse, and a leave that has ended may have been corrected.
    let covers = |leave: &Away| {
        leave.kind != LeaveKind::OfficialTravel && leave.from <= from && to.max(recorded) + 1 < leave.to && leave.approved < from
    };
    staff.all.iter().find(|member| member.left.is_none() && member.leaves.iter().any(covers)).map(|member| member.id)
}

/// Somebody who had left well before and did not come back.
fn left(staff: &Staff, from: i32) -> Option<PersonId> {
    let gone = |on: i32| on + 30 < from;
    staff.all.iter().find(|member| member.spells.len() == 1 && member.left.is_some_and(|(on, _)| gone(on))).map(|member| member.id)
}

/// The wrong wish for the `n`th occasion; `None` where nobody fits.
pub(crate) fn nth(n: usize, staff: &Staff, (from, to): (i32, i32), recorded: i32) -> Option<Wrong> {
    match n % 7 {
        0 => on_leave(staff, from, to, recorded).map(Wrong::OnLeave),
        1 => left(staff, from).map(Wrong::Left),
        2 => Some(Wrong::Again),
        3 => Some(Wrong::Stranger),
        4 => Some(Wrong::Reader),
        5 => staff.all.first().map(|member| Wrong::Closed(member.id)),
        _ => Some(Wrong::Twice),
    }
}
