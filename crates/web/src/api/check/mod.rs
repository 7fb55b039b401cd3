//! Articles: their numbers, and what the ledger says of them.

pub(crate) mod article;
pub(crate) mod checks;
pub(crate) mod claims;
pub(crate) mod finding;
