//! The store's statements: each names the bureau whose rows it touches.

use std::path::Path;

use super::super::files::File;
use super::super::finding::Finding;
use super::super::rust_source::{self, Kind, Token as RustToken};
use super::forbidden;
use super::schema::Schema;
use super::text::{self, Statement, Token};

const STORE: &str = "crates/store/src";
/// A statement that means all bureaus says so and why: `/* all bureaus: reason */`.
const ALL_BUREAUS: &str = "all bureaus:";
const BEGINNINGS: [&str; 6] = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "REPLACE"];

/// Checks every SQL text in the store's code.
pub fn check(files: &[File], schema: &Schema, reference_tables: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let store = files.iter().filter(|file| file.is_rust() && file.path.starts_with(Path::new(STORE)) && !file.is_test_code());
    for file in store {
        for (line, sql) in sql_texts(&rust_source::tokens(&file.text)) {
            for statement in text::statements(&sql) {
                let faults = forbidden::in_statement(&statement).into_iter().chain(unscoped(&statement, schema, reference_tables));
                findings.extend(faults.map(|(inner, fault)| Finding::at(&file.path, line + inner - 1, fault)));
            }
        }
    }
    findings
}

/// String literals that begin like a statement; the parts of a `concat!` are one text.
fn sql_texts(tokens: &[RustToken]) -> Vec<(usize, String)> {
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let end = if rust_source::follows(tokens, at, &["concat", "!", "("]) { rust_source::after_closing(tokens, at + 2) } else { at + 1 };
        let parts = tokens.get(at..end).unwrap_or_default();
        let text: String = parts.iter().filter(|part| part.kind == Kind::Text).map(|part| part.text.as_str()).collect();
        if !token.test && is_sql(&text) {
            let line = parts.iter().find(|part| part.kind == Kind::Text).map_or(token.line, |part| part.line);
            texts.push((line, text));
        }
        at = end;
    }
    texts
}

/// Whether a text is a statement: begins like one and goes on like one.
fn is_sql(text: &str) -> bool {
    let statements = text::statements(text);
    let Some(first) = statements.first().and_then(|statement| statement.tokens.first()) else {
        return false;
    };
    // Prose may begin with these words too, but it does not shout them.
    first.word && first.text == first.upper && BEGINNINGS.contains(&first.upper.as_str())
}

fn unscoped(statement: &Statement, schema: &Schema, reference_tables: &[String]) -> Vec<(usize, String)> {
    if statement.comments.iter().any(|comment| comment.strip_prefix(ALL_BUREAUS).is_some_and(|reason| !reason.trim().is_empty())) {
        return Vec::new();
    }
    let sharded = |token: &Token| {
        let name = token.text.to_lowercase();
        schema.tables.contains_key(&name) && !reference_tables.contains(&name)
    };
    let read: Vec<&Token> = tables_read(statement).into_iter().filter(|token| sharded(token)).collect();
    let written: Vec<&Token> = tables_inserted(statement).into_iter().filter(|token| sharded(token)).collect();
    let compared = comparisons(statement);
    let mut faults = Vec::new();
    if compared < read.len() {
        let names: Vec<&str> = read.iter().map(|token| token.text.as_str()).collect();
        faults.push((
            statement.line(),
            format!("reads or changes {} and compares bureau_id {compared} times; each of these tables needs it", names.join(", ")),
        ));
    }
    let named = statement.places(&["BUREAU_ID"]).count();
    if let Some(first) = written.first()
        && named == 0
    {
        faults.push((first.line, format!("inserts into {} without bureau_id", first.text)));
    }
    faults
}

/// Names after FROM, JOIN, UPDATE and the commas of a FROM list.
fn tables_read(statement: &Statement) -> Vec<&Token> {
    let tokens = &statement.tokens;
    let mut tables = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let opens = token.is("FROM") || token.is("JOIN") || (token.is("UPDATE") && starts_update(statement, at));
        if !opens {
            continue;
        }
        let mut next = at + 1;
        while let Some(name) = tokens.get(next).filter(|name| name.word) {
            tables.push(name);
            next += 1;
            if tokens.get(next).is_some_and(|token| token.is("AS")) {
                next += 1;
            }
            let alias = tokens.get(next).is_some_and(|token| token.word && !ends_table(&token.upper));
            next += usize::from(alias);
            if !tokens.get(next).is_some_and(|token| token.is(",")) {
                break;
            }
            next += 1;
        }
    }
    tables
}

fn ends_table(upper: &str) -> bool {
    matches!(
        upper,
        "WHERE"
            | "JOIN"
            | "LEFT"
            | "INNER"
            | "CROSS"
            | "FULL"
            | "RIGHT"
            | "ON"
            | "GROUP"
            | "ORDER"
            | "LIMIT"
            | "SET"
            | "UNION"
            | "EXCEPT"
            | "INTERSECT"
            | "HAVING"
            | "RETURNING"
            | "FOR"
            | "USING"
    )
}

/// Neither `FOR UPDATE` nor `ON CONFLICT … DO UPDATE`.
fn starts_update(statement: &Statement, at: usize) -> bool {
    !at.checked_sub(1).and_then(|before| statement.tokens.get(before)).is_some_and(|before| before.is("FOR") || before.is("DO"))
}

