//! 岗位资格 (readiness): who must hold which credential, who holds it today, and who is exempt.
//!
//! **What is recorded.** A requirement ([`state::Requirement`]: a licence to fly, to carry, a yearly qualification) is set
//! with its basis and the rule by which it is due again. People are bound by it and released; a credential is issued,
//! renewed by another issue, or revoked; an exemption (免训) is granted for a time, with its authority.
//!
//! **What is counted.** Three registers of things that last: who is bound, which credentials are valid, who is exempt. A
//! figure counts them as in force on a day, so whoever's licence lapsed yesterday is gone today without any job having
//! run. Who is compliant, exempt or overdue on a day is told by [`state::Requirement::standing`]; the three never overlap.
//!
//! **Invariants**
//! - A renewal is another issue; the old one keeps its dates for ever.
//! - An exemption changes no credential: it takes the person out of both counts while it lasts, and out of neither after.
//! - No fact holds a personal value: people appear by pseudonym only. Nothing ranks people or units.
//!
//! **Paper forms it replaces**: 持证人员台账, 证书到期提醒表, 复训登记表, 免训审批表.

pub mod command;
mod decide;
pub mod due;
pub mod fact;
pub mod model;
pub mod registers;
pub mod rules;
mod sheet;
pub mod state;

#[cfg(test)]
mod tests;

pub use due::{Compliance, Credential, Exemption, Renewal};
pub use fact::Fact;
pub use model::RequirementId;
pub use registers::REGISTERS;
pub use state::Requirement;
