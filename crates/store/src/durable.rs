//! 落盘: when what was committed is on the disk.
//!
//! A commit to an SQLite file stands in its write-ahead log and is the system's to lose until that file is synced. A thread does
//! that while the writer goes on with the next group: the disk takes as long as deciding sixteen commands. Nobody is answered,
//! nothing is signed and nothing derived is read before the commits behind it are synced, so that a power cut takes back only
//! what nobody was told. PostgreSQL syncs within its COMMIT; there every commit is durable at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{mpsc, watch};

use crate::db::{DatabaseUrl, On, WriteConn};
use crate::error::{StoreError, While};

/// What a caller is told who cannot be told that it is written.
const UNSYNCED: &str = "the disk did not take what was written; whether it lasts is not known. Look at the disk, start again, and ask \
    again with the same key";

/// How far commits are on the disk, for whoever reads.
#[derive(Clone)]
pub(crate) struct Durable {
    /// The last commit that was begun.
    begun: Arc<AtomicU64>,
    /// The last one that is on the disk.
    synced: watch::Receiver<u64>,
}

impl Durable {
    /// Waits until every commit begun by now is on the disk.
    pub(crate) async fn settled(&self) -> Result<(), StoreError> {
        let begun = self.begun.load(Ordering::Acquire);
        let mut synced = self.synced.clone();
        synced.wait_for(|synced| *synced >= begun).await.map(|_| ()).map_err(|_| unsynced())
    }

    /// Whether somebody may still wait for a commit to be on the disk.
    pub(crate) fn is_awaited(&self) -> bool {
        *self.synced.borrow() < self.begun.load(Ordering::Acquire)
    }
}

/// What the writer leaves to the thread that syncs, in order.
enum Order {
    /// Syncs everything committed up to this commit.
    Sync(u64),
    /// Is told once all that was ordered before is done, or that it cannot be.
    Then(Box<dyn FnOnce(Result<(), StoreError>) + Send>),
}

/// The writer's side: what it commits is synced beside it.
pub(crate) struct Syncing {
    durable: Durable,
    /// None where a commit is durable by itself.
    orders: Option<mpsc::UnboundedSender<Order>>,
}

impl Syncing {
    /// Starts the thread that syncs the write-ahead log of `url`, where there is one.
    pub(crate) fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        match url.file() {
            Some(file) => {
                let log = write_ahead_log(file);
                Self::beside(move || sync(&log))
            }
            None => Ok(Self { durable: Durable { begun: Arc::default(), synced: watch::channel(0).1 }, orders: None }),
        }
    }

    /// Has `sync` called in a thread of its own, once for all commits that wait for it.
    fn beside(sync: impl FnMut() -> std::io::Result<()> + Send + 'static) -> Result<Self, StoreError> {
        let (reached, synced) = watch::channel(0);
        let (orders, taken) = mpsc::unbounded_channel();
        std::thread::Builder::new()
            .name("sync".to_owned())
            .spawn(move || obey(taken, &reached, sync))
            .map_err(|fault| StoreError::Unusable(format!("no thread can be started: {fault}")))?;
        Ok(Self { durable: Durable { begun: Arc::default(), synced }, orders: Some(orders) })
    }

    /// For readers.
    pub(crate) fn durable(&self) -> &Durable {
        &self.durable
    }

    /// Prepares the writer's connection: SQLite is not to wait for the disk itself.
    pub(crate) async fn take_over(&self, conn: &mut WriteConn) -> Result<(), StoreError> {
        match conn {
            On::Sqlite(c) => sqlx::raw_sql("PRAGMA synchronous = NORMAL").execute(c).await.map(|_| ()).during("preparing the writer"),
            On::Postgres(_) => Ok(()),
        }
    }

    /// Whether commits can still be made durable; nothing more is written when not.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if self.orders.as_ref().is_some_and(mpsc::UnboundedSender::is_closed) { Err(unsynced()) } else { Ok(()) }
    }

    /// Says before a COMMIT that there will be one: whoever sees what it wrote must know what to wait for.
    pub(crate) fn begin(&self) {
        if self.orders.is_some() {
            self.durable.begun.fetch_add(1, Ordering::Release);
        }
    }

    /// Has synced what was committed, whatever became of the COMMIT.
    pub(crate) fn end(&self) {
        if let Some(orders) = &self.orders {
            // Whoever waits for it is told by the thread's end.
            let _ = orders.send(Order::Sync(self.durable.begun.load(Ordering::Acquire)));
        }
    }

    /// Calls `told` once everything committed by now is durable, or cannot be.
    pub(crate) fn then(&self, told: impl FnOnce(Result<(), StoreError>) + Send + 'static) {
        match &self.orders {
            None => told(Ok(())),
            Some(orders) => {
                if let Err(mpsc::error::SendError(Order::Then(told))) = orders.send(Order::Then(Box::new(told))) {
                    told(Err(unsynced()));
                }
            }
        }
    }
}

