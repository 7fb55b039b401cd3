//! 教官: who may teach what, from candidate through certification to an appointment for a term.
//!
//! **What is recorded.** One file a person ([`Instructor`]), and in it each subject: proposed with the level aimed at,
//! certified by somebody else, appointed for terms, withdrawn. Whether a term has run out is computed from today; nobody
//! records it.
//!
//! **What is counted.** The register `instructor.term` holds one row a term, in force from its first day through its last,
//! so "how many instructors are appointed" is a question about a day.
//!
//! **Invariants**
//! - Nobody is appointed who was not certified, and nobody certifies themselves.
//! - Terms of one subject never overlap; a withdrawal ends the term that runs and keeps what was.
//! - A session taught by somebody whose terms have all run out is refused, or held for a reason that is kept
//!   (`training.schedule_session`).
//! - No fact holds a personal value, and nothing ranks instructors.
//!
//! **Paper forms it replaces**: 教官推荐表, 教官资格审批表, 教官聘任文件附表, 教官库花名册.

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
pub use model::{InstructorId, Level, Standing};
pub use registers::REGISTERS;
pub use state::Instructor;
