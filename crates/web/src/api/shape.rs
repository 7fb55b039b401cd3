//! The shape of what is read, found by reading: a type's own `Deserialize` is asked what it takes, so that the document
//! cannot say anything else than the code does.
//!
//! A made-up input answers every question of the type and notes it. What is left unknown by one reading (the other words
//! of an enum, whether a field may be missing, what a text must look like) is found by reading again.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Value, json};

use super::route::{ID_PATTERN, UNIT_PATTERN};

/// A text, and the schema of a place that takes it.
type Text = (&'static str, fn() -> Value);

/// Texts that are tried until the type takes one, with what that says of it. A type that takes the first takes any.
const TEXTS: [Text; 4] = [
    ("任意文字", || json!({"type": "string"})),
    ("2024-03-01", || json!({"type": "string", "format": "date"})),
    ("/150600/", || json!({"type": "string", "pattern": UNIT_PATTERN})),
    ("0000000000001", || json!({"type": "string", "pattern": ID_PATTERN})),
];
/// Readings before a type is given up as too strange.
const MOST_READINGS: usize = 2_000;

/// The schema of `T` as it is read from JSON.
pub(crate) fn of<T: DeserializeOwned>() -> Value {
    let notes = Rc::new(RefCell::new(Notes::default()));
    let read = || {
        notes.borrow_mut().asked.clear();
        T::deserialize(Asked { notes: notes.clone(), place: String::new() })
    };
    for _ in 0..MOST_READINGS {
        if read().is_ok() {
            let next = notes.borrow_mut().next_question();
            match next {
                Next::Omit(place) => {
                    notes.borrow_mut().omitted = Some(place.clone());
                    let optional = read().is_ok();
                    let mut notes = notes.borrow_mut();
                    notes.omitted = None;
                    notes.required.insert(place, !optional);
                }
                Next::Variant => {}
                Next::Done => break,
            }
        } else if !notes.borrow_mut().try_another_text() {
            break;
        }
    }
    let notes = notes.borrow();
    notes.schema("")
}

/// What a place asked for.
#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Bool,
    Integer { least: Option<i64>, most: Option<u64> },
    Number,
    Text,
    Anything,
    Optional,
    List,
    Map,
    Struct(Vec<&'static str>),
    Enum(&'static [&'static str]),
}

enum Next {
    Omit(String),
    Variant,
    Done,
}

#[derive(Default)]
struct Notes {
    kinds: BTreeMap<String, Kind>,
    /// Which of [`TEXTS`] a place takes.
    texts: BTreeMap<String, usize>,
    /// Which word of an enum is given next, and which were.
    variants: BTreeMap<String, usize>,
    /// Words that stand alone, without content.
    bare: BTreeSet<String>,
    required: BTreeMap<String, bool>,
    omitted: Option<String>,
    /// Texts given in this reading, in order.
    asked: Vec<String>,
}

impl Notes {
    fn next_question(&mut self) -> Next {
        for (place, kind) in &self.kinds {
            if let Kind::Enum(words) = kind {
                let at = self.variants.entry(place.clone()).or_default();
                if *at + 1 < words.len() {
                    *at += 1;
                    return Next::Variant;
                }
            }
        }
        for (place, kind) in &self.kinds {
            if let Kind::Struct(fields) = kind
                && let Some(field) = fields.iter().map(|field| format!("{place}/{field}")).find(|field| !self.required.contains_key(field))
            {
                return Next::Omit(field);
            }
        }
        Next::Done
    }

    /// Gives another text where the type did not take the last one.
    fn try_another_text(&mut self) -> bool {
        let Some(place) = self.asked.last() else { return false };
        let at = self.texts.entry(place.clone()).or_default();
        *at += 1;
        *at < TEXTS.len()
    }

    fn text(&self, place: &str) -> (&'static str, Value) {
        let at = self.texts.get(place).copied().unwrap_or_default();
        TEXTS.get(at).map_or_else(|| ("", json!({"type": "string"})), |(text, schema)| (*text, schema()))
    }

