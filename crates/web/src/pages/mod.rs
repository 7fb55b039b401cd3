//! Pages people read: plain HTML, no script, both languages.

mod amount;
pub(crate) mod figure;
pub(crate) mod figure_proof;
pub(crate) mod figures;
mod frame;
pub(crate) mod ledger;
pub(crate) mod problem;
pub(crate) mod stylesheet;
