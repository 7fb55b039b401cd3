//! Kill -9 while clients write, again and again: what was acknowledged is there, once, and nothing else is.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nc_kernel::{Actor, Day, FixedClock, Micros, SeededIds};
use nc_store::{DatabaseUrl, Keys, Setup, Store};
use nc_testkit::TestDatabase;
use serde_json::{Value, json};

use crate::bureau::{OFFICER, person, registration};
use crate::client::Client;

const CLIENTS: usize = 16;
const PEOPLE: usize = 64;

/// A server process; killed when dropped, whatever the test says.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
}

impl Server {
    pub fn start(url: &str) -> Self {
        Self::start_later(url, 0)
    }

    /// One whose clock is so many microseconds ahead.
    pub fn start_later(url: &str, ahead: i64) -> Self {
        let program = env!("CARGO_BIN_EXE_nc-crash-server");
        let mut process = Command::new(program).arg(url).arg(ahead.to_string()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().parse().unwrap_or_else(|_| panic!("the server did not start: {line:?}"));
        Self { process, address }
    }

    /// Kill -9.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the clients know, over all kills.
struct Known {
    token: String,
    /// The next thing to record: leave number `n` is one day of one person.
    next: AtomicUsize,
    /// The position each acknowledged leave was given, by its number.
    acknowledged: Mutex<BTreeMap<usize, u64>>,
    /// Sent, and no answer seen.
    uncertain: Mutex<Vec<usize>>,
    first_day: Day,
}

impl Known {
    fn leave(&self, n: usize) -> (nc_kernel::PersonId, Day) {
        (person(n % PEOPLE), self.first_day.plus_days(i64::try_from(n / PEOPLE).unwrap()))
    }

    /// Asks for leave `n`; the receipt is checked against what is known of it.
    async fn ask(&self, client: &mut Client, n: usize) -> std::io::Result<()> {
        let (person, day) = self.leave(n);
        let headers = format!("Authorization: Bearer {}\r\nIdempotency-Key: leave-{n}\r\nContent-Type: application/json\r\n", self.token);
        let body = json!({"person": person, "kind": "annual", "from": day, "to": day}).to_string();
        let (status, answer) = client.ask("POST /api/v1/commands/people.approve_leave", &headers, body.as_bytes()).await?;
        assert_eq!(status, 200, "leave {n}: {}", String::from_utf8_lossy(&answer));
        let receipt: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!((receipt["facts"].as_u64(), receipt["key"].as_str()), (Some(1), Some(format!("leave-{n}").as_str())));
        let seq = receipt["first_seq"].as_u64().unwrap();
        if let Some(known) = self.acknowledged.lock().unwrap().insert(n, seq) {
            assert_eq!((seq, receipt["repeated"].as_bool()), (known, Some(true)), "leave {n} was acknowledged before");
        }
        Ok(())
    }

    /// One client: fresh commands until the server goes.
    async fn write(self: Arc<Self>, to: SocketAddr, killed: Arc<AtomicBool>) {
        let Ok(mut client) = Client::connect(to).await else { return };
        while !killed.load(Ordering::Relaxed) {
            let n = self.next.fetch_add(1, Ordering::Relaxed);
            if self.ask(&mut client, n).await.is_err() {
                self.uncertain.lock().unwrap().push(n);
                return;
            }
        }
    }

    /// Asks again for all of `numbers`, over several connections.
    async fn ask_all(self: &Arc<Self>, to: SocketAddr, numbers: Vec<usize>) {
        let share = numbers.len().div_ceil(CLIENTS).max(1);
        let tasks: Vec<_> = numbers
            .chunks(share)
            .map(|part| {
                let (known, part) = (self.clone(), part.to_vec());
                tokio::spawn(async move {
                    let mut client = Client::connect(to).await.unwrap();
                    for n in part {
                        known.ask(&mut client, n).await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }
}

pub async fn open(url: &str, now: Micros) -> Store {
    Store::open(Setup {
        url: DatabaseUrl::parse(url).unwrap(),
        bureau: 150_600,
        origin: "ledger.example/150600".to_owned(),
        keys: Keys { ledger_seed: [7; 32], personal_master: [9; 32] },
        clock: Arc::new(FixedClock::new(now)),
        ids: Box::new(SeededIds::new(5)),
        checkpoint_folder: None,
        erasures: None,
        documents: None,
    })
    .await
    .unwrap()
}

/// A bureau of one unit and one account that may record; the account's token.
async fn set_up(url: &str, now: Micros) -> (String, u64) {
    let store = open(url, now).await;
    let unit = json!({"path": "/150600/", "kind": "bureau", "name_zh": "市局", "name_en": "Bureau", "from": "2018-01-01"});
    let grant = json!({"user": OFFICER.user, "role": "political_officer", "unit": "/150600/", "from": now.day()});
    let people: Vec<Value> = (0..PEOPLE).map(|n| registration(n, "/150600/")).collect();
    for (actor, name, input) in [
        (&Actor::SYSTEM, "people.establish_unit", unit),
        (&Actor::SYSTEM, "people.create_user", json!({"user": OFFICER.user})),
        (&Actor::SYSTEM, "people.grant_role", grant),
        (&OFFICER, "people.register_people", json!({"people": people})),
    ] {
        store.execute_named(actor, name, name, input).await.unwrap();
    }
    let mut ids = SeededIds::new(6);
    store.create_account(OFFICER.user, "recorder", "correct horse battery", &mut ids).await.unwrap();
    let token = store.create_token(OFFICER.user, "crash test", Micros(i64::MAX), &mut ids).await.unwrap();
    let size = store.published().head().0;
    store.close().await;
    (token, size)
}

/// Some number from 50 to 400, different each round and the same each time the test runs.
fn milliseconds(round: u64) -> u64 {
    50 + (round.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 33) % 351
}

async fn kill_and_recount(url: &str, kills: u64) {
    // Set-up reads a clock an hour before the server's, the final check one an hour after it.
    let now = machine_time();
    let (token, base) = set_up(url, Micros(now.0 - 3_600_000_000)).await;
    let known = Arc::new(Known {
        token,
        next: AtomicUsize::new(0),
        acknowledged: Mutex::default(),
        uncertain: Mutex::default(),
        first_day: Day::parse("2021-01-01").unwrap(),
    });
    let mut before = 0;
    let mut server = Server::start(url);
    for round in 0..kills {
        let killed = Arc::new(AtomicBool::new(false));
        let to = server.address;
        let clients: Vec<_> = (0..CLIENTS).map(|_| tokio::spawn(known.clone().write(to, killed.clone()))).collect();
        tokio::time::sleep(Duration::from_millis(milliseconds(round))).await;
        server.kill();
        killed.store(true, Ordering::Relaxed);
        for client in clients {
            client.await.unwrap();
        }

        server = Server::start(url);
        // Every acknowledged key of this round again, and a hundred of all earlier ones; then what nobody knows about.
        let acknowledged: Vec<usize> = known.acknowledged.lock().unwrap().keys().copied().collect();
        let stride = (before / 100).max(1);
        let asked = acknowledged.iter().enumerate().filter(|(i, _)| *i >= before || i % stride == 0).map(|(_, n)| *n).collect();
        before = acknowledged.len();
        known.ask_all(server.address, asked).await;
        let uncertain = std::mem::take(&mut *known.uncertain.lock().unwrap());
        known.ask_all(server.address, uncertain).await;
        assert_dense(&known, base, &server).await;
    }
    let all: Vec<usize> = known.acknowledged.lock().unwrap().keys().copied().collect();
    assert!(all.len() > usize::try_from(kills).unwrap() * 10, "too little was written to say anything: {}", all.len());
    eprintln!("{} commands acknowledged over {kills} kills", all.len());
    known.ask_all(server.address, all).await;
    server.kill();
    recount(url, &known, base, Micros(now.0 + 3_600_000_000)).await;
}

/// Every fact since the start belongs to exactly one acknowledged command, without a gap.
async fn assert_dense(known: &Known, base: u64, server: &Server) {
    let mut client = Client::connect(server.address).await.unwrap();
    let headers = format!("Authorization: Bearer {}\r\n", known.token);
    let (status, answer) = client.ask("GET /api/v1/ledger", &headers, b"").await.unwrap();
    assert_eq!(status, 200);
    let ledger: Value = serde_json::from_slice(&answer).unwrap();
    let mut positions: Vec<u64> = known.acknowledged.lock().unwrap().values().copied().collect();
    positions.sort_unstable();
    assert!(positions.iter().copied().eq(base..ledger["size"].as_u64().unwrap()), "positions are not those of the ledger");
}

/// The whole ledger, read without the server.
async fn recount(url: &str, known: &Known, base: u64, now: Micros) {
    let store = open(url, now).await;
    let report = store.audit(&[], Box::new(|_, _| {})).await.unwrap();
    assert_eq!(report.first_bad, None, "{:?}", report.findings);
    let acknowledged = known.acknowledged.lock().unwrap().clone();
    assert_eq!(report.size, base + acknowledged.len() as u64);
    assert_eq!(store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    let mut held: BTreeMap<_, u64> = BTreeMap::new();
    store.published().with_directory(|directory| {
        for somebody in directory.people() {
            for leave in &somebody.leaves {
                assert_eq!(held.insert((somebody.id, leave.from), leave.since_seq), None, "recorded twice");
            }
        }
    });
    let expected: BTreeMap<_, u64> = acknowledged.iter().map(|(n, seq)| (known.leave(*n), *seq)).collect();
    assert_eq!(held, expected);
    store.close().await;
}

#[expect(clippy::disallowed_methods, reason = "the server in the other process reads it too")]
pub fn machine_time() -> Micros {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Micros(i64::try_from(since.as_micros()).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crash_kill_nine_fifty_times_loses_no_acknowledged_fact() {
    let database = TestDatabase::sqlite().await;
    kill_and_recount(&database.url, 50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crash_kill_nine_ten_times_on_postgresql() {
    if let Some(database) = TestDatabase::postgres().await {
        kill_and_recount(&database.url, 10).await;
    }
}
