//! 年报: a text whose every number is a figure.
//!
//! A template is Markdown-like text with bindings, `[[study.rotation.runs 期间=3年来]]期`. It is read ([`Template`]),
//! its bindings become questions ([`Template::questions`]), the store answers them in one view of one commit, and
//! [`Template::render`] writes each number as its form says, checks every word beside it, and refuses every number that
//! is bound to nothing. What comes out is a [`Document`]: finished, exact and printable anywhere, with every number
//! tagged. A release appends the document as a fact; nothing changes it afterwards.
//!
//! Invariants
//! - No number reaches a reader but a bound one, one of a period or date, and one of a listed term.
//! - The measure word, the hedge and the period words beside a number are true of its exact value.
//! - A rate is printed with its n and N.
//! - No text holds the name of one of the bureau's people, an identity number or a mobile number.
//! - A released document is the fact's own text; exports read it and compute nothing.
//!
//! Replaces: the statistics form every unit filled for the yearly report, the table of "data to be checked" that went
//! round by mail, and the file of printed evidence behind the report.

mod binding;
mod bookkeeping;
mod document;
mod fact;
mod header;
mod hedge;
mod measure;
mod numbers;
mod people;
mod printed;
mod render;
mod rows;
pub mod rules;
mod said;
mod template;
#[cfg(test)]
mod tests;

pub use binding::{Binding, Form};
pub use bookkeeping::{Draft, Release, Report, Stage};
pub use document::{Block, BlockKind, Document, Masthead, Part, Run, TaggedFact};
pub use fact::{Corrected, Drafted, Fact, Released, ReportId, Revised};
pub use header::{Header, Setting};
pub use people::{NotNames, People};
pub use render::{Answered, Rendered};
pub use rows::row_set_hash;
pub use template::{Asked, Template};
