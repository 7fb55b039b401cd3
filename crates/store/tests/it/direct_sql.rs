//! A connection of one's own to the database: what an administrator, an intruder or another program could do.

use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _, Row as _};

use crate::bureau::BUREAU;

/// Tables of the product's schema, in the order they are searched.
pub const TABLES: [&str; 31] = [
    "account",
    "blind_index",
    "carried_document",
    "cell",
    "ceremony",
    "chain_head",
    "checkpoint",
    "door_event",
    "draft",
    "entry",
    "fact",
    "job",
    "known_device",
    "list_item",
    "listed",
    "waits_for",
    "outside_identity",
    "passkey",
    "personal",
    "preference",
    "reading",
    "receipt",
    "recovery_code",
    "second_factor",
    "session",
    "setting",
    "sign_in_budget",
    "subject_key",
    "tally",
    "tile",
    "token",
];

/// A fact as it lies there.
pub struct Row {
    pub seq: u64,
    pub stream: String,
    pub bytes: Vec<u8>,
}

pub enum Direct {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Runs one expression for whichever database is there.
macro_rules! on {
    ($direct:expr, $connection:ident => $body:expr) => {
        match $direct {
            Direct::Sqlite($connection) => $body,
            Direct::Postgres($connection) => $body,
        }
    };
}

impl Direct {
    pub async fn to(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            let options: SqliteConnectOptions = url.parse().unwrap();
            Self::Sqlite(SqliteConnection::connect_with(&options).await.unwrap())
        } else {
            Self::Postgres(PgConnection::connect(url).await.unwrap())
        }
    }

    /// Runs a statement; how many rows it touched.
    pub async fn run(&mut self, sql: &str) -> u64 {
        on!(self, c => sqlx::query(AssertSqlSafe(sql)).execute(c).await.unwrap().rows_affected())
    }

    /// One integer.
    pub async fn number(&mut self, sql: &str) -> i64 {
        on!(self, c => sqlx::query(AssertSqlSafe(sql)).fetch_one(c).await.unwrap().get(0))
    }

    /// The first column of every row.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        on!(self, c => sqlx::query(AssertSqlSafe(sql)).fetch_all(c).await.unwrap().iter().map(|row| row.get(0)).collect())
    }

    /// The first column of every row.
    pub async fn blobs(&mut self, sql: &str) -> Vec<Vec<u8>> {
        on!(self, c => sqlx::query(AssertSqlSafe(sql)).fetch_all(c).await.unwrap().iter().map(|row| row.get(0)).collect())
    }

    /// Runs a statement whose `$1` is `bytes`; how many rows it touched.
    pub async fn put(&mut self, sql: &str, bytes: &[u8]) -> u64 {
        on!(self, c => sqlx::query(AssertSqlSafe(sql)).bind(bytes).execute(c).await.unwrap().rows_affected())
    }

    /// The facts from position `from` on.
    pub async fn facts(&mut self, from: u64) -> Vec<Row> {
        let sql = format!("SELECT seq, stream, bytes FROM fact WHERE bureau_id = {BUREAU} AND seq >= {from} ORDER BY seq");
        let row = |(seq, stream, bytes): (i64, String, Vec<u8>)| Row { seq: u64::try_from(seq).unwrap(), stream, bytes };
        on!(self, c => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await.unwrap().into_iter().map(row).collect())
    }

    /// How many rows each table holds.
    pub async fn sizes(&mut self) -> Vec<(&'static str, i64)> {
        let mut sizes = Vec::new();
        for table in TABLES {
            sizes.push((table, self.number(&format!("SELECT count(*) FROM {table}")).await));
        }
        sizes
    }

    /// Every row of every table as text, bytes in hex: what can be read through PostgreSQL.
    pub async fn everything(&mut self) -> String {
        let mut all = String::new();
        for table in TABLES {
            all.extend(self.texts(&format!("SELECT t::text FROM {table} t")).await);
        }
        all
    }
}
