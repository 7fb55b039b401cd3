//! A bureau of a given size to measure on.

use std::path::Path;
use std::sync::Arc;

use nc_capability::training::command::{OpenClass, PlanClass};
use nc_capability::training::{Category, ClassId};
use nc_figures::Catalogue;
use nc_kernel::{Actor, Clock, Day, PersonId, UnitPath, UserId};
use nc_people::commands::{CreateUser, EstablishUnit, GrantRole, RegisterPeople, RegisterPerson};
use nc_people::{MemberKind, Role, UnitKind};
use nc_store::{DatabaseUrl, Keys, Setup, Store, registry};

use crate::Outcome;
use crate::machine_clock::{MachineClock, MachineIds};

/// The figures counted while measuring: those the product ships.
pub(crate) const FIGURES: [&str; 2] =
    [include_str!("../../../catalogue/figures/training.toml"), include_str!("../../../catalogue/figures/study.toml")];

/// A store with staff, and who acts in it.
pub(crate) struct Bureau {
    pub store: Store,
    pub actor: Actor,
    pub people: Vec<PersonId>,
    pub unit: UnitPath,
}

/// Who acts.
const USER: UserId = UserId(42);

fn day(text: &str) -> Outcome<Day> {
    Ok(Day::parse(text)?)
}

/// Opens a store in `folder` and fills it with `staff` people.
pub(crate) async fn open(folder: &Path, staff: u32) -> Outcome<Bureau> {
    let store = store(folder).await?;
    fill(store, staff).await
}

/// Opens what [`open`] filled.
pub(crate) async fn reopen(folder: &Path) -> Outcome<Bureau> {
    let store = store(folder).await?;
    let unit = store.bureau_path()?;
    Ok(Bureau { store, actor: Actor { user: USER }, people: Vec::new(), unit })
}

async fn store(folder: &Path) -> Outcome<Store> {
    let setup = Setup {
        url: DatabaseUrl::sqlite_file(&folder.join("ledger.db")),
        bureau: 150_600,
        origin: "bench.example/150600".to_owned(),
        keys: Keys { ledger_seed: [1; 32], personal_master: [2; 32] },
        clock: Arc::new(MachineClock),
        ids: Box::new(MachineIds),
        checkpoint_folder: Some(folder.join("checkpoints")),
        erasures: Some(folder.join("erasures.jsonl")),
        documents: Some(folder.join("documents")),
    };
    Ok(Store::open(setup).await?)
}

async fn fill(store: Store, staff: u32) -> Outcome<Bureau> {
    let unit = store.bureau_path()?;
    let from = day("2020-01-01")?;
    let establish = |path: UnitPath, kind, name: &str| EstablishUnit {
        path,
        kind,
        name_zh: format!("{name}（演示数据）"),
        name_en: format!("{name} (synthetic)"),
        from,
    };
    store.execute(&Actor::SYSTEM, "unit", establish(unit.clone(), UnitKind::Bureau, "测试局")).await?;
    let mut units = Vec::new();
    for i in 0..20 {
        let path = unit.child(&format!("u{i:02}"))?;
        store.execute(&Actor::SYSTEM, format!("unit/{i}"), establish(path.clone(), UnitKind::Banner, "测试分局")).await?;
        units.push(path);
    }
    let user = USER;
    store.execute(&Actor::SYSTEM, "user", CreateUser { user: Some(user), person: None }).await?;
    let grant = GrantRole { user, role: Role::PoliticalOfficer, unit: unit.clone(), from: MachineClock.now().day(), until: None };
    store.execute(&Actor::SYSTEM, "grant", grant).await?;
    let recorder = GrantRole { user, role: Role::Recorder, unit: unit.clone(), from: MachineClock.now().day(), until: None };
    store.execute(&Actor::SYSTEM, "grant/2", recorder).await?;
    let actor = Actor { user };
    let catalogue = Catalogue::parse(FIGURES, &registry::registers())?;
    store.define_figures(&Actor::SYSTEM, &catalogue, Box::new(|_, _| {})).await?;
    let people: Vec<PersonId> = (0..staff).map(|i| PersonId(1_000_000 + i64::from(i))).collect();
    for (batch, ids) in people.chunks(500).enumerate() {
        let numbered = ids.iter().zip(units.iter().cycle()).enumerate();
        let people = numbered.map(|(i, (id, unit))| person(*id, batch * 500 + i, unit, from)).collect();
        store.execute(&actor, format!("people/{batch}"), RegisterPeople { people }).await?;
    }
    Ok(Bureau { store, actor, people, unit })
}

fn person(id: PersonId, i: usize, unit: &UnitPath, from: Day) -> RegisterPerson {
    RegisterPerson {
        person: Some(id),
        name: name(i),
        id_number: citizen_number(i),
        police_number: police_number(i),
        kind: MemberKind::Police,
        unit: unit.clone(),
        from,
    }
}

/// The name of the `i`-th person: visibly synthetic, in letters only.
pub(crate) fn name(i: usize) -> String {
    let digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    "演示".chars().chain(format!("{i:05}").bytes().filter_map(|b| digits.get(usize::from(b - b'0')).copied())).collect()
}

/// The police number of the `i`-th person.
pub(crate) fn police_number(i: usize) -> String {
    format!("{:06}", 100_000 + i)
}

/// A valid synthetic citizen number for the `i`-th person: area, birth date and sequence from `i`, with its check digit.
fn citizen_number(i: usize) -> String {
    let body = format!("150602{}{:02}{:02}{:03}", 1970 + i / 10_000 % 30, 1 + i / 1_000 % 10, 1 + i / 100 % 10 * 2, i % 1_000);
    let check = nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap_or_default();
    format!("{body}{check}")
}

impl Bureau {
    /// Plans and opens a class that takes attendance.
    pub(crate) async fn open_class(&self, serial: &str) -> Outcome<ClassId> {
        let plan = PlanClass {
            serial: serial.to_owned(),
            title: "测试培训班（演示数据）".to_owned(),
            category: Category::Drill,
            starts_on: day("2024-03-01")?,
            ends_on: Some(day("2024-03-02")?),
            organisers: vec![self.unit.clone()],
            credit_minutes: 480,
            host: None,
            capacity: None,
            cut_off: None,
            pass_line: None,
            plan_item: None,
            theme: Vec::new(),
            venue: None,
        };
        self.store.execute(&self.actor, format!("plan/{serial}"), plan).await?;
        let class = ClassId::of_serial(serial);
        self.store.execute(&self.actor, format!("open/{serial}"), OpenClass { class }).await?;
        Ok(class)
    }
}
