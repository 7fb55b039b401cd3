//! Rosters in, lists out: one file for each promise the crate makes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it stands; the helpers here are tests too"
)]

#[cfg(feature = "pdf")]
mod certificate_pdf;
mod dates;
mod digits;
mod fault_sheets;
mod faults_by_cell;
mod fixtures;
mod forms;
mod headers;
mod lists;
mod refusals;
#[cfg(feature = "pdf")]
mod report_pdf;
mod reports;
mod speed;
mod support;
mod templates;
mod text_files;
