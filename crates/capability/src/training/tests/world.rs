//! A small bureau: two banners, a base, some people, a clock, and registers kept the way the store keeps them.

use std::collections::BTreeMap;

use nc_kernel::id::{PersonId, UserId};
use nc_kernel::personal::Commitment;
use nc_kernel::{Actor, Aggregate, Attr, Change, Day, Entry, FactBody, Micros, Recorded, Refused, SeededIds, States, StreamId, UnitPath};
use nc_people::command::{Command, Ctx, Decision};
use nc_people::directory::{Directory, LeaveKind, MemberKind, UnitKind};
use nc_people::fact as people;

use crate::training::command::{RecordHeld, RosterRow};
use crate::training::model::{Category, ClassId, Status};
use crate::training::state::Class;

pub const A: &str = "/150600/150602/";
pub const B: &str = "/150600/150603/";
pub const BASE: &str = "/150600/base/";

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn unit(text: &str) -> UnitPath {
    UnitPath::parse(text).unwrap()
}

/// One stored fact.
#[derive(Clone)]
pub struct Row {
    pub stream: StreamId,
    pub kind: &'static str,
    pub body: String,
    pub seq: u64,
    pub at: Micros,
    pub happened_on: Day,
    pub unit: UnitPath,
    pub actor: Actor,
}

impl Row {
    pub fn recorded(&self) -> Recorded<(&str, &str)> {
        Recorded {
            seq: self.seq,
            recorded_at: self.at,
            happened_on: self.happened_on,
            unit: self.unit.clone(),
            actor: self.actor.clone(),
            fact: (self.kind, &self.body),
        }
    }
}

pub struct World {
    pub states: States,
    pub now: Micros,
    pub log: Vec<Row>,
    pub live: BTreeMap<(&'static str, String), Entry>,
    ids: SeededIds,
    next_person: i64,
    /// Whose account gives the commands.
    pub acting: UserId,
}

impl World {
    /// A bureau with units A, B and BASE since 2020; today is 2024-06-28.
    pub fn new() -> Self {
        let mut states = States::default();
        states.insert(StreamId::only(Directory::FAMILY), nc_kernel::states::empty::<Directory>());
        let now = Micros::at(day("2024-06-28"), 10, 0);
        let mut world =
            Self { states, now, log: Vec::new(), live: BTreeMap::new(), ids: SeededIds::new(7), next_person: 1, acting: UserId(1) };
        for (path, kind) in [("/150600/", UnitKind::Bureau), (A, UnitKind::Banner), (B, UnitKind::Banner), (BASE, UnitKind::Base)] {
            let (from, path) = (day("2020-01-01"), unit(path));
            world.fact(&people::UnitEstablished { from, kind, name_en: "unit".into(), name_zh: "单位".into(), path }.into());
        }
        world
    }

    pub fn today(&mut self, text: &str) -> &mut Self {
        self.now = Micros::at(day(text), 10, 0);
        self
    }

    fn fact(&mut self, fact: &nc_people::Fact) {
        let (kind, body) = (fact.kind(), fact.body().unwrap());
        let stream = StreamId::only(Directory::FAMILY);
        let row =
            Row { stream, kind, body, seq: 0, at: self.now, happened_on: self.now.day(), unit: unit("/150600/"), actor: self.actor() };
        self.append(row);
    }

    /// Somebody who serves in `at` since 2021.
    pub fn person(&mut self, at: &str, kind: MemberKind) -> PersonId {
        let person = PersonId(self.next_person);
        self.next_person += 1;
        let none = || Commitment(String::new());
        let from = day("2021-01-01");
        let fact = people::PersonRegistered { from, id_number: none(), kind, name: none(), person, police_number: none(), unit: unit(at) };
        self.fact(&fact.into());
        person
    }

    /// An account of `person` with a role over `at`; from here on it acts.
    pub fn account_as(&mut self, person: Option<PersonId>, role: nc_people::Role, at: &str) -> UserId {
        let user = UserId(100 + self.log.len() as i64);
        self.fact(&people::UserCreated { person, user }.into());
        self.fact(&people::RoleGranted { from: day("2021-01-01"), role, unit: unit(at), until: None, user }.into());
        self.acting = user;
        user
    }

    /// The account that acts from here on.
    pub fn acts(&mut self, user: UserId) -> &mut Self {
        self.acting = user;
        self
    }

    pub fn police(&mut self, at: &str) -> PersonId {
        self.person(at, MemberKind::Police)
    }

    fn actor(&self) -> Actor {
        Actor { user: self.acting }
    }

    /// An account of its own for `person`.
    pub fn account(&mut self, person: PersonId) -> UserId {
        let user = UserId(10_000 + person.0);
        self.fact(&people::UserCreated { person: Some(person), user }.into());
        user
    }

