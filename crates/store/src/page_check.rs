//! 页检: whether the pages of the database file are whole, the ones no question reads included.

use crate::Store;
use crate::db::On;
use crate::error::{StoreError, While};

/// Faults told; more of them say nothing new.
const FAULTS: i64 = 20;

/// What SQLite says of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pages {
    /// Every page and every index is whole.
    Whole,
    /// What is wrong, as SQLite names it: trees, pages and rows, never a value.
    Damaged(Vec<String>),
    /// The database is a server that looks after its own files.
    NotAFile,
}

impl Store {
    /// Reads every page of an SQLite file and compares every index with its table. Takes seconds for a million facts.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read at all.
    pub async fn pages(&self) -> Result<Pages, StoreError> {
        let On::Sqlite(pool) = &self.readers else { return Ok(Pages::NotAFile) };
        let sql = format!("PRAGMA integrity_check({FAULTS})");
        let said: Vec<(String,)> =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(pool).await.during("checking the pages of the file")?;
        let faults: Vec<String> = said.into_iter().map(|(line,)| line).filter(|line| line != "ok").collect();
        Ok(if faults.is_empty() { Pages::Whole } else { Pages::Damaged(faults) })
    }
}
