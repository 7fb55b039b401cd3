//! 演练规划 (exercise programme): the exercises of a year or of several, the capabilities they are to train, and how far they
//! have come.
//!
//! Facts: `exercise.programme_*.v1` on `exercise.programme/{id}`. An exercise names its programme and, where it takes the place of
//! one that was due, that item; how far the programme has come is read from its exercises whenever it is opened.
//!
//! Invariants
//! - An item is done when an exercise held for it counts; an exercise struck out leaves it due again.
//! - An exercise belongs to a programme of its own unit or of one above it, and lies within the programme's days.
//! - A programme is closed with a review, which also says why what was due was not done.
//!
//! Replaces these paper forms: 年度演练计划, 多年演练规划表.

mod command;
mod decide;
mod fact;
mod sheet;
mod state;

pub use command::{AddDue, CloseProgramme, DropDue, SetUpProgramme, StrikeProgramme};
pub use fact::{Aim, Due, Fact};
pub use state::{Item, Joined, Programme, Progress};

pub(super) use decide::{Naming, name};
