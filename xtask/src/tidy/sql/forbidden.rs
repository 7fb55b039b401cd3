//! Words and calls that no statement may hold.

use super::super::files::File;
use super::super::finding::Finding;
use super::schema::ends_in_sql;
use super::text::{self, Statement};

const CLOCK_OR_CHANCE: &str = "take times and random values as parameters";
const NOT_ACROSS_MACHINES: &str = "does not hold once bureaus lie on several machines";
const ONE_DIALECT: &str = "exists, or means the same, on one database only";

const FORBIDDEN: &[(&[&str], &str)] = &[
    (&["NOW", "("], CLOCK_OR_CHANCE),
    (&["RANDOM", "("], CLOCK_OR_CHANCE),
    (&["RANDOMBLOB", "("], CLOCK_OR_CHANCE),
    (&["GEN_RANDOM_UUID", "("], CLOCK_OR_CHANCE),
    (&["CLOCK_TIMESTAMP", "("], CLOCK_OR_CHANCE),
    (&["CURRENT_TIMESTAMP"], CLOCK_OR_CHANCE),
    (&["CURRENT_DATE"], CLOCK_OR_CHANCE),
    (&["CURRENT_TIME"], CLOCK_OR_CHANCE),
    (&["LOCALTIMESTAMP"], CLOCK_OR_CHANCE),
    (&["STRFTIME", "("], ONE_DIALECT),
    (&["DATETIME", "("], ONE_DIALECT),
    (&["JULIANDAY", "("], ONE_DIALECT),
    (&["DATE_TRUNC", "("], ONE_DIALECT),
    (&["EXTRACT", "("], ONE_DIALECT),
    (&["ILIKE"], ONE_DIALECT),
    (&["JSONB"], "rewrites what it stores, and hashes are over stored bytes"),
    (&["AUTOINCREMENT"], ONE_DIALECT),
    (&["AS", "IDENTITY"], ONE_DIALECT),
    (&["CREATE", "TRIGGER"], NOT_ACROSS_MACHINES),
    (&["MERGE", "INTO"], NOT_ACROSS_MACHINES),
    (&["ROLLUP"], NOT_ACROSS_MACHINES),
    (&["CUBE"], NOT_ACROSS_MACHINES),
    (&["GROUPING", "SETS"], NOT_ACROSS_MACHINES),
    (&["RECURSIVE"], NOT_ACROSS_MACHINES),
    (&["SET", "NULL"], NOT_ACROSS_MACHINES),
    (&["SERIALIZABLE"], NOT_ACROSS_MACHINES),
    (&["DEFERRABLE"], NOT_ACROSS_MACHINES),
    (&["?"], "write parameters as $1"),
];

/// Numbers that are not 64 bits wide do not decode to the type every query uses.
const NARROW: [&str; 5] = ["INTEGER", "INT", "INT4", "SMALLINT", "INT2"];

/// Checks one migration.
pub fn in_migration(file: &File, postgres: bool) -> Vec<Finding> {
    if !ends_in_sql(&file.path) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for statement in text::statements(&file.text) {
        let mut faults = in_statement(&statement);
        if postgres {
            faults.extend(
                statement
                    .tokens
                    .iter()
                    .filter(|token| token.word && NARROW.contains(&token.upper.as_str()))
                    .map(|token| (token.line, format!("{}: integers are BIGINT", token.upper))),
            );
        }
        findings.extend(faults.into_iter().map(|(line, message)| Finding::at(&file.path, line, message)));
    }
    findings
}

/// Lines and faults of one statement.
pub fn in_statement(statement: &Statement) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    for (words, why) in FORBIDDEN {
        for at in statement.places(words) {
            let line = statement.tokens.get(at).map_or(1, |token| token.line);
            faults.push((line, format!("{}: {why}", words.join(" "))));
        }
    }
    for token in &statement.tokens {
        if token.word && token.upper.contains("ADVISORY") && token.upper.starts_with("PG_") {
            faults.push((token.line, format!("{}: {NOT_ACROSS_MACHINES}", token.text)));
        }
    }
    faults.extend(bare_sums(statement));
    faults
}

/// PostgreSQL widens a sum of BIGINT to a decimal number; SQLite does not.
fn bare_sums(statement: &Statement) -> Vec<(usize, String)> {
    let mut open: Vec<bool> = Vec::new();
    let mut faults = Vec::new();
    for (at, token) in statement.tokens.iter().enumerate() {
        if token.is("(") {
            let cast = at.checked_sub(1).and_then(|before| statement.tokens.get(before)).is_some_and(|before| before.is("CAST"));
            open.push(cast);
        } else if token.is(")") {
            open.pop();
        } else if statement.follows(at, &["SUM", "("]) && !open.contains(&true) {
            faults.push((token.line, "SUM: write CAST(sum(x) AS BIGINT)".to_owned()));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(sql: &str, postgres: bool) -> usize {
        in_migration(&File::sample("m/0001_a.sql", sql), postgres).len()
    }

    #[test]
    fn plain_statements_pass() {
        for sql in [
            "CREATE TABLE a (b BIGINT)",
            "SELECT CAST(COALESCE(sum(b), 0) AS BIGINT) FROM a",
            "SELECT 'now() random() ?', snow, mergers FROM a -- CURRENT_TIMESTAMP",
            "UPDATE a SET b = $1",
        ] {
            assert_eq!(faults(sql, true), 0, "{sql}");
        }
        assert_eq!(faults("CREATE TABLE a (b INTEGER)", false), 0);
    }

    #[test]
    fn every_forbidden_word_is_found() {
        for (words, _) in FORBIDDEN {
            let sql = format!("SELECT a , {} )", words.join(" "));
            assert_eq!(faults(&sql, true), 1, "{sql}");
        }
        for sql in [
            "SELECT pg_try_advisory_xact_lock(1)",
            "SELECT sum(b) FROM a",
            "SELECT CAST(a AS BIGINT), sum(b) FROM a",
            "CREATE TABLE a (b INTEGER)",
            "CREATE TABLE a (b SMALLINT)",
        ] {
            assert_eq!(faults(sql, true), 1, "{sql}");
        }
    }
}
