//! The tables that a folder of migrations ends up with.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::files::File;
use super::text::{self, Statement, Token};

/// Words that end a column's type.
const AFTER_TYPE: [&str; 12] =
    ["NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES", "COLLATE", "GENERATED", "CONSTRAINT", "AS", "ON"];

/// All tables, by name in lower case.
#[derive(Debug, Default)]
pub struct Schema {
    /// The tables.
    pub tables: BTreeMap<String, Table>,
}

/// One table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// In order.
    pub columns: Vec<Column>,
    /// The primary key's columns.
    pub primary_key: Vec<String>,
    /// Each unique constraint's or index's columns.
    pub uniques: Vec<Vec<String>>,
    /// SQLite's STRICT.
    pub strict: bool,
    /// Where it was made.
    pub path: PathBuf,
    /// On which line.
    pub line: usize,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// In lower case.
    pub name: String,
    /// The type's words, in upper case.
    pub kind: String,
    /// Whether it always has a value.
    pub not_null: bool,
}

impl Schema {
    /// Applies a folder's migrations in the order of their names.
    pub fn of_folder(files: &[File], folder: &str) -> Self {
        let mut migrations: Vec<&File> = files.iter().filter(|file| file.path.starts_with(folder) && ends_in_sql(&file.path)).collect();
        migrations.sort_by(|left, right| left.path.cmp(&right.path));
        let mut schema = Self::default();
        for file in migrations {
            for statement in text::statements(&file.text) {
                schema.apply(&statement, &file.path);
            }
        }
        schema
    }

    fn apply(&mut self, statement: &Statement, path: &Path) {
        let words = Words::of(statement);
        if let Some(at) = words.after(0, &["CREATE", "TABLE"]).or_else(|| words.after(0, &["CREATE", "TEMPORARY", "TABLE"])) {
            let at = words.after(at, &["IF", "NOT", "EXISTS"]).unwrap_or(at);
            self.create(statement, at, path);
        } else if let Some(at) = words.after(0, &["CREATE", "UNIQUE", "INDEX"]) {
            self.unique_index(statement, at);
        } else if let Some(at) = words.after(0, &["DROP", "TABLE"]) {
            let at = words.after(at, &["IF", "EXISTS"]).unwrap_or(at);
            self.tables.remove(&name_at(statement, at));
        } else if let Some(at) = words.after(0, &["ALTER", "TABLE"]) {
            let at = words.after(at, &["IF", "EXISTS"]).unwrap_or(at);
            self.alter(statement, at);
        }
    }

    fn create(&mut self, statement: &Statement, at: usize, path: &Path) {
        let name = name_at(statement, at);
        let (inside, after) = statement.inside(at + 1);
        let mut table = Table {
            strict: statement.tokens.iter().skip(after).any(|token| token.is("STRICT")),
            path: path.to_path_buf(),
            line: statement.line(),
            ..Table::default()
        };
        for item in text::items(inside) {
            table.add(item);
        }
        self.tables.insert(name, table);
    }

    fn unique_index(&mut self, statement: &Statement, from: usize) {
        let Some(on) = statement.places(&["ON"]).find(|at| *at >= from) else {
            return;
        };
        let name = name_at(statement, on + 1);
        let Some(open) = statement.places(&["("]).find(|at| *at > on) else {
            return;
        };
        let columns = names(statement.inside(open).0);
        if let Some(table) = self.tables.get_mut(&name) {
            table.uniques.push(columns);
        }
    }

    fn alter(&mut self, statement: &Statement, at: usize) {
        let name = name_at(statement, at);
        let words = Words::of(statement);
        let Some(mut table) = self.tables.remove(&name) else {
            return;
        };
        let mut new_name = name;
        let column = |place: usize| words.after(place, &["COLUMN"]).unwrap_or(place);
        if let Some(place) = words.after(at + 1, &["ADD"]) {
            table.add(statement.tokens.get(column(place)..).unwrap_or_default());
        } else if let Some(place) = words.after(at + 1, &["DROP"]) {
            let gone = name_at(statement, column(place));
            table.columns.retain(|column| column.name != gone);
        } else if let Some(place) = words.after(at + 1, &["RENAME", "TO"]) {
            new_name = name_at(statement, place);
        } else if let Some(place) = words.after(at + 1, &["RENAME"]) {
            let place = column(place);
            let (old, new) = (name_at(statement, place), name_at(statement, place + 2));
            for column in &mut table.columns {
                if column.name == old {
                    column.name.clone_from(&new);
                }
            }
        }
        self.tables.insert(new_name, table);
    }
}

