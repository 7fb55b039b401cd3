//! 组织与人员: the units of a bureau, the people who serve in them, their posts and leave, who may sign in and what
//! they may do, all dated, so that last year's question still gets last year's answer.
//!
//! One stream (`people.directory`) holds it all, because every rule of every area needs it: a roster asks who served
//! where on a day, access asks which unit lies under which. What may say no is in `decide`; what a fact means is in
//! `fold`; the two never mix. Names and numbers of people are never in a fact, only commitments to them.

pub mod access;
pub mod catalogue;
pub mod command;
pub mod commands;
mod decide;
pub mod directory;
pub mod fact;
mod fold;
mod history;
pub mod judge;
pub mod model;
pub mod numbers;
pub mod registers;
pub mod rules;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod visitors;

pub use access::{Action, Role, Scope, allow};
pub use command::{Command, Ctx, Decision};
pub use directory::{Directory, Grant, Leave, LeaveKind, LeavingReason, MemberKind, Membership, Person, Post, Unit, UnitKind, User, Visit};
pub use fact::Fact;
pub use judge::{Judge, Lateness};
pub use registers::REGISTERS;
