//! An empty database for one test.

use std::io::Write as _;

use tempfile::TempDir;

use crate::postgres::{self, Leased};

/// An empty database that is removed when this value is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    /// Where it is: `sqlite:///…/ledger.db` or `postgres://…`, as the product's configuration takes it.
    pub url: String,
    /// Only held so that the database goes when this goes.
    _guard: Guard,
}

#[derive(Debug)]
enum Guard {
    Sqlite { _folder: TempDir },
    Postgres { _lease: Box<Leased> },
}

impl TestDatabase {
    /// A path for a SQLite file in a folder of its own; the product makes the file.
    ///
    /// # Panics
    /// When no temporary folder can be made: the test cannot say anything then.
    #[expect(clippy::unused_async, reason = "the same shape as postgres()")]
    pub async fn sqlite() -> Self {
        #[expect(clippy::expect_used, reason = "a test without its database must fail")]
        let folder = tempfile::Builder::new().prefix("nuancheng-test-").tempdir().expect("a temporary folder for SQLite");
        Self { url: format!("sqlite://{}", folder.path().join("ledger.db").display()), _guard: Guard::Sqlite { _folder: folder } }
    }

    /// A fresh PostgreSQL database, or nothing when SQLite alone was asked for.
    ///
    /// # Panics
    /// When no server was named, or it refuses.
    pub async fn postgres() -> Option<Self> {
        if std::env::var_os("NUANCHENG_TEST_SQLITE_ONLY").is_some_and(|value| value == "1") {
            say_skipped();
            return None;
        }
        let Ok(server) = std::env::var("NUANCHENG_TEST_POSTGRES") else {
            missing_server();
        };
        let lease = postgres::lease(&server).await;
        Some(Self { url: lease.url(), _guard: Guard::Postgres { _lease: Box::new(lease) } })
    }
}

/// Says so on the terminal too: a test runner shows no output of tests that pass.
fn say_skipped() {
    let name = std::thread::current().name().unwrap_or("a test").to_owned();
    let line = format!("SKIPPED {name}: NUANCHENG_TEST_SQLITE_ONLY=1, nothing was tested on PostgreSQL");
    eprintln!("{line}");
    if let Ok(mut terminal) = std::fs::OpenOptions::new().write(true).open("/dev/tty") {
        // Where there is no terminal there is nobody to tell.
        let _ = writeln!(terminal, "{line}");
    }
}

#[expect(clippy::panic, reason = "a test without its database must fail")]
fn missing_server() -> ! {
    panic!(
        "NUANCHENG_TEST_POSTGRES is not set. Run `cargo xtask test`, which starts a PostgreSQL; or \
         `cargo xtask pg start` and export the address it prints; or set NUANCHENG_TEST_SQLITE_ONLY=1 \
         to leave PostgreSQL untested."
    )
}
