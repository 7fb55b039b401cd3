//! Two databases, one SQL text.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool, SqliteConnection, SqlitePool};

use crate::error::{StoreError, While};

/// How long a connection to an SQLite file waits for another one that writes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// One of two: what is for SQLite, or what is for PostgreSQL.
#[derive(Debug, Clone)]
pub enum On<S, P> {
    /// SQLite, embedded.
    Sqlite(S),
    /// PostgreSQL, by URL.
    Postgres(P),
}

/// The connection that writes. There is one in a process, owned by the writer.
pub type WriteConn = On<SqliteConnection, PgConnection>;
/// The connections that read; on SQLite they are opened read-only.
pub type ReadPool = On<SqlitePool, PgPool>;

/// One consistent view for reading: everything read through it is as of one commit.
pub type Snapshot = On<sqlx::Transaction<'static, sqlx::Sqlite>, sqlx::Transaction<'static, sqlx::Postgres>>;

/// Runs one expression for whichever database is there: `on!(conn, c => sqlx::query(SQL).fetch_all(c).await)`.
macro_rules! on {
    ($target:expr, $name:ident => $body:expr) => {
        match $target {
            $crate::db::On::Sqlite($name) => $body,
            $crate::db::On::Postgres($name) => $body,
        }
    };
}

/// 数据库地址: where a bureau's database is, `sqlite:///path/ledger.db` or `postgres://user@host/name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// Takes an address whose scheme says which database it is.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] for any other scheme.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        if ["sqlite://", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            Ok(Self(url.to_owned()))
        } else {
            Err(StoreError::Unusable("the database address must start with sqlite:// or postgres://".to_owned()))
        }
    }

    /// The SQLite file at `path`.
    #[must_use]
    pub fn sqlite_file(path: &std::path::Path) -> Self {
        Self(format!("sqlite://{}", path.display()))
    }

    /// The file behind an SQLite address.
    #[must_use]
    pub fn file(&self) -> Option<&std::path::Path> {
        self.0.strip_prefix("sqlite://").map(|path| std::path::Path::new(path.split('?').next().unwrap_or(path)))
    }

    fn sqlite_options(&self) -> Result<SqliteConnectOptions, StoreError> {
        let path = self.file().ok_or_else(|| StoreError::Unusable("not an SQLite address".to_owned()))?;
        Ok(SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            // An append-only record must survive a power cut with every acknowledged fact, so every commit is flushed.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            // Erased personal values must not linger in freed pages.
            .pragma("secure_delete", "ON")
            .pragma("journal_size_limit", "67108864")
            .pragma("cache_size", "-8192")
            // A statement of many rows keeps the pages it changes until it is done: as a file that is twice the writes, and
            // a copy of records outside the database.
            .pragma("temp_store", "MEMORY")
            // Bulk work touches the same pages again and again; copying them back after every 1,000 doubles the writes.
            .pragma("wal_autocheckpoint", "8192")
            .statement_cache_capacity(512)
            .disable_statement_logging())
    }

    fn postgres_options(&self) -> Result<PgConnectOptions, StoreError> {
        Ok(PgConnectOptions::from_str(&self.0)
            .during("reading the database address")?
            .application_name("nuancheng")
            .disable_statement_logging())
    }

    /// Opens the writing connection; an SQLite file is made when it is not there.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be reached.
    pub async fn connect_writer(&self) -> Result<WriteConn, StoreError> {
        if self.file().is_some() {
            let options = self.sqlite_options()?.create_if_missing(true);
            Ok(On::Sqlite(SqliteConnection::connect_with(&options).await.during("opening the database file")?))
        } else {
            Ok(On::Postgres(PgConnection::connect_with(&self.postgres_options()?).await.during("connecting to PostgreSQL")?))
        }
    }

    /// Opens the reading pool.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be reached.
    pub async fn connect_readers(&self) -> Result<ReadPool, StoreError> {
        if self.file().is_some() {
            // Caches of the writer's size would be most of the memory the program takes. What a figure reads are a few
            // pages, and those of all readers lie in the system's own cache.
            let options = self.sqlite_options()?.read_only(true).pragma("query_only", "ON").pragma("cache_size", "-1024");
            let pool = SqlitePoolOptions::new()
                .min_connections(1)
                .max_connections(4)
                .connect_with(options)
                .await
                .during("opening the database file for reading")?;
            Ok(On::Sqlite(pool))
        } else {
            let pool =
                PgPoolOptions::new().max_connections(8).connect_with(self.postgres_options()?).await.during("connecting to PostgreSQL")?;
            Ok(On::Postgres(pool))
        }
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] when a migration was altered or the database is newer than this program.
    pub async fn migrate(&self, conn: &mut WriteConn) -> Result<(), StoreError> {
        let result = match conn {
            On::Sqlite(c) => sqlx::migrate!("./migrations/sqlite").run(c).await,
            On::Postgres(c) => sqlx::migrate!("./migrations/postgres").run(c).await,
        };
        result.map_err(|e| StoreError::Unusable(format!("the database schema cannot be brought up to date: {e}")))?;
        forget_statistics(conn).await
    }
}

