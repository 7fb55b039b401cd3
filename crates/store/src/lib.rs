//! The store: SQLite or PostgreSQL behind one write path and consistent views.
//!
//! Invariants: nothing is written but by [`Store::execute`] (and the maintenance tasks that only derive or sign). Facts
//! are appended, never changed. Everything a screen lists or a figure sums is derived from facts and can be dropped and
//! replayed. Every reading function takes a [`nc_people::Scope`] or says why it needs none. No HTTP type comes in here.

#[macro_use]
pub mod db;
pub mod accounts;
mod any_command;
pub mod backup;
mod badges;
mod blob;
mod books;
mod breakdown;
mod cells;
mod certificates;
mod check;
mod check_in;
mod checkpoints;
mod compliance;
mod contests;
mod cursor;
mod definitions;
mod derive;
mod digest;
pub mod dispatch;
mod documents;
pub mod door;
mod durable;
mod entries;
mod erasure;
mod errand;
mod error;
mod exercise_desk;
mod figures;
mod flying;
mod follow_ups;
mod jobs;
mod judged;
mod limited;
mod listed;
mod log;
mod maintenance;
mod memory;
mod open;
mod open_tasks;
mod own_record;
mod own_scores;
mod own_sessions;
mod page_check;
pub mod passwords;
mod plan_progress;
mod projections;
pub mod proof;
mod published;
mod receipts;
mod recount;
mod recounting;
pub mod registry;
mod removal;
mod replay;
mod report;
pub mod rules;
mod settings;
mod sql;
mod things;
pub mod tokens;
mod vault;
mod verify;
mod waits_for;
mod what_if;
mod wordings;
mod writer;

use std::collections::HashMap;
use std::sync::Arc;

use nc_figures::{Catalogue, FigureKey};
use nc_kernel::{Actor, Bureau, Clock, Micros, PersonId, Refused, RegisterDoc, UnitPath};
use nc_people::access::{self, Action};
use nc_people::command::Command;
use nc_people::{Directory, Scope};
use tokio::sync::{mpsc, oneshot};

pub use blob::StoredDocument;
pub use books::{Book, OpenedSheet, Reader};
pub use certificates::{Known, Paper};
pub use check::{Checked, Draft, Line};
pub use check_in::CheckedIn;
pub use checkpoints::Checkpoints;
pub use compliance::{ComplianceLine, HoldersLine};
pub use contests::ContestBoard;
pub use cursor::NotACursor;
pub use db::DatabaseUrl;
pub use definitions::DefineFigures;
pub use digest::TableDigest;
pub use documents::{DocumentDefect, DocumentFinding, DocumentReport, Found, audit_documents};
pub use entries::{Cursor, KnownEntry};
pub use errand::{Errand, Import, ImportStep};
pub use error::StoreError;
pub use figures::{Evidence, Question, Rows};
pub use flying::{Flyer, FlyingLine, Operators};
pub use follow_ups::FollowUp;
pub use jobs::{Claimed, Job, JobId, JobState, Lane, NewJob, Outcome, Task};
pub use listed::{List, ListCursor, ListPage, ListQuery, ListedItem};
pub use maintenance::{Progress, Rebuilt};
pub use open::{Keys, Setup};
pub use own_scores::OwnScore;
pub use own_sessions::OwnSession;
pub use page_check::Pages;
pub use plan_progress::PlanProgress;
pub use published::Published;
pub use receipts::Receipt;
pub use recounting::{RecordRecount, Sample};
pub use report::{Cause, Difference, ListedReport, MovedNumber, ProofPage, ReleaseClaim, ReleaseProven, ReportSource, ReportView};
pub use things::{Due, DueCursor, DuePage, HistoryLine, LedgerLine};
pub use vault::Vault;
pub use verify::audit_database;
pub use waits_for::Awaited;
pub use wordings::ChooseWording;

use maintenance::Maintenance;
use writer::{Request, Waiting};

/// Kind of the tombstone fact: the writer deletes key, salts and values of whom it names.
pub(crate) const ERASED: &str = "people.person_erased.v1";
/// Kind of the fact whose values take the place of wrong ones: a wrong number must not lead to the person any more.
pub(crate) const CORRECTED: &str = "people.record_corrected.v1";

