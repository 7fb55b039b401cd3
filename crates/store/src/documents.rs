//! Which documents the facts name, whom the documents name, and whether they lie where they should.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use nc_kernel::document::BlobId;
use nc_kernel::{Attr, Bureau, PersonId, UnitPath};
use nc_ledger::envelope::Envelope;
use nc_people::Scope;
use serde::Serialize;

use crate::blob::{Blobs, Lies, is_erased};
use crate::db::{self, DatabaseUrl, Snapshot, WriteConn};
use crate::error::{StoreError, While, damaged};
use crate::maintenance::Maintenance;
use crate::registry::DOCUMENT_REGISTERS;
use crate::{Book, ERASED, Reader, Store, erasure};

const DIRECTORY: &str = "people.directory";
const SELECT_ROWS: &str = "SELECT evidence, organiser, host, sender, person, attrs FROM entry WHERE bureau_id = $1 AND register = $2 ORDER BY day, entry_key, since_seq, part";
const SELECT_OF_PERSON: &str = "SELECT attrs FROM entry WHERE bureau_id = $1 AND person = $2 AND register = $3";
const SELECT_NAMED: &str = "SELECT evidence FROM entry WHERE bureau_id = $1 AND register = $2 AND attrs LIKE $3 LIMIT 1";
const SELECT_ERASED: &str = "SELECT bytes FROM fact WHERE bureau_id = $1 AND stream = $2 AND kind = $3 ORDER BY seq";

/// A document as the facts name it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Named {
    /// The first fact that names it.
    pub seq: u64,
    /// Whom it names.
    pub people: BTreeSet<PersonId>,
    /// The units whose records it belongs to.
    units: BTreeSet<UnitPath>,
}

#[derive(sqlx::FromRow)]
struct Row {
    evidence: i64,
    organiser: Option<String>,
    host: Option<String>,
    sender: Option<String>,
    person: Option<i64>,
    attrs: String,
}

fn address(attrs: &str) -> Result<BlobId, StoreError> {
    let fault = |why: &dyn fmt::Display| damaged("a row of documents", why);
    let attrs: BTreeMap<String, Attr> = serde_json::from_str(attrs).map_err(|e| fault(&e))?;
    match attrs.get("sha256") {
        Some(Attr::Text(text)) => BlobId::parse(text).map_err(|e| fault(&e)),
        _ => Err(fault(&"it has no hash")),
    }
}

/// Every document any fact names, by address.
pub(crate) async fn named(view: &mut Snapshot, bureau: Bureau) -> Result<BTreeMap<BlobId, Named>, StoreError> {
    let mut all: BTreeMap<BlobId, Named> = BTreeMap::new();
    for register in DOCUMENT_REGISTERS {
        let rows: Vec<Row> = on!(&mut *view, c => sqlx::query_as(SELECT_ROWS).bind(bureau).bind(*register).fetch_all(&mut **c).await)
            .during("reading which documents there are")?;
        for row in rows {
            let seq = u64::try_from(row.evidence).map_err(|e| damaged("a row of documents", e))?;
            let document = all.entry(address(&row.attrs)?).or_insert_with(|| Named { seq, ..Named::default() });
            document.seq = document.seq.min(seq);
            document.people.extend(row.person.map(PersonId));
            for unit in [row.organiser, row.host, row.sender].into_iter().flatten() {
                document.units.insert(UnitPath::parse(&unit).map_err(|e| damaged("a row of documents", e))?);
            }
        }
    }
    Ok(all)
}

/// The documents that name a person.
pub(crate) async fn naming(conn: &mut WriteConn, bureau: Bureau, person: PersonId) -> Result<BTreeSet<BlobId>, StoreError> {
    let mut found = BTreeSet::new();
    for register in DOCUMENT_REGISTERS {
        let rows: Vec<(String,)> =
            on!(&mut *conn, c => sqlx::query_as(SELECT_OF_PERSON).bind(bureau).bind(person.0).bind(*register).fetch_all(c).await)
                .during("reading which documents name a person")?;
        for (attrs,) in rows {
            found.insert(address(&attrs)?);
        }
    }
    Ok(found)
}

