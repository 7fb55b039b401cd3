//! Pillar 2 强素质: what the bureau can do and how it learns to.
//!
//! Invariants: pure rules and values only (no I/O, clock or randomness), and no knowledge of any other area; units and
//! people are read from `nc-people`.

pub mod base;
pub mod certificate;
pub mod claim;
pub mod contest;
mod declare;
pub mod exercise;
pub mod flight;
pub mod innovation;
pub mod instructor;
pub mod internship;
pub mod laboratory;
pub mod readiness;
pub mod talent;
pub mod training;
