//! The contract between an area's rules and the store.

use serde::Serialize;

use crate::actor::Actor;
use crate::clock::Micros;
use crate::day::Day;
use crate::personal::PersonalValue;
use crate::register::Change;
use crate::stream::StreamId;
use crate::unit_path::UnitPath;

/// The facts of one area: an enum over frozen kinds. Written by the [`facts!`](crate::facts) macro.
pub trait FactBody: Sized {
    /// Every kind, `training.class_closed.v1`, in the order of declaration.
    const KINDS: &'static [&'static str];

    /// The kind of this fact.
    fn kind(&self) -> &'static str;

    /// The body as canonical JSON text.
    ///
    /// # Errors
    /// When a value cannot be written as JSON (never for bodies of integers, texts, lists and structs).
    fn body(&self) -> Result<String, serde_json::Error>;

    /// Reads a stored fact.
    ///
    /// # Errors
    /// [`UnknownFact`] when the kind is not this area's or the body does not fit it.
    fn parse(kind: &str, body: &str) -> Result<Self, UnknownFact>;
}

/// A stored fact that this program cannot read: written by a newer version, or damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("fact of kind {kind} cannot be read: {why}")]
pub struct UnknownFact {
    /// The stored kind.
    pub kind: String,
    /// What is wrong, without any value.
    pub why: String,
}

/// A fact together with where and when it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded<F> {
    /// Position in the bureau's ledger, from 0 without gaps.
    pub seq: u64,
    /// When it was recorded: lateness and "as known on" go by this.
    pub recorded_at: Micros,
    /// When it happened: reports count by this.
    pub happened_on: Day,
    /// The unit it belongs to.
    pub unit: UnitPath,
    /// Who recorded it.
    pub actor: Actor,
    /// The fact itself.
    pub fact: F,
}

/// A fact an area has decided on, before it has a place in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The thing it is about.
    pub stream: StreamId,
    /// Its kind, frozen once shipped.
    pub kind: &'static str,
    /// The unit it belongs to.
    pub unit: UnitPath,
    /// When it happened.
    pub happened_on: Day,
    /// Canonical JSON body without any personal value.
    pub body: String,
    /// Personal values committed to in the body, for the side table.
    pub personal: Vec<PersonalValue>,
}

impl Draft {
    /// A draft of `fact` about `stream`.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn new<F: FactBody>(stream: StreamId, unit: UnitPath, happened_on: Day, fact: &F) -> Result<Self, serde_json::Error> {
        let body = fact.body()?;
        debug_assert!(is_canonical(&body), "fields of {} must be declared in alphabetical order: {body}", fact.kind());
        Ok(Self { stream, kind: fact.kind(), unit, happened_on, body, personal: Vec::new() })
    }

    /// Adds the personal values the body commits to.
    #[must_use]
    pub fn holding(mut self, personal: Vec<PersonalValue>) -> Self {
        self.personal = personal;
        self
    }
}

/// Whether `body` is JSON with sorted keys, no spaces and no floats: the form in which bodies are hashed.
fn is_canonical(body: &str) -> bool {
    fn no_float(value: &serde_json::Value) -> bool {
        match value {
            serde_json::Value::Number(n) => !n.is_f64(),
            serde_json::Value::Array(items) => items.iter().all(no_float),
            serde_json::Value::Object(fields) => fields.values().all(no_float),
            _ => true,
        }
    }
    serde_json::from_str::<serde_json::Value>(body).is_ok_and(|v| no_float(&v) && serde_json::to_string(&v).is_ok_and(|text| text == body))
}

/// One thing of an area, rebuilt from the facts of its stream.
pub trait Aggregate: Default + Send + Sync + 'static {
    /// The area's facts.
    type Fact: FactBody;

    /// Family of its streams, `training.class`.
    const FAMILY: &'static str;

    /// What the fact does to the registers, seen from the state before it is folded in.
    fn changes(&self, fact: &Recorded<Self::Fact>, out: &mut Vec<Change>);

    /// Takes the fact in. Cannot fail: a fact is true because it was recorded.
    fn fold(&mut self, fact: &Recorded<Self::Fact>);
}

/// Writes a body's JSON. Fields must be declared in alphabetical order, which makes plain serialisation canonical.
///
/// # Errors
/// As [`serde_json::to_string`].
pub fn body_of<T: Serialize>(body: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(body)
}

/// Declares an area's facts: `facts! { pub enum Fact { "training.class_closed.v1" => ClassClosed, … } }` where each
/// name is also a struct in scope that serde can write and read.
#[macro_export]
macro_rules! facts {
    ($(#[$doc:meta])* pub enum $name:ident { $($kind:literal => $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = concat!("`", $kind, "`")] $variant($variant)),+
        }

        impl $crate::fact::FactBody for $name {
            const KINDS: &'static [&'static str] = &[$($kind),+];

            fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $kind),+ }
            }

            fn body(&self) -> Result<String, ::serde_json::Error> {
                match self { $(Self::$variant(body) => $crate::fact::body_of(body)),+ }
            }

            fn parse(kind: &str, body: &str) -> Result<Self, $crate::fact::UnknownFact> {
                let fail = |why: ::serde_json::Error| $crate::fact::UnknownFact { kind: kind.to_owned(), why: format!("column {}", why.column()) };
                match kind {
                    $($kind => ::serde_json::from_str(body).map(Self::$variant).map_err(fail),)+
                    _ => Err($crate::fact::UnknownFact { kind: kind.to_owned(), why: "unknown kind".to_owned() }),
                }
            }
        }

        $(impl From<$variant> for $name { fn from(body: $variant) -> Self { Self::$variant(body) } })+
    };
}
