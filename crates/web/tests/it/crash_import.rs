//! Kill -9 while a sheet is taken in: it is done, or is taken up again, and is on the ledger once; its uploader sees which.

use std::collections::BTreeSet;
use std::time::Duration;

use nc_capability::training::ClassId;
use nc_kernel::{Actor, Micros};
use nc_people::Action;
use nc_store::{JobState, Store};
use nc_testkit::TestDatabase;
use serde_json::json;

use crate::bureau::{OFFICER, form, registration};
use crate::client::Client;
use crate::crash::{Server, machine_time, open};

const PEOPLE: usize = 300;
const MINUTE: i64 = 60_000_000;
const LOGIN: (&str, &str) = ("recorder", "correct horse battery");

/// How long after "take it in" each round kills, in milliseconds.
const DELAYS: [u64; 7] = [0, 40, 80, 140, 220, 320, 450];

fn serial(round: usize) -> String {
    format!("round-{round}")
}

async fn set_up(url: &str, now: Micros) {
    let store = open(url, now).await;
    let unit = json!({"path": "/150600/", "kind": "bureau", "name_zh": "市局", "name_en": "Bureau", "from": "2018-01-01"});
    let grant = json!({"user": OFFICER.user, "role": "political_officer", "unit": "/150600/", "from": now.day()});
    let people: Vec<_> = (0..PEOPLE).map(|n| registration(n, "/150600/")).collect();
    let mut commands = vec![
        (&Actor::SYSTEM, "people.establish_unit", unit),
        (&Actor::SYSTEM, "people.create_user", json!({"user": OFFICER.user})),
        (&Actor::SYSTEM, "people.grant_role", grant),
        (&OFFICER, "people.register_people", json!({"people": people})),
    ];
    for round in 0..DELAYS.len() {
        let serial = serial(round);
        let class = ClassId::of_serial(&serial);
        let plan = json!({"serial": serial, "title": "培训", "category": "drill", "starts_on": now.day(), "organisers": ["/150600/"]});
        commands.push((&OFFICER, "training.plan_class", plan));
        commands.push((&OFFICER, "training.open_class", json!({"class": class})));
    }
    for (n, (actor, name, input)) in commands.into_iter().enumerate() {
        store.execute_named(actor, format!("set-up/{n}"), name, input).await.unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
    store.create_account(OFFICER.user, LOGIN.0, LOGIN.1, &mut nc_kernel::SeededIds::new(6)).await.unwrap();
    store.close().await;
}

/// Somebody's browser, as far as importing needs one.
struct Uploader {
    cookies: String,
}

impl Uploader {
    async fn ask(&self, server: &Server, line: &str, kind: &str, body: &[u8]) -> std::io::Result<(u16, String, Client)> {
        let mut client = Client::connect(server.address).await?;
        let headers = format!("Origin: http://localhost\r\nContent-Type: {kind}\r\nCookie: {}\r\n", self.cookies);
        let (status, body) = client.ask(line, &headers, body).await?;
        Ok((status, String::from_utf8_lossy(&body).into_owned(), client))
    }

    async fn sign_in(server: &Server) -> Self {
        let nobody = Self { cookies: String::new() };
        let fields = form(&[("login", LOGIN.0), ("password", LOGIN.1), ("next", "/")]);
        let (status, page, client) =
            nobody.ask(server, "POST /sign-in", "application/x-www-form-urlencoded", fields.as_bytes()).await.unwrap();
        assert_eq!(status, 303, "{page}");
        let cookies: Vec<&str> = client.set_cookies.iter().filter_map(|cookie| cookie.split(';').next()).collect();
        Self { cookies: cookies.join("; ") }
    }

    async fn upload(&self, server: &Server, serial: &str) {
        let rows: String = (0..PEOPLE).map(|n| format!("{:06},某某,出勤\n", 481_000 + n)).collect();
        let part = |name: &str, more: &str, text: &str| {
            format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{text}\r\n")
        };
        let file = part("file", "; filename=\"roster.csv\"", &format!("警号,姓名,考勤\n{rows}"));
        let body = format!("{}{}{file}--edge--\r\n", part("into", "", "training"), part("serial", "", serial));
        let sent = self.ask(server, "POST /import", "multipart/form-data; boundary=edge", body.as_bytes()).await.unwrap();
        assert_eq!(sent.0, 303, "{}", sent.1);
    }

    async fn commit(&self, server: &Server) {
        let fields = form(&[("step", "commit")]);
        let sent = self.ask(server, "POST /import/step", "application/x-www-form-urlencoded", fields.as_bytes()).await.unwrap();
        assert_eq!(sent.0, 303, "{}", sent.1);
    }

    /// The page once nothing is under way any more, and whether it said meanwhile that the work was taken up again.
    async fn settled(&self, server: &Server) -> (String, bool) {
        let mut again = false;
        for _ in 0..1_000 {
            let (status, page, client) = self.ask(server, "GET /import", "text/plain", b"").await.unwrap();
            assert_eq!(status, 200, "{page}");
            if !client.refreshes {
                return (page, again);
            }
            again |= page.contains("已重新接手（第 2 次）");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        panic!("the import does not end");
    }
}

async fn attempts(store: &Store) -> i64 {
    let jobs = store.jobs().await.unwrap();
    let [job] = jobs.iter().filter(|job| job.kind == "import").collect::<Vec<_>>()[..] else { panic!("{jobs:?}") };
    assert_eq!(job.state, JobState::Done);
    job.attempts
}

async fn kill_in_the_middle(url: &str) {
    let now = machine_time();
    set_up(url, Micros(now.0 - 60 * MINUTE)).await;
    let mut server = Server::start(url);
    let uploader = Uploader::sign_in(&server).await;
    let mut begun = BTreeSet::new();
    let mut told = false;
    for (round, delay) in DELAYS.into_iter().enumerate() {
        uploader.upload(&server, &serial(round)).await;
        let (page, _) = uploader.settled(&server).await;
        assert!(page.contains(&format!("将新增 {PEOPLE} 条记录")), "{page}");
        uploader.commit(&server).await;
        tokio::time::sleep(Duration::from_millis(delay)).await;
        server.kill();

        // Once the lease of the dead is over, whoever comes next takes it up.
        server = Server::start_later(url, MINUTE * i64::try_from(round + 1).unwrap());
        let (page, again) = uploader.settled(&server).await;
        assert!(page.contains(&format!("新增 {PEOPLE} 条记录")) && page.contains("value=\"undo\""), "round {round}: {page}");
        told |= again;
        let reader = open(url, Micros(now.0 + 60 * MINUTE)).await;
        begun.insert(attempts(&reader).await);
        reader.close().await;
    }
    server.kill();
    assert!(begun.contains(&2) && told, "no kill hit the work in the middle: {begun:?}");

    let store = open(url, Micros(now.0 + 60 * MINUTE)).await;
    let scopes = store.scopes(&OFFICER, Action::ReadRows);
    for round in 0..DELAYS.len() {
        let class = store.class(&scopes, ClassId::of_serial(&serial(round))).await.unwrap().unwrap();
        assert_eq!(class.marks().len(), PEOPLE, "round {round}");
    }
    let report = store.audit(&[], Box::new(|_, _| {})).await.unwrap();
    // Units, accounts, grants, people; of each class its plan, its opening and each mark once.
    let recorded = DELAYS.len() * (2 + PEOPLE);
    assert!(report.first_bad.is_none() && report.size == (3 + PEOPLE + recorded) as u64, "{report:?}");
    assert_eq!(store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crash_an_import_killed_in_the_middle_is_taken_up_again_exactly_once() {
    kill_in_the_middle(&TestDatabase::sqlite().await.url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crash_an_import_killed_in_the_middle_on_postgresql() {
    if let Some(database) = TestDatabase::postgres().await {
        kill_in_the_middle(&database.url).await;
    }
}
