//! 备份与恢复: a backup is an SQLite file with the ledger and the operations tables, whatever database it came from.
//!
//! Documents lie in a table of their own there, each under its hash, and go back into a folder.
//!
//! Restoring copies those tables into an empty database of either kind, applies every erasure noted since, and replays
//! the rest from facts. That makes a backup the way from SQLite to PostgreSQL as well.

use std::collections::BTreeSet;
use std::path::Path;

use nc_kernel::document::BlobId;
use nc_kernel::{Bureau, Micros};
use serde::{Deserialize, Serialize};

use crate::blob::{Blobs, is_erased};
use crate::db::{self, DatabaseUrl, On, ReadPool, Snapshot, WriteConn};
use crate::documents::{self, DocumentDefect, DocumentFinding};
use crate::error::{StoreError, While, damaged};
use crate::sql::bulk;
use crate::vault::Vault;
use crate::{Store, accounts, erasure, settings};

/// 备份记录: what is known of the last backup. Where the file went is not: it lies outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupNote {
    /// When it was begun.
    pub at: Micros,
    /// Facts it holds.
    pub size: u64,
    /// Documents that were missing or altered, and so are not in it.
    pub documents_left_out: u64,
}

/// How a column is carried over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Text,
    Bytes,
}

use Kind::{Bytes, Int, Text};

/// A table that is carried over; everything else is derived.
struct Table {
    name: &'static str,
    columns: &'static [(&'static str, Kind)],
    /// How many leading columns (after `bureau_id`) order it.
    order: usize,
}

const TABLES: [Table; 11] = [
    Table {
        name: "fact",
        columns: &[
            ("seq", Int),
            ("stream", Text),
            ("kind", Text),
            ("unit", Text),
            ("happened_on", Int),
            ("recorded_at", Int),
            ("actor", Int),
            ("bytes", Bytes),
        ],
        order: 1,
    },
    Table { name: "tile", columns: &[("level", Int), ("idx", Int), ("hashes", Bytes)], order: 2 },
    Table { name: "chain_head", columns: &[("size", Int), ("root", Bytes)], order: 1 },
    Table { name: "checkpoint", columns: &[("size", Int), ("recorded_at", Int), ("note", Text)], order: 1 },
    Table {
        name: "receipt",
        columns: &[
            ("idempotency_key", Text),
            ("command", Text),
            ("input", Bytes),
            ("first_seq", Int),
            ("facts", Int),
            ("recorded_at", Int),
        ],
        order: 1,
    },
    Table { name: "subject_key", columns: &[("subject", Int), ("wrapped", Bytes)], order: 1 },
    Table { name: "personal", columns: &[("subject", Int), ("field", Text), ("seq", Int), ("sealed", Bytes)], order: 3 },
    Table { name: "blind_index", columns: &[("field", Text), ("digest", Bytes), ("subject", Int)], order: 2 },
    Table { name: "account", columns: &[("user_id", Int), ("login", Text), ("password_hash", Text), ("closed", Int)], order: 1 },
    Table { name: "token", columns: &[("digest", Bytes), ("user_id", Int), ("label", Text), ("expires_at", Int)], order: 1 },
    Table { name: "setting", columns: &[("name", Text), ("value", Text)], order: 1 },
];

const INSERT_DOCUMENT: &str = "INSERT INTO carried_document (bureau_id, sha256, bytes) VALUES ($1, $2, $3)";
const SELECT_DOCUMENT: &str = "SELECT sha256, bytes FROM carried_document WHERE bureau_id = $1 AND sha256 > $2 ORDER BY sha256 LIMIT 1";

/// Rows carried at a time.
const PAGE: i64 = 5_000;