    fn schema(&self, place: &str) -> Value {
        let inner = |name: &str| self.schema(&format!("{place}/{name}"));
        match self.kinds.get(place) {
            None | Some(Kind::Anything) => json!({}),
            Some(Kind::Bool) => json!({"type": "boolean"}),
            Some(Kind::Number) => json!({"type": "number"}),
            Some(Kind::Integer { least, most }) => {
                let mut schema = json!({"type": "integer"});
                if let Some(map) = schema.as_object_mut() {
                    map.extend(least.map(|n| ("minimum".to_owned(), n.into())));
                    map.extend(most.map(|n| ("maximum".to_owned(), n.into())));
                }
                schema
            }
            Some(Kind::Text) => self.text(place).1,
            Some(Kind::Optional) => json!({"anyOf": [inner("?"), {"type": "null"}]}),
            Some(Kind::List) => json!({"type": "array", "items": inner("*")}),
            Some(Kind::Map) => {
                json!({"type": "object", "propertyNames": inner("#"), "additionalProperties": inner("*")})
            }
            Some(Kind::Struct(fields)) => {
                let properties: Map<String, Value> = fields.iter().map(|field| ((*field).to_owned(), inner(field))).collect();
                let needed = |field: &&&str| self.required.get(&format!("{place}/{field}")).copied().unwrap_or(true);
                let required: Vec<&str> = fields.iter().filter(needed).copied().collect();
                json!({"type": "object", "properties": properties, "required": required})
            }
            Some(Kind::Enum(words)) => {
                let bare: Vec<&str> = words.iter().copied().filter(|word| self.bare.contains(&format!("{place}={word}"))).collect();
                let mut forms = Vec::new();
                if !bare.is_empty() {
                    forms.push(json!({"type": "string", "enum": bare}));
                }
                for word in words.iter().filter(|word| !bare.contains(*word)) {
                    let content = self.schema(&format!("{place}={word}"));
                    forms
                        .push(json!({"type": "object", "properties": {*word: content}, "required": [word], "additionalProperties": false}));
                }
                match <[Value; 1]>::try_from(forms) {
                    Ok([only]) => only,
                    Err(forms) => json!({"oneOf": forms}),
                }
            }
        }
    }
}

/// The type did not take what it was given.
#[derive(Debug)]
struct NotTaken;

impl fmt::Display for NotTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not taken")
    }
}

impl std::error::Error for NotTaken {}

impl de::Error for NotTaken {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// One place of the made-up input.
#[derive(Clone)]
struct Asked {
    notes: Rc<RefCell<Notes>>,
    place: String,
}

impl Asked {
    fn note(&self, kind: Kind) {
        self.notes.borrow_mut().kinds.insert(self.place.clone(), kind);
    }

    fn inner(&self, name: &str) -> Self {
        Self { notes: self.notes.clone(), place: format!("{}/{name}", self.place) }
    }

    fn text(&self) -> &'static str {
        let mut notes = self.notes.borrow_mut();
        notes.asked.push(self.place.clone());
        notes.text(&self.place).0
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty, $least:expr, $most:expr;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
            self.note(Kind::Integer { least: $least, most: $most });
            visitor.$visit(1)
        }
    )+};
}

impl<'de> de::Deserializer<'de> for Asked {
    type Error = NotTaken;

