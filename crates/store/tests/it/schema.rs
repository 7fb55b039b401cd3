//! The schema of both databases, as the databases tell it.

use std::collections::{BTreeMap, BTreeSet};

use nc_testkit::TestDatabase;

use crate::bureau::Bureau;
use crate::direct_sql::{Direct, TABLES};

/// What no column or table may be called (A8): attendance is a roster somebody confirmed, and nothing follows a person.
const NEVER: [&str; 16] = [
    "photo",
    "clock_in",
    "clockin",
    "check_in",
    "location",
    "gps",
    "latitude",
    "longitude",
    "points",
    "score",
    "rank",
    "screen",
    "ethnic",
    "religio",
    "political",
    "party_member",
];

/// Columns by table, in the order of the table.
async fn columns(url: &str) -> BTreeMap<String, Vec<String>> {
    let mut direct = Direct::to(url).await;
    let sqlite = url.starts_with("sqlite:");
    let tables = if sqlite {
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations'"
    } else {
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'"
    };
    let mut all = BTreeMap::new();
    for table in direct.texts(tables).await {
        let names = if sqlite {
            format!("SELECT name || ' ' || CASE \"notnull\" WHEN 1 THEN 'NO' ELSE 'YES' END FROM pragma_table_info('{table}') ORDER BY cid")
        } else {
            format!(
                "SELECT column_name || ' ' || is_nullable FROM information_schema.columns \
                 WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
            )
        };
        all.insert(table, direct.texts(&names).await);
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_databases_have_the_same_tables_and_columns() {
    let Some(postgres) = TestDatabase::postgres().await else { return };
    let (sqlite, postgres) = (Bureau::bare(TestDatabase::sqlite().await).await, Bureau::bare(postgres).await);
    let (one, two) = (columns(&sqlite.url).await, columns(&postgres.url).await);
    assert_eq!(one, two);
    assert_eq!(one.keys().map(String::as_str).collect::<BTreeSet<_>>(), TABLES.into_iter().collect(), "every table is searched for traces");
    for (table, columns) in &one {
        assert!(columns[0].starts_with("bureau_id "), "{table} belongs to a bureau");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a8_no_table_or_column_follows_a_person() {
    let bureau = Bureau::bare(TestDatabase::sqlite().await).await;
    for (table, columns) in columns(&bureau.url).await {
        for name in columns.iter().chain([&table]) {
            let found = NEVER.iter().find(|word| name.to_lowercase().contains(**word));
            assert_eq!(found, None, "{table}.{name}");
        }
    }
}

nc_testkit::dual_db! {
    async fn a_database_of_a_newer_program_is_not_opened(db: TestDatabase) {
        let bureau = Bureau::bare(db).await;
        bureau.store.close().await;
        let mut direct = Direct::to(&bureau.url).await;
        direct.run("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) SELECT 9999, 'later', success, checksum, 1 FROM _sqlx_migrations WHERE version = 1").await;
        let fault = bureau.open_at(&bureau.url).await.err().expect("opened").to_string();
        assert!(fault.contains("schema"), "{fault}");
    }
}