/// Empties what an `ANALYZE` left in a SQLite file. It holds until the next one: a table that was short that day is read whole
/// ever after. Every statement here is written for a key and needs no figures; PostgreSQL keeps its own up to date.
async fn forget_statistics(conn: &mut WriteConn) -> Result<(), StoreError> {
    const DURING: &str = "forgetting old statistics";
    let On::Sqlite(conn) = conn else { return Ok(()) };
    let tables: Vec<(String,)> = sqlx::query_as("SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat1', 'sqlite_stat4')")
        .fetch_all(&mut *conn)
        .await
        .during(DURING)?;
    for (table,) in &tables {
        sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut *conn).await.during(DURING)?;
    }
    if !tables.is_empty() {
        // Reads the emptied tables, so that this connection forgets too; it counts nothing.
        sqlx::query("ANALYZE sqlite_schema").execute(conn).await.during(DURING)?;
    }
    Ok(())
}

/// Ends a connection. There is nothing left to lose, so that a fault on the way changes nothing.
pub(crate) async fn close(conn: WriteConn) {
    match conn {
        On::Sqlite(c) => drop(c.close().await),
        On::Postgres(c) => drop(c.close().await),
    }
}

/// Opens a consistent view: what is there now, whenever it is read from.
pub(crate) async fn snapshot(pool: &ReadPool) -> Result<Snapshot, StoreError> {
    Ok(match pool {
        // A transaction of SQLite sees what is there when it first reads.
        On::Sqlite(pool) => On::Sqlite(pool.begin_with("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1").await.during("opening a view")?),
        On::Postgres(pool) => {
            On::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await.during("opening a view")?)
        }
    })
}

/// Starts the writer's transaction: exclusive from the first statement, never upgraded later.
pub(crate) async fn begin(conn: &mut WriteConn) -> Result<(), StoreError> {
    match conn {
        On::Sqlite(c) => sqlx::raw_sql("BEGIN IMMEDIATE").execute(c).await.map(|_| ()),
        On::Postgres(c) => sqlx::raw_sql("BEGIN").execute(c).await.map(|_| ()),
    }
    .during("starting a transaction")
}

/// Makes the transaction durable.
pub(crate) async fn commit(conn: &mut WriteConn) -> Result<(), StoreError> {
    on!(conn, c => sqlx::raw_sql("COMMIT").execute(c).await.map(|_| ())).during("committing")
}

/// Gives the transaction up. A connection that cannot even do that is replaced by its owner.
pub(crate) async fn rollback(conn: &mut WriteConn) -> Result<(), StoreError> {
    on!(conn, c => sqlx::raw_sql("ROLLBACK").execute(c).await.map(|_| ())).during("rolling back")
}