enum Carried {
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Reads a page of a table as carried values, from either database.
macro_rules! read_page {
    ($conn:expr, $table:expr, $bureau:expr, $skip:expr) => {{
        let rows = sqlx::query(sqlx::AssertSqlSafe(select($table)))
            .bind($bureau)
            .bind(PAGE)
            .bind($skip)
            .fetch_all($conn)
            .await
            .during("reading a table for a copy")?;
        let mut page = Vec::with_capacity(rows.len());
        for row in rows {
            let mut values = Vec::with_capacity($table.columns.len());
            for (i, (_, kind)) in $table.columns.iter().enumerate() {
                values.push(match kind {
                    Int => Carried::Int(sqlx::Row::try_get(&row, i).during("reading a number")?),
                    Text => Carried::Text(sqlx::Row::try_get(&row, i).during("reading a text")?),
                    Bytes => Carried::Bytes(sqlx::Row::try_get(&row, i).during("reading bytes")?),
                });
            }
            page.push(values);
        }
        page
    }};
}

fn names(table: &Table) -> String {
    table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn select(table: &Table) -> String {
    let order = table.columns.iter().take(table.order).map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    format!("SELECT {} FROM {} WHERE bureau_id = $1 ORDER BY {order} LIMIT $2 OFFSET $3", names(table), table.name)
}

async fn write_page(to: &mut WriteConn, bureau: Bureau, table: &Table, rows: &[Vec<Carried>]) -> Result<(), StoreError> {
    let head = format!("INSERT INTO {} (bureau_id, {}) VALUES", table.name, names(table));
    bulk!(to, &head, table.columns.len() + 1, "", rows, |q, row| row.iter().fold(q.bind(bureau), |q, value| match value {
        Carried::Int(n) => q.bind(*n),
        Carried::Text(t) => q.bind(t.as_str()),
        Carried::Bytes(b) => q.bind(b.as_slice()),
    }))
    .during("writing a table of a copy")
}

async fn close(conn: WriteConn) -> Result<(), StoreError> {
    on!(conn, c => sqlx::Connection::close(c).await).during("closing the copy")
}

impl Store {
    /// Writes a backup to `path` while the bureau goes on working: one consistent moment of the ledger, with every document
    /// its facts name. Says which of those are missing or altered: they are not in it.
    ///
    /// # Errors
    /// [`StoreError`] when the file exists already or cannot be written.
    pub async fn backup(&self, path: &Path) -> Result<Vec<DocumentFinding>, StoreError> {
        if path.exists() {
            return Err(StoreError::Unusable(format!("{} exists already; name a new file", path.display())));
        }
        self.sign_now().await?;
        let draft = path.with_extension("draft");
        let _ = tokio::fs::remove_file(&draft).await;
        let target = DatabaseUrl::sqlite_file(&draft);
        let mut to = target.connect_writer().await?;
        target.migrate(&mut to).await?;
        let begun = self.now();
        let mut from = db::snapshot(&self.readers).await?;
        let size = crate::log::head(&mut from, self.bureau).await?.map_or(0, |head| head.size);
        db::begin(&mut to).await?;
        for table in &TABLES {
            let mut skip = 0_i64;
            loop {
                let rows: Vec<Vec<Carried>> = on!(&mut from, c => read_page!(&mut **c, table, self.bureau, skip));
                write_page(&mut to, self.bureau, table, &rows).await?;
                skip += PAGE;
                if i64::try_from(rows.len()).unwrap_or(i64::MAX) < PAGE {
                    break;
                }
            }
        }
        let unfit = self.carry_documents(&mut from, &mut to).await?;
        db::commit(&mut to).await?;
        crate::maintenance::scrub_wal(&mut to).await?;
        close(to).await?;
        for rest in ["draft-wal", "draft-shm"] {
            let _ = tokio::fs::remove_file(path.with_extension(rest)).await;
        }
        tokio::fs::rename(&draft, path).await.map_err(|source| StoreError::File { path: path.display().to_string(), source })?;
        drop(from);
        let note = BackupNote { at: begun, size, documents_left_out: unfit.len() as u64 };
        let text = serde_json::to_string(&note).map_err(|e| damaged("setting backup.last", e))?;
        settings::set_last_backup(&mut self.url.connect_writer().await?, self.bureau, &text).await?;
        Ok(unfit)
    }

    /// What is noted of the last backup; `None` when none was ever written.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn last_backup(&self) -> Result<Option<BackupNote>, StoreError> {
        let note = settings::last_backup(&mut db::snapshot(&self.readers).await?, self.bureau).await?;
        note.map(|text| serde_json::from_str(&text).map_err(|e| damaged("setting backup.last", e))).transpose()
    }

    /// Puts the documents that facts name into a backup, one at a time; says which could not be.
    async fn carry_documents(&self, from: &mut Snapshot, to: &mut WriteConn) -> Result<Vec<DocumentFinding>, StoreError> {
        let erased = documents::erased(from, self.bureau).await?;
        let mut unfit = Vec::new();
        for (sha256, document) in documents::named(from, self.bureau).await? {
            if is_erased(&document.people, &erased) {
                continue;
            }
            let defect = match self.blobs.bytes(&sha256).await? {
                Some(bytes) if BlobId::of(&bytes) == sha256 => {
                    on!(&mut *to, c => sqlx::query(INSERT_DOCUMENT).bind(self.bureau).bind(sha256.as_str()).bind(bytes).execute(c).await.map(|_| ()))
                        .during("writing a document into a backup")?;
                    continue;
                }
                Some(_) => DocumentDefect::Altered,
                None => DocumentDefect::Missing,
            };
            unfit.push(DocumentFinding { sha256, fact: document.seq, defect });
        }
        Ok(unfit)
    }
}

/// How many facts a backup of `bureau` holds.
///
/// # Errors
/// [`StoreError::Unusable`] when it is not one.
pub async fn size(backup: &Path, bureau: Bureau) -> Result<u64, StoreError> {
    if !backup.exists() {
        return Err(StoreError::Unusable(format!("{} does not exist", backup.display())));
    }
    let not_one = |source: StoreError| StoreError::Unusable(format!("{} is not a backup of this bureau: {source}", backup.display()));
    let readers = DatabaseUrl::sqlite_file(backup).connect_readers().await.map_err(not_one)?;
    // A backup has the columns of its time.
    const SIZE: &str = "SELECT size FROM chain_head WHERE bureau_id = $1";
    let head: Result<Option<i64>, _> =
        on!(&readers, pool => sqlx::query_scalar(SIZE).bind(bureau).fetch_optional(pool).await).during("reading the chain head");
    on!(&readers, pool => pool.close().await);
    match head.map_err(not_one)? {
        Some(size) => u64::try_from(size).map_err(|e| damaged("chain head", e)),
        None => Err(StoreError::Unusable(format!("{} holds no ledger of bureau {bureau}", backup.display()))),
    }
}

/// Puts the documents of a backup back into their folder, but for those that were erased since.
async fn restore_documents(readers: &ReadPool, bureau: Bureau, blobs: &Blobs, erased: &BTreeSet<BlobId>) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let row = on!(readers, pool => sqlx::query_as(SELECT_DOCUMENT).bind(bureau).bind(&after).fetch_optional(pool).await);
        let row: Option<(String, Vec<u8>)> = match row {
            // A backup of a program that knew no documents.
            Err(fault) if after.is_empty() && fault.to_string().contains("no such table") => None,
            row => row.during("reading a document of a backup")?,
        };
        let Some((address, bytes)) = row else { return Ok(()) };
        let id = BlobId::parse(&address).map_err(|e| StoreError::Unusable(format!("the backup holds a document {address:?}: {e}")))?;
        if BlobId::of(&bytes) != id {
            return Err(StoreError::Unusable(format!(
                "document {id} of the backup holds other bytes than its hash says; use another backup"
            )));
        }
        if !erased.contains(&id) {
            blobs.keep(&bytes).await?;
        }
        after = address;
    }
}

