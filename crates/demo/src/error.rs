//! What can stop the generator.

use nc_store::StoreError;

/// Why the bureau could not be filled. What was recorded until then stays.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The store failed, or refused what it had to take.
    #[error("{doing}: {source}")]
    Store {
        /// What was being recorded.
        doing: String,
        /// The store's answer.
        source: StoreError,
    },
    /// The store took what it had to refuse.
    #[error("{0} was taken although it had to be refused")]
    NotRefused(String),
    /// Somebody is registered already.
    #[error("this bureau has people already; a synthetic bureau is only made in an empty one")]
    NotEmpty,
    /// The catalogue cannot be read.
    #[error("catalogue: {0}")]
    Catalogue(String),
    /// The options leave too little room.
    #[error("the bureau is too small for its rosters: {wanted} people wanted, {found} found; raise the scale")]
    TooSmall {
        /// People wanted.
        wanted: usize,
        /// People there.
        found: usize,
    },
    /// A roster file that did not come back as it was written.
    #[error("roster file of {class}: {why}")]
    RosterFile {
        /// Serial of the class.
        class: String,
        /// What was wrong.
        why: String,
    },
    /// A part of the plan is missing: a fault of the generator.
    #[error("the generator lost {0}")]
    Lost(&'static str),
}
