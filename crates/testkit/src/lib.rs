//! What the tests of several crates share: one test body, run on both databases.
//!
//! [`dual_db!`] turns a test body into two tests, `name::sqlite` and `name::postgres`. Each gets an empty
//! database of its own that disappears with it, so tests need no order and leave nothing behind.
//!
//! PostgreSQL is found through `NUANCHENG_TEST_POSTGRES`; `cargo xtask test` starts one and sets it, and
//! `cargo xtask pg start` keeps one for a developer. A PostgreSQL test without it fails rather than passes
//! unseen. Whoever wants SQLite alone says so with `NUANCHENG_TEST_SQLITE_ONLY=1`.

mod database;
mod dual_db;
mod postgres;

pub use database::TestDatabase;

/// For [`dual_db!`]'s own use, so that its callers need not depend on tokio.
#[doc(hidden)]
pub use tokio;
