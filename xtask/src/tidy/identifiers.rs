//! What may not be stored, because storing it is already the harm.
//!
//! Names of tables, columns and fact fields are checked, never values. Where risk is weighed
//! (`warning`, `safeguard`) every field of every type is.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

use super::files::File;
use super::finding::Finding;
use super::rust_source::{self, Kind, Token};
use super::sql::schema::Schema;
use crate::workspace::Workspace;

type Words = BTreeMap<String, Vec<String>>;

/// The areas in which risk is weighed.
const RISK_AREAS: [&str; 2] = ["warning", "safeguard"];
/// The one of them that may hold a named person's case.
const CASE_LAYER: &str = "safeguard";

/// The denied words, from `xtask/data/denied_identifiers.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Denied {
    #[serde(rename = "note")]
    _note: String,
    everywhere: Words,
    risk_areas: Words,
    case_layer_only: Words,
    traces: Words,
    exceptions: Vec<Exception>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the list's own samples are for its test"))]
    must_pass: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the list's own samples are for its test"))]
    must_fail: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    prefix: String,
    word: String,
    reason: String,
}

impl Denied {
    /// Reads the list.
    pub fn read(workspace: &Workspace) -> Result<Self> {
        let text = std::fs::read(workspace.root().join("xtask/data/denied_identifiers.json")).context("reading the denied identifiers")?;
        serde_json::from_slice(&text).context("understanding the denied identifiers")
    }

    /// Why a name of an area may not exist.
    fn reason(&self, area: &str, name: &str) -> Option<String> {
        let risk = RISK_AREAS.contains(&area);
        let mut groups = vec![(&self.everywhere, false), (&self.traces, true)];
        if risk {
            groups.push((&self.risk_areas, false));
        }
        if risk && area != CASE_LAYER {
            groups.push((&self.case_layer_only, false));
        }
        let parts = parts(name);
        for (group, whole) in groups {
            for (category, words) in group {
                let hit = words.iter().find(|word| holds(&parts, word, whole) && !self.excepted(area, word));
                if let Some(word) = hit {
                    return Some(format!("{name} stores {category} ({word})"));
                }
            }
        }
        None
    }

    fn excepted(&self, area: &str, word: &str) -> bool {
        self.exceptions.iter().any(|exception| exception.prefix == area && exception.word == word && !exception.reason.trim().is_empty())
    }
}

/// A name in lower case, its parts each led by an underscore: `riskScore` and `risk.score` are `_risk_score`.
fn parts(name: &str) -> String {
    let mut parts = String::from("_");
    let mut after_lower = false;
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            if letter.is_uppercase() && after_lower {
                parts.push('_');
            }
            after_lower = letter.is_lowercase() || letter.is_numeric();
            parts.extend(letter.to_lowercase());
        } else {
            parts.push('_');
            after_lower = false;
        }
    }
    parts.push('_');
    parts
}

/// A Latin word must begin a part (`race` is not in `trace`), and end one too when `whole`.
fn holds(parts: &str, word: &str, whole: bool) -> bool {
    if !word.is_ascii() {
        return parts.contains(word);
    }
    if whole { parts.contains(&format!("_{word}_")) } else { parts.contains(&format!("_{word}")) }
}

/// Checks the migrations' names and the facts' fields.
pub fn check(files: &[File], denied: &Denied) -> Vec<Finding> {
    let mut findings = Vec::new();
    for folder in super::sql::MIGRATIONS {
        let schema = Schema::of_folder(files, folder);
        for (name, table) in &schema.tables {
            let area = name.split('_').next().unwrap_or_default();
            let names = std::iter::once(name).chain(table.columns.iter().map(|column| &column.name));
            for reason in names.filter_map(|name| denied.reason(area, name)) {
                findings.push(Finding::at(&table.path, table.line, reason));
            }
        }
    }
    for file in files.iter().filter(|file| file.is_rust() && !file.is_test_code()) {
        let area = area_of(&file.path);
        let facts = file.path.starts_with("crates") && file.path.ends_with("fact.rs");
        if !facts && !RISK_AREAS.contains(&area) {
            continue;
        }
        for field in fields(&rust_source::tokens(&file.text)) {
            if let Some(reason) = denied.reason(area, &field.text) {
                findings.push(Finding::at(&file.path, field.line, reason));
            }
        }
    }
    findings
}

/// The area a source file speaks of: its crate, or the part of the store or the pages that serves one.
fn area_of(path: &Path) -> &str {
    let mut parts = path.iter().filter_map(|part| part.to_str()).skip(1);
    let folder = parts.next().unwrap_or_default();
    if !matches!(folder, "store" | "web" | "nuancheng") {
        return folder;
    }
    parts.map(|part| part.trim_end_matches(".rs")).find(|part| RISK_AREAS.contains(part)).unwrap_or(folder)
}

