//! Training classes and plans.

pub(crate) mod class;
pub(crate) mod classes;
pub(crate) mod plan;
pub(crate) mod plans;