/// Syncs once for all orders that wait, until nobody orders any more or the disk fails: nothing says then what it kept, and
/// trying again would only seem to succeed.
fn obey(mut orders: mpsc::UnboundedReceiver<Order>, reached: &watch::Sender<u64>, mut sync: impl FnMut() -> std::io::Result<()>) {
    let mut waiting = Vec::new();
    while let Some(first) = orders.blocking_recv() {
        waiting.push(first);
        while let Ok(next) = orders.try_recv() {
            waiting.push(next);
        }
        let last = waiting.iter().filter_map(|order| if let Order::Sync(commit) = order { Some(*commit) } else { None }).max();
        let lost = last.and_then(|_| sync().err());
        if let Some(fault) = &lost {
            tracing::error!(%fault, "the write-ahead log could not be synced; nothing more is written");
            orders.close();
            while let Ok(next) = orders.try_recv() {
                waiting.push(next);
            }
        } else if let Some(commit) = last {
            reached.send_replace(commit);
        }
        for order in waiting.drain(..) {
            if let Order::Then(told) = order {
                told(if lost.is_some() { Err(unsynced()) } else { Ok(()) });
            }
        }
        if lost.is_some() {
            return;
        }
    }
}

fn unsynced() -> StoreError {
    StoreError::Unusable(UNSYNCED.to_owned())
}

/// Where SQLite keeps the log of `file`.
fn write_ahead_log(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Syncs the log as it lies there now. One that is gone was copied into the file and synced by who closed it last.
fn sync(log: &Path) -> std::io::Result<()> {
    // Windows syncs only what may be written.
    match std::fs::OpenOptions::new().read(true).write(true).open(log) {
        Ok(file) => file.sync_data(),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;

    use super::*;

    /// A disk that takes as long as we want, and says what we want.
    fn disk() -> (Syncing, Receiver<()>, Sender<std::io::Result<()>>) {
        let (begin, begun) = channel();
        let (say, said) = channel();
        let syncing = Syncing::beside(move || {
            begin.send(()).unwrap();
            said.recv().unwrap()
        });
        (syncing.unwrap(), begun, say)
    }

    fn commit(syncing: &Syncing) -> Receiver<bool> {
        syncing.begin();
        syncing.end();
        let (tell, told) = channel();
        syncing.then(move |synced| tell.send(synced.is_ok()).unwrap());
        told
    }

    const SOON: Duration = Duration::from_millis(50);
    const LATE: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn nobody_is_told_and_nobody_reads_before_the_disk_has_it() {
        let (syncing, begun, say) = disk();
        syncing.durable().settled().await.unwrap();
        assert!(!syncing.durable().is_awaited());
        let told = commit(&syncing);
        begun.recv_timeout(LATE).unwrap();
        assert!(syncing.durable().is_awaited());
        assert!(told.recv_timeout(SOON).is_err());
        assert!(tokio::time::timeout(SOON, syncing.durable().settled()).await.is_err());
        say.send(Ok(())).unwrap();
        assert!(told.recv_timeout(LATE).unwrap());
        syncing.durable().settled().await.unwrap();
    }

    #[test]
    fn commits_that_wait_are_synced_at_once() {
        let (syncing, begun, say) = disk();
        let first = commit(&syncing);
        begun.recv_timeout(LATE).unwrap();
        let others = [commit(&syncing), commit(&syncing), commit(&syncing)];
        say.send(Ok(())).unwrap();
        assert!(first.recv_timeout(LATE).unwrap());
        begun.recv_timeout(LATE).unwrap();
        assert!(others.iter().all(|other| other.try_recv().is_err()), "their own sync is still to come");
        say.send(Ok(())).unwrap();
        assert!(others.iter().all(|other| other.recv_timeout(LATE).unwrap()));
        assert!(begun.recv_timeout(SOON).is_err(), "one sync was enough for three");
    }

    #[tokio::test]
    async fn a_disk_that_fails_ends_all_writing() {
        let (syncing, begun, say) = disk();
        let first = commit(&syncing);
        begun.recv_timeout(LATE).unwrap();
        let second = commit(&syncing);
        say.send(Err(std::io::Error::other("no space"))).unwrap();
        assert!(!first.recv_timeout(LATE).unwrap());
        assert!(!second.recv_timeout(LATE).unwrap(), "it was ordered after, and cannot be synced either");
        assert!(syncing.durable().settled().await.is_err());
        assert!(syncing.check().is_err());
        assert!(!commit(&syncing).recv_timeout(LATE).unwrap());
    }

    #[test]
    fn a_log_that_is_there_is_synced_and_one_that_is_gone_needs_none() {
        let folder = tempfile::tempdir().unwrap();
        let log = write_ahead_log(&folder.path().join("ledger.db"));
        assert!(log.ends_with("ledger.db-wal"));
        sync(&log).unwrap();
        std::fs::write(&log, b"frames").unwrap();
        sync(&log).unwrap();
        std::fs::remove_file(&log).unwrap();
        std::fs::create_dir(&log).unwrap();
        assert!(sync(&log).is_err());
    }
}
