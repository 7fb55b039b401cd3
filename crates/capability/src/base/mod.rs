//! 训练基地与实战中心 (bases): where classes are hosted and people are practised, with rooms, beds and equipment.
//!
//! **What is recorded.** A base or practical centre is opened; its venues are set (type, seats, beds) and its equipment; it
//! is closed. What is set here is what training books: the same command sets the seats of the room, and moves the beds and
//! the stock of the bureau by what changed, so that nobody types a number twice.
//!
//! **What is counted.** Bases and venues in force. Classes hosted are counted from training's own register by its host
//! facet; organiser and host facets overlap and are never added.
//!
//! **Paper forms it replaces**: 训练场地台账, 装备器材台账.

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
pub use model::{BaseId, BaseKind, VenueKind};
pub use registers::REGISTERS;
pub use state::Base;
