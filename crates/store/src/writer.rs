//! 唯一写入口: the one task that writes.
//!
//! It takes every waiting command, decides each on the states at hand, and appends all their facts with registers,
//! cells and receipts in one durable commit. A command that is refused leaves no trace but one it says itself; a group whose
//! commit fails is given up whole, and each of its callers may ask again with the same idempotency key.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use nc_figures::Accumulator;
use nc_kernel::document::BlobId;
use nc_kernel::{Actor, Aggregate, Bureau, Clock, Draft, IdGen, Micros, Need, PersonId, Refusal, Refused, RegisterDoc, States, StreamId};
use nc_ledger::envelope::Envelope;
use nc_ledger::tree::Frontier;
use nc_people::Directory;
use nc_people::command::Decision;
use tokio::sync::{mpsc, oneshot};

use crate::any_command::AnyCommand;
use crate::blob::Blobs;
use crate::checkpoints::Checkpoints;
use crate::db::{self, DatabaseUrl, WriteConn};
use crate::entries::{self, Caused};
use crate::error::{StoreError, damaged};
use crate::jobs::{self, NewJob};
use crate::log::{self, NewFact, Opened};
use crate::maintenance::Maintenance;
use crate::published::Published;
use crate::receipts::{self, Given, Receipt};
use crate::vault::{Committed, Vault};
use crate::{accounts, cells, documents, erasure, open_tasks, projections, registry, settings};

/// Commands one group may take.
const GROUP: usize = 512;
/// Streams kept in memory between groups.
const CACHED_STREAMS: usize = 256;

/// A command waiting for its turn.
pub(crate) struct Waiting {
    pub key: String,
    pub actor: Actor,
    pub command: Box<dyn AnyCommand>,
    /// Digest of the command's content.
    pub input: Vec<u8>,
    /// What is to be done later if the command is carried out.
    pub jobs: Vec<NewJob>,
    pub reply: oneshot::Sender<Result<Receipt, StoreError>>,
}

/// What the writer can be asked.
pub(crate) enum Request {
    Execute(Waiting),
    Maintain(Maintenance),
    /// Gives the connection back, for whoever closes everything else first.
    Close(oneshot::Sender<WriteConn>),
}

/// What a writer is made of.
pub(crate) struct Parts {
    pub url: DatabaseUrl,
    pub bureau: Bureau,
    pub clock: Arc<dyn Clock>,
    pub ids: Box<dyn IdGen>,
    pub vault: Vault,
    pub checkpoints: Checkpoints,
    pub published: Arc<Published>,
    pub erasures: Option<std::path::PathBuf>,
    pub blobs: Blobs,
}

pub(crate) struct Writer {
    pub(crate) parts: Parts,
    pub(crate) conn: WriteConn,
    pub(crate) registers: Vec<RegisterDoc>,
    pub(crate) states: States,
    pub(crate) frontier: Frontier,
    pub(crate) accumulator: Accumulator,
    last_at: Micros,
    used: HashMap<StreamId, u64>,
    round: u64,
    /// The setting that lists the definitions the accumulator counts for.
    counted: Option<String>,
    /// Something was erased and may still stand in SQLite's write-ahead log.
    unscrubbed: bool,
    /// Documents that name somebody erased and may still lie in the folder.
    pub(crate) unremoved: Vec<BlobId>,
}

/// What a group has gathered before it is flushed.
#[derive(Default)]
struct Group {
    facts: Vec<NewFact>,
    caused: Vec<Caused>,
    personal: Vec<Committed>,
    erased: Vec<PersonId>,
    receipts: Vec<Given>,
    jobs: Vec<NewJob>,
    touched: HashSet<StreamId>,
}

/// What a flush leaves to do once it is committed.
struct Flushed {
    of_directory: Vec<NewFact>,
    erased: bool,
    removed: Vec<BlobId>,
}

