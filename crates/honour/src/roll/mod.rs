//! 荣誉册 (the roll of honour): what was awarded to the bureau's units, people and works, by whom, at which level, and the
//! document that says so; and the works that were made.
//!
//! Facts: `honour.*.v1` on the one stream `honour.roll`, so that the same prize recorded by two units meets itself.
//!
//! Invariants
//! - No honour is on the roll without issuer, title, level, day, recipient and the document of the outside body: it is
//!   nothing the bureau could know of itself.
//! - Who recorded an honour does not confirm it, and it counts from the confirmation on. A correction is confirmed again;
//!   until then the confirmed version goes on counting.
//! - An honour shared by several units is one honour; a work has one row however many versions, units and prizes it has.
//! - 首家, 唯一 and 率先 are claims about others. They rest on the document of somebody else and are marked as such.
//! - Entering a work, publishing it and its prizes are three things: publishing has its own day and approver.
//!
//! Replaces these paper forms: 荣誉登记台账, 获奖证书复印件汇总, 廉政文化作品征集登记表, 作品发布审批单.

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
pub(crate) use registers::at;
pub use registers::{AWARDS, PERSON_AWARDS, PROJECTS_WON, WORK_AWARDS, WORKS};
pub(crate) use state::differences;
pub use state::{Honour, HonourState, Publication, Roll, Version, Work};
