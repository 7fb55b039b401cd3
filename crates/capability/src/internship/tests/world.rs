//! A bureau with two stations and a banner, officers with accounts, and a batch of a school; registers kept as the store keeps them.

use std::collections::BTreeMap;

use nc_kernel::document::{BlobId, Media};
use nc_kernel::personal::{Commitment, PersonalValue};
use nc_kernel::states::{AnyState, empty};
use nc_kernel::{
    Actor, Aggregate, Change, Day, Document, Entry, FactBody, Micros, PersonId, Recorded, Refused, SeededIds, States, StreamId, UnitPath,
    UserId,
};
use nc_people::access::{Action, Role, allow};
use nc_people::command::{Command, Ctx, Decision};
use nc_people::directory::{Directory, MemberKind, UnitKind};
use nc_people::fact as people;

use crate::internship::command::*;
use crate::internship::model::*;
use crate::internship::state::{Batch, Book, MentorAward, Placement};

pub const TOP: &str = "/150600/";
pub const A: &str = "/150600/a/";
pub const B: &str = "/150600/b/";
pub const SERIAL: &str = "2024-春";
/// The political department's clerk: may plan, record and correct everywhere.
pub const CLERK: Actor = Actor { user: UserId(1) };
/// Another officer of the political department.
pub const CHIEF: Actor = Actor { user: UserId(2) };
/// Records for unit A.
pub const RECORDER: Actor = Actor { user: UserId(3) };

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn unit(text: &str) -> UnitPath {
    UnitPath::parse(text).unwrap()
}

pub fn paper(name: &str) -> Document {
    Document { media: Media::Text, name: name.into(), number: None, sha256: BlobId::of(name.as_bytes()), size: name.len() as u64 }
}

