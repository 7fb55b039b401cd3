//! 检查点: signed statements of the ledger's size and root, kept in the database and, above all, outside it.

use std::path::{Path, PathBuf};

use nc_kernel::{Bureau, Micros};
use nc_ledger::Hash;
use nc_ledger::checkpoint::Signer;

use crate::db::{Snapshot, WriteConn};
use crate::error::{StoreError, While, damaged};
use crate::log::sql_int;

const INSERT: &str =
    "INSERT INTO checkpoint (bureau_id, size, recorded_at, note) VALUES ($1, $2, $3, $4) ON CONFLICT (bureau_id, size) DO NOTHING";
const SELECT_LATEST: &str = "SELECT note FROM checkpoint WHERE bureau_id = $1 ORDER BY size DESC LIMIT 1";
const SELECT_ALL: &str = "SELECT size, note FROM checkpoint WHERE bureau_id = $1 ORDER BY size";

/// Sign at the latest after this many new facts …
const FACTS: u64 = 1_000;
/// … or this long after the last signature, when there is anything new.
const MICROS: i64 = 60 * 1_000_000;

/// Signs checkpoints and writes each to a file outside the database as well.
pub struct Checkpoints {
    signer: Signer,
    folder: Option<PathBuf>,
    signed_size: u64,
    signed_at: Micros,
}

impl Checkpoints {
    /// Signs with `signer`; notes go to `folder` too, which should be copied off the machine.
    #[must_use]
    pub fn new(signer: Signer, folder: Option<PathBuf>) -> Self {
        Self { signer, folder, signed_size: 0, signed_at: Micros(0) }
    }

    /// The public key outsiders verify with.
    #[must_use]
    pub fn verifier_key(&self) -> String {
        self.signer.verifier_key()
    }

    pub(crate) fn is_due(&self, size: u64, now: Micros) -> bool {
        size > self.signed_size && (size >= self.signed_size + FACTS || now.0 >= self.signed_at.0 + MICROS)
    }

    pub(crate) async fn sign(
        &mut self,
        conn: &mut WriteConn,
        bureau: Bureau,
        size: u64,
        root: Hash,
        now: Micros,
    ) -> Result<(), StoreError> {
        if size == self.signed_size {
            return Ok(());
        }
        let note = self.signer.sign(size, root).map_err(|e| damaged("checkpoint key", e))?;
        let outside = self.folder.as_ref().map(|folder| folder.join(format!("{size:012}.note")));
        if let Some(path) = &outside
            && tokio::fs::read(path).await.is_ok_and(|held| held != note.as_bytes())
        {
            // Signing two roots for one size would vouch for two histories.
            return Err(damaged(
                path.display().to_string(),
                "it was signed for another history of the same length; keep it as evidence and name another checkpoint folder",
            ));
        }
        on!(conn, c => sqlx::query(INSERT).bind(bureau).bind(sql_int(size)).bind(now.0).bind(&note).execute(c).await.map(|_| ()))
            .during("writing a checkpoint")?;
        if let (Some(folder), Some(path)) = (&self.folder, &outside) {
            let file = |source| StoreError::File { path: folder.display().to_string(), source };
            tokio::fs::create_dir_all(folder).await.map_err(file)?;
            write_whole(path, note.as_bytes()).await?;
            write_whole(&folder.join("latest.note"), note.as_bytes()).await?;
        }
        self.signed_size = size;
        self.signed_at = now;
        Ok(())
    }
}

/// Writes a file so that a crash leaves the old one or the new one, never half of it.
pub(crate) async fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let file = |source| StoreError::File { path: path.display().to_string(), source };
    let draft = path.with_extension("draft");
    tokio::fs::write(&draft, bytes).await.map_err(file)?;
    tokio::fs::rename(&draft, path).await.map_err(file)
}

/// The newest signed note, if any.
pub(crate) async fn latest(view: &mut Snapshot, bureau: Bureau) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = on!(&mut *view, c => sqlx::query_as(SELECT_LATEST).bind(bureau).fetch_optional(&mut **c).await)
        .during("reading the last checkpoint")?;
    Ok(row.map(|(note,)| note))
}

/// Every stored note with the size it is stored for, smallest first.
pub(crate) async fn all(view: &mut Snapshot, bureau: Bureau) -> Result<Vec<(u64, String)>, StoreError> {
    let rows: Vec<(i64, String)> =
        on!(&mut *view, c => sqlx::query_as(SELECT_ALL).bind(bureau).fetch_all(&mut **c).await).during("reading checkpoints")?;
    Ok(rows.into_iter().map(|(size, note)| (u64::try_from(size).unwrap_or_default(), note)).collect())
}
