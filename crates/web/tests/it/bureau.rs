//! A small bureau with a class held in each of three years, and its server.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use nc_figures::Catalogue;
use nc_kernel::{Actor, Day, FixedClock, Micros, SeededIds, UserId};
use nc_store::{DatabaseUrl, Keys, Setup, Store};
use nc_testkit::TestDatabase;
use nc_web::{Randomness, ServeOptions};
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub const OFFICER: Actor = Actor { user: UserId(1) };
/// Reads figures and rows of one banner.
pub const LEADER_A: Actor = Actor { user: UserId(2) };
/// Reads the bureau's figures, and no rows.
pub const PLAIN: Actor = Actor { user: UserId(3) };
/// An account without any role.
pub const NOBODY: Actor = Actor { user: UserId(4) };
/// The three administrators.
pub const SYSTEM: Actor = Actor { user: UserId(5) };
pub const SECURITY: Actor = Actor { user: UserId(6) };
pub const AUDIT: Actor = Actor { user: UserId(7) };
/// An officer of one banner, with a record of their own: the third person.
pub const MEMBER: Actor = Actor { user: UserId(8) };

/// What everybody signs in with.
pub const PASSWORD: &str = "correct horse battery";

/// A role, and the unit it is granted for.
type Granted = Option<(&'static str, &'static str)>;

pub const ACCOUNTS: [(Actor, &str, Granted); 8] = [
    (OFFICER, "political", Some(("political_officer", "/150600/"))),
    (LEADER_A, "leader-a", Some(("leader", "/150600/a/"))),
    (PLAIN, "plain", Some(("officer", "/150600/"))),
    (NOBODY, "nobody", None),
    (SYSTEM, "sysadmin", Some(("system_administrator", "/150600/"))),
    (SECURITY, "secadmin", Some(("security_administrator", "/150600/"))),
    (AUDIT, "auditadmin", Some(("audit_administrator", "/150600/"))),
    (MEMBER, "member", None),
];

const UNITS: [(&str, &str, &str, &str); 3] = [
    ("/150600/", "bureau", "鄂尔多斯市公安局", "Ordos Public Security Bureau"),
    ("/150600/a/", "banner", "东胜区分局", "Dongsheng Branch"),
    ("/150600/b/", "banner", "康巴什分局", "Kangbashi Branch"),
];

/// Where a made-up person serves: the first ten in one banner, the rest in the other.
fn place(n: usize) -> &'static str {
    if n < 10 { "/150600/a/" } else { "/150600/b/" }
}

/// An answer with its body read.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

pub struct Bureau {
    pub store: Store,
    pub router: Router,
    pub clock: Arc<FixedClock>,
    pub tokens: Vec<String>,
    _database: TestDatabase,
}

impl Bureau {
    /// A ledger with nothing on it. It is the morning of 1 March 2024.
    pub async fn bare() -> Self {
        let database = TestDatabase::sqlite().await;
        let clock = Arc::new(FixedClock::new(Micros::at(Day::parse("2024-03-01").unwrap(), 9, 0)));
        let store = open(&database.url, clock.clone()).await;
        let router = nc_web::router(store.clone(), &options("127.0.0.1:0"));
        Self { store, router, clock, tokens: Vec::new(), _database: database }
    }

    /// Units, accounts with tokens, twenty people, the product's figures, and a class in each of three years.
    pub async fn new() -> Self {
        let mut bureau = Self::bare().await;
        set_up(&bureau.store).await;
        let mut ids = SeededIds::new(11);
        for (actor, login, _) in ACCOUNTS {
            bureau.store.create_account(actor.user, login, PASSWORD, &mut ids).await.unwrap();
            let later = Micros(bureau.clock_now().0 + 3_600_000_000);
            bureau.tokens.push(bureau.store.create_token(actor.user, "test", later, &mut ids).await.unwrap());
        }
        bureau
    }

    fn clock_now(&self) -> Micros {
        self.store.now()
    }

    pub fn token(&self, actor: &Actor) -> &str {
        let position = ACCOUNTS.iter().position(|(known, ..)| known == actor).unwrap();
        &self.tokens[position]
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        ask(&self.router, request).await
    }

    /// A page, asked for with the political officer's token.
    pub async fn page(&self, path: &str) -> Answer {
        self.page_of(&OFFICER, path).await
    }

    /// A page, asked for with an actor's token.
    pub async fn page_of(&self, actor: &Actor, path: &str) -> Answer {
        let token = format!("Bearer {}", self.token(actor));
        self.ask(Request::get(path).header("authorization", token).body(Body::empty()).unwrap()).await
    }

