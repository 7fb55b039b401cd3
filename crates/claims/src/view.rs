//! Readings as JSON: decimals as text, so that no reader turns them into binary floats.

use rust_decimal::Decimal;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::claim::{Article, Bound, Claim};

fn text(value: Option<Decimal>) -> Option<String> {
    value.map(|v| v.normalize().to_string())
}

impl Serialize for Bound {
    /// `null`, or the value and whether it is counted in.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (value, inclusive) = match *self {
            Self::Open => return serializer.serialize_none(),
            Self::With(v) => (v, true),
            Self::Without(v) => (v, false),
        };
        let mut out = serializer.serialize_struct("Bound", 2)?;
        out.serialize_field("value", &value.normalize().to_string())?;
        out.serialize_field("inclusive", &inclusive)?;
        out.end()
    }
}

impl Serialize for Claim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Claim", 17)?;
        out.serialize_field("start", &self.start)?;
        out.serialize_field("end", &self.end)?;
        out.serialize_field("text", &self.text)?;
        out.serialize_field("kind", &self.kind)?;
        out.serialize_field("value", &text(self.value))?;
        out.serialize_field("low", &self.low)?;
        out.serialize_field("high", &self.high)?;
        out.serialize_field("step", &text(self.step))?;
        out.serialize_field("unit", &self.unit)?;
        out.serialize_field("dimension", &self.dimension)?;
        out.serialize_field("qualifier", &self.qualifier)?;
        out.serialize_field("period", &self.period)?;
        out.serialize_field("scope", &self.scope)?;
        out.serialize_field("subject", &self.subject)?;
        out.serialize_field("award", &self.award)?;
        out.serialize_field("part_of", &self.part_of)?;
        out.serialize_field("notes", &self.notes)?;
        out.end()
    }
}

impl Serialize for Article {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Article", 3)?;
        out.serialize_field("claims", &self.claims)?;
        out.serialize_field("untagged", &self.untagged)?;
        out.serialize_field("sums", &self.sums)?;
        out.end()
    }
}
