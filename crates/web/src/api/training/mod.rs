//! Training plans.

pub(crate) mod plan;
pub(crate) mod plans;
pub(crate) mod what_if;
