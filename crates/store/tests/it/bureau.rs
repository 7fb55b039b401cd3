//! A small bureau: units, people, accounts with roles, and every figure definition, on a clock that the test moves.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use nc_capability::training;
use nc_figures::{Catalogue, Definition, Worth};
use nc_kernel::clock::FixedClock;
use nc_kernel::{Actor, Clock, Day, Micros, Period, PersonId, SeededIds, UnitPath, UserId};
use nc_organisation::study;
use nc_people::command::Command;
use nc_people::commands::{CreateUser, EstablishUnit, GrantRole, RegisterPeople, RegisterPerson};
use nc_people::{Action, MemberKind, Role, Scope, UnitKind};
use nc_store::{DatabaseUrl, Evidence, Keys, Question, Receipt, Setup, Store, StoreError};
use nc_testkit::TestDatabase;
use tempfile::TempDir;

pub const BUREAU: i64 = 150_600;
pub const TOP: &str = "/150600/";
pub const A: &str = "/150600/a/";
pub const A1: &str = "/150600/a/01/";
pub const A2: &str = "/150600/a/02/";
pub const B: &str = "/150600/b/";
pub const B1: &str = "/150600/b/01/";
pub const BASE: &str = "/150600/base/";
pub const UNITS: [(&str, UnitKind); 7] = [
    (TOP, UnitKind::Bureau),
    (A, UnitKind::Banner),
    (A1, UnitKind::Station),
    (A2, UnitKind::Station),
    (B, UnitKind::Banner),
    (B1, UnitKind::Station),
    (BASE, UnitKind::Base),
];

pub const OFFICER: Actor = Actor { user: UserId(1) };
pub const RECORDER_A: Actor = Actor { user: UserId(2) };
pub const RECORDER_B: Actor = Actor { user: UserId(3) };
pub const LEADER: Actor = Actor { user: UserId(4) };
pub const LEADER_A1: Actor = Actor { user: UserId(5) };
pub const SYSTEM_ADMINISTRATOR: Actor = Actor { user: UserId(6) };
pub const SECURITY_ADMINISTRATOR: Actor = Actor { user: UserId(7) };
pub const AUDIT_ADMINISTRATOR: Actor = Actor { user: UserId(8) };
/// An account without any role.
pub const NOBODY: Actor = Actor { user: UserId(9) };

const ROLES: [(Actor, Option<(Role, &str)>); 9] = [
    (OFFICER, Some((Role::PoliticalOfficer, TOP))),
    (RECORDER_A, Some((Role::Recorder, A))),
    (RECORDER_B, Some((Role::Recorder, B))),
    (LEADER, Some((Role::Leader, TOP))),
    (LEADER_A1, Some((Role::Leader, A1))),
    (SYSTEM_ADMINISTRATOR, Some((Role::SystemAdministrator, TOP))),
    (SECURITY_ADMINISTRATOR, Some((Role::SecurityAdministrator, TOP))),
    (AUDIT_ADMINISTRATOR, Some((Role::AuditAdministrator, TOP))),
    (NOBODY, None),
];

/// How many people serve where at first; every fourth is an auxiliary.
const SERVING: [(&str, usize); 7] = [(TOP, 2), (A, 3), (A1, 8), (A2, 4), (B, 3), (B1, 6), (BASE, 2)];

/// The definitions the product ships, and one for each counting mode they leave out.
const DEFINITIONS: [&str; 8] = [
    include_str!("../../../../catalogue/figures/exercise.toml"),
    include_str!("../../../../catalogue/figures/honour.toml"),
    include_str!("../../../../catalogue/figures/internship.toml"),
    include_str!("../../../../catalogue/figures/innovation.toml"),
    include_str!("../../../../catalogue/figures/study.toml"),
    include_str!("../../../../catalogue/figures/talent.toml"),
    include_str!("../../../../catalogue/figures/training.toml"),
    include_str!("definitions.toml"),
];

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn unit(text: &str) -> UnitPath {
    UnitPath::parse(text).unwrap()
}