/// Whether any fact names the document.
pub(crate) async fn is_named(conn: &mut WriteConn, bureau: Bureau, id: &BlobId) -> Result<bool, StoreError> {
    let wanted = format!("%\"sha256\":\"{id}\"%");
    for register in DOCUMENT_REGISTERS {
        let row: Option<(i64,)> =
            on!(&mut *conn, c => sqlx::query_as(SELECT_NAMED).bind(bureau).bind(*register).bind(&wanted).fetch_optional(c).await)
                .during("reading whether a document is named")?;
        if row.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Everybody whose tombstone is on the ledger.
pub(crate) async fn erased(view: &mut Snapshot, bureau: Bureau) -> Result<BTreeSet<PersonId>, StoreError> {
    let rows: Vec<(Vec<u8>,)> =
        on!(&mut *view, c => sqlx::query_as(SELECT_ERASED).bind(bureau).bind(DIRECTORY).bind(ERASED).fetch_all(&mut **c).await)
            .during("reading who was erased")?;
    let subject = |(bytes,): &(Vec<u8>,)| {
        let envelope = Envelope::parse(bytes).map_err(|e| damaged("tombstone", e))?;
        erasure::subject_of(envelope.body.get())
    };
    rows.iter().map(subject).collect()
}

/// What is wrong with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentDefect {
    /// A fact names it and it is not there.
    Missing,
    /// The file holds other bytes than those the fact named.
    Altered,
    /// It names somebody who was erased and is still there.
    NotErased,
}

/// 附件核查发现: a document that is not as the ledger says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DocumentFinding {
    /// Its hash.
    pub sha256: BlobId,
    /// The first fact that names it.
    pub fact: u64,
    /// What is wrong.
    pub defect: DocumentDefect,
}

impl fmt::Display for DocumentFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (zh, en) = match self.defect {
            DocumentDefect::Missing => ("附件缺失", "the document is missing"),
            DocumentDefect::Altered => ("附件内容已被改动", "the document was altered"),
            DocumentDefect::NotErased => ("附件应已随人员删除却仍在", "the document names somebody erased and is still there"),
        };
        write!(f, "{} ({zh} / {en}), fact {}", self.sha256, self.fact)
    }
}

/// 附件核查: every document that facts name, compared with the folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct DocumentReport {
    /// How many documents facts name.
    pub named: u64,
    /// How many of them lie there whole.
    pub whole: u64,
    /// How many were erased with somebody they name.
    pub erased: u64,
    /// How many lie there though no fact names them: a record that was refused left them.
    pub unnamed: u64,
    /// What is wrong, by hash.
    pub findings: Vec<DocumentFinding>,
}

async fn examine(view: &mut Snapshot, bureau: Bureau, blobs: &Blobs) -> Result<DocumentReport, StoreError> {
    let (documents, erased) = (named(view, bureau).await?, erased(view, bureau).await?);
    let mut report = DocumentReport { named: documents.len() as u64, ..DocumentReport::default() };
    let Some(mut lying) = blobs.all().await? else {
        report.findings = documents
            .into_iter()
            .map(|(sha256, document)| DocumentFinding { sha256, fact: document.seq, defect: DocumentDefect::Missing })
            .collect();
        return Ok(report);
    };
    for (sha256, document) in documents {
        lying.remove(&sha256);
        let defect = match (blobs.look(&sha256).await?, is_erased(&document.people, &erased)) {
            (Lies::Nowhere, true) => {
                report.erased += 1;
                continue;
            }
            (Lies::Whole, false) => {
                report.whole += 1;
                continue;
            }
            (Lies::Whole | Lies::Altered, true) => DocumentDefect::NotErased,
            (Lies::Nowhere, false) => DocumentDefect::Missing,
            (Lies::Altered, false) => DocumentDefect::Altered,
        };
        report.findings.push(DocumentFinding { sha256, fact: document.seq, defect });
    }
    report.unnamed = lying.len() as u64;
    Ok(report)
}

