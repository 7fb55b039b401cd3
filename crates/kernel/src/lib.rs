//! What every other crate shares and nothing more: typed ids, time and randomness as parameters, unit paths,
//! periods, money, identifiers, lawful refusals, and the contract between an area's rules and the store.
//!
//! Invariants: no I/O, no wall clock, no thread randomness, no knowledge of any area. Everything here is a value
//! or a pure function of its arguments, so that replaying the same facts gives the same result on any machine.

pub mod actor;
pub mod calendar;
pub mod clock;
pub mod day;
pub mod document;
pub mod fact;
pub mod fixed;
pub mod hours;
pub mod id;
pub mod identifiers;
pub mod money;
pub mod period;
pub mod period_words;
pub mod personal;
pub mod refusal;
pub mod register;
pub mod states;
pub mod stream;
pub mod unit_path;

pub use actor::Actor;
pub use clock::{Clock, FixedClock, Micros};
pub use day::Day;
pub use document::Document;
pub use fact::{Aggregate, Draft, FactBody, Recorded, UnknownFact};
pub use id::{IdGen, PersonId, SeededIds, UserId};
pub use period::Period;
pub use refusal::{Refusal, Refused, Rule};
pub use register::{Attr, Change, Entry, Facets, RegisterDoc};
pub use states::{Need, States};
pub use stream::StreamId;
pub use unit_path::UnitPath;

/// Date without time or zone, as people write it in a record.
pub use jiff::civil::Date;

/// Whose ledger a fact lies in: a city bureau, or a district in a very large city. The number is the
/// GB/T 2260 area code with trailing zeros kept (150600 is Ordos).
pub type Bureau = i64;
