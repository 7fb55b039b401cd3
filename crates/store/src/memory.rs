//! 写入口的记忆: what the writer keeps folded, how it comes there, and when it is forgotten.
//!
//! Under the lock of the chain head it looks whether somebody else moved the chain; then, and after every fault, what is in
//! memory is dropped and taken from the database anew.

use nc_figures::Accumulator;
use nc_kernel::states::AnyState;
use nc_kernel::{Need, States, StreamId};
use nc_ledger::tree::Frontier;
use nc_people::Directory;

use crate::derive::Pending;
use crate::error::{StoreError, damaged};
use crate::writer::Writer;
use crate::{db, log, settings};

/// Streams kept in memory between groups.
const CACHED_STREAMS: usize = 256;

impl Writer {
    /// Starts a transaction, on a new connection when the old one was lost: nothing was done on it yet, so that is no reason to
    /// fail anybody. Checks that nobody else moved the chain, and reloads when somebody did.
    pub(crate) async fn begin(&mut self) -> Result<(), StoreError> {
        let bureau = self.parts.bureau;
        let head = match log::begin_at_head(&mut self.conn, bureau).await {
            Err(fault) if fault.is_lost_connection() => {
                tracing::warn!(%fault, "the writer connects again");
                self.connect().await?;
                log::begin_at_head(&mut self.conn, bureau).await
            }
            begun => begun,
        };
        let head = head?.ok_or_else(no_head)?;
        let own =
            log::Head { size: self.frontier.size(), root: self.frontier.root(), derived: self.derived, counted: self.counted.clone() };
        if head == own { Ok(()) } else { self.load_all(head).await }
    }

    /// Where the database says the chain stands, locked.
    pub(crate) async fn head(&mut self) -> Result<log::Head, StoreError> {
        let head = log::lock_head(&mut self.conn, self.parts.bureau).await?;
        head.ok_or_else(no_head)
    }

    /// Loads head, edge and directory as the database has them, forgetting what was in memory, and derives what is not.
    pub(crate) async fn reload(&mut self) -> Result<(), StoreError> {
        let head = self.head().await?;
        self.load_all(head).await
    }

    async fn load_all(&mut self, head: log::Head) -> Result<(), StoreError> {
        let bureau = self.parts.bureau;
        let log::Head { size, root, derived, counted } = head;
        self.frontier = log::frontier(&mut self.conn, bureau, size).await?;
        if self.frontier.root() != root {
            return Err(damaged("chain head", "its root is not the root of the stored tiles"));
        }
        self.last_at = log::last_recorded_at(&mut self.conn, bureau, size).await?;
        // Nothing at all is derived only of what was restored: a rebuild follows, which does not fold it all in one go.
        self.derived = if derived == 0 { size } else { derived };
        self.pending = Pending::default();
        self.states = States::default();
        self.used.clear();
        self.round += 1;
        let known = [Need::only::<Directory>(), Need::only::<nc_figures::Book>()];
        self.bring(known.into_iter().map(|need| (need.stream, (need.empty)())).collect(), self.derived).await?;
        // A definition whose entries are still to be counted is neither asked for nor added to until they are.
        let keys = settings::figures_in(counted.as_deref())?;
        self.counted = counted;
        let book = self.states.only::<nc_figures::Book>().into_iter().flat_map(nc_figures::Book::all);
        let definitions: Vec<_> = book.filter(|definition| keys.contains(&definition.key().to_string())).cloned().collect();
        self.accumulator = Accumulator::new(&definitions, &self.registers)?;
        if !self.is_derived() {
            self.derive_what_was_left().await?;
        }
        let directory = self.states.only::<Directory>().cloned().unwrap_or_default();
        self.parts.published.replace(directory, definitions, (size, root), derived, &self.registers)?;
        Ok(())
    }

    /// Loads in a transaction of its own, and leaves none open when it cannot.
    pub(crate) async fn reload_alone(&mut self) -> Result<(), StoreError> {
        db::begin(&mut self.conn).await?;
        match self.reload().await {
            Ok(()) => self.commit().await,
            Err(fault) => {
                let _ = db::rollback(&mut self.conn).await;
                Err(fault)
            }
        }
    }

    /// Takes a new connection for the one it has.
    pub(crate) async fn connect(&mut self) -> Result<(), StoreError> {
        let mut conn = self.parts.url.connect_writer().await?;
        self.parts.syncing.take_over(&mut conn).await?;
        self.conn = conn;
        Ok(())
    }

    /// After a fault: no transaction open, a connection that answers, and in memory what the database has.
    pub(crate) async fn recover(&mut self) {
        if db::rollback(&mut self.conn).await.is_err()
            && let Err(fault) = self.connect().await
        {
            tracing::error!(%fault, "the writer cannot reach the database");
        }
        if let Err(fault) = self.reload_alone().await {
            tracing::error!(%fault, "the writer could not reload after a fault");
            // An edge of size zero never equals the stored head, so the next group reloads before it writes.
            self.frontier = Frontier::default();
            self.states = States::default();
            self.derived = 0;
            self.pending = Pending::default();
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
        self.bring(missing.into_iter().map(|need| (need.stream, (need.empty)())).collect(), u64::MAX >> 1).await
    }

    /// Brings streams into memory as they stood before position `before`; each comes with its empty state.
    pub(crate) async fn bring(&mut self, missing: Vec<(StreamId, Box<dyn AnyState>)>, before: u64) -> Result<(), StoreError> {
        let streams: Vec<&StreamId> = missing.iter().map(|(stream, _)| stream).collect();
        let stored = log::of_streams(&mut self.conn, self.parts.bureau, &streams, before).await?;
        for (stream, empty) in missing {
            self.used.insert(stream.clone(), self.round);
            self.states.insert(stream, empty);
        }
        for fact in &stored {
            let opened = fact.open()?;
            if let Some(state) = self.states.any_mut(&opened.stream) {
                state.take(&opened.as_recorded(), None)?;
            }
        }
        Ok(())
    }

    /// Forgets the half of the streams that was not used for longest. What is not derived yet must stay.
    pub(crate) fn forget_the_old(&mut self) {
        if self.states.len() <= CACHED_STREAMS || !self.is_derived() {
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

fn no_head() -> StoreError {
    damaged("chain head", "it is missing")
}
