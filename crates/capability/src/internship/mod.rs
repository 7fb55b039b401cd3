//! 校局合作实习 (internships): students of an academy who learn in the bureau for a time, and the officers who guide them.
//!
//! **What is recorded.** A batch ([`state::Batch`]) under an agreement with a school: its weeks, the competencies it is to teach, how
//! many students one mentor may have, and after how many days a student counts. A placement ([`state::Placement`]) of each student:
//! requested, allotted to a unit with a post and mentors, arrived, at work after the undertaking was signed, moved or ended early,
//! logs against the competencies, visits, the evaluations of mentor, unit and school, the student's own of the placement, the grade,
//! the certificate. A proposal for 优秀实习指导老师 ([`state::MentorAward`]), confirmed by somebody else with its document. The book of
//! the bureau ([`state::Book`]) holds who guides whom when, and which certificate numbers are taken.
//!
//! **How a student is held.** A student does not serve here, so they have a pseudonym and sealed values like everybody
//! ([`nc_people::visitors`]), a visit to each unit that receives them, and no membership: no strength of the bureau counts them. They
//! can be erased once they have left; rows and figures stand. Whoever joins the bureau later stays the same person.
//!
//! **What is counted.** [`registers::SUPPORTED`] has one row a placement, on the day on which the batch's least number of days is
//! reached, worked out from the arrival: no job has to run when it comes, a period that ends before it does not see it, and whoever
//! leaves earlier loses it. A figure of students therefore counts them once each and needs no number of days in its condition.
//! [`registers::PRESENT`] has one row for each time in one unit, [`registers::AWARD`] one for each confirmed award.
//!
//! **Invariants**
//! - No field holds case data, and a log has no free text, so that none can be written into one. Paper evaluations are documents that
//!   name the student and go with them.
//! - A mentor serves; more students at once than the batch allows take a reason, which stays on the record.
//! - Coverage shows which competencies a student has not met. It compares a placement with its batch's list, never people or units.
//! - An award is proposed by a unit and confirmed by another person with a document; nothing is computed from counts.
//! - What a student says of the placement is shown to its mentors and host only once the grade is fixed.
//!
//! **Paper forms it replaces**: 实习生分配表, 实习报到登记表, 实习周记, 实习鉴定表, 实习证明存根, 优秀实习指导老师推荐表.

pub mod command;
pub mod coverage;
mod decide;
pub mod fact;
pub mod model;
pub mod registers;
pub mod rules;
mod sheet;
pub mod state;

#[cfg(test)]
mod tests;

pub use fact::{AwardFact, BatchFact, BookFact, PlacementFact};
pub use model::{BatchId, MentorAwardId, PlacementId};
pub use registers::{DOCUMENTS, REGISTERS};
pub use state::{Batch, Book, MentorAward, Placement};
