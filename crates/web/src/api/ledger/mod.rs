//! The ledger: where it stands, what was signed, and whether it holds.

pub(crate) mod audit;
pub(crate) mod checkpoints;
pub(crate) mod head;
pub(crate) mod lines;
pub(crate) mod tile;
pub(crate) mod verify_proof;
