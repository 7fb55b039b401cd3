//! A small bureau for the tests of this crate: commands go in, live register rows come out.

use std::collections::BTreeMap;

use nc_kernel::personal::Commitment;
use nc_kernel::{Actor, Aggregate, Change, Day, Entry, Micros, PersonId, Recorded, Refused, SeededIds, States, UnitPath};
use nc_people::command::{Command, Ctx, Decision};
use nc_people::directory::{Directory, LeaveKind, MemberKind, UnitKind};
use nc_people::fact::{LeaveApproved, PersonRegistered, UnitEstablished};

use crate::branch::Roll;
use crate::study::{Meeting, Run, Topic};

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn unit(text: &str) -> UnitPath {
    UnitPath::parse(text).unwrap()
}

pub(crate) fn p(n: i64) -> PersonId {
    PersonId(n)
}

/// Units `/1506/`, `/1506/a/`, `/1506/b/`; police 1-9 in a, 11-19 in b; auxiliaries 21-24 in a. It is 1 December 2025.
pub(crate) struct World {
    pub directory: Directory,
    pub states: States,
    pub now: Micros,
    pub live: BTreeMap<(&'static str, String), Entry>,
    ids: SeededIds,
    seq: u64,
}

impl World {
    pub fn new() -> Self {
        let mut world = Self {
            directory: Directory::default(),
            states: States::default(),
            now: Micros::at(day("2025-12-01"), 9, 0),
            live: BTreeMap::new(),
            ids: SeededIds::new(1),
            seq: 0,
        };
        for (path, kind) in [("/1506/", UnitKind::Bureau), ("/1506/a/", UnitKind::Banner), ("/1506/b/", UnitKind::Banner)] {
            let body = UnitEstablished { from: day("2000-01-01"), kind, name_en: path.into(), name_zh: path.into(), path: unit(path) };
            world.people(nc_people::Fact::UnitEstablished(body));
        }
        for (people, path, kind) in [
            (1..=9, "/1506/a/", MemberKind::Police),
            (11..=19, "/1506/b/", MemberKind::Police),
            (21..=24, "/1506/a/", MemberKind::Auxiliary),
        ] {
            people.for_each(|n| world.register(n, path, kind));
        }
        world
    }

    pub fn register(&mut self, n: i64, path: &str, kind: MemberKind) {
        let none = Commitment(String::new());
        self.people(nc_people::Fact::PersonRegistered(PersonRegistered {
            from: day("2010-01-01"),
            id_number: none.clone(),
            kind,
            name: none.clone(),
            person: p(n),
            police_number: none,
            unit: unit(path),
        }));
    }

    pub fn leave(&mut self, n: i64, from: &str, to: &str) {
        let body = LeaveApproved { from: day(from), kind: LeaveKind::Annual, person: p(n), to: day(to) };
        self.people(nc_people::Fact::LeaveApproved(body));
    }

    fn people(&mut self, fact: nc_people::Fact) {
        self.seq += 1;
        let recorded = Recorded {
            seq: self.seq,
            recorded_at: self.now,
            happened_on: self.now.day(),
            unit: unit("/1506/"),
            actor: Actor::SYSTEM,
            fact,
        };
        self.directory.fold(&recorded);
    }

    /// From now on it is `text`, nine in the morning.
    pub fn on(&mut self, text: &str) -> &mut Self {
        self.now = Micros::at(day(text), 9, 0);
        self
    }

    /// Runs a command as the store does: load, decide, append, project.
    pub fn run<C: Command>(&mut self, command: &C) -> Result<Decision, Refused> {
        for need in command.needs() {
            if self.states.any(&need.stream).is_none() {
                self.states.insert(need.stream, (need.empty)());
            }
        }
        let mut ctx = Ctx { actor: &Actor::SYSTEM, now: self.now, ids: &mut self.ids, directory: &self.directory };
        let decision = command.decide(&self.states, &mut ctx)?;
        assert!(decision.facts.is_empty() || !command.asks(&self.states).is_empty(), "{} asks for nothing", C::NAME);
        for draft in &decision.facts {
            self.seq += 1;
            let stored = Recorded {
                seq: self.seq,
                recorded_at: self.now,
                happened_on: draft.happened_on,
                unit: draft.unit.clone(),
                actor: Actor::SYSTEM,
                fact: (draft.kind, draft.body.as_str()),
            };
            let state = self.states.any_mut(&draft.stream).expect("a command writes to streams it needs");
            let mut changes = Vec::new();
            state.take(&stored, Some(&mut changes)).unwrap();
            self.project(changes);
        }
        Ok(decision)
    }

    fn project(&mut self, changes: Vec<Change>) {
        for change in changes {
            let key = (change.entry().register, change.entry().key.clone());
            match change {
                Change::Add(entry) => assert_eq!(self.live.insert(key, entry), None, "added twice"),
                Change::Remove(entry) => assert_eq!(self.live.remove(&key), Some(entry), "removes what was added"),
            }
        }
    }

    /// Must be done.
    pub fn done<C: Command>(&mut self, command: &C) -> Decision {
        self.run(command).unwrap_or_else(|refused| panic!("{}: {refused}", C::NAME))
    }

    /// Must be refused: the codes and places.
    pub fn refused<C: Command>(&mut self, command: &C) -> Vec<(&'static str, String)> {
        let refused = self.run(command).expect_err("was not refused");
        refused.0.into_iter().map(|r| (r.rule.code, r.place.unwrap_or_default())).collect()
    }

    pub fn rows(&self, register: &str) -> Vec<&Entry> {
        self.live.values().filter(|e| e.register == register).collect()
    }

    /// Every entry the states stand for, computed from scratch.
    pub fn recomputed(&self, runs: &[&str], topics: &[&str], meetings: &[&str]) -> BTreeMap<(&'static str, String), Entry> {
        use crate::study::{MeetingId, RunId, TopicId};
        let roll = self.states.only::<Roll>().map(Roll::entries).unwrap_or_default();
        let runs = runs.iter().filter_map(|s| self.states.get::<Run>(RunId::of_serial(s))).flat_map(Run::entries);
        let topics = topics.iter().filter_map(|s| self.states.get::<Topic>(TopicId::of_serial(s))).flat_map(Topic::entries);
        let meetings = meetings.iter().filter_map(|s| self.states.get::<Meeting>(MeetingId::of_serial(s))).flat_map(Meeting::entries);
        roll.into_iter().chain(runs).chain(topics).chain(meetings).map(|e| ((e.register, e.key.clone()), e)).collect()
    }
}
