//! 年报: drafting, releasing, comparing and proving reports.
//!
//! Values never come from outside: they are computed here, in one view of one commit, and travel to the rule inside a
//! command that no interface can build. They carry the size and root they were computed at, so they stay true of that
//! ledger whatever is written a moment later.
//!
//! Every function asks the policy itself: a draft is for who may draft or release, a release for who may read figures.

mod answers;
mod bundle;
mod command;
mod differences;
mod page;
mod people;
mod read;
mod write;

pub use bundle::{ReleaseClaim, ReleaseProven};
pub use differences::{Cause, Difference, MovedNumber};
pub use page::ProofPage;
pub use read::{ListedReport, ReportView};
pub use write::ReportSource;

pub(crate) use bundle::verify as verify_release;
