//! Commands by name.

pub(crate) mod list;
pub(crate) mod run;
