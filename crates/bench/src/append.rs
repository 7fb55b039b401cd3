//! Durable appends through the product's write path: permission, rule, fact, hash, tree, receipt, commit.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use nc_capability::training::Method;
use nc_capability::training::Status;
use nc_capability::training::command::{MarkAttendance, RosterRow};

use crate::{Outcome, bureau, floor};

const TIME: Duration = Duration::from_secs(5);
const STAFF: u32 = 10_000;

/// Runs the floor and the product in turns and prints a table.
pub(crate) async fn run() -> Outcome<String> {
    let mut table = String::from(
        "Each command marks one person in an open class. The floor commits bare rows of the same size (one table, no index) from the same number of clients with the same durability.\n\n\
         | clients | bare rows/s | commands/s | ratio | p50 ms | p99 ms |\n|---:|---:|---:|---:|---:|---:|\n",
    );
    for clients in [1, 64, 256] {
        let folder = tempfile_dir()?;
        let bare = floor::group_commit(&folder, clients, 330, TIME).await?;
        let (rate, p50, p99) = product(&folder, clients).await?;
        std::fs::remove_dir_all(&folder)?;
        writeln!(table, "| {clients} | {bare:.0} | {rate:.0} | {:.2} | {p50:.2} | {p99:.2} |", rate / bare)?;
    }
    Ok(table)
}

/// A new empty folder beside the build's own temporary files.
pub(crate) fn tempfile_dir() -> Outcome<std::path::PathBuf> {
    let folder =
        std::env::temp_dir().join(format!("nc-bench-{}-{:?}", std::process::id(), Instant::now()).replace([' ', '{', '}', ':'], ""));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

async fn product(folder: &std::path::Path, clients: usize) -> Outcome<(f64, f64, f64)> {
    let bureau = Arc::new(bureau::open(folder, STAFF).await?);
    let mut classes = Vec::new();
    for i in 0..64 {
        classes.push(bureau.open_class(&format!("bench-{i}")).await?);
    }
    let classes = Arc::new(classes);
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let (bureau, classes, next) = (bureau.clone(), classes.clone(), next.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while start.elapsed() < TIME {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let (Some(class), Some(person)) = (classes.get(i / STAFF as usize), bureau.people.get(i % STAFF as usize)) else { break };
                let row = RosterRow {
                    person: *person,
                    status: Status::Present,
                    credit_minutes: None,
                    sittings: None,
                    score: None,
                    made_up_on: None,
                };
                let command = MarkAttendance { class: *class, roster: vec![row], method: Method::Roster };
                let asked = Instant::now();
                bureau.store.execute(&bureau.actor, format!("mark/{i}"), command).await?;
                times.push(asked.elapsed());
            }
            Ok::<_, nc_store::StoreError>(times)
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    let seconds = start.elapsed().as_secs_f64();
    bureau.store.close().await;
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).map_or(0.0, |t| t.as_secs_f64() * 1_000.0);
    Ok((times.len() as f64 / seconds, at(50), at(99)))
}
