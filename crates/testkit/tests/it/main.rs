//! The test databases are empty, separate, and gone afterwards.

#![cfg(test)]

use nc_testkit::{TestDatabase, dual_db};
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Executor as _};

/// Makes a table; succeeds only in a database that does not have it yet.
async fn make_table(url: &str) {
    const TABLE: &str = "CREATE TABLE mark (bureau_id BIGINT PRIMARY KEY)";
    if url.starts_with("sqlite:") {
        let options: SqliteConnectOptions = url.parse().expect("a SQLite address");
        let mut connection = SqliteConnection::connect_with(&options.create_if_missing(true)).await.expect("opens");
        connection.execute(TABLE).await.expect("an empty database");
    } else {
        let mut connection = PgConnection::connect(url).await.expect("connects");
        connection.execute(TABLE).await.expect("an empty database");
    }
}

dual_db! {
    async fn a_database_is_empty_and_usable(db: TestDatabase) {
        make_table(&db.url).await;
    }

    async fn two_databases_are_separate(db: TestDatabase) {
        make_table(&db.url).await;
        let other = if db.url.starts_with("sqlite:") {
            TestDatabase::sqlite().await
        } else {
            TestDatabase::postgres().await.expect("the first one was made")
        };
        assert_ne!(db.url, other.url);
        make_table(&other.url).await;
    }
}

#[tokio::test]
async fn a_sqlite_file_is_removed_with_its_guard() {
    let database = TestDatabase::sqlite().await;
    make_table(&database.url).await;
    let path = database.url.trim_start_matches("sqlite://").to_owned();
    assert!(path.starts_with('/'), "{path}");
    assert!(std::path::Path::new(&path).exists());
    drop(database);
    assert!(!std::path::Path::new(&path).exists());
}

#[tokio::test]
async fn a_postgres_database_is_dropped_even_while_it_is_in_use() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let url = database.url.clone();
    let mut in_use = PgConnection::connect(&url).await.expect("connects");
    in_use.ping().await.expect("answers");
    drop(database);
    assert!(PgConnection::connect(&url).await.is_err());
}

#[tokio::test]
async fn a_postgres_database_is_dropped_when_its_test_panics() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let url = database.url.clone();
    let failed = tokio::spawn(async move {
        let _held = database;
        panic!("a test that fails");
    })
    .await;
    assert!(failed.is_err());
    assert!(PgConnection::connect(&url).await.is_err());
}
