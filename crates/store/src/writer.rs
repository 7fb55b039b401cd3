//! 唯一写入口: the one task that writes.
//!
//! It takes every waiting command, decides each on the states at hand, and appends all their facts with registers,
//! cells and receipts in one durable commit. A command that is refused leaves no trace but one it says itself; a group whose
//! commit fails is given up whole, and each of its callers may ask again with the same idempotency key.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use nc_figures::Accumulator;
use nc_kernel::document::BlobId;
use nc_kernel::{Actor, Aggregate, Bureau, Clock, Draft, IdGen, Micros, PersonId, Refusal, Refused, RegisterDoc, States, StreamId};
use nc_ledger::envelope::Envelope;
use nc_ledger::tree::Frontier;
use nc_people::Directory;
use nc_people::command::Decision;
use tokio::sync::{mpsc, oneshot};

use crate::any_command::AnyCommand;
use crate::blob::Blobs;
use crate::checkpoints::Checkpoints;
use crate::db::{self, DatabaseUrl, WriteConn};
use crate::derive::{self, Pending};
use crate::durable::Syncing;
use crate::entries::Caused;
use crate::error::{StoreError, damaged};
use crate::jobs::{self, NewJob};
use crate::log::{self, NewFact, Opened};
use crate::maintenance::Maintenance;
use crate::published::Published;
use crate::receipts::{self, Given, Receipt};
use crate::vault::{Committed, Vault};
use crate::{accounts, documents, erasure, registry};

/// Commands one group may take.
const GROUP: usize = 512;
/// After this long without a request the writer looks after itself.
const IDLE: Duration = Duration::from_secs(5);
/// After this long what is left is derived, though nobody asked: those who were answered are not coming back at once.
const LULL: Duration = Duration::from_millis(5);
/// Bytes of a command from which on its group takes longer than a reader may wait.
const HEAVY: usize = 65_536;
/// What a reader is told when it cannot be given all that is recorded.
const UNDERIVED: &str = "what was recorded could not be derived; the log says why";

/// A command waiting for its turn.
pub(crate) struct Waiting {
    pub key: String,
    pub actor: Actor,
    pub command: Box<dyn AnyCommand>,
    /// Digest of the command's content.
    pub input: Vec<u8>,
    /// Bytes of its content: a roster of thousands takes its time.
    pub bytes: usize,
    /// What is to be done later if the command is carried out.
    pub jobs: Vec<NewJob>,
    pub reply: oneshot::Sender<Result<Receipt, StoreError>>,
}

/// What the writer can be asked.
pub(crate) enum Request {
    Execute(Waiting),
    Maintain(Maintenance),
    /// Derives what is not derived yet, for somebody who is about to read.
    Derive(oneshot::Sender<Result<(), StoreError>>),
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
    pub syncing: Syncing,
}

pub(crate) struct Writer {
    pub(crate) parts: Parts,
    pub(crate) conn: WriteConn,
    pub(crate) registers: Vec<RegisterDoc>,
    pub(crate) states: States,
    pub(crate) frontier: Frontier,
    pub(crate) accumulator: Accumulator,
    pub(crate) last_at: Micros,
    /// Facts that everything derived follows from, as the head says.
    pub(crate) derived: u64,
    pub(crate) pending: Pending,
    pub(crate) used: HashMap<StreamId, u64>,
    pub(crate) round: u64,
    /// The setting that lists the definitions the accumulator counts for.
    pub(crate) counted: Option<String>,
    /// Something was erased and may still stand in SQLite's write-ahead log.
    unscrubbed: bool,
    /// Documents that name somebody erased and may still lie in the folder.
    pub(crate) unremoved: Vec<BlobId>,
}

