//! Both databases have the same migrations, tables and columns.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::files::File;
use super::super::finding::Finding;
use super::schema::{Column, Schema, Table, ends_in_sql};
use super::{POSTGRES, SQLITE};

/// Compares the two folders and what they make.
pub fn check(files: &[File], sqlite: &Schema, postgres: &Schema) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (left, right) = (names(files, SQLITE), names(files, POSTGRES));
    for (folder, set) in [(SQLITE, &left), (POSTGRES, &right)] {
        if set.is_empty() {
            findings.push(Finding::about(folder, "holds no migration"));
        }
    }
    for name in left.symmetric_difference(&right) {
        let lacking = if left.contains(name) { POSTGRES } else { SQLITE };
        findings.push(Finding::about(lacking, format!("lacks the migration {name}")));
    }
    let tables: BTreeSet<&String> = sqlite.tables.keys().chain(postgres.tables.keys()).collect();
    for name in tables {
        match (sqlite.tables.get(name), postgres.tables.get(name)) {
            (Some(left), Some(right)) => findings.extend(differences(name, left, right)),
            (Some(_), None) => {
                findings.push(Finding::about(POSTGRES, format!("lacks the table {name}")));
            }
            (None, _) => {
                findings.push(Finding::about(SQLITE, format!("lacks the table {name}")));
            }
        }
    }
    findings
}

fn names(files: &[File], folder: &str) -> BTreeSet<String> {
    files
        .iter()
        .filter_map(|file| file.path.strip_prefix(Path::new(folder)).ok())
        .filter(|path| ends_in_sql(path))
        .map(|path| path.display().to_string())
        .collect()
}

fn differences(name: &str, sqlite: &Table, postgres: &Table) -> Vec<Finding> {
    let columns = |table: &Table| -> Vec<String> { table.columns.iter().map(|column| column.name.clone()).collect() };
    let finding = |message: String| Finding::at(&postgres.path, postgres.line, message);
    let (left, right) = (columns(sqlite), columns(postgres));
    if left != right {
        return vec![finding(format!("table {name} has the columns {right:?} here and {left:?} on SQLite"))];
    }
    let mut findings = Vec::new();
    if sqlite.primary_key != postgres.primary_key {
        findings.push(finding(format!("table {name} has another primary key on SQLite")));
    }
    for (left, right) in sqlite.columns.iter().zip(&postgres.columns) {
        if !same_kind(left, right) {
            findings.push(finding(format!(
                "{name}.{} is {} here and {} on SQLite; pairs are BIGINT and INTEGER, TEXT and TEXT, BYTEA and BLOB, \
                 DOUBLE PRECISION and REAL",
                left.name, right.kind, left.kind
            )));
        }
        if left.not_null != right.not_null {
            findings.push(finding(format!("{name}.{} may be empty on one database only", left.name)));
        }
    }
    findings
}

fn same_kind(sqlite: &Column, postgres: &Column) -> bool {
    matches!(
        (sqlite.kind.as_str(), postgres.kind.as_str()),
        ("INTEGER", "BIGINT") | ("TEXT", "TEXT") | ("BLOB", "BYTEA") | ("REAL", "DOUBLE PRECISION")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sqlite: &str, postgres: &str) -> usize {
        let files = [File::sample(&format!("{SQLITE}/0001_a.sql"), sqlite), File::sample(&format!("{POSTGRES}/0001_a.sql"), postgres)];
        check(&files, &Schema::of_folder(&files, SQLITE), &Schema::of_folder(&files, POSTGRES)).len()
    }

    const LEFT: &str = "CREATE TABLE a (bureau_id INTEGER NOT NULL, b BLOB, PRIMARY KEY (bureau_id)) STRICT;";
    const RIGHT: &str = "CREATE TABLE a (bureau_id BIGINT NOT NULL, b BYTEA, PRIMARY KEY (bureau_id));";

    #[test]
    fn equal_schemas_pass() {
        assert_eq!(found(LEFT, RIGHT), 0);
    }

    #[test]
    fn each_difference_is_found() {
        for right in [
            RIGHT.replace("BYTEA", "TEXT"),
            RIGHT.replace("BIGINT", "INTEGER"),
            RIGHT.replace("BIGINT", "BIGSERIAL"),
            RIGHT.replace("b BYTEA", "c BYTEA"),
            RIGHT.replace("b BYTEA", "b BYTEA NOT NULL"),
            RIGHT.replace("KEY (bureau_id)", "KEY (bureau_id, b)"),
            RIGHT.replace("TABLE a (", "TABLE a (z TEXT, "),
            format!("{RIGHT} CREATE TABLE more (bureau_id BIGINT PRIMARY KEY);"),
            String::from("SELECT 1"),
        ] {
            assert_eq!(found(LEFT, &right), 1, "{right}");
        }
    }

    #[test]
    fn a_missing_migration_is_found() {
        let files = [
            File::sample(&format!("{SQLITE}/0001_a.sql"), ""),
            File::sample(&format!("{SQLITE}/0002_b.sql"), ""),
            File::sample(&format!("{POSTGRES}/0001_a.sql"), ""),
        ];
        let empty = Schema::default();
        assert_eq!(check(&files, &empty, &empty).len(), 1);
        assert_eq!(check(&[], &empty, &empty).len(), 2);
    }
}
