//! 派生: registers, cells, lists and who waits for what, written from facts that are durable already.
//!
//! While more commands wait than one group holds, a group writes its facts alone, and what follows from them is written for
//! several groups at once: the same cells and pages are touched once instead of once a group. It lags while others wait or are
//! about to be answered, and for a lull of milliseconds after; whoever reads asks for it first ([`Store::settled`]). How far it
//! came stands in the chain head, so that whoever opens the ledger after a stop, or comes second to it, derives the rest from
//! the facts.

use std::collections::{BTreeMap, HashSet};

use nc_kernel::{Day, StreamId};
use tokio::sync::oneshot;

use crate::db::{self, Snapshot};
use crate::entries::{self, Caused};
use crate::error::{StoreError, damaged};
use crate::writer::{self, Request, Writer};
use crate::{Store, cells, log, open_tasks, projections, registry};

/// Facts that may be durable and not derived: what a crash leaves to the next start, and as many as one group of commands.
pub(crate) const MOST: u64 = 512;

/// What is folded and not derived yet, of the facts from [`Writer::derived`] on.
#[derive(Default)]
pub(crate) struct Pending {
    /// Changes of registers, in order.
    pub caused: Vec<Caused>,
    /// Things whose rows are to be written anew.
    pub touched: HashSet<StreamId>,
}

impl Writer {
    /// Whether everything recorded is derived, as far as is in memory: nothing is after a fault that could not be mended.
    pub(crate) fn is_derived(&self) -> bool {
        self.derived == self.frontier.size()
    }

    /// Writes what follows from all facts up to now, within the open transaction. The caller moves the head.
    pub(crate) async fn derive(&mut self) -> Result<(), StoreError> {
        let bureau = self.parts.bureau;
        let size = self.frontier.size();
        let Pending { caused, touched } = std::mem::take(&mut self.pending);
        entries::write(&mut self.conn, bureau, &caused).await?;
        let deltas = self.accumulator.drain().map_err(|e| damaged("cells", e))?;
        cells::add(&mut self.conn, bureau, self.last_at.day(), deltas).await?;
        projections::write(&mut self.conn, bureau, &self.states, &touched, self.derived..size).await?;
        open_tasks::write(&mut self.conn, bureau, &self.states, &touched).await?;
        self.derived = size;
        Ok(())
    }

    /// The same before facts of another day are added: a cell says on which day it became known.
    pub(crate) async fn derive_before(&mut self, day: Day) -> Result<(), StoreError> {
        if self.is_derived() || self.last_at.day() == day { Ok(()) } else { self.derive().await }
    }

    /// The same in a transaction of its own, where something is left to derive.
    pub(crate) async fn derive_alone(&mut self) -> Result<(), StoreError> {
        if self.is_derived() && self.parts.published.is_derived() {
            return Ok(());
        }
        // Another process may have come before: then its rows are there, and what is in memory is forgotten.
        self.begin().await?;
        if !self.is_derived() {
            self.derive().await?;
        }
        self.commit_derived().await
    }

    /// Ends a transaction that wrote nothing but what follows from facts that were there.
    pub(crate) async fn commit_derived(&mut self) -> Result<(), StoreError> {
        self.commit_head().await?;
        self.forget_the_old();
        Ok(())
    }

    /// Ends a transaction that may have derived something, and tells readers only now that it is there.
    pub(crate) async fn commit(&mut self) -> Result<(), StoreError> {
        self.parts.syncing.begin();
        let committed = db::commit(&mut self.conn).await;
        self.committed(committed)
    }

    /// The same of one at whose end the chain stands elsewhere, or is derived further.
    pub(crate) async fn commit_head(&mut self) -> Result<(), StoreError> {
        self.parts.syncing.begin();
        let (size, root) = (self.frontier.size(), self.frontier.root());
        let committed = log::commit_head(&mut self.conn, self.parts.bureau, size, root, self.derived).await;
        self.committed(committed)
    }

    fn committed(&self, committed: Result<(), StoreError>) -> Result<(), StoreError> {
        self.parts.syncing.end();
        committed?;
        self.parts.published.derive_to(self.derived);
        Ok(())
    }

    /// Writes where the chain stands and how far it is derived.
    pub(crate) async fn move_head(&mut self) -> Result<(), StoreError> {
        log::move_head(&mut self.conn, self.parts.bureau, self.frontier.size(), self.frontier.root(), self.derived).await
    }

    /// Folds and derives the facts that are stored and not derived, which a stop or another process left. They are all of one
    /// day. The directory and the definitions are in memory as of the first of them.
    pub(crate) async fn derive_what_was_left(&mut self) -> Result<(), StoreError> {
        let left = log::range(&mut self.conn, self.parts.bureau, self.derived, self.frontier.size()).await?;
        let opened = left.iter().map(log::StoredFact::open).collect::<Result<Vec<_>, _>>()?;
        let mut missing = BTreeMap::new();
        for fact in opened.iter().filter(|fact| self.states.any(&fact.stream).is_none()) {
            missing.insert(fact.stream.clone(), registry::state_for(&fact.stream, fact.recorded.seq)?);
        }
        self.bring(missing.into_iter().collect(), self.derived).await?;
        for fact in &opened {
            writer::take(&mut self.states, &mut self.accumulator, fact, &mut self.pending.caused)?;
            self.pending.touched.insert(fact.stream.clone());
        }
        self.derive().await?;
        self.move_head().await
    }
}

impl Store {
    /// Waits until everything recorded by now is derived, which it is unless others write at this moment.
    pub(crate) async fn settled(&self) -> Result<(), StoreError> {
        if self.published.is_derived() {
            return Ok(());
        }
        let (reply, done) = oneshot::channel();
        self.requests.send(Request::Derive(reply)).await.map_err(|_| StoreError::Closed)?;
        done.await.map_err(|_| StoreError::Closed)?
    }

    /// A consistent view of all that is recorded, with everything that follows from it. Who reads facts, the vault or what stands
    /// at the door needs none and takes [`db::snapshot`].
    pub(crate) async fn view(&self) -> Result<Snapshot, StoreError> {
        self.settled().await?;
        let view = db::snapshot(&self.readers).await?;
        self.durable.settled().await?;
        Ok(view)
    }
}
