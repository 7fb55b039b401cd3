//! Spreadsheets in and out, and finished reports out ([`report`]). Rosters in real xlsx and CSV files go in as [`Table`]s and faults by cell; lists,
//! templates and sheets of faults come out as bytes.
//!
//! This crate sees only the file: whether a person exists or was on leave is the caller's to say, with
//! [`Binding::fault`]. It reads no clock, no files and no network, and never imports the store or the web.
//!
//! Articles come in as plain text: [`prose()`].
//!
//! The way through an import: [`read()`] → [`parse_roster`] → the caller's own checks → commit, or [`fault_sheet()`].

mod archive;
mod cell;
pub mod certificate;
mod columns;
mod date;
mod delimited;
mod error;
mod example;
mod fault;
mod fault_sheet;
mod form;
mod guard;
mod header;
mod intern_columns;
mod interns;
mod list;
mod marked;
mod normal;
mod prose;
mod read;
mod reading;
pub mod report;
mod roster;
mod roster_columns;
mod table;
mod template;
#[cfg(feature = "pdf")]
mod typeset;
mod value;
mod workbook;
mod xlsx;

pub use cell::{Cell, number_text};
pub use columns::{Binding, Choice, Column, ColumnKind, Columns, FAULT_HEADING_EN, FAULT_HEADING_ZH};
pub use error::OfficeError;
pub use example::{EXAMPLE_MARK_EN, EXAMPLE_MARK_ZH};
pub use fault::{CellFault, Note, cell_name};
pub use fault_sheet::fault_sheet;
pub use form::{CellAt, FilledForm, FormCell, fill_form};
pub use guard::{guard, unguard};
pub use intern_columns::intern_columns;
pub use interns::{InternOptions, InternRow, InternSeat, Interns, parse_interns};
pub use list::{ListCell, ListColumn, ListSheet, list_csv, list_xlsx};
pub use marked::{MarkedPage, MarkedRow, MarkedSpan, marked_page};
pub use prose::{MAX_PROSE, prose};
pub use read::{DEFAULT_MAX_ROWS, DEFAULT_MAX_UNPACKED, Progress, ReadOptions, read};
pub use reading::Reading;
pub use roster::{Roster, RosterOptions, RosterRow, Status, parse_roster};
pub use roster_columns::{STATUS, roster_columns};
pub use table::{Area, HeaderCell, MAX_COLUMNS, Row, Table};
pub use template::{TemplateOptions, template};
pub use value::Value;
pub use workbook::Lang;