fn tables_inserted(statement: &Statement) -> Vec<&Token> {
    statement.places(&["INTO"]).filter_map(|at| statement.tokens.get(at + 1)).collect()
}

/// How often the bureau is compared: `bureau_id =`, `= x.bureau_id`, `bureau_id IN`, `USING (bureau_id …)`.
fn comparisons(statement: &Statement) -> usize {
    let begins =
        statement.tokens.iter().position(|token| token.is("WHERE") || token.is("JOIN") || token.is("ON")).unwrap_or(statement.tokens.len());
    let token = |at: usize| statement.tokens.get(at);
    let equal = |at: usize| token(at).is_some_and(|token| token.is("="));
    let mut count = 0;
    for at in statement.places(&["BUREAU_ID"]).filter(|at| *at > begins) {
        let after = equal(at + 1) || token(at + 1).is_some_and(|token| token.is("IN"));
        // Before it may stand the table's name and a point.
        let qualified = token(at - 1).is_some_and(|token| token.is("."));
        let start = if qualified { at.saturating_sub(3) } else { at - 1 };
        let before = equal(start) && !ends_with_bureau(statement, start);
        let using = statement.follows(at.saturating_sub(2), &["USING", "("]);
        count += usize::from(after || before || using);
    }
    count
}

/// `a.bureau_id = b.bureau_id` is one comparison, not two.
fn ends_with_bureau(statement: &Statement, equal: usize) -> bool {
    equal.checked_sub(1).and_then(|at| statement.tokens.get(at)).is_some_and(|token| token.is("BUREAU_ID"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rust: &str) -> Vec<String> {
        let migration = File::sample(
            "m/0001_a.sql",
            "CREATE TABLE run (bureau_id BIGINT, id BIGINT); CREATE TABLE seat (bureau_id BIGINT, run_id BIGINT); CREATE TABLE matter (id BIGINT);",
        );
        let schema = Schema::of_folder(&[migration], "m");
        check(&[File::sample("crates/store/src/a.rs", rust)], &schema, &["matter".to_owned()]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn scoped_statements_pass() {
        for sql in [
            "SELECT id FROM run WHERE bureau_id = $1",
            "SELECT r.id FROM run r JOIN seat AS s ON s.bureau_id = r.bureau_id AND s.run_id = r.id WHERE r.bureau_id = $1",
            "SELECT id FROM run r, seat s WHERE r.bureau_id = $1 AND $1 = s.bureau_id",
            "SELECT id FROM run JOIN seat USING (bureau_id, id) WHERE run.bureau_id = $1",
            "INSERT INTO run (bureau_id, id) VALUES ($1, $2) ON CONFLICT (bureau_id, id) DO UPDATE SET id = excluded.id",
            "UPDATE run SET id = $2 WHERE bureau_id = $1",
            "DELETE FROM run WHERE bureau_id = $1",
            "SELECT id FROM run WHERE bureau_id = $1 FOR UPDATE",
            "SELECT id FROM matter",
            "SELECT id FROM sqlite_master",
            "/* all bureaus: the clock of the whole house */ SELECT bureau_id FROM run",
            "WITH own AS (SELECT id FROM run WHERE bureau_id = $1) SELECT id FROM own",
        ] {
            assert_eq!(found(&format!("const A: &str = \"{sql}\";")), Vec::<String>::new(), "{sql}");
        }
    }

    #[test]
    fn unscoped_statements_are_found() {
        for sql in [
            "SELECT bureau_id, id FROM run",
            "SELECT id FROM run WHERE id = $1",
            "SELECT r.id FROM run r JOIN seat s ON s.run_id = r.id WHERE r.bureau_id = $1",
            "SELECT r.id FROM run r JOIN seat s ON s.bureau_id = r.bureau_id",
            "SELECT id FROM run r, seat s WHERE r.bureau_id = $1",
            "UPDATE run SET bureau_id = $1",
            "DELETE FROM run",
            "INSERT INTO run (id) VALUES ($1)",
            "INSERT INTO run (bureau_id, id) SELECT bureau_id, id FROM seat",
            "/* all bureaus: */ SELECT id FROM run",
            "SELECT now() FROM matter",
        ] {
            assert_eq!(found(&format!("const A: &str = \"{sql}\";")).len(), 1, "{sql}");
        }
    }

    #[test]
    fn parts_are_read_together_and_tests_and_prose_not_at_all() {
        let parts = "const A: &str = concat!(\"SELECT id \", \"FROM run \", \"WHERE bureau_id = $1\");";
        assert_eq!(found(parts).len(), 0);
        assert_eq!(found("const A: &str = concat!(\"SELECT id \", \"FROM run\");").len(), 1);
        assert_eq!(found("#[cfg(test)] mod t { const A: &str = \"SELECT id FROM run\"; }").len(), 0);
        assert_eq!(found("const A: &str = \"Select one from run\";").len(), 0);
    }

    #[test]
    fn a_finding_names_the_line() {
        let found = found("\n\nconst A: &str = r\"\nSELECT id\nFROM run\n\";");
        assert!(found[0].starts_with("crates/store/src/a.rs:4:"), "{found:?}");
    }
}
