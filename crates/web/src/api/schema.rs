//! Schemas of answers, derived from the types that are answered, and the texts those types are made of.

use nc_figures::Definition;
use nc_figures::report::Document;
use nc_kernel::{Day, Micros, UnitPath};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::route::{ID_PATTERN, Schemas, UNIT_PATTERN};
use super::shape;

/// Where a schema of the document is.
pub(crate) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The schema of an answer, put into the document with all it names.
pub(crate) fn of<T: ToSchema>(schemas: &mut Schemas) -> Value {
    let mut named = Vec::new();
    T::schemas(&mut named);
    named.push((T::name().into_owned(), T::schema()));
    for (name, schema) in named {
        schemas.entry(name).or_insert_with(|| serde_json::to_value(&schema).unwrap_or_default());
    }
    if let std::collections::btree_map::Entry::Vacant(place) = schemas.entry("Definition".to_owned()) {
        place.insert(shape::of::<Definition>());
    }
    if let std::collections::btree_map::Entry::Vacant(place) = schemas.entry("ReportDocument".to_owned()) {
        place.insert(shape::of::<Document>());
    }
    reference(&T::name())
}

/// The schema of a report's document: its fields as they are read.
pub(crate) fn report_document() -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name("ReportDocument"))
}

/// The schema of a definition: its fields as they are read.
pub(crate) fn definition() -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name("Definition"))
}

/// A text type: transparent JSON, a schema of its own.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($inner:ty) = $schema:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub $inner);

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                serde_json::from_value::<Schema>($schema).map_or_else(|_| RefOr::Ref(Ref::from_schema_name("Problem")), RefOr::T)
            }
        }

        impl ToSchema for $name {}
    )+};
}

texts! {
    /// 单位路径.
    Unit(UnitPath) = json!({"type": "string", "pattern": UNIT_PATTERN, "description": "单位路径 / path of a unit"});
    /// 日期.
    On(Day) = json!({"type": "string", "format": "date"});
    /// 时刻: microseconds since 1970, UTC.
    At(Micros) = json!({"type": "integer", "format": "int64", "description": "1970 年以来的微秒数（UTC）/ microseconds since 1970, UTC"});
    /// 编号: text, because a number of its size is rounded by many programs.
    Id(String) = json!({"type": "string", "pattern": ID_PATTERN});
}

impl Id {
    pub(crate) fn of(id: impl std::fmt::Display) -> Self {
        Self(id.to_string())
    }
}

/// A word of a closed list, as it is written everywhere.
pub(crate) fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
