//! 核稿: what the ledger says about the numbers of a text.
//!
//! [`nc_claims`] finds the claims; [`Checker`] says which figure, which unit and which time each is about; whoever holds
//! the ledger computes those figures; [`judge`] compares and gives a [`Verdict`] with its reason. Nothing here guesses a
//! number: a claim without a figure near enough is not recorded, and two figures equally near go to a person.

mod around;
mod candidates;
mod choices;
mod compare;
mod honours;
mod measure;
mod place;
mod printed;
mod verdict;
mod words;

pub use candidates::{Candidate, Checker, Matched, Why};
pub use choices::{Choices, Chosen, Fact, signature};
pub use compare::{Agreement, Exact, agreement, worth_as_printed};
pub use honours::{HonourEvidence, Honours, REGISTER as HONOURS};
pub use measure::Measure;
pub use place::{Place, Places};
pub use printed::{PrintedCandidate, PrintedClaim, PrintedFinding, PrintedWhy, Rows};
pub use verdict::{Finding, Reason, Verdict, judge};
