//! Resident memory of the program as it serves the three-year demonstration: idle, and while clients read and write.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Outcome;
use crate::append::tempfile_dir;
use crate::demonstration::{Server, nuancheng, program};
use crate::http::Client;

const READERS: usize = 12;
const WRITERS: usize = 4;
/// People on each roster that is recorded.
const ROSTER: usize = 30;
/// How long nothing is asked before memory is read as idle.
const CALM: Duration = Duration::from_secs(10);

/// Fills the demonstration, serves it, loads it for `seconds` and prints a table.
pub(crate) async fn run(seconds: u64) -> Outcome<String> {
    let program = program()?;
    let folder = tempfile_dir()?;
    let measured = measure(&program, &folder, seconds).await;
    std::fs::remove_dir_all(&folder)?;
    measured
}

async fn measure(program: &Path, folder: &Path, seconds: u64) -> Outcome<String> {
    let data = folder.join("demo");
    let start = Instant::now();
    nuancheng(program, &data, &["demo", "--no-serve", "--quiet", "--format", "json"])?;
    let filled = start.elapsed().as_secs_f64();
    let token =
        nuancheng(program, &data, &["user", "token", "demo-political", "--label", "bench", "--as", "demo-sysadmin", "--format", "json"])?;
    let token = token.get("token").and_then(Value::as_str).ok_or("no token was given")?.to_owned();
    let server = Server::start(program, &data)?;
    tokio::time::sleep(CALM).await;
    let idle = server.memory("VmRSS")?;
    let load = Arc::new(Load::of(server.address, &token).await?);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut clients = Vec::new();
    for n in 0..READERS + WRITERS {
        let load = load.clone();
        clients.push(tokio::spawn(async move { if n < READERS { load.read(n, until).await } else { load.write(n, until).await } }));
    }
    let mut loaded: f64 = 0.0;
    while Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(100)).await;
        loaded = loaded.max(server.memory("VmRSS")?);
    }
    for client in clients {
        client.await??;
    }
    let peak = server.memory("VmHWM")?.max(loaded);
    tokio::time::sleep(CALM).await;
    let after = server.memory("VmRSS")?;
    let (reads, writes) = (load.reads.load(Ordering::Relaxed), load.writes.load(Ordering::Relaxed));
    let mut table = format!(
        "`nuancheng serve` with the three-year demonstration ({} facts, filled and read once in {filled:.0} s). Load: {READERS} clients read pages, figures and rows, \
         {WRITERS} record classes of {ROSTER} people, for {seconds} s: {:.0} reads/s, {:.0} classes/s.\n\n| resident memory | MiB | limit |\n|---|---:|---:|\n",
        load.size,
        reads as f64 / seconds as f64,
        writes as f64 / seconds as f64,
    );
    for (when, mib, limit) in [("idle", idle, 100), ("the most under load", peak, 150), ("idle again", after, 100)] {
        writeln!(table, "| {when} | {mib:.1} | {limit} |")?;
    }
    Ok(table)
}

/// What clients ask for.
struct Load {
    to: SocketAddr,
    headers: String,
    /// A day, and people who served on it.
    day: String,
    people: Vec<Value>,
    unit: String,
    size: u64,
    reads: AtomicU64,
    writes: AtomicU64,
}

impl Load {
    async fn of(to: SocketAddr, token: &str) -> Outcome<Self> {
        let headers = format!("Authorization: Bearer {token}\r\n");
        let mut client = Client::connect(to).await?;
        let ledger: Value = serde_json::from_slice(&client.ask("GET /api/v1/ledger", &headers, "").await?)?;
        let rows = client.ask("GET /api/v1/figures/training.attendances/rows?limit=1000", &headers, "").await?;
        let rows: Value = serde_json::from_slice(&rows)?;
        let rows = rows.get("rows").and_then(Value::as_array).ok_or("no rows")?;
        let day = rows.first().and_then(|row| row.get("day")?.as_str()).ok_or("the demonstration has no attendances")?.to_owned();
        let mut people: Vec<Value> = Vec::new();
        let that_day = rows.iter().filter(|row| row.get("day").and_then(Value::as_str) == Some(&*day));
        for person in that_day.filter_map(|row| row.get("person")) {
            if !people.contains(person) && people.len() < ROSTER {
                people.push(person.clone());
            }
        }
        let unit = "/150600/".to_owned();
        let size = ledger.get("size").and_then(Value::as_u64).ok_or("the ledger tells no size")?;
        Ok(Self { to, headers, day, people, unit, size, reads: AtomicU64::new(0), writes: AtomicU64::new(0) })
    }

    async fn read(&self, client: usize, until: Instant) -> Outcome<()> {
        const PATHS: [&str; 6] = [
            "/api/v1/figures?period_from=2023-01-01&period_to=2025-12-31",
            "/?period_from=2023-01-01&period_to=2025-12-31",
            "/api/v1/figures/study.rotation.attendances?period_from=2023-01-01&period_to=2025-12-31",
            "/figures/training.attendances?period_from=2024-01-01&period_to=2024-12-31",
            "/api/v1/figures/training.attendances/rows?limit=100&period_from=2024-01-01&period_to=2024-12-31",
            "/api/v1/figures/study.rotation.coverage?period_from=2024-01-01&period_to=2024-12-31",
        ];
        let mut connection = Client::connect(self.to).await?;
        for path in PATHS.iter().cycle().skip(client) {
            if Instant::now() >= until {
                break;
            }
            connection.ask(&format!("GET {path}"), &self.headers, "").await?;
            self.reads.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    async fn write(&self, client: usize, until: Instant) -> Outcome<()> {
        let mut connection = Client::connect(self.to).await?;
        let roster: Vec<Value> = self.people.iter().map(|person| json!({ "person": person })).collect();
        let mut n = 0;
        while Instant::now() < until {
            n += 1;
            let serial = format!("LOAD-{client}-{n}");
            let body = json!({
                "title": "测试培训班（演示数据）", "category": "drill", "held_on": self.day, "organisers": [self.unit],
                "roster": roster, "serial": serial,
            });
            let headers = format!("{}Content-Type: application/json\r\nIdempotency-Key: {serial}\r\n", self.headers);
            connection.ask("POST /api/v1/commands/training.record_held", &headers, &body.to_string()).await?;
            self.writes.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}
