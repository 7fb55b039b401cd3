//! What only the writer may do besides commands: rebuild, backfill, sign, scrub, move jobs.

use std::collections::BTreeMap;

use nc_figures::{Accumulator, Book, Definition, FigureKey};
use nc_kernel::document::BlobId;
use nc_kernel::{Bureau, Change, Day, Micros};
use nc_people::Directory;
use tokio::sync::oneshot;

use crate::db::{self, On, WriteConn};
use crate::digest::TableDigest;
use crate::entries::{self, EntryRow};
use crate::error::{StoreError, While, damaged};
use crate::jobs::{Claimed, Lane, NewJob, Outcome};
use crate::writer::Writer;
use crate::{cells, log, settings};

/// Entries handled at a time.
const BATCH: u64 = 10_000;

/// Says how far long work has come: done, of how many.
pub type Progress = Box<dyn FnMut(u64, u64) + Send>;

/// A task for the writer, with where to send the answer.
pub(crate) enum Maintenance {
    Rebuild { check: bool, progress: Progress, reply: oneshot::Sender<Result<Rebuilt, StoreError>> },
    Backfill { progress: Progress, reply: oneshot::Sender<Result<Vec<FigureKey>, StoreError>> },
    Sign { reply: oneshot::Sender<Result<(), StoreError>> },
    Enqueue { job: NewJob, reply: oneshot::Sender<Result<(), StoreError>> },
    Claim { lane: Lane, reply: oneshot::Sender<Result<Option<Claimed>, StoreError>> },
    GiveUp { id: BlobId, reply: oneshot::Sender<Result<bool, StoreError>> },
    Draw { bytes: usize, reply: oneshot::Sender<Result<Vec<u8>, StoreError>> },
    Move { claimed: Claimed, outcome: Outcome, reply: oneshot::Sender<Result<bool, StoreError>> },
}

/// What a rebuild found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// Facts replayed.
    pub facts: u64,
    /// Tables whose bytes differ from what was stored; empty when all are equal.
    pub differing: Vec<&'static str>,
    /// Digest of every derived table after the replay.
    pub tables: Vec<TableDigest>,
}

impl Writer {
    pub(crate) async fn maintain(&mut self, task: Maintenance) {
        match task {
            Maintenance::Rebuild { check, progress, reply } => {
                let done = match roomy(&mut self.conn, true).await {
                    Ok(()) => self.rebuild(check, progress).await,
                    Err(fault) => Err(fault),
                };
                let done = self.settle(done).await;
                let calm = roomy(&mut self.conn, false).await;
                let _ = reply.send(done.and_then(|rebuilt| calm.map(|()| rebuilt)));
            }
            Maintenance::Backfill { progress, reply } => {
                let done = self.backfill(progress).await;
                let _ = reply.send(self.settle(done).await);
            }
            Maintenance::Sign { reply } => {
                let done = self.sign_now().await;
                let _ = reply.send(self.settle(done).await);
            }
            Maintenance::Draw { bytes, reply } => {
                let mut drawn = vec![0; bytes];
                self.parts.ids.fill(&mut drawn);
                let _ = reply.send(Ok(drawn));
            }
            Maintenance::Enqueue { job, reply } => {
                let done = self.enqueue(&job).await;
                let _ = reply.send(self.settle(done).await);
            }
            Maintenance::Claim { lane, reply } => {
                let done = self.claim_job(lane).await;
                let _ = reply.send(self.settle(done).await);
            }
            Maintenance::GiveUp { id, reply } => {
                let done = self.give_up_document(&id).await;
                let _ = reply.send(self.settle(done).await);
            }
            Maintenance::Move { claimed, outcome, reply } => {
                let done = self.move_job(&claimed, &outcome).await;
                let _ = reply.send(self.settle(done).await);
            }
        }
    }

