//! 外训申报: training somebody did elsewhere (the ministry's school, a university, another bureau), claimed with its
//! document, and credited once somebody else has approved it.
//!
//! **What is recorded.** One claim a person and course: claimed by the person or by a clerk of the unit, then approved with
//! the minutes that are credited, or refused with a reason. A refused claim may be made again.
//!
//! **What is counted.** An approved claim is one row of the register `claim.credit`, on the last day of the course, so its
//! minutes fall in the year of that day. Classes of the bureau itself are never claimed: they count in `training.attendance`.
//!
//! **Invariants**
//! - Who claimed, and whom it credits, never decides.
//! - The document lies in the store before the claim names it, and goes with the person when the person is erased.
//! - No more minutes are credited than were claimed.
//!
//! **Paper forms it replaces**: 外出培训备案表, 外训学时认定申请表, 外训证书复印件台账.

pub mod command;
mod decide;
pub mod fact;
pub mod model;
pub mod registers;
pub mod rules;
mod sheet;
pub mod state;

#[cfg(test)]
mod tests;

pub use fact::Fact;
pub use model::{ClaimId, ClaimState};
pub use registers::REGISTERS;
pub use state::Claim;
