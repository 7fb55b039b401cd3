//! Training plans, and certificates as other programs read them.

pub(crate) mod badge;
pub(crate) mod plan;
pub(crate) mod plans;
pub(crate) mod what_if;
