//! 比武竞赛 (contests): from the disciplines and their rules to results, ranks, awards and what follows from an appeal.
//!
//! **What is recorded.** A contest is set up with its disciplines (`contest.set_up`), panels are seated, people entered and
//! coded; attempts are measured and judges score from their own accounts; scores are locked, codes unsealed by two people in
//! two roles, results published, appealed and decided. Three streams: `contest.contest/{id}` names entries by code only,
//! `contest.codes/{id}` says who is behind them, `contest.records` keeps the best result of each event.
//!
//! **What is counted.** Contests and disciplines whose results were published, and who took part once codes are unsealed.
//! Results are of their contest only: no figure counts, adds up or compares them beyond it.
//!
//! **Invariants**
//! - Results are whole numbers in the discipline's precision. Of a panel the exact mean is rounded once, half up.
//! - No rank, award or board is stored: they follow from the facts ([`board`]). A frozen board is the contest as it was then.
//! - A missing attempt or score blocks publishing; a failed, absent or disqualified entry has no rank.
//! - Before codes are unsealed nobody but an entrant learns a code's person, and every try to is a fact.
//! - Where a discipline says so, scores are signed: by judges and head judge under the code before they are locked, by the competitor
//!   once names are open. A signature names the facts it covers ([`signing`]); one that no longer covers what stands is given anew.
//! - A judge of the entrant's own unit scores like any other and learns nothing by it; the score does not count.
//!
//! **Paper forms it replaces**: 比武竞赛方案, 报名表, 抽签编码表, 评委打分表, 成绩汇总表, 申诉登记表, 获奖名单.

pub mod board;
pub mod command;
mod decide;
pub mod discipline;
pub mod fact;
pub mod model;
pub mod public;
pub mod registers;
pub mod rules;
pub mod score;
mod sheet;
pub mod signing;
mod state;
pub mod template;

#[cfg(test)]
mod tests;

pub use command::*;
pub use fact::{CodeFact, Fact, RecordFact};
pub use model::*;
pub use public::PublicBoard;
pub use registers::REGISTERS;
pub use state::{AppealFile, Best, Codes, Contest, Freeze, Live, Records, Signature};
