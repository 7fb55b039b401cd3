//! Exports of a finished report: docx and PDF in the layout of GB/T 9704, a web page with tagged facts, plain text.
//!
//! All print one [`Document`] and compute nothing: the number a reader sees is the one that was released. Each ends
//! with the verification sheet (核验页): every number with its exact value, definition and version, period, scope, rows
//! and their hash, and the size and root of the ledger.

mod docx;
mod html;
mod layout;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
mod sheet;

use nc_figures::report::Document;

#[cfg(feature = "pdf")]
pub use crate::typeset::{Fonts, Glyph, Pdf, PdfError};

pub use docx::docx;
pub use html::html;
pub use layout::Layout;
pub use markdown::markdown;
#[cfg(feature = "pdf")]
pub use pdf::pdf;

/// A document with what a reader needs beside it to check it.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'a> {
    /// The document as released, or of a draft.
    pub document: &'a Document,
    /// The report's id.
    pub report: &'a str,
    /// Where the reader finds the proof bundle: a file name beside the export, or an address.
    pub proof: &'a str,
    /// The public key the bundle is checked with.
    pub verifier_key: &'a str,
    /// Whether it was released; a draft says so on every export.
    pub released: bool,
}
