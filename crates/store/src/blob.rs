//! 附件库: documents on disk, each under the hash of its bytes, beside the database and outside the ledger.
//!
//! A document lies in the folder before a fact may name it. It is written to a draft, made durable and then given its
//! name, so that whatever has a name is whole. Which document belongs to which fact, and whom it names, is said by the
//! rows of the registers in [`registry::DOCUMENT_REGISTERS`]; erasing a person takes the documents that name them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use nc_kernel::document::{BlobId, LARGEST, Media};
use nc_kernel::{Document, PersonId, Refusal};
use tokio::io::AsyncWriteExt;

use crate::error::StoreError;
use crate::{Store, rules};

/// What the folder says of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lies {
    /// Its bytes are those of its hash.
    Whole,
    /// There is no such file.
    Nowhere,
    /// The file holds other bytes.
    Altered,
}

/// A document that was stored: what a fact says of it, but for its name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StoredDocument {
    /// What it is, told from its bytes.
    pub media: Media,
    /// Its address.
    pub sha256: BlobId,
    /// Bytes.
    pub size: u64,
}

impl StoredDocument {
    /// As a fact names it. The name describes the document and names nobody.
    #[must_use]
    pub fn called(self, name: impl Into<String>, number: Option<String>) -> Document {
        Document { media: self.media, name: name.into(), number, sha256: self.sha256, size: self.size }
    }
}

/// The folder; a store without one takes no documents.
#[derive(Debug, Clone)]
pub(crate) struct Blobs {
    folder: Option<Arc<Path>>,
}

static DRAFTS: AtomicU64 = AtomicU64::new(0);

impl Blobs {
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder: folder.map(Into::into) }
    }

    /// Where a document lies: `ab/cdef…` below the folder.
    fn place(&self, id: &BlobId) -> Result<PathBuf, StoreError> {
        let folder = self.folder.as_ref().ok_or_else(no_folder)?;
        let (head, tail) = id.as_str().split_at(2);
        Ok(folder.join(head).join(tail))
    }

    /// Stores `bytes` under their hash; they may lie there already.
    pub async fn keep(&self, bytes: &[u8]) -> Result<BlobId, StoreError> {
        let id = BlobId::of(bytes);
        let place = self.place(&id)?;
        if self.look(&id).await? == Lies::Whole {
            return Ok(id);
        }
        let within = place.parent().unwrap_or(&place);
        make_folder(within).await?;
        // Two processes that could meet in one draft write the same bytes.
        let draft = within.join(format!("draft-{id}-{}-{}", std::process::id(), DRAFTS.fetch_add(1, Ordering::Relaxed)));
        let written = write_durably(&draft, &place, within, bytes).await;
        if written.is_err() {
            let _ = tokio::fs::remove_file(&draft).await;
        }
        written.map(|()| id)
    }

    /// Whether the bytes under `id` are there and are those of the hash.
    pub async fn look(&self, id: &BlobId) -> Result<Lies, StoreError> {
        Ok(match self.bytes(id).await? {
            None => Lies::Nowhere,
            Some(bytes) if BlobId::of(&bytes) == *id => Lies::Whole,
            Some(_) => Lies::Altered,
        })
    }

    /// The bytes under `id`, whatever they are.
    pub async fn bytes(&self, id: &BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        let place = self.place(id)?;
        match tokio::fs::read(&place).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(fault(&place, source)),
        }
    }

    /// Takes a document away; one that is gone already is no fault.
    pub async fn remove(&self, id: &BlobId) -> Result<(), StoreError> {
        let Ok(place) = self.place(id) else { return Ok(()) };
        match tokio::fs::remove_file(&place).await {
            Ok(()) => sync_folder(place.parent().unwrap_or(&place)).await,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(source) => Err(fault(&place, source)),
        }
    }

    /// Why facts may not name `documents`; nothing when each lies here as it is described.
    pub async fn unfit(&self, documents: &[&Document]) -> Result<Vec<Refusal>, StoreError> {
        let mut refusals = Vec::new();
        for document in documents {
            refusals.extend(self.unfit_one(document).await?);
        }
        Ok(refusals)
    }

    async fn unfit_one(&self, document: &Document) -> Result<Option<Refusal>, StoreError> {
        let short = document.sha256.as_str().chars().take(12).collect::<String>();
        let bytes = if self.folder.is_some() { self.bytes(&document.sha256).await? } else { None };
        let Some(bytes) = bytes.filter(|bytes| BlobId::of(bytes) == document.sha256) else {
            return Ok(Some(rules::DOCUMENT_MISSING.refuse().with("sha256", short).at("document")));
        };
        let as_said = bytes.len() as u64 == document.size && Media::of(&bytes) == Some(document.media);
        Ok((!as_said).then(|| rules::DOCUMENT_DIFFERS.refuse().with("sha256", short).at("document")))
    }

    /// Removes drafts that were begun before `before` (microseconds since 1970): whoever wrote them is dead.
    pub async fn sweep(&self, before: i64) -> Result<(), StoreError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        for (_, within) in entries_of(folder).await? {
            for (_, path) in entries_of(&within).await?.into_iter().filter(|(name, _)| name.starts_with("draft-")) {
                let written = tokio::fs::metadata(&path).await.and_then(|m| m.modified()).ok();
                let at =
                    written.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).and_then(|d| i64::try_from(d.as_micros()).ok());
                if at.is_some_and(|at| at < before) {
                    tokio::fs::remove_file(&path).await.map_err(|source| fault(&path, source))?;
                }
            }
        }
        Ok(())
    }

    /// Every document that has a name in the folder; `None` where there is no folder.
    pub async fn all(&self) -> Result<Option<BTreeSet<BlobId>>, StoreError> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let mut found = BTreeSet::new();
        for (head, path) in entries_of(folder).await? {
            if head.len() == 2 {
                found.extend(entries_of(&path).await?.into_iter().filter_map(|(tail, _)| BlobId::parse(&format!("{head}{tail}")).ok()));
            }
        }
        Ok(Some(found))
    }
}

