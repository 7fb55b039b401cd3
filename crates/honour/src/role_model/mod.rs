//! 典型选树 (role models): a file for each nomination, from its evidence through the time in which anybody may object to the
//! result; and the hold that stops it.
//!
//! Facts: `honour.model_*.v1` on `honour.model/{id}`, `honour.hold_*.v1` on the one stream `honour.holds`.
//!
//! Invariants
//! - Nobody is named before the nomination was public for the whole time and every objection was answered; an objection
//!   that was upheld ends the file.
//! - Somebody on hold is neither nominated, nor published, nor named. A hold says until when, never why: the reason stays
//!   with those who supervise.
//! - A result that an outside body gave rests on the honour on the roll, with its document; the file does not repeat it.
//!
//! Replaces these paper forms: 先进典型推荐表, 公示情况登记表, 征求纪检部门意见函 (its answer).

pub mod command;
mod decide;
pub mod fact;
pub mod model;
mod registers;
pub mod rules;
mod sheet;
mod state;

#[cfg(test)]
mod tests;

pub use command::*;
pub use fact::{Fact, HoldFact};
pub use model::*;
pub use registers::{NAMED, PUT_FORWARD};
pub use state::{Holds, RoleModel, Stage};