    /// Leaves no transaction open and no half-made state in memory, whatever happened, and what was done is on the disk.
    async fn settle<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        match done {
            Ok(done) => self.parts.syncing.durable().settled().await.map(|()| done),
            Err(fault) => {
                self.recover().await;
                Err(fault)
            }
        }
    }

    async fn sign_now(&mut self) -> Result<(), StoreError> {
        self.begin().await?;
        self.commit().await?;
        self.sign_what_is_durable().await
    }

    /// What was restored has nothing derived yet, and would answer every question with nothing.
    pub(crate) async fn derive_if_restored(&mut self) -> Result<(), StoreError> {
        let head = self.head().await?;
        if head.size == 0 || head.derived > 0 {
            return Ok(());
        }
        self.rebuild(false, Box::new(|_, _| {})).await.map(|_| ())
    }

    /// Counts the entries there are for definitions that came onto the ledger and are not counted yet.
    async fn backfill(&mut self, mut progress: Progress) -> Result<Vec<FigureKey>, StoreError> {
        let bureau = self.parts.bureau;
        db::begin(&mut self.conn).await?;
        self.reload().await?;
        let counted = settings::counted_figures(&mut self.conn, bureau).await?;
        let book: Vec<Definition> = self.states.only::<Book>().map(|b| b.all().cloned().collect()).unwrap_or_default();
        let pending: Vec<Definition> = book.into_iter().filter(|d| !counted.contains(&d.key().to_string())).collect();
        if pending.is_empty() {
            self.commit().await?;
            return Ok(Vec::new());
        }
        let mut accumulator = Accumulator::new(&pending, &self.registers)?;
        let registers: std::collections::BTreeSet<&str> = pending.iter().map(|d| d.from.as_str()).filter(|r| !r.is_empty()).collect();
        let total = registers.len() as u64;
        for (done, register) in registers.into_iter().enumerate() {
            self.backfill_register(register, &mut accumulator).await?;
            progress(done as u64 + 1, total);
        }
        let keys: Vec<FigureKey> = pending.iter().map(Definition::key).collect();
        let all = counted.into_iter().chain(keys.iter().map(ToString::to_string)).collect();
        settings::set_counted_figures(&mut self.conn, bureau, &all).await?;
        self.reload().await?;
        self.commit().await?;
        Ok(keys)
    }

    async fn backfill_register(&mut self, register: &str, accumulator: &mut Accumulator) -> Result<(), StoreError> {
        let bureau = self.parts.bureau;
        let mut after = (0_i64, String::new(), -1_i64, 0_i64);
        loop {
            let rows = entries_after(&mut self.conn, bureau, register, &after).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            // An entry's parts must stay together: when the page is full its last entry waits for the next page.
            let full = rows.len() as u64 >= BATCH;
            let last_id = (last.day, last.entry_key.clone(), last.since_seq);
            let whole: Vec<EntryRow> = if full {
                rows.into_iter().filter(|r| (r.day, &r.entry_key, r.since_seq) != (last_id.0, &last_id.1, last_id.2)).collect()
            } else {
                rows
            };
            let Some(end) = whole.last() else { return Err(damaged(register, "one entry has too many parts")) };
            after = (end.day, end.entry_key.clone(), end.since_seq, i64::MAX);
            let mut by_day: BTreeMap<Day, Vec<Change>> = BTreeMap::new();
            for known in entries::assemble(whole, &self.registers)? {
                by_day.entry(known.known_from.day()).or_default().push(Change::Add(known.entry.clone()));
                if let Some(to) = known.known_to {
                    by_day.entry(to.day()).or_default().push(Change::Remove(known.entry));
                }
            }
            for (day, changes) in by_day {
                let directory = self.states.only::<Directory>();
                for change in &changes {
                    accumulator.take(change, |person| directory.and_then(|d| d.person(person)).map(|p| p.number));
                }
                let deltas = accumulator.drain().map_err(|e| damaged("cells", e))?;
                cells::add(&mut self.conn, bureau, day, deltas).await?;
            }
            if !full {
                return Ok(());
            }
        }
    }
}

async fn entries_after(
    conn: &mut WriteConn,
    bureau: Bureau,
    register: &str,
    after: &(i64, String, i64, i64),
) -> Result<Vec<EntryRow>, StoreError> {
    const SELECT: &str = concat!(
        "SELECT ",
        entries::columns!(),
        " FROM entry WHERE bureau_id = $1 AND register = $2 AND (day > $3 OR (day = $3 AND (entry_key > $4 OR (entry_key = $4 AND (since_seq > $5 OR (since_seq = $5 AND part > $6)))))) \
        ORDER BY day, entry_key, since_seq, part LIMIT $7"
    );
    let limit = log::sql_int(BATCH);
    on!(conn, c => sqlx::query_as(SELECT).bind(bureau).bind(register).bind(after.0).bind(&after.1).bind(after.2).bind(after.3).bind(limit).fetch_all(c).await)
        .during("reading register entries")
}

/// Room for a replay, which rewrites every derived page: a larger page cache, and no overwriting of freed pages, because
/// derived rows hold no personal value.
async fn roomy(conn: &mut WriteConn, on: bool) -> Result<(), StoreError> {
    match conn {
        On::Sqlite(c) => {
            let pragmas = if on {
                "PRAGMA cache_size = -131072; PRAGMA secure_delete = OFF"
            } else {
                "PRAGMA cache_size = -8192; PRAGMA secure_delete = ON"
            };
            sqlx::raw_sql(pragmas).execute(c).await.map(|_| ()).during("preparing a replay")
        }
        On::Postgres(_) => Ok(()),
    }
}

/// Removes erased pages from SQLite's write-ahead log; freed pages of the file itself are overwritten as they are freed.
/// Says whether it could: a reader whose view is older than the erasure keeps the log.
pub(crate) async fn scrub_wal(conn: &mut WriteConn) -> Result<bool, StoreError> {
    match conn {
        On::Sqlite(c) => {
            const CLEARING: &str = "clearing the write-ahead log";
            // Whoever writes must not wait for whoever reads.
            sqlx::raw_sql("PRAGMA busy_timeout = 0").execute(&mut *c).await.during(CLEARING)?;
            let cleared = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *c).await.during(CLEARING);
            let patience = format!("PRAGMA busy_timeout = {}", db::PATIENCE.as_millis());
            sqlx::raw_sql(sqlx::AssertSqlSafe(patience)).execute(&mut *c).await.during(CLEARING)?;
            let (busy, _, _): (i64, i64, i64) = cleared?;
            Ok(busy == 0)
        }
        On::Postgres(_) => Ok(true),
    }
}

/// The end of the last day a calendar has, after every record: "as known now".
pub(crate) const NOW: Micros = Micros(253_402_271_999_999_999);
