//! Pillar 2 强素质: what the bureau can do and how it learns to.
//!
//! Invariants: pure rules and values only (no I/O, clock or randomness), and no knowledge of any other area; units and
//! people are read from `nc-people`.

pub mod contest;
pub mod readiness;
pub mod training;