impl Writer {
    /// Takes over a connection whose schema is up to date and loads where the ledger stands.
    pub(crate) async fn open(parts: Parts, conn: WriteConn) -> Result<Self, StoreError> {
        let registers = registry::registers();
        let accumulator = Accumulator::new([], &registers)?;
        let mut writer = Self {
            parts,
            conn,
            registers,
            states: States::default(),
            frontier: Frontier::default(),
            accumulator,
            last_at: Micros(0),
            used: HashMap::new(),
            round: 0,
            counted: None,
            unscrubbed: false,
            unremoved: Vec::new(),
        };
        log::create_head(&mut writer.conn, writer.parts.bureau, writer.frontier.root()).await?;
        writer.reload_alone().await?;
        Ok(writer)
    }

    /// Serves requests until closed.
    pub(crate) async fn run(mut self, mut requests: mpsc::Receiver<Request>) {
        let mut inbox = Vec::with_capacity(GROUP);
        loop {
            let waited = tokio::time::timeout(Duration::from_secs(5), requests.recv_many(&mut inbox, GROUP)).await;
            match waited {
                Ok(0) => break,
                Ok(_) => {}
                Err(_) => {
                    self.idle().await;
                    continue;
                }
            }
            let mut waiting = Vec::with_capacity(inbox.len());
            for request in inbox.drain(..) {
                match request {
                    Request::Execute(w) => waiting.push(w),
                    Request::Maintain(task) => {
                        self.group(std::mem::take(&mut waiting)).await;
                        self.maintain(task).await;
                    }
                    Request::Close(done) => {
                        self.group(std::mem::take(&mut waiting)).await;
                        self.sign().await;
                        self.scrub().await;
                        let _ = done.send(self.conn);
                        return;
                    }
                }
            }
            self.group(waiting).await;
        }
        self.sign().await;
    }

    /// Signs what is not signed yet, and notices what another process wrote.
    async fn idle(&mut self) {
        if let Err(fault) = self.catch_up().await {
            tracing::warn!(%fault, "the writer could not look at the chain head");
            self.recover().await;
        }
        self.scrub().await;
        self.remove_documents().await;
        if self.parts.checkpoints.is_due(self.frontier.size(), self.parts.clock.now()) {
            self.sign().await;
        }
    }

    async fn catch_up(&mut self) -> Result<(), StoreError> {
        db::begin(&mut self.conn).await?;
        let result = self.refresh().await;
        match result {
            Ok(()) => db::commit(&mut self.conn).await,
            Err(fault) => {
                db::rollback(&mut self.conn).await?;
                Err(fault)
            }
        }
    }

    /// Signs a checkpoint; a fault is logged, never in the way of a write.
    pub(crate) async fn sign(&mut self) {
        let (size, root, now) = (self.frontier.size(), self.frontier.root(), self.now());
        if let Err(fault) = self.parts.checkpoints.sign(&mut self.conn, self.parts.bureau, size, root, now).await {
            tracing::error!(%fault, "a checkpoint could not be written");
        }
    }

    /// Clears what was erased out of the write-ahead log; tried again as long as a reader is in the way.
    async fn scrub(&mut self) {
        if !self.unscrubbed {
            return;
        }
        match crate::maintenance::scrub_wal(&mut self.conn).await {
            Ok(done) => self.unscrubbed = !done,
            Err(fault) => tracing::error!(%fault, "erased values may still stand in the write-ahead log"),
        }
    }

    /// Time in the ledger never runs backwards, even when the machine's clock does.
    pub(crate) fn now(&self) -> Micros {
        self.parts.clock.now().max(self.last_at)
    }

