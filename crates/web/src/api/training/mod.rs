//! Training plans.

pub(crate) mod plan;
pub(crate) mod plans;