/// 库: one bureau's ledger and everything derived from it. Cheap to clone; all clones share one writer.
#[derive(Clone)]
pub struct Store {
    bureau: Bureau,
    url: DatabaseUrl,
    readers: db::ReadPool,
    requests: mpsc::Sender<Request>,
    published: Arc<Published>,
    durable: durable::Durable,
    registers: Arc<Vec<RegisterDoc>>,
    vault: Vault,
    blobs: blob::Blobs,
    clock: Arc<dyn Clock>,
    verifier_key: Arc<str>,
    /// Signs certificates with the ledger's key.
    signer: Arc<nc_ledger::checkpoint::Signer>,
    tokens: Arc<tokens::KnownTokens>,
    /// Sessions, readings and drafts are written through this; see [`door`].
    door: Arc<tokio::sync::Mutex<Option<db::WriteConn>>>,
}

impl Store {
    /// Whose ledger this is.
    #[must_use]
    pub fn bureau(&self) -> Bureau {
        self.bureau
    }

    /// The unit at the top: `/150600/`.
    ///
    /// # Errors
    /// Never for a positive bureau number.
    pub fn bureau_path(&self) -> Result<UnitPath, StoreError> {
        UnitPath::parse(&format!("/{}/", self.bureau)).map_err(|e| StoreError::Unusable(e.to_string()))
    }

    /// The directory, definitions and head as committed.
    #[must_use]
    pub fn published(&self) -> &Published {
        &self.published
    }

    /// Every register a figure may count.
    #[must_use]
    pub fn registers(&self) -> &[RegisterDoc] {
        &self.registers
    }

    /// The public key outsiders verify this ledger with.
    #[must_use]
    pub fn verifier_key(&self) -> &str {
        &self.verifier_key
    }

    /// The present moment, by the store's clock.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    /// Carries a command out, once: asked again with the same `key` it returns the same receipt and writes nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with every reason when the rules say no, or when the key stands for something else; another
    /// fault when the database does. In either case nothing of the command was kept but its [trace](Command::trace).
    pub async fn execute<C: Command>(&self, actor: &Actor, key: impl Into<String>, command: C) -> Result<Receipt, StoreError> {
        self.execute_with_jobs(actor, key, command, Vec::new()).await
    }

    /// As [`Store::execute`], and enqueues `jobs` in the transaction of the command's facts: both are there or neither.
    ///
    /// # Errors
    /// As [`Store::execute`].
    pub async fn execute_with_jobs<C: Command>(
        &self,
        actor: &Actor,
        key: impl Into<String>,
        command: C,
        jobs: Vec<NewJob>,
    ) -> Result<Receipt, StoreError> {
        let key = key.into();
        if key.is_empty() || key.len() > 200 {
            return Err(StoreError::Unusable("an idempotency key has 1 to 200 characters".to_owned()));
        }
        let (reply, answer) = oneshot::channel();
        let (input, bytes) = self.vault.input_digest(&command)?;
        let waiting = Waiting { key, actor: actor.clone(), command: Box::new(command), input, bytes, jobs, reply };
        self.requests.send(Request::Execute(waiting)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Asks whether `actor` may do `action` on `unit` now; the answer is the permission to read it.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when not.
    pub fn allow(&self, actor: &Actor, action: Action, unit: &UnitPath) -> Result<Scope, StoreError> {
        let now = self.clock.now();
        self.published.with_directory(|d| access::allow(d, actor, action, unit, now)).map_err(|r| StoreError::Refused(Refused::from(r)))
    }

    /// Every subtree on which `actor` may do `action` now.
    #[must_use]
    pub fn scopes(&self, actor: &Actor, action: Action) -> Vec<Scope> {
        let now = self.clock.now();
        self.published.with_directory(|d| access::scopes(d, actor, action, now))
    }

    /// Records definitions that are new and counts what there is for them.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when a recorded definition was edited in place.
    pub async fn define_figures(&self, actor: &Actor, catalogue: &Catalogue, progress: Progress) -> Result<Vec<FigureKey>, StoreError> {
        let command = DefineFigures::new(catalogue, self.bureau_path()?);
        self.execute(actor, command.key(), command).await?;
        self.maintain(|reply| Maintenance::Backfill { progress, reply }).await
    }

    /// Replays all facts into everything derived; with `check`, only compares.
    ///
    /// # Errors
    /// [`StoreError`] when a fact cannot be read.
    pub async fn rebuild(&self, check: bool, progress: Progress) -> Result<Rebuilt, StoreError> {
        self.maintain(|reply| Maintenance::Rebuild { check, progress, reply }).await
    }

    /// Signs a checkpoint of the ledger as it is.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn sign_now(&self) -> Result<(), StoreError> {
        self.maintain(|reply| Maintenance::Sign { reply }).await
    }

    /// The newest signed checkpoint.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn checkpoint(&self) -> Result<Option<String>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        checkpoints::latest(&mut view, self.bureau).await
    }