/// Field names of structs and enum variants, and the names they are renamed to.
fn fields(tokens: &[Token]) -> Vec<&Token> {
    let mut fields = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if token.test || !(token.is_word("struct") || token.is_word("enum")) {
            continue;
        }
        let Some(open) = body(tokens, at) else {
            continue;
        };
        let end = rust_source::after_closing(tokens, open);
        for place in open..end {
            fields.extend(field_at(tokens, place));
        }
        at = end;
    }
    fields
}

/// The opening bracket of the type's body, unless it has none.
fn body(tokens: &[Token], from: usize) -> Option<usize> {
    tokens
        .iter()
        .enumerate()
        .skip(from)
        .find(|(_, token)| token.is_mark("{") || token.is_mark(";"))
        .filter(|(_, token)| token.is_mark("{"))
        .map(|(at, _)| at)
}

fn field_at(tokens: &[Token], at: usize) -> Option<&Token> {
    let token = tokens.get(at)?;
    let mark = |place: usize, mark: &str| tokens.get(place).is_some_and(|token| token.is_mark(mark));
    let field =
        token.kind == Kind::Word && mark(at + 1, ":") && !mark(at + 2, ":") && !at.checked_sub(1).is_some_and(|before| mark(before, ":"));
    let renamed = token.kind == Kind::Text
        && mark(at.checked_sub(1)?, "=")
        && tokens.get(at.checked_sub(2)?).is_some_and(|token| token.is_word("rename") || token.is_word("alias"));
    (field || renamed).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied() -> Denied {
        Denied::read(&Workspace::of_this_build()).expect("the list in the repository")
    }

    fn found(path: &str, text: &str) -> usize {
        check(&[File::sample(path, text)], &denied()).len()
    }

    #[test]
    fn the_lists_own_samples_decide_as_they_say() {
        let denied = denied();
        for name in &denied.must_pass {
            assert_eq!(denied.reason("warning", name), None);
        }
        for name in &denied.must_fail {
            assert!(denied.reason("warning", name).is_some(), "{name}");
            assert!(denied.reason("safeguard", name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_case_may_name_a_person_and_a_count_may_not() {
        let denied = denied();
        assert!(denied.reason("warning", "id_number").is_some());
        assert_eq!(denied.reason("safeguard", "id_number"), None);
    }

    #[test]
    fn ordinary_names_are_not_mistaken() {
        let denied = denied();
        for name in ["trace_id", "category", "police_rank", "risk_point", "translation", "latest", "appointed", "relation", "checkpoint"] {
            assert_eq!(denied.reason("organisation", name), None, "{name}");
        }
        assert_eq!(denied.reason("organisation", "party_member_since"), None);
        assert!(denied.reason("warning", "party_member_since").is_some());
        assert_eq!(denied.reason("vehicle", "photo_sha256"), None);
    }

    #[test]
    fn a8_no_photo_clock_in_location_points_or_screen_time_can_be_stored() {
        for name in ["photo", "attendance_photo", "clock_in_at", "location", "gps", "latitude", "points", "screen_time", "积分", "签到打卡"]
        {
            let table = format!("CREATE TABLE attendance (bureau_id BIGINT, {name} TEXT)");
            assert_eq!(found("crates/store/migrations/sqlite/0001_a.sql", &table), 1, "{name}");
            let fact = format!("pub struct Attended {{ pub run: RunId, {name}: String }}");
            assert_eq!(found("crates/capability/src/training/fact.rs", &fact), 1, "{name}");
        }
    }

    #[test]
    fn fields_variants_and_renames_are_read_and_values_are_not() {
        let path = "crates/organisation/src/study/fact.rs";
        assert_eq!(found(path, "enum Fact { Held { religion: String } }"), 1);
        assert_eq!(found(path, "struct A { #[serde(rename = \"ethnicity\")] a: String }"), 1);
        assert_eq!(found(path, "const KIND: &str = \"location\"; fn a(points: u8) {}"), 0);
        assert_eq!(found(path, "#[cfg(test)] mod tests { struct A { photo: u8 } }"), 0);
        assert_eq!(found("crates/organisation/src/study/model.rs", "struct A { photo: u8 }"), 0);
    }

    #[test]
    fn risk_areas_are_checked_in_every_type_of_every_layer() {
        let text = "struct Row { petition_count: i64 }";
        assert_eq!(found("crates/warning/src/model.rs", text), 1);
        assert_eq!(found("crates/store/src/warning.rs", text), 1);
        assert_eq!(found("crates/web/src/safeguard/list.rs", text), 1);
        assert_eq!(found("crates/integrity/src/model.rs", text), 0);
    }
}
