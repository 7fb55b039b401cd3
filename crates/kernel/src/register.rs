//! Registers: the rows figures count.
//!
//! An area turns its facts into entries of named registers (登记簿): one row for each run that was held, one for each
//! attendance, one for each membership in force. A figure counts entries of one register and nothing else, so its rows
//! can always be shown, and its number is the aggregate of exactly those rows.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::id::PersonId;
use crate::unit_path::UnitPath;

/// An attribute of an entry that a figure may filter or sum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum Attr {
    /// A whole number: minutes, sittings, fen.
    Int(i64),
    /// A word of a closed list: `political`, `auxiliary`.
    Text(String),
    /// Yes or no.
    Bool(bool),
}

// A derived reader of an untagged value tries one kind after the other and makes an error of each that fits not: every row read
// holds several.
impl<'de> Deserialize<'de> for Attr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnAttr)
    }
}

struct AnAttr;

impl Visitor<'_> for AnAttr {
    type Value = Attr;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, a word, or true or false")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Attr, E> {
        Ok(Attr::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Attr, E> {
        Ok(Attr::Int(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Attr, E> {
        i64::try_from(value).map(Attr::Int).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Attr, E> {
        Ok(Attr::Text(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Attr, E> {
        Ok(Attr::Text(value))
    }
}

impl From<i64> for Attr {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<&str> for Attr {
    fn from(s: &str) -> Self {
        Self::Text(s.into())
    }
}

impl From<bool> for Attr {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}

/// Which units an entry belongs to, in each sense a figure's scope may take. Facets overlap and are never added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// 主办单位: who held it. A joint run has several and counts once for each, once for what they share.
    pub organisers: Vec<UnitPath>,
    /// 承办单位: where it was held.
    pub host: Option<UnitPath>,
    /// 派员单位: the unit of the person at that time.
    pub sender: Option<UnitPath>,
}

/// One row of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name of the register, `training.attendance`.
    pub register: &'static str,
    /// Natural key within the register: the same thing always has the same key.
    pub key: String,
    /// The day it counts on (a run: its end; a membership: its start).
    pub day: Day,
    /// For things that last: the first day it no longer counts. `None` while in force, or for events.
    pub until: Option<Day>,
    /// The units it counts for.
    pub facets: Facets,
    /// The person counted, where one is.
    pub person: Option<PersonId>,
    /// Words and numbers for filters, sums and display. Never personal.
    pub attrs: BTreeMap<&'static str, Attr>,
    /// The fact that is its evidence (an attendance: the confirmed mark, not the closing of the class).
    pub evidence: u64,
}

/// What a fact does to a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The entry counts from now on.
    Add(Entry),
    /// The entry no longer counts; it must be the very entry that was added.
    Remove(Entry),
}

impl Change {
    /// The entry that changes.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        match self {
            Self::Add(entry) | Self::Remove(entry) => entry,
        }
    }

    /// +1 when it is added, -1 when it is removed.
    #[must_use]
    pub fn sign(&self) -> i64 {
        match self {
            Self::Add(_) => 1,
            Self::Remove(_) => -1,
        }
    }
}

/// What an area says about one of its registers, so that figure definitions can be checked when the program starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegisterDoc {
    /// Name, `training.attendance`.
    pub name: &'static str,
    /// What one row is, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// What the day of an entry means, `run_ended_on`: a definition must say the same.
    pub when: &'static str,
    /// The attributes its entries carry.
    pub attrs: &'static [&'static str],
    /// Whether an entry names a person.
    pub has_person: bool,
    /// Whether entries last (have an end) and can be counted as in force on a day.
    pub lasts: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_reads_what_it_wrote_and_nothing_else() {
        for attr in [Attr::Int(-3), Attr::Int(i64::MAX), Attr::from("a \"word\""), Attr::from("培训"), Attr::Bool(true)] {
            let text = serde_json::to_string(&attr).unwrap();
            assert_eq!(serde_json::from_str::<Attr>(&text).unwrap(), attr, "{text}");
        }
        for text in ["1.5", "null", "[1]", "{}", "9223372036854775808"] {
            let fault = serde_json::from_str::<Attr>(text).unwrap_err().to_string();
            assert!(fault.contains("a whole number, a word, or true or false"), "{text}: {fault}");
        }
    }
}