    /// One stored tile of the tree, for C2SP tlog-tiles readers; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn tile(&self, level: u8, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let tiles = log::read_tiles(&mut view, self.bureau, (level, index), 1).await?;
        Ok(tiles.into_iter().find(|t| t.level == level && t.index == index).map(|t| t.hashes))
    }

    async fn maintain<T>(&self, task: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> Maintenance) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.requests.send(Request::Maintain(task(reply))).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Finishes what is waiting, signs, and stops the writer. Clones of the store answer [`StoreError::Closed`] after.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        let writer = if self.requests.send(Request::Close(done)).await.is_ok() { closed.await.ok() } else { None };
        self.close_door().await;
        on!(&self.readers, pool => pool.close().await);
        // The last connection to an SQLite file copies the write-ahead log into it. A reader cannot, and who copies a
        // closed ledger by its one file must find everything in it.
        if let Some(conn) = writer {
            db::close(conn).await;
        }
    }

    /// Looks the numbers of a roster up: which person each of `numbers` belongs to. `scope` is the permission to read
    /// people; who serves outside it is not found.
    ///
    /// # Errors
    /// [`StoreError`] when the index cannot be read.
    pub async fn resolve(&self, scope: &Scope, field: &str, numbers: &[&str]) -> Result<HashMap<String, PersonId>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let index = self.vault.index(&mut view, self.bureau, field).await?;
        let visible = |person: PersonId| self.published.with_directory(|d| d.person(person).is_some_and(|p| p.is_known_in(scope.path())));
        let mut found = HashMap::new();
        for number in numbers {
            if let Some(person) = index.get(&self.vault.digest(field, number))
                && !found.contains_key(*number)
                && visible(*person)
            {
                found.insert((*number).to_owned(), *person);
            }
        }
        Ok(found)
    }

    /// The digest of a wish, for its key. Keyed: a wish may hold a number with few enough possibilities to try them all.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] when it cannot be written as JSON.
    pub fn wish_digest(&self, wish: &impl serde::Serialize) -> Result<String, StoreError> {
        Ok(hex::encode(self.vault.input_digest(wish)?.0))
    }

    /// The names of everybody within `scope`, to check a roster or show a list.
    ///
    /// # Errors
    /// [`StoreError`] when a value cannot be read or does not open.
    pub async fn names(&self, scope: &Scope) -> Result<HashMap<PersonId, String>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let mut names = self.vault.reveal_all(&mut view, self.bureau, "name").await?;
        self.published.with_directory(|d| names.retain(|id, _| in_scope(d, scope, *id)));
        Ok(names)
    }

    /// One personal value of somebody within `scope`; `None` when there is none, or it was erased.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read or does not open.
    pub async fn personal(&self, scope: &Scope, person: PersonId, field: &str) -> Result<Option<String>, StoreError> {
        if !self.published.with_directory(|d| in_scope(d, scope, person)) {
            return Ok(None);
        }
        let mut view = db::snapshot(&self.readers).await?;
        self.vault.reveal(&mut view, self.bureau, person, field).await
    }
}

fn in_scope(directory: &Directory, scope: &Scope, person: PersonId) -> bool {
    directory.person(person).is_some_and(|p| p.is_known_in(scope.path()))
}