pub fn span(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to))
}

pub fn year(year: i16) -> Period {
    Period::year(year).unwrap()
}

/// Somebody of the bureau, with the values no proof, log or page may show.
#[derive(Debug, Clone)]
pub struct Newcomer {
    pub id: PersonId,
    pub name: String,
    pub id_number: String,
    pub police_number: String,
    pub kind: MemberKind,
    pub unit: UnitPath,
}

impl Newcomer {
    /// The `n`-th newcomer: every value differs from everybody else's.
    pub fn new(n: usize, at: &str) -> Self {
        const SYLLABLES: [char; 16] = ['堃', '喆', '犇', '燚', '昇', '玥', '彧', '翀', '祎', '旻', '淼', '鑫', '垚', '骉', '羴', '赟'];
        let kind = if n % 4 == 3 { MemberKind::Auxiliary } else { MemberKind::Police };
        let name = ['欧', '阳', SYLLABLES[n / 256 % 16], SYLLABLES[n / 16 % 16], SYLLABLES[n % 16]].iter().collect();
        let police_number = match kind {
            MemberKind::Police => format!("{:06}", 481_000 + n),
            MemberKind::Auxiliary => format!("FJ{:08}", 20_190_000 + n),
        };
        let person = PersonId(1_000 + i64::try_from(n).unwrap());
        Self { id: person, name, id_number: citizen_number(n), police_number, kind, unit: unit(at) }
    }

    pub fn registration(&self, from: &str) -> RegisterPerson {
        RegisterPerson {
            person: Some(self.id),
            name: self.name.clone(),
            id_number: self.id_number.clone(),
            police_number: self.police_number.clone(),
            kind: self.kind,
            unit: self.unit.clone(),
            from: day(from),
        }
    }

    /// What identifies the person, as text to search for.
    pub fn identifying(&self) -> [&str; 3] {
        [&self.name, &self.id_number, &self.police_number]
    }
}

/// A citizen number (GB 11643) with the right check character.
fn citizen_number(n: usize) -> String {
    let body = format!("150602{}{:02}{:02}{:03}", 1970 + n % 30, n / 30 % 12 + 1, n / 360 % 28 + 1, n % 1_000);
    format!("{body}{}", nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap())
}

/// The bureau, its clock and its database, which go when it goes.
pub struct Bureau {
    pub store: Store,
    pub clock: Arc<FixedClock>,
    pub people: Vec<Newcomer>,
    pub folder: TempDir,
    pub url: String,
    keys: AtomicU64,
    _database: TestDatabase,
}

impl Bureau {
    /// An empty ledger. It is the morning of 8 January 2024.
    pub async fn bare(database: TestDatabase) -> Self {
        let clock = Arc::new(FixedClock::new(Micros::at(day("2024-01-08"), 9, 0)));
        let folder = tempfile::tempdir().unwrap();
        let url = database.url.clone();
        let store = Store::open(setup(&url, clock.clone(), &folder, 1)).await.unwrap();
        Self { store, clock, people: Vec::new(), folder, url, keys: AtomicU64::new(0), _database: database }
    }

    /// Units, accounts and 28 people who serve since 2020.
    pub async fn staffed(database: TestDatabase) -> Self {
        let mut bureau = Self::bare(database).await;
        for (path, kind) in UNITS {
            let names = ("单位".to_owned(), "unit".to_owned());
            let command = EstablishUnit { path: unit(path), kind, name_zh: names.0, name_en: names.1, from: day("2018-01-01") };
            bureau.done(&Actor::SYSTEM, command).await;
        }
        for (actor, role) in ROLES {
            bureau.done(&Actor::SYSTEM, CreateUser { user: Some(actor.user), person: None }).await;
            if let Some((role, at)) = role {
                let command = GrantRole { user: actor.user, role, unit: unit(at), from: day("2024-01-08"), until: None };
                bureau.done(&Actor::SYSTEM, command).await;
            }
        }
        let places = SERVING.iter().flat_map(|(at, count)| std::iter::repeat_n(*at, *count));
        bureau.people = places.enumerate().map(|(n, at)| Newcomer::new(n, at)).collect();
        let people = bureau.people.iter().map(|p| p.registration("2020-01-01")).collect();
        bureau.done(&OFFICER, RegisterPeople { people }).await;
        bureau
    }

