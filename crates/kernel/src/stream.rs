//! The line of facts about one thing.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// 事实流: names the one thing a fact is about, `training.class/0c4m2k…`. A stream's facts, folded in order, are all a
/// rule about that thing needs to know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StreamId(Arc<str>);

impl StreamId {
    /// The stream of the thing `id` of kind `family` (an [`crate::Aggregate::FAMILY`]).
    #[must_use]
    pub fn new(family: &str, id: impl fmt::Display) -> Self {
        Self(format!("{family}/{id}").into())
    }

    /// The only stream of its family: reference data of which a bureau has one.
    #[must_use]
    pub fn only(family: &str) -> Self {
        Self(family.into())
    }

    /// Takes a text that was written by one of the other constructors.
    #[must_use]
    pub fn from_stored(text: &str) -> Self {
        Self(text.into())
    }

    /// The kind of thing: the part before the slash.
    #[must_use]
    pub fn family(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// The text as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
