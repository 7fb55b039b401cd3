//! The article check, fed with sentences.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop where it stands and says what it measured"
)]

mod recorded;
mod wordings;