    /// A page, asked for by nobody.
    pub async fn open_page(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// A browser without any cookie.
    pub fn browser(&self) -> Browser<'_> {
        Browser { bureau: self, cookies: BTreeMap::new() }
    }

    /// A browser somebody has signed in with.
    pub async fn signed_in(&self, actor: &Actor) -> Browser<'_> {
        let mut browser = self.browser();
        let login = ACCOUNTS.iter().find(|(known, ..)| known == actor).unwrap().1;
        let answer = browser.sign_in(login, PASSWORD).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"), "{}", answer.text());
        browser
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.clock.set(Micros(self.clock_now().0 + seconds * 1_000_000));
    }

    /// The API, asked with an actor's token.
    pub async fn api(&self, actor: &Actor, path: &str) -> Answer {
        let token = format!("Bearer {}", self.token(actor));
        self.ask(Request::get(format!("/api/v1{path}")).header("authorization", token).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, actor: &Actor, name: &str, key: &str, input: &Value) -> Answer {
        self.ask(self.command(actor, name, key).body(Body::from(input.to_string())).unwrap()).await
    }

    /// Any request of the API, with an actor's token, a key, and JSON where there is a body.
    pub async fn call(&self, actor: &Actor, method: &str, path: &str, key: &str, body: Option<&Value>) -> Answer {
        self.call_with(self.token(actor), method, path, key, body).await
    }

    /// As [`Bureau::call`], with a token that is given.
    pub async fn call_with(&self, token: &str, method: &str, path: &str, key: &str, body: Option<&Value>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {token}"))
            .header("idempotency-key", key);
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        self.ask(request.body(body.map_or_else(Body::empty, |body| Body::from(body.to_string()))).unwrap()).await
    }

    pub fn command(&self, actor: &Actor, name: &str, key: &str) -> axum::http::request::Builder {
        Request::post(format!("/api/v1/commands/{name}"))
            .header("authorization", format!("Bearer {}", self.token(actor)))
            .header("idempotency-key", key)
            .header("content-type", "application/json")
    }
}

/// A browser: keeps cookies, says where its forms come from.
pub struct Browser<'a> {
    bureau: &'a Bureau,
    pub cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    fn header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header("cookie", self.header())
            .header("host", "nuancheng.example")
            .header("user-agent", "Mozilla/5.0 (X11; Linux) Chrome/140");
        let answer = self.bureau.ask(request.body(body).unwrap()).await;
        for set in answer.headers.get_all("set-cookie") {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name)
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned())
            };
        }
        answer
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form of our own pages.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from("https://nuancheng.example", path, fields).await
    }

    /// Sends a form from a page of `origin`.
    pub async fn post_from(&mut self, origin: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form(fields);
        let request = Request::post(path).header("origin", origin).header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Sends a form of our own pages that may carry a file: its name, its media type, its bytes.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], file: Option<(&str, &str, &[u8])>) -> Answer {
        const BOUNDARY: &str = "----nuancheng-test";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        let (name, media, bytes) = file.unwrap_or(("", "application/octet-stream", b""));
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {media}");
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").into_bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let request = Request::post(path)
            .header("origin", "https://nuancheng.example")
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
            .header("content-length", body.len());
        self.send(request, Body::from(body)).await
    }

    /// Sends a form with a file, as a browser does; says that it is `declared` bytes long where that is given.
    pub async fn upload_roster(&mut self, path: &str, fields: &[(&str, &str)], file: &[u8], declared: Option<u64>) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        body.extend(b"--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"roster\"\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n--edge--\r\n");
        let mut request =
            Request::post(path).header("origin", "https://nuancheng.example").header("content-type", "multipart/form-data; boundary=edge");
        if let Some(length) = declared {
            request = request.header("content-length", length);
        }
        self.send(request, Body::from(body)).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("login", login), ("password", password), ("next", "/")]).await
    }
}

/// Fields as a form sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect::<String>()
    };
    fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

pub async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

#[derive(serde::Deserialize)]
struct Norms {
    norm: Vec<nc_web::Norm>,
}

/// The catalogue files of the product.
fn catalogue() -> nc_web::CatalogueFiles {
    let holidays: nc_kernel::calendar::HolidayFile = toml::from_str(include_str!("../../../../catalogue/holidays.toml")).unwrap();
    let template = include_str!("../../../../catalogue/reports/annual.md");
    let norms: Norms = toml::from_str(include_str!("../../../../catalogue/norms.toml")).unwrap();
    nc_web::CatalogueFiles {
        holidays: holidays.year,
        framework: toml::from_str(include_str!("../../../../catalogue/framework.toml")).unwrap(),
        campaigns: vec![nc_web::Campaign { name: "抓强整树".to_owned(), first_day: Day::parse("2023-01-01").unwrap() }],
        campaigns_basis: "示例".to_owned(),
        norms: norms.norm,
        templates: vec![nc_web::ReportTemplate { name: "annual.md".to_owned(), text: template.to_owned() }],
    }
}