    /// As [`Bureau::staffed`], with all definitions on the ledger.
    pub async fn new(database: TestDatabase) -> Self {
        let bureau = Self::staffed(database).await;
        bureau.define(&catalogue(&DEFINITIONS)).await.unwrap();
        bureau
    }

    pub async fn define(&self, catalogue: &Catalogue) -> Result<usize, StoreError> {
        self.store.define_figures(&Actor::SYSTEM, catalogue, Box::new(|_, _| {})).await.map(|keys| keys.len())
    }

    /// Another process on the same database.
    pub async fn second_process(&self, seed: u64) -> Store {
        Store::open(setup(&self.url, self.clock.clone(), &self.folder, seed)).await.unwrap()
    }

    /// Another process whose clock is `clock`.
    pub async fn process_at(&self, clock: Arc<dyn Clock>) -> Store {
        Store::open(setup(&self.url, clock, &self.folder, 4)).await.unwrap()
    }

    /// Stops and starts again.
    pub async fn restart(&mut self) {
        self.store.close().await;
        self.store = self.second_process(77).await;
    }

    pub fn database(&self) -> DatabaseUrl {
        DatabaseUrl::parse(&self.url).unwrap()
    }

    pub fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// An empty database of its own, of the kind asked for.
    pub async fn another_database(sqlite: bool) -> TestDatabase {
        if sqlite { TestDatabase::sqlite().await } else { TestDatabase::postgres().await.expect("the first one was made") }
    }

    /// Opens what lies at `url` with this bureau's keys.
    pub async fn open_at(&self, url: &str) -> Result<Store, StoreError> {
        Store::open(setup(url, self.clock.clone(), &self.folder, 99)).await
    }

    pub fn erasures(&self) -> PathBuf {
        self.folder.path().join("erasures.jsonl")
    }

    pub fn notes(&self) -> PathBuf {
        self.folder.path().join("checkpoints")
    }

    /// From now on it is nine in the morning of that day.
    pub fn on(&self, text: &str) -> &Self {
        self.clock.set(Micros::at(day(text), 9, 0));
        self
    }

    /// A key nobody used.
    pub fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// Must be done.
    pub async fn done<C: Command>(&self, actor: &Actor, command: C) -> Receipt {
        let answer = self.store.execute(actor, self.key(), command).await;
        answer.unwrap_or_else(|fault| panic!("{}: {fault}", C::NAME))
    }

    /// Must be refused and write nothing: the codes of the rules.
    pub async fn refused<C: Command>(&self, actor: &Actor, command: C) -> Vec<&'static str> {
        let before = self.store.published().head();
        let answer = self.store.execute(actor, self.key(), command).await;
        assert_eq!(self.store.published().head(), before, "{} was refused and wrote", C::NAME);
        codes(&answer.expect_err("was not refused"))
    }

    /// The people who served in the subtree of `at` at first.
    pub fn of(&self, at: &str) -> Vec<PersonId> {
        self.people.iter().filter(|p| unit(at).contains(&p.unit)).map(|p| p.id).collect()
    }

    pub fn definition(&self, text: &str) -> Definition {
        self.store.published().catalogue().find(text).unwrap_or_else(|| panic!("no figure {text}")).clone()
    }

    pub fn question(&self, figure: &str, at: &str, period: Period) -> Question {
        Question { definition: self.definition(figure), unit: unit(at), period, known_on: None }
    }

    /// What the political officer may read: everything.
    pub fn everything(&self) -> Scope {
        self.store.allow(&OFFICER, Action::ReadFigures, &unit(TOP)).unwrap()
    }

    /// The figure with its rows, whose sum the store has checked.
    pub async fn evidence(&self, question: &Question) -> Evidence {
        let evidence = self.store.evidence(&self.everything(), question).await;
        evidence.unwrap_or_else(|fault| panic!("{question:?}: {fault}"))
    }

    /// The figure's worth, from its rows and from cells.
    pub async fn worth(&self, figure: &str, at: &str, period: Period) -> Worth {
        let question = self.question(figure, at, period);
        let value = self.store.value(&self.everything(), &question).await.unwrap();
        assert_eq!(self.evidence(&question).await.value, value, "the same figure from two places");
        value.worth
    }

    /// As [`Bureau::worth`] for what is no ratio.
    pub async fn count(&self, figure: &str, at: &str, period: Period) -> i64 {
        match self.worth(figure, at, period).await {
            Worth::Count(n) => n,
            ratio @ Worth::Ratio { .. } => panic!("{figure} is {ratio:?}"),
        }
    }
}

