//! The bureau leads every key, so that a bureau's rows can lie on one machine.

use super::super::finding::Finding;
use super::schema::{Schema, Table};

const BUREAU: &str = "bureau_id";

/// Checks every table but the reference tables.
pub fn check(schema: &Schema, reference_tables: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, table) in &schema.tables {
        if reference_tables.contains(name) {
            continue;
        }
        if table.primary_key.first().is_none_or(|first| first != BUREAU) {
            findings.push(finding(table, format!("table {name}: its primary key must begin with {BUREAU}")));
        }
        for unique in &table.uniques {
            if !unique.iter().any(|column| column == BUREAU) {
                findings.push(finding(table, format!("table {name}: unique ({}) must contain {BUREAU}", unique.join(", "))));
            }
        }
    }
    findings
}

/// SQLite takes text into a number's column unless the table is STRICT.
pub fn strict(sqlite: &Schema) -> Vec<Finding> {
    sqlite
        .tables
        .iter()
        .filter(|(_, table)| !table.strict)
        .map(|(name, table)| finding(table, format!("table {name} must be STRICT")))
        .collect()
}

fn finding(table: &Table, message: String) -> Finding {
    Finding::at(&table.path, table.line, message)
}

#[cfg(test)]
mod tests {
    use super::super::super::files::File;
    use super::*;

    fn found(text: &str) -> usize {
        let schema = Schema::of_folder(&[File::sample("m/0001_a.sql", text)], "m");
        check(&schema, &["catalogue".to_owned()]).len() + strict(&schema).len()
    }

    #[test]
    fn keys_that_begin_with_the_bureau_pass() {
        assert_eq!(found("CREATE TABLE a (bureau_id INTEGER, id INTEGER, PRIMARY KEY (bureau_id, id), UNIQUE (bureau_id, id)) STRICT"), 0);
        assert_eq!(found("CREATE TABLE catalogue (id INTEGER PRIMARY KEY) STRICT"), 0);
    }

    #[test]
    fn other_keys_are_found() {
        for text in [
            "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT",
            "CREATE TABLE a (bureau_id INTEGER, id INTEGER, PRIMARY KEY (id, bureau_id)) STRICT",
            "CREATE TABLE a (bureau_id INTEGER) STRICT",
            "CREATE TABLE a (bureau_id INTEGER PRIMARY KEY, login TEXT UNIQUE) STRICT",
            "CREATE TABLE a (bureau_id INTEGER PRIMARY KEY, b TEXT) STRICT; CREATE UNIQUE INDEX i ON a (b)",
            "CREATE TABLE a (bureau_id INTEGER PRIMARY KEY)",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
    }
}
