//! Tests of the ledger through its public interface.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers beside #[test] functions are tests too; clippy exempts only the functions themselves"
)]

mod audit;
mod bundle;
mod checkpoint;
mod envelope;
mod log;
mod tree;
mod vectors;
