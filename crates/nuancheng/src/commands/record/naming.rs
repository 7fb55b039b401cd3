//! 以编号称呼: fields of a command that hold ids may name the thing instead, as people know it: `serial:2026-东胜-017` for a
//! class, run, document, topic, meeting, branch, requirement or batch of interns, `number:100001` for a person. A field that
//! holds a document may name its file, `file:通报.pdf`: the file is kept and stands there under its own name.

use std::path::Path;

use nc_capability::internship::BatchId;
use nc_capability::readiness::RequirementId;
use nc_capability::training::ClassId;
use nc_kernel::Actor;
use nc_organisation::branch::BranchId;
use nc_organisation::study::{MeetingId, RunId, SourceId, TopicId};
use serde_json::Value;

use crate::exit::Failure;
use crate::files;
use crate::session::Session;

const SERIAL: &str = "serial:";
const NUMBER: &str = "number:";
const FILE: &str = "file:";

/// The id a thing of the kind that `field` holds has by its serial number.
fn id(field: &str, serial: &str) -> Option<String> {
    Some(match field {
        "class" => ClassId::of_serial(serial).to_string(),
        "run" | "makes_up" => RunId::of_serial(serial).to_string(),
        "source" | "cites" => SourceId::of_serial(serial).to_string(),
        "topic" => TopicId::of_serial(serial).to_string(),
        "meeting" => MeetingId::of_serial(serial).to_string(),
        "branch" => BranchId::of_serial(serial).to_string(),
        "batch" => BatchId::of_serial(serial).to_string(),
        "requirement" => RequirementId::of_serial(serial).to_string(),
        _ => return None,
    })
}

/// Every text below `value` with the field it stands in (a list's texts stand in the list's field) and its place.
fn texts<'a>(value: &'a mut Value, field: &str, place: &str, found: &mut Vec<(String, String, &'a mut String)>) {
    match value {
        Value::String(text) => found.push((field.to_owned(), place.to_owned(), text)),
        Value::Array(items) => {
            for (i, item) in items.iter_mut().enumerate() {
                texts(item, field, &format!("{place}[{i}]"), found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let dot = if place.is_empty() { "" } else { "." };
                texts(value, name, &format!("{place}{dot}{name}"), found);
            }
        }
        _ => {}
    }
}

/// Every text below `value` that names a file, as the value it stands in.
fn named_files<'a>(value: &'a mut Value, place: &str, found: &mut Vec<(String, &'a mut Value)>) {
    match value {
        Value::String(text) if text.starts_with(FILE) => found.push((place.to_owned(), value)),
        Value::Array(items) => {
            for (i, item) in items.iter_mut().enumerate() {
                named_files(item, &format!("{place}[{i}]"), found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let dot = if place.is_empty() { "" } else { "." };
                named_files(value, &format!("{place}{dot}{name}"), found);
            }
        }
        _ => {}
    }
}

/// Keeps every file that is named, and puts the document in its place.
///
/// # Errors
/// When a file cannot be read, or is not taken.
pub async fn keep(s: &Session<'_>, input: &mut Value) -> Result<(), Failure> {
    let mut found = Vec::new();
    named_files(input, "", &mut found);
    for (place, value) in found {
        let path = Path::new(value.as_str().unwrap_or_default().trim_start_matches(FILE)).to_owned();
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let kept = s.store.keep_document(&files::read(&path)?).await.map_err(|e| Failure::from(e).at(place))?;
        *value = serde_json::to_value(kept.called(name, None))
            .map_err(|_| Failure::unreadable("附件无法写成指令的字段", "the document cannot be written into the command"))?;
    }
    Ok(())
}

/// Puts ids where names stand.
///
/// # Errors
/// When a field takes no serial number, or nobody has a number.
pub async fn resolve(s: &Session<'_>, actor: &Actor, input: &mut Value) -> Result<(), Failure> {
    let mut found = Vec::new();
    texts(input, "", "", &mut found);
    let mut people = Vec::new();
    for (field, place, text) in found {
        if let Some(serial) = text.strip_prefix(SERIAL) {
            let named = id(&field, serial).ok_or_else(|| {
                let (zh, en) = ("此项不能用 serial: 写编号", "this field takes no serial:");
                Failure::unreadable(zh, en).at(place.clone())
            })?;
            *text = named;
        } else if text.starts_with(NUMBER) {
            people.push((place, text));
        }
    }
    let numbers: Vec<String> = people.iter().map(|(_, text)| text.trim_start_matches(NUMBER).to_owned()).collect();
    if numbers.is_empty() {
        return Ok(());
    }
    let places: Vec<String> = people.iter().map(|(place, _)| place.clone()).collect();
    let persons = s.people_at(actor, &numbers, |n| places.get(n).cloned().unwrap_or_default()).await?;
    for ((_, text), person) in people.into_iter().zip(persons) {
        *text = person.to_string();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_know_their_field_and_place() {
        let mut value = json!({"class": "serial:A", "roster": [{"person": "number:1", "n": 2}], "cites": ["serial:S"]});
        let mut found = Vec::new();
        texts(&mut value, "", "", &mut found);
        let mut seen: Vec<_> = found.iter().map(|(field, place, text)| (field.as_str(), place.as_str(), text.as_str())).collect();
        seen.sort_unstable();
        assert_eq!(seen, [("cites", "cites[0]", "serial:S"), ("class", "class", "serial:A"), ("person", "roster[0].person", "number:1")]);
    }

    #[test]
    fn serials_become_the_ids_the_areas_use() {
        assert_eq!(id("class", "A"), Some(ClassId::of_serial("A").to_string()));
        assert_eq!(id("cites", "S"), id("source", "S"));
        assert_eq!(id("title", "A"), None);
    }
}
