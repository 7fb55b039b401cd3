//! 创新项目 (innovation): what officers invent, from the idea to its use by others.
//!
//! **What is recorded.** A project is proposed by a unit, approved by another person, built, tried out, taken into use, and
//! where it deserves it submitted for an award; each step on its day. It names the studio and the model it belongs to. Who
//! adopts it is a fact with a day, and the adopting unit sees the project.
//!
//! **What is counted.** Projects that reached a stage, once each, and adoptions by units. What a project won, and units
//! nominated as pilots, stand in the roll of honour and are counted there: a project only refers to the honour's serial.
//!
//! **Invariants**
//! - A stage is reached once, and only from the one before; a project may be archived from any stage.
//! - Who proposed a project does not approve it.
//! - No fact holds a personal value; nothing ranks projects or units.
//!
//! **Paper forms it replaces**: 创新项目申报表, 项目进度登记表, 推广应用登记表.

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
pub use model::{HonourKind, ProjectId, Stage};
pub use registers::REGISTERS;
pub use state::Project;