    async fn group(&mut self, waiting: Vec<Waiting>) {
        if waiting.is_empty() {
            return;
        }
        let mut answers = Vec::with_capacity(waiting.len());
        let outcome = self.transact(&waiting, &mut answers).await;
        let failure = match outcome {
            Ok(()) => None,
            Err(fault) => {
                tracing::error!(%fault, "a group of {} commands was given up", waiting.len());
                Some(fault.to_string())
            }
        };
        let mut answers = answers.into_iter();
        for w in waiting {
            let answer = match (&failure, answers.next()) {
                // What was refused was refused, whatever became of the others.
                (_, Some(Err(refused @ StoreError::Refused(_)))) => Err(refused),
                (None, Some(answer)) => answer,
                (Some(why), _) => Err(StoreError::Unusable(format!("nothing was written: {why}"))),
                (None, None) => Err(StoreError::Closed),
            };
            let _ = w.reply.send(answer);
        }
        if failure.is_some() {
            self.recover().await;
            return;
        }
        if self.parts.checkpoints.is_due(self.frontier.size(), self.parts.clock.now()) {
            self.sign().await;
        }
    }

    async fn transact(&mut self, waiting: &[Waiting], answers: &mut Vec<Result<Receipt, StoreError>>) -> Result<(), StoreError> {
        self.begin().await?;
        self.refresh().await?;
        // One moment for all: a group that ran over midnight would lie on two days of knowledge.
        let now = self.now();
        let mut known = receipts::find(&mut self.conn, self.parts.bureau, waiting.iter().map(|w| w.key.as_str())).await?;
        let fresh = || waiting.iter().filter(|w| !known.contains_key(&w.key));
        self.load(fresh().flat_map(|w| w.command.needs()).collect()).await?;
        let mut group = Group::default();
        for w in waiting {
            if let Some(given) = known.get(&w.key) {
                answers.push(if given.answers(w.command.name(), &w.input) {
                    Ok(Receipt { repeated: true, ..given.receipt.clone() })
                } else {
                    Err(StoreError::Refused(crate::rules::KEY_TAKEN.refuse().with("command", &given.receipt.command).into()))
                });
                continue;
            }
            let answer = self.decide(w, now, &mut group).await;
            match answer {
                Ok(receipt) => {
                    let given = Given { receipt: receipt.clone(), input: w.input.clone() };
                    group.receipts.push(given.clone());
                    group.jobs.extend(w.jobs.iter().cloned());
                    known.insert(w.key.clone(), given);
                    answers.push(Ok(receipt));
                }
                Err(refused @ StoreError::Refused(_)) => answers.push(Err(refused)),
                Err(fault) => return Err(fault),
            }
        }
        if group.facts.is_empty() && group.receipts.is_empty() {
            return db::rollback(&mut self.conn).await;
        }
        let flushed = self.flush(group).await?;
        db::commit(&mut self.conn).await?;
        if let Err(fault) = self.publish(&flushed.of_directory) {
            // It is written; only what readers see must be loaded anew.
            tracing::error!(%fault, "a group was written but could not be published");
            self.recover().await;
        }
        for receipt in answers.iter_mut().flatten() {
            if !receipt.repeated {
                receipt.size = self.frontier.size();
                receipt.root = hex::encode(self.frontier.root().0);
            }
        }
        self.unscrubbed |= flushed.erased;
        self.unremoved.extend(flushed.removed);
        self.scrub().await;
        self.remove_documents().await;
        self.forget_the_old();
        Ok(())
    }

    /// Starts a group's transaction, on a new connection when the old one was lost: nothing was done on it yet, so that
    /// is no reason to fail anybody.
    pub(crate) async fn begin(&mut self) -> Result<(), StoreError> {
        match db::begin(&mut self.conn).await {
            Err(fault) if fault.is_lost_connection() => {
                tracing::warn!(%fault, "the writer connects again");
                self.conn = self.parts.url.connect_writer().await?;
                db::begin(&mut self.conn).await
            }
            begun => begun,
        }
    }

    /// Checks that nobody else moved the chain; reloads when somebody did.
    async fn refresh(&mut self) -> Result<(), StoreError> {
        let head = log::lock_head(&mut self.conn, self.parts.bureau).await?;
        let (size, root) = head.ok_or_else(|| damaged("chain head", "it is missing"))?;
        // Counting a new definition moves no head, and whoever did not notice would write past its cells.
        let counted = settings::counted_text(&mut self.conn, self.parts.bureau).await?;
        let unmoved = size == self.frontier.size() && root.0 == self.frontier.root().0 && counted == self.counted;
        if unmoved { Ok(()) } else { self.reload().await }
    }

