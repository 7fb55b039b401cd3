//! One SQL text for SQLite and PostgreSQL, ready to be spread over several machines by bureau.
//!
//! A distributed database cannot be started here, so what it would refuse is refused by reading.

mod forbidden;
mod keys;
mod pairs;
mod queries;
pub mod schema;
mod text;

use super::files::File;
use super::finding::Finding;
use super::house::House;
use schema::Schema;

/// Both databases' migrations.
pub const MIGRATIONS: [&str; 2] = [SQLITE, POSTGRES];
const SQLITE: &str = "crates/store/migrations/sqlite";
const POSTGRES: &str = "crates/store/migrations/postgres";

/// Checks migrations and the store's statements.
pub fn check(files: &[File], house: &House) -> Vec<Finding> {
    let sqlite = Schema::of_folder(files, SQLITE);
    let postgres = Schema::of_folder(files, POSTGRES);
    let mut findings = Vec::new();
    for file in files {
        let folder = MIGRATIONS.iter().find(|folder| file.path.starts_with(folder));
        if let Some(folder) = folder {
            findings.extend(forbidden::in_migration(file, *folder == POSTGRES));
        }
    }
    for schema in [&sqlite, &postgres] {
        findings.extend(keys::check(schema, &house.sql.reference_tables));
    }
    findings.extend(keys::strict(&sqlite));
    findings.extend(pairs::check(files, &sqlite, &postgres));
    findings.extend(queries::check(files, &postgres, &house.sql.reference_tables));
    findings
}
