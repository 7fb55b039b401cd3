//! 人才引育用励 (talent): studios, and the money by which talent is rewarded.
//!
//! **What is recorded.** A studio ([`Studio`], 人才工作室) is proposed, reviewed by another person, named by a document, and
//! looked at every year; its members, yearly tasks and what came of them are kept. The money of one year and source
//! ([`Fund`], 人才经费账) is a small double-entry ledger ([`money`]): what is allotted, awarded, approved, paid with a
//! voucher, and given back.
//!
//! Profiles and apprenticeships are in [`people`], the policies an award keeps to in [`policy`].
//!
//! **What is counted.** Studios that are named, what they put out, and money that was paid less what was given back, in
//! whole fen: a figure sums the fen and whoever prints 万元 rounds the sum once.
//!
//! **Invariants**
//! - Every operation is a journal whose lines sum to zero; nothing is edited; a mistake is taken back by its opposite.
//! - No account but the source falls below nothing: no award above the budget, no payment above what was approved.
//! - Who proposes does not approve, who approves does not pay, nobody approves or pays what they get themselves.
//! - An award names its policy and is refused outside it. A closed fund holds nothing but what was paid: the rest went back.
//! - Nobody's bank account is recorded; nothing scores or ranks people or studios.
//!
//! **Paper forms it replaces**: 人才信息登记表, 师徒结对协议书, 工作室申报表, 工作室年度评议表, 人才奖补审批表, 补贴发放登记簿.

pub mod command;
mod decide;
pub mod fact;
pub mod model;
pub mod money;
pub mod people;
pub mod policy;
pub mod registers;
pub mod rules;
mod sheet;
pub mod state;

#[cfg(test)]
mod tests;

pub use fact::{FundFact, StudioFact};
pub use model::{Finding, FundId, StudioId, StudioState};
pub use people::{Apprenticeship, ApprenticeshipId, Profile, ProfileId};
pub use policy::{PolicyId, SubsidyPolicy};
pub use registers::{DOCUMENTS, REGISTERS};
pub use state::{Fund, Studio};