/// A valid citizen number, the `n`-th.
pub fn citizen(n: usize) -> String {
    let body = format!("1506022003{:02}{:02}{:03}", n / 28 % 12 + 1, n % 28 + 1, n % 1_000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

pub fn student(n: usize) -> NewStudent {
    NewStudent {
        person: None,
        name: format!("欧阳{}", ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'][n % 10]),
        id_number: citizen(n),
    }
}

pub struct World {
    pub states: States,
    pub now: Micros,
    pub live: BTreeMap<(&'static str, String), Entry>,
    pub personal: Vec<PersonalValue>,
    pub bodies: Vec<String>,
    ids: SeededIds,
    seq: u64,
    next: i64,
}

fn empty_of(family: &str) -> Box<dyn AnyState> {
    match family {
        Batch::FAMILY => empty::<Batch>(),
        Placement::FAMILY => empty::<Placement>(),
        Book::FAMILY => empty::<Book>(),
        MentorAward::FAMILY => empty::<MentorAward>(),
        Directory::FAMILY => empty::<Directory>(),
        other => panic!("no state for {other}"),
    }
}

impl World {
    /// Today is 2024-03-01.
    pub fn new() -> Self {
        let mut world = Self {
            states: States::default(),
            now: Micros::at(day("2024-03-01"), 9, 0),
            live: BTreeMap::new(),
            personal: Vec::new(),
            bodies: Vec::new(),
            ids: SeededIds::new(3),
            seq: 0,
            next: 100,
        };
        for (path, kind) in [(TOP, UnitKind::Bureau), (A, UnitKind::Banner), (B, UnitKind::Banner)] {
            let (from, path) = (day("2020-01-01"), unit(path));
            world.directory(&people::UnitEstablished { from, kind, name_en: "unit".into(), name_zh: "单位".into(), path }.into());
        }
        for (actor, role, at) in [(CLERK, Role::PoliticalOfficer, TOP), (CHIEF, Role::PoliticalOfficer, TOP), (RECORDER, Role::Recorder, A)]
        {
            world.account(&actor, None, role, at);
        }
        world
    }

    /// With the batch open: 2024-03-01 through 2024-06-30, two students a mentor, 30 days.
    pub fn with_batch() -> Self {
        let mut world = Self::new();
        world.ok(&CLERK, &open());
        world
    }

    pub fn today(&mut self, text: &str) -> &mut Self {
        self.now = Micros::at(day(text), 10, 0);
        self
    }

    fn directory(&mut self, fact: &nc_people::Fact) {
        let (kind, body) = (fact.kind(), fact.body().unwrap());
        self.append(&StreamId::only(Directory::FAMILY), kind, body, self.now.day(), unit(TOP), CLERK);
    }

    /// An account with a role.
    pub fn account(&mut self, actor: &Actor, person: Option<PersonId>, role: Role, at: &str) {
        self.directory(&people::UserCreated { person, user: actor.user }.into());
        self.directory(&people::RoleGranted { from: day("2020-01-01"), role, unit: unit(at), until: None, user: actor.user }.into());
    }

    /// Somebody who serves in `at`, with an account.
    pub fn officer(&mut self, at: &str) -> (PersonId, Actor) {
        self.next += 1;
        let (person, actor) = (PersonId(self.next), Actor { user: UserId(self.next) });
        let none = || Commitment(String::new());
        let (from, kind) = (day("2021-01-01"), MemberKind::Police);
        let fact = people::PersonRegistered { from, id_number: none(), kind, name: none(), person, police_number: none(), unit: unit(at) };
        self.directory(&fact.into());
        self.account(&actor, Some(person), Role::Officer, at);
        (person, actor)
    }

    pub fn left(&mut self, person: PersonId, on: &str) {
        let reason = nc_people::LeavingReason::Retired;
        self.directory(&people::PersonLeft { on: day(on), person, reason }.into());
    }

    fn append(&mut self, stream: &StreamId, kind: &'static str, body: String, on: Day, unit: UnitPath, actor: Actor) {
        if self.states.any(stream).is_none() {
            self.states.insert(stream.clone(), empty_of(stream.family()));
        }
        let fact = (kind, body.as_str());
        let recorded = Recorded { seq: self.seq, recorded_at: self.now, happened_on: on, unit, actor, fact };
        let mut changes = Vec::new();
        self.states.any_mut(stream).unwrap().take(&recorded, Some(&mut changes)).unwrap();
        for change in changes.into_iter().filter(|change| !change.entry().register.starts_with("people.")) {
            let key = (change.entry().register, change.entry().key.clone());
            match change {
                Change::Add(entry) => assert!(self.live.insert(key, entry).is_none(), "an entry was added twice"),
                Change::Remove(entry) => assert_eq!(self.live.remove(&key), Some(entry), "what is removed is what was added"),
            }
        }
        self.bodies.push(body);
        self.seq += 1;
    }

    /// Asks the policy, judges and appends, as the store does.
    pub fn run<C: Command>(&mut self, actor: &Actor, command: &C) -> Result<Decision, Refused> {
        for need in command.needs() {
            if self.states.any(&need.stream).is_none() {
                self.states.insert(need.stream, (need.empty)());
            }
        }
        let asks = command.asks(&self.states);
        assert!(!asks.is_empty(), "{} asks nobody", C::NAME);
        let directory = self.states.only::<Directory>().unwrap();
        for (action, unit) in asks {
            allow(directory, actor, action, &unit, self.now).map_err(Refused::from)?;
        }
        let mut ctx = Ctx { actor, now: self.now, ids: &mut self.ids, directory };
        let decision = command.decide(&self.states, &mut ctx)?;
        for draft in decision.facts.clone() {
            self.personal.extend(draft.personal);
            self.append(&draft.stream, draft.kind, draft.body, draft.happened_on, draft.unit, actor.clone());
        }
        Ok(decision)
    }

    pub fn ok<C: Command>(&mut self, actor: &Actor, command: &C) -> Decision {
        match self.run(actor, command) {
            Ok(decision) => decision,
            Err(refused) => panic!("{}: {refused:?}", C::NAME),
        }
    }

    /// The codes and places of the refusal.
    pub fn refused<C: Command>(&mut self, actor: &Actor, command: &C) -> Vec<(&'static str, String)> {
        let refused = self.run(actor, command).unwrap_err();
        refused.0.iter().map(|refusal| (refusal.rule.code, refusal.place.clone().unwrap_or_default())).collect()
    }

    /// Enters new students; their placements in order.
    pub fn enter(&mut self, students: &[NewStudent]) -> Vec<(PersonId, PlacementId)> {
        let decision = self.ok(&CLERK, &EnterStudents { batch: batch(), students: students.to_vec() });
        let entered = decision.facts.iter().filter(|fact| fact.kind == "internship.requested.v1");
        entered
            .map(|fact| {
                let body: crate::internship::fact::Requested = serde_json::from_str(&fact.body).unwrap();
                (body.person, body.placement)
            })
            .collect()
    }

    /// A student at work in A since 2024-03-04 until 2024-06-21, under `mentor`.
    pub fn at_work(&mut self, n: usize, mentor: PersonId) -> (PersonId, PlacementId) {
        let (person, placement) = self.enter(&[student(n)])[0];
        self.ok(&CLERK, &AllocatePlacement { placement, batch: batch(), seat: seat(A, &[mentor]) });
        self.today("2024-03-04");
        self.ok(&RECORDER, &ConfirmArrival { placement, arrived_on: day("2024-03-04") });
        self.ok(&RECORDER, &StartWork { placement, started_on: day("2024-03-04"), undertaking: "承诺〔2024〕1号".into() });
        (person, placement)
    }

    /// The three evaluations, as papers.
    pub fn evaluate(&mut self, placement: PlacementId, on: &str) {
        for (actor, side) in [(RECORDER, Side::Mentor), (RECORDER, Side::Unit), (CLERK, Side::School)] {
            let document = Some(paper("实习鉴定表"));
            self.ok(&actor, &EvaluateIntern { placement, side, level: Level::Good, evaluated_on: day(on), document });
        }
    }

    pub fn placement(&self, id: PlacementId) -> &Placement {
        self.states.get::<Placement>(id).unwrap()
    }

    pub fn batch(&self) -> &Batch {
        self.states.get::<Batch>(batch()).unwrap()
    }

    pub fn people(&self) -> &Directory {
        self.states.only().unwrap()
    }

    pub fn entries(&self, register: &str) -> Vec<&Entry> {
        self.live.values().filter(|entry| entry.register == register).collect()
    }

    /// Whether an account may do something somewhere now.
    pub fn may(&self, actor: &Actor, action: Action, at: &str) -> bool {
        allow(self.people(), actor, action, &unit(at), self.now).is_ok()
    }
}

pub fn batch() -> BatchId {
    BatchId::of_serial(SERIAL)
}

pub fn open() -> OpenBatch {
    OpenBatch {
        serial: SERIAL.into(),
        title: "2024年春季毕业实习".into(),
        school: "某警察学院".into(),
        major: "治安学".into(),
        unit: unit(TOP),
        from: day("2024-03-01"),
        to: day("2024-06-30"),
        weeks: 16,
        competencies: ["接处警", "社区警务", "案卷制作", "现场勘查", "巡逻防控"].map(String::from).to_vec(),
        load_cap: 2,
        minimum_days: 30,
        agreement: paper("校局合作协议"),
    }
}

pub fn seat(host: &str, mentors: &[PersonId]) -> Seat {
    Seat {
        host: unit(host),
        post: "社区民警助理".into(),
        mentors: mentors.to_vec(),
        from: day("2024-03-04"),
        to: day("2024-06-21"),
        over: None,
    }
}

impl World {
    /// As [`World::at_work`], allotted and arrived on one day.
    pub fn at_work_of_day(&mut self, on: &str, n: usize, mentor: PersonId) -> (PersonId, PlacementId) {
        self.today(on);
        let (person, placement) = self.enter(&[student(n)])[0];
        let seat = Seat { from: day(on), ..seat(A, &[mentor]) };
        self.ok(&CLERK, &AllocatePlacement { placement, batch: batch(), seat });
        self.ok(&RECORDER, &ConfirmArrival { placement, arrived_on: day(on) });
        self.ok(&RECORDER, &StartWork { placement, started_on: day(on), undertaking: "承诺〔2024〕2号".into() });
        (person, placement)
    }
}
