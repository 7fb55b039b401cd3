//! Given what was recorded, when somebody wishes, then facts or a refusal.

mod access;
mod accounts;
mod catalogue;
mod history;
mod people;
mod units;

use nc_kernel::id::UserId;
use nc_kernel::personal::PersonalValue;
use nc_kernel::states::empty;
use nc_kernel::{Actor, Aggregate, Change, Day, Entry, Micros, PersonId, Recorded, Refused, SeededIds, States, StreamId, UnitPath};

use crate::access::{Role, allow};
use crate::command::{Command, Ctx, Decision};
use crate::commands::{CreateUser, EstablishUnit, GrantRole, RegisterPerson};
use crate::directory::{Directory, MemberKind, UnitKind};

pub const ROOT: &str = "/150600/";
pub const EAST: &str = "/150600/150602/";
pub const STATION: &str = "/150600/150602/01/";
pub const BASE: &str = "/150600/13/";

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn path(text: &str) -> UnitPath {
    UnitPath::parse(text).unwrap()
}

pub fn actor(n: i64) -> Actor {
    Actor { user: UserId(n) }
}

/// A bureau in memory: facts are appended as the store would, through JSON, and its registers kept.
pub struct Bureau {
    pub states: States,
    pub now: Micros,
    pub entries: Vec<Entry>,
    pub personal: Vec<PersonalValue>,
    pub bodies: Vec<(&'static str, String)>,
    ids: SeededIds,
}

impl Bureau {
    pub fn empty(today: &str) -> Self {
        let mut states = States::default();
        states.insert(StreamId::only(Directory::FAMILY), empty::<Directory>());
        Self {
            states,
            now: Micros::at(day(today), 9, 0),
            entries: Vec::new(),
            personal: Vec::new(),
            bodies: Vec::new(),
            ids: SeededIds::new(1),
        }
    }

    /// The bureau, a banner with a station, and the base, since 2020; and a political officer, user 9, for all of it.
    pub fn set_up(today: &str) -> Self {
        let mut bureau = Self::empty("2020-01-01");
        for (at, kind, zh) in [
            (ROOT, UnitKind::Bureau, "市局"),
            (EAST, UnitKind::Banner, "东胜分局"),
            (STATION, UnitKind::Station, "交通派出所"),
            (BASE, UnitKind::Base, "训练基地"),
        ] {
            bureau.ok(&unit(at, kind, zh));
        }
        bureau.user(9, Role::PoliticalOfficer, ROOT);
        bureau.now = Micros::at(day(today), 9, 0);
        bureau
    }

    pub fn directory(&self) -> &Directory {
        self.states.only().unwrap()
    }

    /// Creates a user and grants a role, as set-up does.
    pub fn user(&mut self, n: i64, role: Role, unit: &str) {
        self.ok(&CreateUser { user: Some(UserId(n)), person: None });
        self.ok(&GrantRole { user: UserId(n), role, unit: path(unit), from: self.now.day(), until: None });
    }

    /// Registers somebody; returns their pseudonym.
    pub fn person(&mut self, n: usize, unit: &str, from: &str) -> PersonId {
        self.run(&actor(9), &newcomer(n, unit, from)).unwrap();
        self.directory().people().last().unwrap().id
    }

    /// The seq of the last fact.
    pub fn last(&self) -> u64 {
        self.bodies.len() as u64 - 1
    }

    /// Runs a command of the program itself; refused in a test means the test is wrong.
    pub fn ok(&mut self, command: &impl Command) -> Decision {
        self.run(&Actor::SYSTEM, command).unwrap()
    }

    /// Runs a command of the political officer.
    pub fn officer(&mut self, command: &impl Command) -> Result<Decision, Refused> {
        self.run(&actor(9), command)
    }

    /// The codes of the refusal, empty when allowed.
    pub fn codes(&mut self, command: &impl Command) -> Vec<&'static str> {
        self.officer(command).err().map(|refused| refused.codes()).unwrap_or_default()
    }

    /// Asks, decides and appends. Whatever is refused must say so without a gap in its message.
    pub fn run(&mut self, actor: &Actor, command: &impl Command) -> Result<Decision, Refused> {
        let result = self.execute(actor, command);
        let said = match &result {
            Ok(decision) => &decision.notes,
            Err(refused) => &refused.0,
        };
        for refusal in said {
            assert!(!refusal.zh().contains('{') && !refusal.en().contains('{'), "{refusal}");
        }
        result
    }

    fn execute(&mut self, actor: &Actor, command: &impl Command) -> Result<Decision, Refused> {
        let directory = self.directory().clone();
        let asks = command.asks(&self.states);
        assert!(!asks.is_empty(), "asks nothing, so may never run");
        for (action, unit) in asks {
            allow(&directory, actor, action, &unit, self.now)?;
        }
        let mut ctx = Ctx { actor, now: self.now, ids: &mut self.ids, directory: &directory };
        let decision = command.decide(&self.states, &mut ctx)?;
        for draft in &decision.facts {
            let mut changes = Vec::new();
            let stored = Recorded {
                seq: self.bodies.len() as u64,
                recorded_at: self.now,
                happened_on: draft.happened_on,
                unit: draft.unit.clone(),
                actor: actor.clone(),
                fact: (draft.kind, draft.body.as_str()),
            };
            self.states.any_mut(&draft.stream).unwrap().take(&stored, Some(&mut changes)).unwrap();
            self.bodies.push((draft.kind, draft.body.clone()));
            self.personal.extend(draft.personal.iter().cloned());
            for change in changes {
                match change {
                    Change::Add(entry) => self.entries.push(entry),
                    Change::Remove(entry) => {
                        let at = self.entries.iter().position(|known| *known == entry).expect("what is removed must be what was added");
                        self.entries.swap_remove(at);
                    }
                }
            }
        }
        Ok(decision)
    }
}

pub fn unit(at: &str, kind: UnitKind, zh: &str) -> EstablishUnit {
    EstablishUnit { path: path(at), kind, name_zh: zh.into(), name_en: "Unit".into(), from: day("2020-01-01") }
}

/// A synthetic person: valid numbers that belong to nobody.
pub fn newcomer(n: usize, unit: &str, from: &str) -> RegisterPerson {
    let body = format!("15060219900101{n:03}");
    let check = nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap();
    RegisterPerson {
        person: None,
        name: "演示人员".into(),
        id_number: format!("{body}{check}"),
        police_number: format!("{:06}", 100_000 + n),
        kind: MemberKind::Police,
        unit: path(unit),
        from: day(from),
    }
}
