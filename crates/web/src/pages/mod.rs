//! 数字: the programme on one page, figures with their rows and proofs, and the ledger.

pub(crate) mod amount;
pub(crate) mod figure;
pub(crate) mod figure_proof;
pub(crate) mod figures;
pub(crate) mod ledger;
pub(crate) mod pillars;
pub(crate) mod problem;
pub(crate) mod readiness;
pub(crate) mod row;
