//! Figures: definitions (data) → cells → values, and the recount that proves them.
//!
//! A definition names one register and how its entries are counted. While facts are appended, [`cells`] turns each
//! change of a register into additions to cells (figure × unit × span of time × day of knowledge); a question reads
//! a few dozen cells, whatever the history. [`recount`] computes the same value from the rows alone: drill-down,
//! "as known on" for distinct counts, and an outsider's verification all go through it, so two places cannot disagree.
//!
//! Pure: this crate reads no database; the store brings it cells or entries.

pub mod book;
pub mod built_in;
pub mod catalogue;
pub mod cells;
pub mod check;
pub mod definition;
pub mod evaluate;
pub mod filter;
pub mod recount;
pub mod recounts;
pub mod report;
pub mod span;
pub mod tally;

pub use book::Book;
pub use catalogue::{Catalogue, CatalogueError};
pub use cells::{Accumulator, Deltas};
pub use definition::{Counts, Definition, FigureKey, Part, Scope};
pub use evaluate::{Read, Reading, Value, Worth};
pub use span::{Span, Spans};
pub use tally::Tally;