/// Compares every document that facts name with the folder, of a database that need not be opened as a store.
///
/// # Errors
/// [`StoreError`] when database or folder cannot be read.
pub async fn audit_documents(url: &DatabaseUrl, bureau: Bureau, folder: &Path) -> Result<DocumentReport, StoreError> {
    let readers = url.connect_readers().await?;
    let mut view = db::snapshot(&readers).await?;
    let report = examine(&mut view, bureau, &Blobs::new(Some(folder.to_owned()))).await;
    drop(view);
    on!(&readers, pool => pool.close().await);
    report
}

/// 附件: what there is of a document that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Its bytes, which are those of its hash.
    Bytes(Vec<u8>),
    /// It was erased with somebody it names; the hash stays.
    Erased,
}

impl Store {
    /// Compares every document that facts name with the folder.
    ///
    /// # Errors
    /// [`StoreError`] when database or folder cannot be read.
    pub async fn audit_documents(&self) -> Result<DocumentReport, StoreError> {
        let mut view = self.view().await?;
        examine(&mut view, self.bureau, &self.blobs).await
    }

    /// A document of a record within `scope`; `None` when no such record names it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is missing or holds other bytes.
    pub async fn document(&self, scope: &Scope, id: &BlobId) -> Result<Option<Found>, StoreError> {
        self.document_where(id, |document| document.units.iter().any(|unit| scope.path().contains(unit))).await
    }

    /// A document a thing of a book shows to `reader`: who sees that it is there may open it. `None` when the thing shows none
    /// such.
    ///
    /// # Errors
    /// [`StoreError`] when the thing cannot be read, [`StoreError::Damaged`] when the document is missing or holds other bytes.
    pub async fn document_shown(&self, reader: &Reader, book: &Book, thing: i64, id: &BlobId) -> Result<Option<Found>, StoreError> {
        let Some(opened) = self.open_sheet(reader, book, thing).await? else { return Ok(None) };
        if !opened.papers().any(|paper| paper.sha256 == *id) {
            return Ok(None);
        }
        self.document_where(id, |_| true).await
    }

    async fn document_where(&self, id: &BlobId, may: impl Fn(&Named) -> bool) -> Result<Option<Found>, StoreError> {
        let mut view = self.view().await?;
        let all = named(&mut view, self.bureau).await?;
        let Some(document) = all.get(id).filter(|document| may(document)) else { return Ok(None) };
        if is_erased(&document.people, &erased(&mut view, self.bureau).await?) {
            return Ok(Some(Found::Erased));
        }
        match self.blobs.bytes(id).await? {
            Some(bytes) if BlobId::of(&bytes) == *id => Ok(Some(Found::Bytes(bytes))),
            Some(_) => Err(damaged(format!("document {id}"), "its bytes are not those of its hash")),
            None => Err(damaged(format!("document {id}"), "it is missing")),
        }
    }

    /// Gives up a document that was kept for a record which then was refused; one that a fact names stays. The writer does
    /// it, so that no record comes to name the document meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be looked up or removed.
    pub async fn give_up_document(&self, id: &BlobId) -> Result<bool, StoreError> {
        let id = id.clone();
        self.maintain(|reply| Maintenance::GiveUp { id, reply }).await
    }

    /// Whom a document names.
    pub(crate) async fn names_of(&self, id: &BlobId) -> Result<BTreeSet<PersonId>, StoreError> {
        let mut view = self.view().await?;
        Ok(named(&mut view, self.bureau).await?.remove(id).map(|document| document.people).unwrap_or_default())
    }
}