    /// Gives `user` a role.
    pub fn grant(&mut self, user: UserId, role: nc_people::access::Role, at: &str) {
        self.fact(&people::RoleGranted { from: day("2021-01-01"), role, unit: unit(at), until: None, user }.into());
    }

    /// Lets `user` act in what is run within.
    pub fn acting<T>(&mut self, user: UserId, run: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.acting, user);
        let done = run(self);
        self.acting = before;
        done
    }

    /// Commands come from the account of `person` from now on.
    pub fn as_person(&mut self, person: PersonId) -> &mut Self {
        self.acting = UserId(1000 + person.0);
        if self.states.only::<Directory>().unwrap().user(self.acting).is_none() {
            self.fact(&people::UserCreated { person: Some(person), user: self.acting }.into());
        }
        self
    }

    pub fn left(&mut self, person: PersonId, on: &str) {
        let reason = nc_people::directory::LeavingReason::Retired;
        self.fact(&people::PersonLeft { on: day(on), person, reason }.into());
    }

    pub fn leave(&mut self, person: PersonId, from: &str, to: &str, kind: LeaveKind) {
        self.fact(&people::LeaveApproved { from: day(from), kind, person, to: day(to) }.into());
    }

    fn append(&mut self, mut row: Row) {
        row.seq = self.log.len() as u64;
        let mut changes = Vec::new();
        self.states.any_mut(&row.stream).unwrap().take(&row.recorded(), Some(&mut changes)).unwrap();
        for change in changes.into_iter().filter(|change| !change.entry().register.starts_with("people.")) {
            let key = (change.entry().register, change.entry().key.clone());
            match change {
                Change::Add(entry) => assert!(self.live.insert(key, entry).is_none(), "an entry was added twice"),
                Change::Remove(entry) => assert_eq!(self.live.remove(&key), Some(entry), "what is removed is what was added"),
            }
        }
        self.log.push(row);
    }

    /// Judges a command the way the store does; appends what it decides, or the trace it leaves when it is refused.
    pub fn run<C: Command>(&mut self, command: &C) -> Result<Decision, Refused> {
        for need in command.needs() {
            if self.states.any(&need.stream).is_none() {
                self.states.insert(need.stream, (need.empty)());
            }
        }
        assert!(!command.asks(&self.states).is_empty(), "{} asks nobody", C::NAME);
        let actor = self.actor();
        let directory = self.states.only::<Directory>().unwrap();
        let mut ctx = Ctx { actor: &actor, now: self.now, ids: &mut self.ids, directory };
        let decided = command.decide(&self.states, &mut ctx);
        let drafts = match &decided {
            Ok(decision) => decision.facts.clone(),
            Err(refused) => command.trace(&self.states, &mut ctx, refused),
        };
        for draft in drafts {
            if self.states.any(&draft.stream).is_none() {
                self.states.insert(draft.stream.clone(), nc_kernel::states::empty::<Class>());
            }
            let (stream, kind, body) = (draft.stream, draft.kind, draft.body);
            self.append(Row {
                stream,
                kind,
                body,
                seq: 0,
                at: self.now,
                happened_on: draft.happened_on,
                unit: draft.unit,
                actor: self.actor(),
            });
        }
        decided
    }

    /// The codes and places of the refusal.
    pub fn refused<C: Command>(&mut self, command: &C) -> Vec<(&'static str, String)> {
        let refused = self.run(command).unwrap_err();
        assert!(!refused.0.is_empty(), "a refusal says why");
        refused.0.iter().map(|refusal| (refusal.rule.code, refusal.place.clone().unwrap_or_default())).collect()
    }

    pub fn class(&self, id: ClassId) -> &Class {
        self.states.get::<Class>(id).unwrap()
    }

    /// Live entries of a register.
    pub fn entries(&self, register: &str) -> Vec<&Entry> {
        self.live.values().filter(|entry| entry.register == register).collect()
    }

    /// Live runs and attendances.
    pub fn counts(&self) -> (usize, usize) {
        (self.entries("training.run").len(), self.entries("training.attendance").len())
    }
}

pub fn attr<'a>(entry: &'a Entry, name: &str) -> &'a Attr {
    &entry.attrs[name]
}

pub fn present(people: &[PersonId]) -> Vec<RosterRow> {
    people.iter().map(|person| RosterRow::new(*person, Status::Present)).collect()
}

/// A held class with serial number, so that its id is known.
pub fn held(serial: &str, on: &str, organisers: &[&str], people: &[PersonId]) -> RecordHeld {
    RecordHeld {
        title: "警务实战训练".into(),
        category: Category::Drill,
        held_on: day(on),
        organisers: organisers.iter().map(|path| unit(path)).collect(),
        roster: present(people),
        credit_minutes: Some(240),
        ends_on: None,
        serial: Some(serial.into()),
        host: None,
        theme: Vec::new(),
        pass_line: None,
        plan_item: None,
        venue: None,
    }
}