    /// Loads head, edge and directory as the database has them, forgetting what was in memory.
    pub(crate) async fn reload(&mut self) -> Result<(), StoreError> {
        let bureau = self.parts.bureau;
        let head = log::lock_head(&mut self.conn, bureau).await?;
        let (size, root) = head.ok_or_else(|| damaged("chain head", "it is missing"))?;
        self.frontier = log::frontier(&mut self.conn, bureau, size).await?;
        if self.frontier.root().0 != root.0 {
            return Err(damaged("chain head", "its root is not the root of the stored tiles"));
        }
        self.last_at = log::last_recorded_at(&mut self.conn, bureau, size).await?;
        self.states = States::default();
        self.used.clear();
        self.load(vec![Need::only::<Directory>(), Need::only::<nc_figures::Book>()]).await?;
        // A definition whose entries are still to be counted is neither asked for nor added to until they are.
        let counted = settings::counted_figures(&mut self.conn, bureau).await?;
        self.counted = settings::counted_text(&mut self.conn, bureau).await?;
        let book = self.states.only::<nc_figures::Book>().into_iter().flat_map(nc_figures::Book::all);
        let definitions: Vec<_> = book.filter(|definition| counted.contains(&definition.key().to_string())).cloned().collect();
        self.accumulator = Accumulator::new(&definitions, &self.registers)?;
        let directory = self.states.only::<Directory>().cloned().unwrap_or_default();
        self.parts.published.replace(directory, definitions, size, root, &self.registers)?;
        Ok(())
    }

    /// Loads in a transaction of its own, and leaves none open when it cannot.
    pub(crate) async fn reload_alone(&mut self) -> Result<(), StoreError> {
        db::begin(&mut self.conn).await?;
        match self.reload().await {
            Ok(()) => db::commit(&mut self.conn).await,
            Err(fault) => {
                let _ = db::rollback(&mut self.conn).await;
                Err(fault)
            }
        }
    }

    /// After a fault: no transaction open, a connection that answers, and in memory what the database has.
    pub(crate) async fn recover(&mut self) {
        if db::rollback(&mut self.conn).await.is_err() {
            match self.parts.url.connect_writer().await {
                Ok(conn) => self.conn = conn,
                Err(fault) => tracing::error!(%fault, "the writer cannot reach the database"),
            }
        }
        if let Err(fault) = self.reload_alone().await {
            tracing::error!(%fault, "the writer could not reload after a fault");
            // An edge of size zero never equals the stored head, so the next group reloads before it writes.
            self.frontier = Frontier::default();
            self.states = States::default();
        }
    }

    /// Brings the streams of `needs` into memory.
    pub(crate) async fn load(&mut self, needs: Vec<Need>) -> Result<(), StoreError> {
        self.round += 1;
        let mut missing: Vec<Need> = Vec::new();
        for need in needs {
            self.used.insert(need.stream.clone(), self.round);
            if self.states.any(&need.stream).is_none() && !missing.iter().any(|m| m.stream == need.stream) {
                missing.push(need);
            }
        }
        let streams: Vec<&StreamId> = missing.iter().map(|m| &m.stream).collect();
        let stored = log::of_streams(&mut self.conn, self.parts.bureau, &streams, u64::MAX >> 1).await?;
        for need in &missing {
            self.states.insert(need.stream.clone(), (need.empty)());
        }
        for fact in &stored {
            let opened = fact.open()?;
            if let Some(state) = self.states.any_mut(&opened.stream) {
                state.take(&opened.as_recorded(), None)?;
            }
        }
        Ok(())
    }

