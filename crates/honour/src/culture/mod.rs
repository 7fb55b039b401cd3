//! 警营文化 (police culture): events that were held, and the issues of bulletins such as 典型风采录.
//!
//! Facts: `honour.event_*.v1` on `honour.event/{id}`, `honour.issue_*.v1` on `honour.bulletin/{id}`.
//!
//! Invariants
//! - An event held by several units is one event (场). Only what was held is recorded.
//! - 期 of a bulletin is an issue with a number nobody else has, a day and an approver; it is no session.
//!
//! Replaces these paper forms: 文化活动登记表, 典型风采录发布登记簿.

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
pub use fact::{EventFact, IssueFact};
pub use model::*;
pub use registers::{EVENTS, ISSUES};
pub use state::{Bulletin, Event};