/// Copies a backup into the empty database at `url`, its documents into the folder `documents`, and applies the erasures
/// noted in `erasures`. What is derived is not in a backup: [`Store::open`] replays it when it finds a ledger that was just
/// restored, and then takes away the documents of whoever was erased before the backup was made.
///
/// # Errors
/// [`StoreError::Unusable`] when the backup is not one, or the database already holds a ledger.
pub async fn restore(
    backup: &Path,
    url: &DatabaseUrl,
    bureau: Bureau,
    erasures: Option<&Path>,
    documents: Option<&Path>,
) -> Result<u64, StoreError> {
    if !backup.exists() {
        return Err(StoreError::Unusable(format!("{} does not exist", backup.display())));
    }
    let mut to = url.connect_writer().await?;
    url.migrate(&mut to).await?;
    db::begin(&mut to).await?;
    if let Some(crate::log::Head { size, .. }) = crate::log::lock_head(&mut to, bureau).await?
        && size > 0
    {
        return Err(StoreError::Unusable(format!("the database already holds a ledger of {size} facts; restore into an empty one")));
    }
    let copied = copy_all(backup, &mut to, bureau).await;
    if let Err(fault) = copied {
        db::rollback(&mut to).await?;
        return Err(fault);
    }
    let mut erased = 0;
    let mut gone = BTreeSet::new();
    if let Some(path) = erasures {
        for noted in erasure::noted(path).await? {
            Vault::erase(&mut to, bureau, noted.person).await?;
            accounts::erase(&mut to, bureau, &noted.users).await?;
            gone.extend(noted.documents);
            erased += 1;
        }
    }
    // Before the commit: a ledger is not there without its documents. What a failure leaves in the folder, no fact names.
    let readers = DatabaseUrl::sqlite_file(backup).connect_readers().await?;
    let restored = restore_documents(&readers, bureau, &Blobs::new(documents.map(Path::to_owned)), &gone).await;
    on!(&readers, pool => pool.close().await);
    if let Err(fault) = restored {
        db::rollback(&mut to).await?;
        return Err(fault);
    }
    db::commit(&mut to).await?;
    crate::maintenance::scrub_wal(&mut to).await?;
    close(to).await?;
    Ok(erased)
}

async fn copy_all(backup: &Path, to: &mut WriteConn, bureau: Bureau) -> Result<(), StoreError> {
    let not_one = |source: StoreError| StoreError::Unusable(format!("{} is not a backup of this bureau: {source}", backup.display()));
    on!(&mut *to, c => sqlx::query("DELETE FROM chain_head WHERE bureau_id = $1").bind(bureau).execute(c).await.map(|_| ()))
        .during("clearing the empty head")?;
    let source = DatabaseUrl::sqlite_file(backup);
    let On::Sqlite(readers) = source.connect_readers().await.map_err(not_one)? else {
        return Err(StoreError::Unusable("a backup is an SQLite file".to_owned()));
    };
    let mut facts = 0;
    for table in &TABLES {
        let mut skip = 0_i64;
        loop {
            let page = async { Ok::<_, StoreError>(read_page!(&readers, table, bureau, skip)) };
            let rows: Vec<Vec<Carried>> = page.await.map_err(not_one)?;
            write_page(to, bureau, table, &rows).await?;
            if table.name == "fact" {
                facts += rows.len();
            }
            skip += PAGE;
            if i64::try_from(rows.len()).unwrap_or(i64::MAX) < PAGE {
                break;
            }
        }
    }
    readers.close().await;
    if facts == 0 {
        return Err(StoreError::Unusable(format!("{} holds no ledger of bureau {bureau}", backup.display())));
    }
    Ok(())
}