    async fn decide(&mut self, waiting: &Waiting, now: Micros, group: &mut Group) -> Result<Receipt, StoreError> {
        let first_seq = self.frontier.size();
        let notes = match self.judged(waiting, now).await {
            Ok(Decision { facts, notes }) => {
                self.refuse_taken_numbers(&facts, group).await?;
                for draft in facts {
                    self.append(draft, &waiting.actor, now, group).await?;
                }
                notes
            }
            Err(StoreError::Refused(refused)) => {
                for draft in self.trace(waiting, now, &refused) {
                    self.append(draft, &waiting.actor, now, group).await?;
                }
                return Err(StoreError::Refused(refused));
            }
            Err(fault) => return Err(fault),
        };
        Ok(Receipt {
            key: waiting.key.clone(),
            command: waiting.command.name().to_owned(),
            first_seq,
            facts: self.frontier.size() - first_seq,
            recorded_at: now,
            size: self.frontier.size(),
            root: String::new(),
            notes: notes.iter().map(Refusal::to_string).collect(),
            repeated: false,
        })
    }

    /// A number that is somebody else's cannot be seen by a pure rule, because values are not in any state.
    async fn refuse_taken_numbers(&mut self, drafts: &[Draft], group: &Group) -> Result<(), StoreError> {
        let values: Vec<_> = group.personal.iter().map(|c| &c.value).chain(drafts.iter().flat_map(|d| &d.personal)).collect();
        let own = drafts.iter().map(|d| d.personal.len()).sum::<usize>();
        if own == 0 {
            return Ok(());
        }
        let taken = self.parts.vault.taken(&mut self.conn, self.parts.bureau, &values).await?;
        let refusals = taken.into_iter().filter_map(|i| {
            let position = i.checked_sub(values.len() - own)?;
            let field = values.get(i)?.field;
            Some(crate::rules::NUMBER_TAKEN.refuse().with("field", field).at(format!("personal[{position}].{field}")))
        });
        Refused::unless_empty(refusals.collect()).map_err(StoreError::from)
    }

    async fn append(&mut self, draft: Draft, actor: &Actor, now: Micros, group: &mut Group) -> Result<(), StoreError> {
        let seq = self.frontier.size();
        if self.states.any(&draft.stream).is_none() {
            let family = draft.stream.family();
            let empty = registry::empty_state(family).ok_or_else(|| damaged("registry", format!("no kind of thing is called {family}")))?;
            // A stream nobody asked for may still have a past.
            let past = log::of_streams(&mut self.conn, self.parts.bureau, &[&draft.stream], seq).await?;
            self.states.insert(draft.stream.clone(), empty);
            for fact in &past {
                let opened = fact.open()?;
                if let Some(state) = self.states.any_mut(&opened.stream) {
                    state.take(&opened.as_recorded(), None)?;
                }
            }
            self.used.insert(draft.stream.clone(), self.round);
        }
        let body: Box<serde_json::value::RawValue> =
            serde_json::value::RawValue::from_string(draft.body).map_err(|e| damaged(draft.kind, e))?;
        let actor_text = actor.user.to_string();
        let on = draft.happened_on.to_string();
        let bytes = Envelope {
            actor: actor_text.as_str().into(),
            at: now.0,
            body: &body,
            bureau: self.parts.bureau,
            kind: draft.kind.into(),
            on: on.as_str().into(),
            seq,
            stream: draft.stream.as_str().into(),
            unit: draft.unit.as_str().into(),
        }
        .to_bytes()
        .map_err(|e| damaged(draft.kind, e))?;
        let opened = Opened {
            stream: draft.stream.clone(),
            kind: draft.kind.to_owned(),
            body: body.get().to_owned(),
            recorded: nc_kernel::Recorded {
                seq,
                recorded_at: now,
                happened_on: draft.happened_on,
                unit: draft.unit.clone(),
                actor: actor.clone(),
                fact: (),
            },
        };
        take(&mut self.states, &mut self.accumulator, &opened, &mut group.caused)?;
        if draft.kind == crate::ERASED {
            group.erased.push(erasure::subject_of(body.get())?);
        }
        self.frontier.append(nc_ledger::leaf_hash(&bytes));
        self.last_at = now;
        let replaces = draft.kind == crate::CORRECTED;
        group.personal.extend(draft.personal.into_iter().map(|value| Committed { seq, value, replaces }));
        group.touched.insert(draft.stream.clone());
        group.facts.push(NewFact {
            seq,
            stream: draft.stream,
            kind: draft.kind,
            unit: draft.unit,
            happened_on: draft.happened_on,
            recorded_at: now,
            actor: actor.clone(),
            bytes,
        });
        Ok(())
    }

