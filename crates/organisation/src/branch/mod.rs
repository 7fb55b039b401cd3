//! 支部 (branches): which party branches exist in which unit, and who belongs to them, over time.
//!
//! Facts: `branch.*.v1`, all on the stream `branch.roll`.
//!
//! Invariants
//! - A person belongs to at most one branch at a time. Auxiliaries and non-members are not on the roll, so no
//!   denominator of members can contain them.
//! - A branch that is dissolved has no members from that day on.
//! - Every membership has its days; last year's question gets last year's answer.
//!
//! Replaces these paper forms: 支部花名册, 组织关系转接登记表 (within the bureau).

pub mod command;
mod decide;
pub mod fact;
pub mod model;
mod registers;
pub mod rules;
mod state;

#[cfg(test)]
mod tests;

pub use command::*;
pub use fact::Fact;
pub use model::*;
pub use registers::REGISTERS;
pub use state::Roll;
