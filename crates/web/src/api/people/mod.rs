//! Units and people.

pub(crate) mod find;
pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod units;