    async fn flush(&mut self, group: Group) -> Result<Flushed, StoreError> {
        let bureau = self.parts.bureau;
        let now = self.last_at;
        let fresh_from = group.facts.first().map_or(u64::MAX >> 1, |fact| fact.seq);
        log::append(&mut self.conn, bureau, &group.facts, &mut self.frontier).await?;
        entries::write(&mut self.conn, bureau, &group.caused).await?;
        let deltas = self.accumulator.drain().map_err(|e| damaged("cells", e))?;
        cells::add(&mut self.conn, bureau, now.day(), deltas).await?;
        self.parts.vault.store(&mut self.conn, bureau, &group.personal, &mut *self.parts.ids).await?;
        // Before erasures, which empty what receipts keep of the erased.
        receipts::insert(&mut self.conn, bureau, &group.receipts).await?;
        jobs::insert(&mut self.conn, bureau, &group.jobs, now).await?;
        let mut removed = Vec::new();
        for person in group.erased.iter().copied() {
            let directory = self.states.only::<Directory>();
            let users = directory.into_iter().flat_map(Directory::users).filter(|u| u.person == Some(person)).map(|u| u.id).collect();
            let documents = documents::naming(&mut self.conn, bureau, person).await?.into_iter().collect();
            let erased = erasure::Line { person, at: now, users, documents };
            erasure::note(self.parts.erasures.as_deref(), &erased).await?;
            Vault::erase(&mut self.conn, bureau, person).await?;
            accounts::erase(&mut self.conn, bureau, &erased.users).await?;
            removed.extend(erased.documents);
        }
        projections::write(&mut self.conn, bureau, &self.states, &group.touched, fresh_from..self.frontier.size()).await?;
        open_tasks::write(&mut self.conn, bureau, &self.states, &group.touched).await?;
        let directory_stream = StreamId::only(Directory::FAMILY);
        let of_directory = group.facts.into_iter().filter(|f| f.stream == directory_stream).collect();
        Ok(Flushed { of_directory, erased: !group.erased.is_empty(), removed })
    }

    fn publish(&self, directory_facts: &[NewFact]) -> Result<(), StoreError> {
        self.parts.published.advance(directory_facts, self.frontier.size(), self.frontier.root())
    }

    fn forget_the_old(&mut self) {
        if self.states.len() <= CACHED_STREAMS {
            return;
        }
        let mut rounds: Vec<u64> = self.used.values().copied().collect();
        rounds.sort_unstable();
        let cutoff = rounds.get(rounds.len() / 2).copied().unwrap_or_default();
        let used = &mut self.used;
        self.states.retain(|stream| !stream.as_str().contains('/') || used.get(stream).is_some_and(|round| *round > cutoff));
        used.retain(|stream, round| *round > cutoff || !stream.as_str().contains('/'));
    }
}

/// Folds a fact into its state and its changes into the cells to be.
pub(crate) fn take(
    states: &mut States,
    accumulator: &mut Accumulator,
    opened: &Opened,
    caused: &mut Vec<Caused>,
) -> Result<(), StoreError> {
    let mut changes = Vec::new();
    if let Some(state) = states.any_mut(&opened.stream) {
        state.take(&opened.as_recorded(), Some(&mut changes))?;
    }
    let directory = states.only::<Directory>();
    for change in changes {
        accumulator.take(&change, |person| directory.and_then(|d| d.person(person)).map(|p| p.number));
        caused.push(Caused { change, seq: opened.recorded.seq, at: opened.recorded.recorded_at });
    }
    Ok(())
}
