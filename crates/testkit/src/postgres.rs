//! Databases on the test server, one a test.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database that is dropped with this value.
#[derive(Debug)]
pub(crate) struct Leased {
    server: PgConnectOptions,
    name: String,
}

impl Leased {
    pub(crate) fn url(&self) -> String {
        self.server.clone().database(&self.name).to_url_lossy().as_str().split('?').next().unwrap_or_default().to_owned()
    }
}

/// Makes an empty database. Its name holds the process number because the test runner starts a process a test.
#[expect(clippy::expect_used, reason = "a test without its database must fail")]
pub(crate) async fn lease(server: &str) -> Leased {
    let server: PgConnectOptions = server.parse().expect("NUANCHENG_TEST_POSTGRES is not a PostgreSQL address");
    let name = format!("nct_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut connection =
        PgConnection::connect_with(&server).await.expect("the PostgreSQL named by NUANCHENG_TEST_POSTGRES does not answer");
    // A killed test of an earlier process with the same number may have left its database.
    drop_database(&mut connection, &name).await.expect("dropping a left-over test database");
    connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE template0"))).await.expect("making a test database");
    connection.close().await.expect("closing the connection that made the test database");
    Leased { server, name }
}

async fn drop_database(connection: &mut PgConnection, name: &str) -> Result<(), sqlx::Error> {
    connection.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await.map(|_| ())
}

impl Drop for Leased {
    fn drop(&mut self) {
        let server = self.server.clone();
        let name = self.name.clone();
        // Dropping happens inside the test's runtime, also while it unwinds; a thread with a runtime of its own can
        // wait there, the test's cannot.
        let dropping = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(sqlx::Error::Io)?.block_on(async {
                let mut connection = PgConnection::connect_with(&server).await?;
                drop_database(&mut connection, &name).await?;
                connection.close().await
            })
        });
        match dropping.join() {
            Ok(Ok(())) => {}
            Ok(Err(error)) => eprintln!("test database {} was not dropped: {error}", self.name),
            Err(_) => eprintln!("test database {} was not dropped", self.name),
        }
    }
}