/// What a group has gathered before it is flushed.
#[derive(Default)]
struct Group {
    facts: Vec<NewFact>,
    personal: Vec<Committed>,
    erased: Vec<PersonId>,
    receipts: Vec<Given>,
    jobs: Vec<NewJob>,
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
            derived: 0,
            pending: Pending::default(),
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
            let patience = if self.is_derived() { IDLE } else { LULL };
            match tokio::time::timeout(patience, requests.recv_many(&mut inbox, GROUP)).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(_) if self.is_derived() => {
                    self.idle().await;
                    continue;
                }
                Err(_) => {
                    self.derive_or_recover().await;
                    continue;
                }
            }
            let mut waiting = Vec::with_capacity(inbox.len());
            let mut readers = Vec::new();
            for request in inbox.drain(..) {
                match request {
                    Request::Execute(w) => waiting.push(w),
                    Request::Derive(reply) => readers.push(reply),
                    Request::Maintain(task) => {
                        self.group(std::mem::take(&mut waiting), None).await;
                        self.derive_or_recover().await;
                        self.maintain(task).await;
                    }
                    Request::Close(done) => {
                        self.group(std::mem::take(&mut waiting), None).await;
                        self.derive_or_recover().await;
                        self.sign().await;
                        self.scrub().await;
                        let _ = done.send(self.conn);
                        return;
                    }
                }
            }
            if waiting.iter().any(|w| w.bytes > HEAVY) {
                // Whoever reads meanwhile must not wait for it.
                self.derive_or_recover().await;
            }
            self.group(waiting, Some(&requests).filter(|_| readers.is_empty())).await;
            if !readers.is_empty() {
                self.derive_or_recover().await;
            }
            for reader in readers {
                let _ =
                    reader.send(if self.parts.published.is_derived() { Ok(()) } else { Err(StoreError::Unusable(UNDERIVED.to_owned())) });
            }
        }
        self.derive_or_recover().await;
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
        self.begin().await?;
        self.commit().await
    }

    /// Signs a checkpoint; a fault is logged, never in the way of a write.
    pub(crate) async fn sign(&mut self) {
        if let Err(fault) = self.sign_what_is_durable().await {
            tracing::error!(%fault, "a checkpoint could not be written");
        }
    }

    /// A signature over facts that a power cut takes back would vouch for a history that never was.
    pub(crate) async fn sign_what_is_durable(&mut self) -> Result<(), StoreError> {
        self.parts.syncing.durable().settled().await?;
        let (size, root, now) = (self.frontier.size(), self.frontier.root(), self.now());
        self.parts.checkpoints.sign(&mut self.conn, self.parts.bureau, size, root, now).await
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

    /// Derives what is left, for who reads or comes after.
    async fn derive_or_recover(&mut self) {
        if let Err(fault) = self.derive_alone().await {
            tracing::error!(%fault, "what was recorded could not be derived at once");
            self.recover().await;
        }
    }

    /// Carries out what waits, in one commit. What follows from it may be derived later while `others` wait as well.
    async fn group(&mut self, waiting: Vec<Waiting>, others: Option<&mpsc::Receiver<Request>>) {
        if waiting.is_empty() {
            return;
        }
        let mut answers = Vec::with_capacity(waiting.len());
        let outcome = self.transact(&waiting, others, &mut answers).await;
        let failure = match outcome {
            Ok(()) => None,
            Err(fault) => {
                tracing::error!(%fault, "a group of {} commands was given up", waiting.len());
                Some(fault.to_string())
            }
        };
        let failed = failure.is_some();
        self.parts.syncing.then(move |synced| {
            let mut answers = answers.into_iter();
            for w in waiting {
                let answer = match (&failure, &synced, answers.next()) {
                    // What was refused was refused, whatever became of the others.
                    (_, _, Some(Err(refused @ StoreError::Refused(_)))) => Err(refused),
                    (None, Ok(()), Some(answer)) => answer,
                    (None, Err(unsynced), Some(_)) => Err(StoreError::Unusable(unsynced.to_string())),
                    (Some(why), _, _) => Err(StoreError::Unusable(format!("nothing was written: {why}"))),
                    (None, _, None) => Err(StoreError::Closed),
                };
                let _ = w.reply.send(answer);
            }
        });
        if failed {
            self.recover().await;
            return;
        }
        if self.parts.checkpoints.is_due(self.frontier.size(), self.parts.clock.now()) {
            self.sign().await;
        }
    }

    async fn transact(
        &mut self,
        waiting: &[Waiting],
        others: Option<&mpsc::Receiver<Request>>,
        answers: &mut Vec<Result<Receipt, StoreError>>,
    ) -> Result<(), StoreError> {
        self.parts.syncing.check()?;
        self.begin().await?;
        // One moment for all: a group that ran over midnight would lie on two days of knowledge.
        let now = self.now();
        self.derive_before(now.day()).await?;
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
            // What was refused wrote nothing; what was left of others before it may have been derived.
            return if self.parts.published.derived() == self.derived {
                db::rollback(&mut self.conn).await
            } else {
                self.commit_derived().await
            };
        }
        let later = others.is_some_and(|others| !others.is_empty() || self.parts.syncing.durable().is_awaited());
        let flushed = self.flush(group, later).await?;
        self.commit_head().await?;
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
        // What names the erased is removed only when it is certain that they are.
        if flushed.erased && self.parts.syncing.durable().settled().await.is_ok() {
            self.unscrubbed = true;
            self.unremoved.extend(flushed.removed);
        }
        self.scrub().await;
        self.remove_documents().await;
        self.forget_the_old();
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
            // A stream nobody asked for may still have a past.
            self.bring(vec![(draft.stream.clone(), registry::state_for(&draft.stream, seq)?)], seq).await?;
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
        take(&mut self.states, &mut self.accumulator, &opened, &mut self.pending.caused)?;
        if draft.kind == crate::ERASED {
            group.erased.push(erasure::subject_of(body.get())?);
        }
        self.frontier.append(nc_ledger::leaf_hash(&bytes));
        self.last_at = now;
        let replaces = draft.kind == crate::CORRECTED;
        group.personal.extend(draft.personal.into_iter().map(|value| Committed { seq, value, replaces }));
        self.pending.touched.insert(draft.stream.clone());
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

    async fn flush(&mut self, group: Group, later: bool) -> Result<Flushed, StoreError> {
        let bureau = self.parts.bureau;
        let now = self.last_at;
        log::append(&mut self.conn, bureau, &group.facts, &mut self.frontier).await?;
        // Who is erased is looked for in what is derived. A ledger with nothing derived is one that was restored.
        let derived_now = !later || !group.erased.is_empty() || self.derived == 0;
        if derived_now || self.frontier.size() - self.derived >= derive::MOST {
            self.derive().await?;
        }
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
        let directory_stream = StreamId::only(Directory::FAMILY);
        let of_directory = group.facts.into_iter().filter(|f| f.stream == directory_stream).collect();
        Ok(Flushed { of_directory, erased: !group.erased.is_empty(), removed })
    }

    fn publish(&self, directory_facts: &[NewFact]) -> Result<(), StoreError> {
        self.parts.published.advance(directory_facts, self.frontier.size(), self.frontier.root(), self.derived)
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
