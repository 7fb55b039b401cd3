//! Erasing a person: what must survive in a backup that is restored later.
//!
//! The tombstone fact says that a person was erased. A backup made before has neither the tombstone nor the deletion, so
//! each erasure is noted in a file beside the database as well, and a restore applies the file's erasures again.

use std::path::Path;

use nc_kernel::document::BlobId;
use nc_kernel::{Micros, PersonId, UserId};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt;

use crate::error::{StoreError, damaged};

/// One erasure as noted: whose values, which accounts were theirs, which documents named them.
#[derive(Serialize, Deserialize)]
pub(crate) struct Line {
    pub person: PersonId,
    pub at: Micros,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<UserId>,
    /// The documents that named them: a restore leaves these out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<BlobId>,
}

#[derive(Deserialize)]
struct Body {
    person: PersonId,
}

/// Whom a tombstone is about.
pub(crate) fn subject_of(body: &str) -> Result<PersonId, StoreError> {
    serde_json::from_str::<Body>(body).map(|b| b.person).map_err(|e| damaged("tombstone", e))
}

/// Notes an erasure; written before the deletion commits, because noting one too many loses nothing.
pub(crate) async fn note(file: Option<&Path>, erased: &Line) -> Result<(), StoreError> {
    let Some(path) = file else { return Ok(()) };
    let fault = |source| StoreError::File { path: path.display().to_string(), source };
    let mut line = serde_json::to_vec(erased).map_err(|e| damaged("erasure", e))?;
    line.push(b'\n');
    let mut file = tokio::fs::OpenOptions::new().create(true).append(true).open(path).await.map_err(fault)?;
    file.write_all(&line).await.map_err(fault)?;
    file.sync_data().await.map_err(fault)
}

/// Every erasure the file notes.
pub(crate) async fn noted(path: &Path) -> Result<Vec<Line>, StoreError> {
    match tokio::fs::read_to_string(path).await {
        Ok(text) => {
            text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).map_err(|e| damaged("erasure file", e))).collect()
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(StoreError::File { path: path.display().to_string(), source }),
    }
}
