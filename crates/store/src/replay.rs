//! 重放: every fact again, into everything derived. Reading, folding and writing go on at once: facts are read over a
//! connection of their own, folded on a thread of their own, and written by the writer, which holds the chain head all
//! the while, so that nothing can come in between.

use std::collections::HashSet;

use nc_figures::{Accumulator, Deltas};
use nc_kernel::{Bureau, Day, States, StreamId};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::db::{self, WriteConn};
use crate::digest::{self, TableDigest};
use crate::entries::{self, Caused};
use crate::error::While as _;
use crate::error::{StoreError, damaged};
use crate::log::{self, StoredFact};
use crate::maintenance::{Progress, Rebuilt};
use crate::writer::{self, Writer};
use crate::{cells, open_tasks, projections, registry};

/// Facts handled at a time.
const BATCH: u64 = 10_000;
/// Batches that may wait between two stages: enough that none waits for long, few enough to lie in memory.
const WAITING: usize = 2;

/// What a batch of facts adds, all of it known on one day.
struct Part {
    caused: Vec<Caused>,
    deltas: Deltas,
    day: Day,
    /// How many facts are folded once this is.
    done: u64,
}

/// What is left when every fact was folded.
type Folded = (States, HashSet<StreamId>);

impl Writer {
    /// Drops everything derived and replays every fact. With `check`, nothing is kept: the replay is only compared.
    pub(crate) async fn rebuild(&mut self, check: bool, mut progress: Progress) -> Result<Rebuilt, StoreError> {
        let bureau = self.parts.bureau;
        db::begin(&mut self.conn).await?;
        self.reload().await?;
        let size = self.frontier.size();
        // Nobody else can write, so what another connection sees is what stood before.
        let before = digest_beside(self.parts.url.connect_writer().await?, bureau);
        for table in digest::DERIVED {
            let sql = format!("DELETE FROM {table} WHERE bureau_id = $1");
            on!(&mut self.conn, c => sqlx::query(sqlx::AssertSqlSafe(sql)).bind(bureau).execute(c).await.map(|_| ()))
                .during("dropping derived rows")?;
        }
        let accumulator = std::mem::replace(&mut self.accumulator, Accumulator::new([], &self.registers)?);
        let (mut parts, folding) = fold_beside(self.parts.url.connect_writer().await?, bureau, size, accumulator);
        while let Some(Part { caused, deltas, day, done }) = parts.recv().await {
            entries::write(&mut self.conn, bureau, &caused).await?;
            cells::add(&mut self.conn, bureau, day, deltas).await?;
            progress(done, size);
        }
        let (states, touched) = joined(folding).await?;
        projections::write(&mut self.conn, bureau, &states, &touched, 0..size).await?;
        open_tasks::write(&mut self.conn, bureau, &states, &touched).await?;
        drop(states);
        let before = joined(before).await?;
        let after = digest::all(&mut self.conn, bureau).await?;
        let differing = before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.table).collect();
        if check {
            db::rollback(&mut self.conn).await?;
        } else {
            self.derived = size;
            self.commit_head().await?;
        }
        self.reload_alone().await?;
        Ok(Rebuilt { facts: size, differing, tables: after })
    }
}

/// Digests what is stored, over a connection of its own.
fn digest_beside(mut conn: WriteConn, bureau: Bureau) -> JoinHandle<Result<Vec<TableDigest>, StoreError>> {
    tokio::spawn(async move {
        let digests = digest::all(&mut conn, bureau).await;
        db::close(conn).await;
        digests
    })
}

/// Reads the `size` facts there are and folds them, both beside the caller, who is given the parts in order.
fn fold_beside(
    conn: WriteConn,
    bureau: Bureau,
    size: u64,
    accumulator: Accumulator,
) -> (mpsc::Receiver<Part>, JoinHandle<Result<Folded, StoreError>>) {
    let (batches, read) = mpsc::channel(WAITING);
    tokio::spawn(read_all(conn, bureau, size, batches));
    let (send, parts) = mpsc::channel(WAITING);
    (parts, tokio::task::spawn_blocking(move || fold_all(read, accumulator, &send)))
}

async fn joined<T>(task: JoinHandle<Result<T, StoreError>>) -> Result<T, StoreError> {
    task.await.map_err(|e| StoreError::Unusable(format!("the replay was broken off: {e}")))?
}

/// Sends every fact, in order, until nobody takes them any more.
async fn read_all(mut conn: WriteConn, bureau: Bureau, size: u64, send: mpsc::Sender<Result<Vec<StoredFact>, StoreError>>) {
    let mut next = 0;
    while next < size {
        let facts = match log::range(&mut conn, bureau, next, (next + BATCH).min(size)).await {
            Ok(facts) if facts.is_empty() => Err(damaged(format!("fact {next}"), "the chain head counts it, but it is missing")),
            facts => facts,
        };
        let broken = facts.is_err();
        next += facts.as_ref().map_or(0, |facts| facts.len() as u64);
        if send.send(facts).await.is_err() || broken {
            break;
        }
    }
    db::close(conn).await;
}

/// Folds what is read and sends what it adds; facts known on different days never share a part.
fn fold_all(
    mut read: mpsc::Receiver<Result<Vec<StoredFact>, StoreError>>,
    mut accumulator: Accumulator,
    send: &mpsc::Sender<Part>,
) -> Result<Folded, StoreError> {
    let mut states = States::default();
    let mut touched = HashSet::new();
    let mut caused: Vec<Caused> = Vec::new();
    let mut done = 0;
    let part = |caused: &mut Vec<Caused>, accumulator: &mut Accumulator, day, done| {
        let deltas = accumulator.drain().map_err(|e| damaged("cells", e))?;
        // Whoever takes the parts has given up: nobody wants the rest either.
        let taken = send.blocking_send(Part { caused: std::mem::take(caused), deltas, day, done });
        taken.map_err(|_| StoreError::Closed)
    };
    while let Some(facts) = read.blocking_recv() {
        let mut day: Option<Day> = None;
        for fact in facts? {
            let opened = fact.open()?;
            let today = opened.recorded.recorded_at.day();
            if let Some(day) = day.filter(|day| *day != today) {
                part(&mut caused, &mut accumulator, day, done)?;
            }
            day = Some(today);
            if states.any(&opened.stream).is_none() {
                states.insert(opened.stream.clone(), registry::state_for(&opened.stream, opened.recorded.seq)?);
            }
            writer::take(&mut states, &mut accumulator, &opened, &mut caused)?;
            if !touched.contains(&opened.stream) {
                touched.insert(opened.stream);
            }
            done += 1;
        }
        if let Some(day) = day {
            part(&mut caused, &mut accumulator, day, done)?;
        }
    }
    Ok((states, touched))
}
