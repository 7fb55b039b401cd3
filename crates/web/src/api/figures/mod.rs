//! Figures: their values, rows, proofs and recounts.

pub(crate) mod list;
pub(crate) mod proof;
pub(crate) mod recount;
pub(crate) mod rows;
pub(crate) mod sample;
pub(crate) mod show;
pub(crate) mod value;