/// The names in a folder; none when there is no folder.
async fn entries_of(folder: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let mut names = Vec::new();
    let mut items = match tokio::fs::read_dir(folder).await {
        Ok(items) => items,
        Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => return Ok(names),
        Err(source) => return Err(fault(folder, source)),
    };
    while let Some(item) = items.next_entry().await.map_err(|source| fault(folder, source))? {
        names.extend(item.file_name().into_string().ok().map(|name| (name, item.path())));
    }
    Ok(names)
}

async fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = tokio::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await.map_err(|source| fault(folder, source))
}

/// Draft, made durable, then named: a machine that stops in between leaves a draft, never half a document.
async fn write_durably(draft: &Path, place: &Path, folder: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(draft).await.map_err(|source| fault(draft, source))?;
    file.write_all(bytes).await.map_err(|source| fault(draft, source))?;
    file.sync_all().await.map_err(|source| fault(draft, source))?;
    drop(file);
    tokio::fs::rename(draft, place).await.map_err(|source| fault(place, source))?;
    sync_folder(folder).await?;
    // The folder's own name must last as well, when it was made just now.
    match folder.parent() {
        Some(parent) => sync_folder(parent).await,
        None => Ok(()),
    }
}

async fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    let opened = tokio::fs::File::open(folder).await.map_err(|source| fault(folder, source))?;
    opened.sync_all().await.map_err(|source| fault(folder, source))
}

fn fault(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::File { path: path.display().to_string(), source }
}

fn no_folder() -> StoreError {
    StoreError::Unusable("this store was opened without a folder for documents".to_owned())
}

impl Store {
    /// Takes a document in, so that a fact may name it. Told again it is kept once. One that no fact came to name can be
    /// given up with [`Store::give_up_document`].
    ///
    /// # Errors
    /// [`StoreError::Refused`] when it is too large, of a type that is not taken, or was erased with somebody it names.
    pub async fn keep_document(&self, bytes: &[u8]) -> Result<StoredDocument, StoreError> {
        let size = bytes.len() as u64;
        if size > LARGEST {
            return Err(refused(rules::DOCUMENT_TOO_LARGE.refuse().with("most", LARGEST / 1024 / 1024)));
        }
        let Some(media) = Media::of(bytes) else { return Err(refused(rules::DOCUMENT_TYPE.refuse())) };
        let sha256 = BlobId::of(bytes);
        let erased: BTreeSet<PersonId> = self.published().with_directory(|d| d.people().filter(|p| p.erased).map(|p| p.id).collect());
        if !erased.is_empty() && is_erased(&self.names_of(&sha256).await?, &erased) {
            return Err(refused(rules::DOCUMENT_ERASED.refuse()));
        }
        self.blobs.keep(bytes).await?;
        Ok(StoredDocument { media, sha256, size })
    }
}

pub(crate) fn refused(refusal: Refusal) -> StoreError {
    StoreError::Refused(refusal.at("document").into())
}

/// Whether somebody a document names was erased.
pub(crate) fn is_erased(people: &BTreeSet<PersonId>, erased: &BTreeSet<PersonId>) -> bool {
    !people.is_disjoint(erased)
}