pub fn options(listen: &str) -> ServeOptions {
    ServeOptions {
        listen: listen.parse().unwrap(),
        metrics: None,
        label: Some("演示数据".to_owned()),
        period: None,
        https: false,
        set_up_code: Some("abcde-12345".to_owned()),
        pdf: None,
        ways: nc_web::WaysIn::default(),
        randomness: Randomness::new(SeededIds::new(77)),
        catalogue: catalogue(),
    }
}

async fn open(url: &str, clock: Arc<FixedClock>) -> Store {
    let setup = Setup {
        url: DatabaseUrl::parse(url).unwrap(),
        bureau: 150_600,
        origin: "ledger.example/150600".to_owned(),
        keys: Keys { ledger_seed: [7; 32], personal_master: [9; 32] },
        clock,
        ids: Box::new(SeededIds::new(3)),
        checkpoint_folder: None,
        erasures: None,
        documents: url.strip_prefix("sqlite://").and_then(|file| Some(std::path::Path::new(file).parent()?.join("documents"))),
    };
    Store::open(setup).await.unwrap()
}

async fn set_up(store: &Store) {
    let done = async |actor: &Actor, name: &str, input: Value| {
        let key = format!("{name}/{input}").chars().take(150).collect::<String>();
        store.execute_named(actor, key, name, input).await.unwrap_or_else(|fault| panic!("{name}: {fault}"));
    };
    for (path, kind, zh, en) in UNITS {
        let unit = json!({"path": path, "kind": kind, "name_zh": zh, "name_en": en, "from": "2018-01-01"});
        done(&Actor::SYSTEM, "people.establish_unit", unit).await;
    }
    for (actor, _, role) in ACCOUNTS {
        if actor != MEMBER {
            done(&Actor::SYSTEM, "people.create_user", json!({"user": actor.user})).await;
        }
        if let Some((role, unit)) = role {
            let grant = json!({"user": actor.user, "role": role, "unit": unit, "from": "2024-03-01"});
            done(&Actor::SYSTEM, "people.grant_role", grant).await;
        }
    }
    let people: Vec<Value> = (0..20).map(|n| registration(n, place(n))).collect();
    done(&OFFICER, "people.register_people", json!({"people": people})).await;
    done(&Actor::SYSTEM, "people.create_user", json!({"user": MEMBER.user, "person": person(2)})).await;
    let files = [
        include_str!("../../../../catalogue/figures/study.toml"),
        include_str!("../../../../catalogue/figures/training.toml"),
        include_str!("../../../../catalogue/figures/exercise.toml"),
    ];
    let catalogue = Catalogue::parse(files, store.registers()).unwrap();
    store.define_figures(&Actor::SYSTEM, &catalogue, Box::new(|_, _| {})).await.unwrap();
    for (year, count) in [(2022, 6), (2023, 15), (2024, 20)] {
        for unit in ["/150600/a/", "/150600/b/"] {
            let roster: Vec<Value> = (0..count).filter(|n| place(*n) == unit).map(|n| json!({"person": person(n)})).collect();
            if !roster.is_empty() {
                let class = json!({
                    "title": "警务实战训练", "category": "drill", "held_on": format!("{year}-02-10"),
                    "organisers": [unit], "roster": roster, "credit_minutes": 240, "serial": format!("{year}{}", &unit[8..9]),
                });
                done(&OFFICER, "training.record_held", class).await;
            }
        }
    }
}

/// The pseudonym of the `n`-th person.
pub fn person(n: usize) -> nc_kernel::PersonId {
    nc_kernel::PersonId(1_000 + i64::try_from(n).unwrap())
}

/// The fields of `people.register_person` for the `n`-th made-up person.
pub fn registration(n: usize, unit: &str) -> Value {
    let body = format!("150602{}{:02}{:02}{:03}", 1970 + n % 30, n / 30 % 12 + 1, n / 360 % 28 + 1, n % 1_000);
    json!({
        "person": person(n), "name": "某某", "id_number": format!("{body}{}", nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap()),
        "police_number": format!("{:06}", 481_000 + n), "kind": "police", "unit": unit, "from": "2020-01-01",
    })
}