impl Table {
    fn add(&mut self, item: &[Token]) {
        let item = match item {
            [constraint, _, rest @ ..] if constraint.is("CONSTRAINT") => rest,
            other => other,
        };
        let Some((first, rest)) = item.split_first() else {
            return;
        };
        match first.upper.as_str() {
            "PRIMARY" => self.primary_key = names(bracketed(item)),
            "UNIQUE" => self.uniques.push(names(bracketed(item))),
            "CHECK" | "FOREIGN" | "EXCLUDE" => {}
            _ => self.add_column(first, rest),
        }
    }

    fn add_column(&mut self, name: &Token, rest: &[Token]) {
        let name = name.text.to_lowercase();
        let kind: Vec<&str> =
            rest.iter().take_while(|token| !AFTER_TYPE.contains(&token.upper.as_str())).map(|token| token.upper.as_str()).collect();
        let primary = rest.iter().any(|token| token.is("PRIMARY"));
        if primary {
            self.primary_key = vec![name.clone()];
        }
        if rest.iter().any(|token| token.is("UNIQUE")) {
            self.uniques.push(vec![name.clone()]);
        }
        let not_null = rest.windows(2).any(|pair| matches!(pair, [not, null] if not.is("NOT") && null.is("NULL")));
        self.columns.push(Column { name, kind: kind.join(" "), not_null: not_null || primary });
    }
}

struct Words<'a>(&'a Statement);

impl<'a> Words<'a> {
    fn of(statement: &'a Statement) -> Self {
        Self(statement)
    }

    /// The place after these words, when they stand at `at`.
    fn after(&self, at: usize, words: &[&str]) -> Option<usize> {
        self.0.follows(at, words).then_some(at + words.len())
    }
}

/// Whether a path is of a migration.
pub fn ends_in_sql(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "sql")
}

fn name_at(statement: &Statement, at: usize) -> String {
    statement.tokens.get(at).map(|token| token.text.to_lowercase()).unwrap_or_default()
}

fn bracketed(item: &[Token]) -> &[Token] {
    let open = item.iter().position(|token| token.is("("));
    let close = item.iter().position(|token| token.is(")"));
    match (open, close) {
        (Some(open), Some(close)) => item.get(open + 1..close).unwrap_or_default(),
        _ => &[],
    }
}

fn names(list: &[Token]) -> Vec<String> {
    text::items(list).into_iter().filter_map(|item| Some(item.first()?.text.to_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(texts: &[&str]) -> Schema {
        let files: Vec<File> = texts.iter().enumerate().map(|(index, text)| File::sample(&format!("m/000{index}_a.sql"), text)).collect();
        Schema::of_folder(&files, "m")
    }

    #[test]
    fn reads_columns_keys_and_indexes() {
        let schema = schema(&[
            "CREATE TABLE IF NOT EXISTS Run (\n bureau_id BIGINT NOT NULL, id BIGINT NOT NULL, note TEXT COLLATE \"C\" DEFAULT 'a,b',\n PRIMARY KEY (bureau_id, id), CONSTRAINT u UNIQUE (bureau_id, note), CHECK (id > 0)) STRICT;\n CREATE UNIQUE INDEX i ON run (bureau_id, id) WHERE id > 3;",
        ]);
        let table = &schema.tables["run"];
        assert_eq!(table.primary_key, ["bureau_id", "id"]);
        assert_eq!(table.uniques, [["bureau_id", "note"], ["bureau_id", "id"]]);
        assert!(table.strict);
        assert_eq!(table.columns.len(), 3);
        assert_eq!(table.columns[2], Column { name: "note".to_owned(), kind: "TEXT".to_owned(), not_null: false });
    }

    #[test]
    fn follows_later_migrations() {
        let schema = schema(&[
            "CREATE TABLE a (id BIGINT PRIMARY KEY, b TEXT); CREATE TABLE gone (x TEXT);",
            "ALTER TABLE a ADD COLUMN c DOUBLE PRECISION NOT NULL; ALTER TABLE a RENAME COLUMN b TO d; ALTER TABLE a DROP COLUMN id; ALTER TABLE a RENAME TO z; DROP TABLE gone;",
        ]);
        assert_eq!(schema.tables.keys().collect::<Vec<_>>(), ["z"]);
        let columns: Vec<(&str, &str)> =
            schema.tables["z"].columns.iter().map(|column| (column.name.as_str(), column.kind.as_str())).collect();
        assert_eq!(columns, [("d", "TEXT"), ("c", "DOUBLE PRECISION")]);
    }
}