fn setup(url: &str, clock: Arc<dyn Clock>, folder: &TempDir, seed: u64) -> Setup {
    Setup {
        url: DatabaseUrl::parse(url).unwrap(),
        bureau: BUREAU,
        origin: "ledger.example/150600".to_owned(),
        keys: Keys { ledger_seed: [7; 32], personal_master: [9; 32] },
        clock,
        ids: Box::new(SeededIds::new(seed)),
        checkpoint_folder: Some(folder.path().join("checkpoints")),
        erasures: Some(folder.path().join("erasures.jsonl")),
        documents: Some(folder.path().join("documents")),
    }
}

pub fn catalogue(files: &[&str]) -> Catalogue {
    Catalogue::parse(files.iter().copied(), &nc_store::registry::registers()).unwrap()
}

/// The rules that refused.
pub fn codes(fault: &StoreError) -> Vec<&'static str> {
    match fault {
        StoreError::Refused(refused) => refused.codes(),
        other => panic!("a fault, not a refusal: {other}"),
    }
}

/// A training class that was held on one day, four hours, everybody present.
pub fn class(serial: &str, on: &str, organisers: &[&str], people: &[PersonId]) -> training::command::RecordHeld {
    training::command::RecordHeld {
        title: "警务实战训练".to_owned(),
        category: training::Category::Drill,
        held_on: day(on),
        organisers: organisers.iter().map(|path| unit(path)).collect(),
        roster: people.iter().map(|p| training::command::RosterRow::new(*p, training::Status::Present)).collect(),
        credit_minutes: Some(240),
        ends_on: None,
        serial: Some(serial.to_owned()),
        host: None,
        theme: Vec::new(),
        pass_line: None,
        plan_item: None,
        venue: None,
    }
}

pub fn class_id(serial: &str) -> training::ClassId {
    training::ClassId::of_serial(serial)
}

/// A run of rotation training that was held on one day, everybody present.
pub fn run(serial: &str, on: &str, organisers: &[&str], people: &[PersonId]) -> study::RecordHeld {
    study::RecordHeld {
        kind: study::RunKind::Rotation,
        title: "政治轮训".to_owned(),
        starts_on: day(on),
        ends_on: None,
        organisers: organisers.iter().map(|path| unit(path)).collect(),
        roster: people.iter().map(|p| study::Line::of(*p, study::Status::Present)).collect(),
        hours: study::ClassHours::FullDays(1),
        cites: Vec::new(),
        host: None,
        reason: None,
        serial: Some(serial.to_owned()),
        sittings: Vec::new(),
        source: study::RowSource::Recorder,
    }
}

pub fn run_id(serial: &str) -> study::RunId {
    study::RunId::of_serial(serial)
}

pub fn cancel_run(serial: &str) -> study::CancelRun {
    study::CancelRun { run: run_id(serial), reason: "未实际举办".to_owned(), authority: "政治部核查".to_owned() }
}

pub fn cancel_class(serial: &str) -> training::command::CancelClass {
    training::command::CancelClass {
        class: class_id(serial), reason: "未实际举办".to_owned(), authority: "政治部核查".to_owned()
    }
}
