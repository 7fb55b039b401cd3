//! A small bureau with a class held in each of three years, and its server.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use nc_figures::Catalogue;
use nc_kernel::{Actor, Day, FixedClock, Micros, SeededIds, UserId};
use nc_store::{DatabaseUrl, Keys, Setup, Store};
use nc_testkit::TestDatabase;
use nc_web::ServeOptions;
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub const OFFICER: Actor = Actor { user: UserId(1) };
/// Reads figures and rows of one banner.
pub const LEADER_A: Actor = Actor { user: UserId(2) };
/// Reads the bureau's figures, and no rows.
pub const PLAIN: Actor = Actor { user: UserId(3) };
/// An account without any role.
pub const NOBODY: Actor = Actor { user: UserId(4) };

/// Keeps accounts and runs the system.
pub const KEEPER: Actor = Actor { user: UserId(5) };
/// Grants roles.
pub const GRANTER: Actor = Actor { user: UserId(6) };
/// Reads the audit.
pub const AUDITOR: Actor = Actor { user: UserId(7) };

/// A role, and the unit it is granted for.
type Granted = Option<(&'static str, &'static str)>;

const ACCOUNTS: [(Actor, &str, Granted); 7] = [
    (OFFICER, "political", Some(("political_officer", "/150600/"))),
    (LEADER_A, "leader-a", Some(("leader", "/150600/a/"))),
    (PLAIN, "plain", Some(("officer", "/150600/"))),
    (NOBODY, "nobody", None),
    (KEEPER, "keeper", Some(("system_administrator", "/150600/"))),
    (GRANTER, "granter", Some(("security_administrator", "/150600/"))),
    (AUDITOR, "auditor", Some(("audit_administrator", "/150600/"))),
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
            bureau.store.create_account(actor.user, login, "correct horse battery", &mut ids).await.unwrap();
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

    /// The same store behind a server that other machines can reach.
    pub fn reachable(&self) -> Router {
        nc_web::router(self.store.clone(), &options("0.0.0.0:0"))
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        ask(&self.router, request).await
    }

    /// A page, asked for on the server's own machine.
    pub async fn page(&self, path: &str) -> Answer {
        self.ask(Request::get(path).header("host", "127.0.0.1:8080").body(Body::empty()).unwrap()).await
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

pub async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

pub fn options(listen: &str) -> ServeOptions {
    ServeOptions {
        listen: listen.parse().unwrap(),
        label: Some("演示数据".to_owned()),
        period: None,
        reader: OFFICER,
        campaigns: Default::default(),
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
        documents: None,
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
        done(&Actor::SYSTEM, "people.create_user", json!({"user": actor.user})).await;
        if let Some((role, unit)) = role {
            let grant = json!({"user": actor.user, "role": role, "unit": unit, "from": "2024-03-01"});
            done(&Actor::SYSTEM, "people.grant_role", grant).await;
        }
    }
    let people: Vec<Value> = (0..20).map(|n| registration(n, place(n))).collect();
    done(&OFFICER, "people.register_people", json!({"people": people})).await;
    let files = [include_str!("../../../../catalogue/figures/study.toml"), include_str!("../../../../catalogue/figures/training.toml")];
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
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("150602{}{:02}{:02}{:03}", 1970 + n % 30, n / 30 % 12 + 1, n / 360 % 28 + 1, n % 1_000);
    let sum: usize = body.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    json!({
        "person": person(n), "name": "某某", "id_number": format!("{body}{}", char::from(b"10X98765432"[sum % 11])),
        "police_number": format!("{:06}", 481_000 + n), "kind": "police", "unit": unit, "from": "2020-01-01",
    })
}
