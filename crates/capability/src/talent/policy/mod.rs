//! 奖补政策 (subsidy policies): by which document, for whom, how much and from when until when talent is rewarded.
//!
//! An award names its policy and is refused outside it: before or after it is in force, above its cap or off its fixed sum, for a
//! fund of a unit it does not hold for, and, where it is for a level or a field, for somebody whose profile says otherwise.
//! What was awarded while a policy was in force stands when it ends.

pub mod command;
mod decide;
pub mod fact;
pub mod model;
mod sheet;
pub mod state;

#[cfg(test)]
pub(super) mod tests;

pub(super) use decide::keeps_to;
pub use fact::PolicyFact;
pub use model::{AmountRule, PolicyId};
pub use state::SubsidyPolicy;