    integers! {
        deserialize_i8 visit_i8 i8, Some(i8::MIN.into()), Some(127);
        deserialize_i16 visit_i16 i16, Some(i16::MIN.into()), Some(32_767);
        deserialize_i32 visit_i32 i32, Some(i32::MIN.into()), Some(2_147_483_647);
        deserialize_i64 visit_i64 i64, None, None;
        deserialize_u8 visit_u8 u8, Some(0), Some(255);
        deserialize_u16 visit_u16 u16, Some(0), Some(65_535);
        deserialize_u32 visit_u32 u32, Some(0), Some(4_294_967_295);
        deserialize_u64 visit_u64 u64, Some(0), None;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.note(Kind::Anything);
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.note(Kind::Bool);
        visitor.visit_bool(true)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.note(Kind::Number);
        visitor.visit_f64(1.0)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.note(Kind::Text);
        visitor.visit_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NotTaken> {
        Err(NotTaken)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NotTaken> {
        Err(NotTaken)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.note(Kind::Optional);
        visitor.visit_some(self.inner("?"))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.deserialize_any(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NotTaken> {
        self.deserialize_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NotTaken> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.note(Kind::List);
        visitor.visit_seq(One(Some(self.inner("*"))))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, NotTaken> {
        Err(NotTaken)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, _: V) -> Result<V::Value, NotTaken> {
        Err(NotTaken)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.note(Kind::Map);
        visitor.visit_map(OnePair { key: Some(self.inner("#")), value: self.inner("*") })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotTaken> {
        self.note(Kind::Struct(fields.to_vec()));
        let omitted = self.notes.borrow().omitted.clone();
        let given = fields.iter().copied().filter(|field| omitted != Some(format!("{}/{field}", self.place))).collect();
        visitor.visit_map(Fields { at: self, given, next: 0 })
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, words: &'static [&'static str], visitor: V) -> Result<V::Value, NotTaken> {
        self.note(Kind::Enum(words));
        let at = self.notes.borrow().variants.get(&self.place).copied().unwrap_or_default();
        let word = words.get(at).copied().ok_or(NotTaken)?;
        visitor.visit_enum(Word { at: self, word })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTaken> {
        visitor.visit_unit()
    }
}

struct One(Option<Asked>);

impl<'de> SeqAccess<'de> for One {
    type Error = NotTaken;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotTaken> {
        self.0.take().map(|asked| seed.deserialize(asked)).transpose()
    }
}

struct OnePair {
    key: Option<Asked>,
    value: Asked,
}

impl<'de> MapAccess<'de> for OnePair {
    type Error = NotTaken;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotTaken> {
        self.key.take().map(|asked| seed.deserialize(asked)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotTaken> {
        seed.deserialize(self.value.clone())
    }
}

struct Fields {
    at: Asked,
    given: Vec<&'static str>,
    next: usize,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = NotTaken;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotTaken> {
        let Some(field) = self.given.get(self.next) else { return Ok(None) };
        let name: StrDeserializer<'_, NotTaken> = (*field).into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotTaken> {
        let field = self.given.get(self.next).copied().ok_or(NotTaken)?;
        self.next += 1;
        seed.deserialize(self.at.inner(field))
    }
}

struct Word {
    at: Asked,
    word: &'static str,
}

impl Word {
    fn content(&self) -> Asked {
        Asked { notes: self.at.notes.clone(), place: format!("{}={}", self.at.place, self.word) }
    }
}

impl<'de> EnumAccess<'de> for Word {
    type Error = NotTaken;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), NotTaken> {
        let name: StrDeserializer<'_, NotTaken> = self.word.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Word {
    type Error = NotTaken;

    fn unit_variant(self) -> Result<(), NotTaken> {
        let name = format!("{}={}", self.at.place, self.word);
        self.at.notes.borrow_mut().bare.insert(name);
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NotTaken> {
        seed.deserialize(self.content())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, NotTaken> {
        Err(NotTaken)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, NotTaken> {
        de::Deserializer::deserialize_struct(self.content(), "", fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nc_kernel::{Day, PersonId, UnitPath};
    use serde::Deserialize;

    #[expect(dead_code, reason = "only its shape is read")]
    #[derive(Deserialize)]
    struct Sample {
        title: String,
        day: Day,
        unit: Option<UnitPath>,
        people: Vec<PersonId>,
        #[serde(default)]
        count: u16,
        hours: Hours,
        nights: BTreeMap<Day, u32>,
    }

    #[expect(dead_code, reason = "only its shape is read")]
    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Hours {
        Whole,
        Half,
        Days(u8),
    }

    #[test]
    fn a_shape_says_what_the_type_takes() {
        assert_eq!(
            of::<Sample>(),
            json!({
                "type": "object",
                "properties": {
                    "title": {"type": "string"},
                    "day": {"type": "string", "format": "date"},
                    "unit": {"anyOf": [{"type": "string", "pattern": UNIT_PATTERN}, {"type": "null"}]},
                    "people": {"type": "array", "items": {"type": "string", "pattern": ID_PATTERN}},
                    "count": {"type": "integer", "minimum": 0, "maximum": 65_535},
                    "hours": {"oneOf": [
                        {"type": "string", "enum": ["whole", "half"]},
                        {"type": "object", "properties": {"days": {"type": "integer", "minimum": 0, "maximum": 255}},
                         "required": ["days"], "additionalProperties": false},
                    ]},
                    "nights": {"type": "object", "propertyNames": {"type": "string", "format": "date"},
                               "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 4_294_967_295_u32}},
                },
                "required": ["title", "day", "people", "hours", "nights"],
            })
        );
    }
}
