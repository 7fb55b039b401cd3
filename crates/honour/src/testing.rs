//! A small bureau for the tests of this crate: commands go in, live register rows come out.

use std::collections::BTreeMap;

use nc_kernel::document::{BlobId, Media};
use nc_kernel::personal::Commitment;
use nc_kernel::states::empty;
use nc_kernel::{
    Actor, Aggregate, Change, Day, Document, Entry, FactBody, Micros, PersonId, Recorded, Refused, SeededIds, States, StreamId, UnitPath,
    UserId,
};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::directory::{Directory, MemberKind, UnitKind};
use nc_people::fact::{PersonRegistered, UnitEstablished, UserCreated};

use crate::culture::{Bulletin, Event};
use crate::role_model::RoleModel;
use crate::roll::Roll;

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn unit(text: &str) -> UnitPath {
    UnitPath::parse(text).unwrap()
}

pub(crate) fn p(n: i64) -> PersonId {
    PersonId(n)
}

/// A paper that says so.
pub(crate) fn paper(text: &str) -> Document {
    Document { media: Media::Text, name: "通报".into(), number: None, sha256: BlobId::of(text.as_bytes()), size: text.len() as u64 }
}

pub(crate) const RECORDER: Actor = Actor { user: UserId(1) };
pub(crate) const POLITICAL: Actor = Actor { user: UserId(2) };
/// Another account of the person behind [`RECORDER`].
pub(crate) const RECORDER_AGAIN: Actor = Actor { user: UserId(3) };

/// Units `/1506/`, `/1506/a/`, `/1506/b/`; police 1-9 in a, 11-19 in b. It is 1 December 2025.
pub(crate) struct World {
    pub states: States,
    pub now: Micros,
    pub live: BTreeMap<(&'static str, String), Entry>,
    ids: SeededIds,
    seq: u64,
}

impl World {
    pub fn new() -> Self {
        let mut world = Self {
            states: States::default(),
            now: Micros::at(day("2025-12-01"), 9, 0),
            live: BTreeMap::new(),
            ids: SeededIds::new(1),
            seq: 0,
        };
        world.states.insert(StreamId::only(Directory::FAMILY), empty::<Directory>());
        for (path, kind, name) in [
            ("/1506/", UnitKind::Bureau, "某市公安局"),
            ("/1506/a/", UnitKind::Banner, "甲旗公安局"),
            ("/1506/b/", UnitKind::Banner, "乙旗公安局"),
        ] {
            let body = UnitEstablished { from: day("2000-01-01"), kind, name_en: path.into(), name_zh: name.into(), path: unit(path) };
            world.people(&nc_people::Fact::UnitEstablished(body));
        }
        for (people, path) in [(1..=9, "/1506/a/"), (11..=19, "/1506/b/")] {
            people.for_each(|n| world.register(n, path));
        }
        for (user, person) in [(RECORDER, Some(1)), (POLITICAL, None), (RECORDER_AGAIN, Some(1))] {
            world.people(&nc_people::Fact::UserCreated(UserCreated { person: person.map(PersonId), user: user.user }));
        }
        world
    }

    fn register(&mut self, n: i64, path: &str) {
        let none = Commitment(String::new());
        self.people(&nc_people::Fact::PersonRegistered(PersonRegistered {
            from: day("2010-01-01"),
            id_number: none.clone(),
            kind: MemberKind::Police,
            name: none.clone(),
            person: p(n),
            police_number: none,
            unit: unit(path),
        }));
    }

    fn people(&mut self, fact: &nc_people::Fact) {
        let body = fact.body().unwrap();
        self.append(&StreamId::only(Directory::FAMILY), day("2010-01-01"), &unit("/1506/"), &Actor::SYSTEM, (fact.kind(), &body));
    }

    fn append(&mut self, stream: &StreamId, on: Day, unit: &UnitPath, actor: &Actor, fact: (&str, &str)) {
        self.seq += 1;
        let stored = Recorded { seq: self.seq, recorded_at: self.now, happened_on: on, unit: unit.clone(), actor: actor.clone(), fact };
        let mut changes = Vec::new();
        self.states.any_mut(stream).expect("a command writes to streams it needs").take(&stored, Some(&mut changes)).unwrap();
        for change in changes.into_iter().filter(|c| c.entry().register.starts_with("honour.")) {
            let key = (change.entry().register, change.entry().key.clone());
            match change {
                Change::Add(entry) => assert_eq!(self.live.insert(key, entry), None, "added twice"),
                Change::Remove(entry) => assert_eq!(self.live.remove(&key), Some(entry), "removes what was added"),
            }
        }
    }

    /// From now on it is `text`, nine in the morning.
    pub fn on(&mut self, text: &str) -> &mut Self {
        self.now = Micros::at(day(text), 9, 0);
        self
    }

    /// Runs a command as the store does: load, decide, append, project.
    pub fn run<C: Command>(&mut self, actor: &Actor, command: &C) -> Result<Decision, Refused> {
        for need in command.needs() {
            if self.states.any(&need.stream).is_none() {
                self.states.insert(need.stream, (need.empty)());
            }
        }
        let directory = self.states.only::<Directory>().unwrap();
        let mut ctx = Ctx { actor, now: self.now, ids: &mut self.ids, directory };
        let decision = command.decide(&self.states, &mut ctx)?;
        assert!(!self.asks(command).is_empty(), "{} asks for nothing", C::NAME);
        for draft in &decision.facts {
            self.append(&draft.stream, draft.happened_on, &draft.unit, actor, (draft.kind, &draft.body));
        }
        self.check();
        Ok(decision)
    }

    pub fn asks<C: Command>(&self, command: &C) -> Vec<(Action, UnitPath)> {
        command.asks(&self.states)
    }

    /// Must be done.
    pub fn done<C: Command>(&mut self, actor: &Actor, command: &C) -> Decision {
        self.run(actor, command).unwrap_or_else(|refused| panic!("{}: {refused}", C::NAME))
    }

    /// Must be refused: the codes and places.
    pub fn refused<C: Command>(&mut self, actor: &Actor, command: &C) -> Vec<(&'static str, String)> {
        let refused = self.run(actor, command).expect_err("was not refused");
        refused.0.into_iter().map(|r| (r.rule.code, r.place.unwrap_or_default())).collect()
    }

    /// Rows of a register, by key.
    pub fn rows(&self, register: &str) -> Vec<&Entry> {
        self.live.values().filter(|e| e.register == register).collect()
    }

    pub fn roll(&self) -> &Roll {
        self.states.only::<Roll>().unwrap()
    }

    /// What was added and removed one by one is what the states stand for.
    fn check(&self) {
        let roll = self.states.only::<Roll>().map(Roll::entries).unwrap_or_default();
        let of_roll = |e: &&Entry| {
            ["honour.award", "honour.person_award", "honour.work", "honour.work_award", "honour.project_won"].contains(&e.register)
        };
        let mut live: Vec<&Entry> = self.live.values().filter(of_roll).collect();
        let mut computed: Vec<&Entry> = roll.iter().collect();
        let key = |e: &&Entry| (e.register, e.key.clone());
        live.sort_by_key(key);
        computed.sort_by_key(key);
        assert_eq!(live, computed);
    }

    pub fn event(&self, id: crate::culture::EventId) -> &Event {
        self.states.get(id).unwrap()
    }

    pub fn bulletin(&self, name: &str) -> &Bulletin {
        self.states.get(crate::culture::BulletinId::of_serial(name)).unwrap()
    }

    pub fn model(&self, id: crate::role_model::ModelId) -> &RoleModel {
        self.states.get(id).unwrap()
    }
}
