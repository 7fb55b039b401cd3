//! 红蓝对抗与演练 (exercises, in HSEEP terms): who plays on which side, what is to be shown, the scenario list and its clock, what
//! evaluators saw, the after-action report and what was mended after it.
//!
//! Facts: `exercise.*.v1` on `exercise.exercise/{id}`; what injects say on `exercise.scenario/{id}` alone; programmes in [`programme`].
//!
//! Counted: an exercise is one 期 when it was conducted, at least one objective is evaluated and its report is issued; its runs
//! are counted beside it, never added to it. A player is one 人次 an exercise.
//!
//! Invariants
//! - What an inject says feeds no register and stands in no history: a player reads it when it is released to the player's own
//!   team, and never before; who is not in the exercise never reads it.
//! - The exercise's time follows from when its clock was turned. An inject the clock releases was released at the moment the
//!   time came, whether or not anybody looked.
//! - One place a person in an exercise: who plays neither directs nor evaluates.
//! - An objective is rated as its worst critical task, unless the lead evaluator says otherwise and why.
//! - An action is closed with a document as evidence by somebody who neither owns nor finished it. Overdue is read from the day, not
//!   stored: from then on it stands on the desk of the director and of who planned the exercise, too.
//! - A place is taken back with a reason and stays on record. Who knew the scenario never plays in it afterwards, and who played
//!   once it had begun never joins those who know it.
//!
//! Replaces these paper forms: 演练方案, 导调文书, 演练评估表, 演练总结报告, 问题整改台账.

pub mod clock;
pub mod command;
mod decide;
pub mod desk;
pub mod fact;
pub mod model;
pub mod programme;
pub mod rating;
mod registers;
pub mod rules;
pub mod scenario;
mod sheet;
mod state;

#[cfg(test)]
mod tests;

pub use command::*;
pub use model::*;
pub use programme::Programme;
pub use registers::{DOCUMENTS, HELD, OVERDUE, PLAYER, REGISTERS, RUN};
pub use scenario::Scenario;
pub use state::Exercise;
