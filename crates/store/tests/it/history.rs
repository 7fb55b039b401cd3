//! A long life of the bureau, drawn from a seed: everything that can be asked, in season and out of season.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use nc_capability::training::command as class_commands;
use nc_capability::training::command::RosterRow;
use nc_capability::training::{Category, Class, ClassId, Status as Mark};
use nc_figures::Definition;
use nc_kernel::{Day, IdGen, Micros, Period, PersonId, SeededIds, UnitPath};
use nc_organisation::branch::{BranchId, DissolveBranch, FormBranch, JoinBranch, LeaveBranch};
use nc_organisation::study::{self, ClassHours, Line, MeetingId, Run, RunId, RunKind, SourceId, Status, TopicId};
use nc_people::command::Command;
use nc_people::commands::{ChangeKind, CorrectRecord, LeaveService, RegisterPerson, ReturnToService, TransferPerson, WithdrawRecord};
use nc_people::{Directory, LeavingReason, MemberKind};
use nc_store::{Question, StoreError};
use serde::Serialize;

use crate::bureau::{Bureau, Newcomer, OFFICER, UNITS, unit};
use crate::replay::Replay;

/// Chance, the same for the same seed.
pub struct Dice(SeededIds);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(SeededIds::new(seed))
    }

    /// From 0 up to but not including `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % n as u64).unwrap()
    }

    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { Some(of[self.below(of.len())].clone()) }
    }

    fn some<T: Clone>(&mut self, of: &[T], most: usize) -> Vec<T> {
        let mut chosen: Vec<T> = of.iter().filter(|_| self.once_in(3)).cloned().collect();
        chosen.truncate(most.max(1));
        if chosen.is_empty() { self.one(of).into_iter().collect() } else { chosen }
    }

    pub fn unit(&mut self) -> UnitPath {
        unit(UNITS[self.below(UNITS.len())].0)
    }

    /// Any question about one of `definitions` and the days around `since`..`until`.
    pub fn question(&mut self, definition: &Definition, since: Day, until: Day) -> Question {
        let length = usize::try_from(until.days_since(since)).unwrap();
        let any = |dice: &mut Self, beyond: usize| since.plus_days(dice.below(length + beyond) as i64 - beyond as i64 / 2);
        let period = match self.below(6) {
            0 => Period::up_to(any(self, 40)),
            1 => Period::new(any(self, 0).first_of_year(), any(self, 0).last_of_year()),
            2 => Period::new(any(self, 0).first_of_month(), any(self, 0).last_of_month()),
            _ => Period::new(any(self, 40), any(self, 40)),
        };
        let known_on = self.once_in(3).then(|| any(self, 10));
        Question { definition: definition.clone(), unit: self.unit(), period, known_on }
    }
}

/// A command by name, as the API takes it.
struct Wish {
    name: &'static str,
    input: serde_json::Value,
}

fn wish<C: Command + Serialize>(command: &C) -> Wish {
    Wish { name: C::NAME, input: serde_json::to_value(command).unwrap() }
}

/// What has happened so far.
pub struct History {
    pub dice: Dice,
    pub replay: Replay,
    pub today: Day,
    /// How often each command went through.
    pub accepted: BTreeMap<&'static str, u32>,
    people: Vec<PersonId>,
    classes: Vec<ClassId>,
    runs: Vec<RunId>,
    sources: Vec<SourceId>,
    meetings: Vec<MeetingId>,
    topics: Vec<TopicId>,
    branches: Vec<BranchId>,
    count: usize,
}

impl History {
    /// The life of `bureau` from the day its clock shows.
    pub async fn of(bureau: &Bureau, seed: u64) -> Self {
        Self {
            dice: Dice::new(seed),
            replay: Replay::of(&bureau.url).await,
            today: bureau.store.now().day(),
            accepted: BTreeMap::new(),
            people: bureau.people.iter().map(|p| p.id).collect(),
            classes: Vec::new(),
            runs: Vec::new(),
            sources: Vec::new(),
            meetings: Vec::new(),
            topics: Vec::new(),
            branches: Vec::new(),
            count: 0,
        }
    }

    /// Lets `steps` working days pass, with a few wishes each; some are refused, as in life.
    pub async fn pass(&mut self, bureau: &Bureau, steps: usize) {
        for _ in 0..steps {
            self.today = self.today.plus_days(1 + self.dice.below(4) as i64);
            bureau.clock.set(Micros::at(self.today, 8 + self.dice.below(10) as i64, self.dice.below(60) as i64));
            let wishes: Vec<Wish> = (0..4).flat_map(|_| self.wishes()).collect();
            if self.dice.once_in(2) {
                // At once, so that they share a commit.
                let sent = wishes.iter().map(|w| bureau.store.execute_named(&OFFICER, bureau.key(), w.name, w.input.clone()));
                for (w, answer) in wishes.iter().zip(join_all(sent).await) {
                    self.judge(w, answer.err());
                }
            } else {
                for w in &wishes {
                    let answer = bureau.store.execute_named(&OFFICER, bureau.key(), w.name, w.input.clone()).await;
                    self.judge(w, answer.err());
                }
            }
            self.replay.catch_up(&bureau.url).await;
        }
    }

    fn judge(&mut self, wish: &Wish, fault: Option<StoreError>) {
        match fault {
            None => *self.accepted.entry(wish.name).or_default() += 1,
            Some(StoreError::Refused(_)) => {}
            Some(fault) => panic!("{} {}: {fault}", wish.name, wish.input),
        }
    }

    fn serial(&mut self) -> String {
        self.count += 1;
        format!("S-{}", self.count)
    }

    /// A day of the last weeks.
    fn lately(&mut self) -> Day {
        self.today.minus_days(self.dice.below(25) as i64)
    }

    fn wishes(&mut self) -> Vec<Wish> {
        match self.dice.below(24) {
            0..=3 => self.hold_class(),
            4..=6 => self.hold_run(),
            7 => self.step_by_step_class(),
            8 => self.step_by_step_run(),
            9 | 10 => self.correct_class(),
            11 | 12 => self.correct_run(),
            13 | 14 => self.cancel(),
            15..=17 => self.service(),
            18 | 19 => self.branch(),
            20 | 21 => self.meeting(),
            _ => self.topic(),
        }
    }

    fn organisers(&mut self) -> Vec<UnitPath> {
        let mut organisers = vec![self.dice.unit()];
        while self.dice.once_in(3) {
            let another = self.dice.unit();
            if !organisers.contains(&another) {
                organisers.push(another);
            }
        }
        organisers
    }

    fn hold_class(&mut self) -> Vec<Wish> {
        let (serial, held_on) = (self.serial(), self.lately());
        let people = self.dice.some(&self.people.clone(), 9);
        let assessed = self.dice.once_in(2);
        let roster = people
            .into_iter()
            .map(|person| {
                let status = self.dice.one(Mark::ALL).unwrap();
                let score = (assessed && status.attends()).then(|| u32::try_from(self.dice.below(10_000)).unwrap());
                let credit_minutes = (status.attends() && self.dice.once_in(4)).then_some(30);
                RosterRow { score, credit_minutes, ..RosterRow::new(person, status) }
            })
            .collect();
        self.classes.push(ClassId::of_serial(&serial));
        vec![wish(&class_commands::RecordHeld {
            title: "训练".into(),
            category: self.dice.one(Category::ALL).unwrap(),
            held_on,
            organisers: self.organisers(),
            roster,
            credit_minutes: self.dice.one(&[Some(90), Some(240), None]).unwrap(),
            ends_on: self.dice.once_in(3).then(|| held_on.plus_days(2)),
            serial: Some(serial),
            host: self.dice.once_in(2).then(|| self.dice.unit()),
            theme: self.dice.one(&[vec![], vec!["political".to_owned()], vec!["law".to_owned(), "political".to_owned()]]).unwrap(),
            pass_line: assessed.then_some(6_000),
            plan_item: None,
            venue: None,
        })]
    }

    fn lines(&mut self, people: Vec<PersonId>) -> Vec<Line> {
        let mut line = |person| {
            let status = self.dice.one(&[Status::Present, Status::Present, Status::Late, Status::Absent, Status::Leave]).unwrap();
            let leave = (status == Status::Leave).then_some(study::LeaveClass::Duty);
            Line { leave, ..Line::of(person, status) }
        };
        people.into_iter().map(&mut line).collect()
    }

    fn hold_run(&mut self) -> Vec<Wish> {
        let (serial, starts_on) = (self.serial(), self.lately());
        let people = self.dice.some(&self.people.clone(), 9);
        let sittings: Vec<Day> = (0..self.dice.below(4)).map(|n| starts_on.plus_days(n as i64)).collect();
        self.runs.push(RunId::of_serial(&serial));
        vec![wish(&study::RecordHeld {
            kind: self.dice.one(RunKind::ALL).unwrap(),
            title: "轮训".into(),
            starts_on,
            ends_on: sittings.last().copied(),
            organisers: self.organisers(),
            roster: self.lines(people),
            hours: self.dice.one(&[ClassHours::HalfDays(1), ClassHours::FullDays(1), ClassHours::Minutes(100)]).unwrap(),
            cites: Vec::new(),
            host: self.dice.once_in(3).then(|| self.dice.unit()),
            reason: None,
            serial: Some(serial),
            sittings,
            source: study::RowSource::Recorder,
        })]
    }

    fn step_by_step_class(&mut self) -> Vec<Wish> {
        let (serial, on) = (self.serial(), self.lately());
        let class = ClassId::of_serial(&serial);
        self.classes.push(class);
        let roster = self.dice.some(&self.people.clone(), 6).into_iter().map(|p| RosterRow::new(p, Mark::Present)).collect();
        let plan = class_commands::PlanClass {
            serial,
            title: "训练".into(),
            category: Category::Drill,
            starts_on: on,
            ends_on: None,
            organisers: self.organisers(),
            credit_minutes: 120,
            host: None,
            capacity: None,
            cut_off: None,
            pass_line: Some(6_000),
            plan_item: None,
            theme: Vec::new(),
            venue: None,
        };
        let mark = class_commands::MarkAttendance { class, roster, method: nc_capability::training::Method::Roster };
        let open = class_commands::OpenClass { class };
        vec![wish(&plan), wish(&open), wish(&mark), wish(&class_commands::CloseClass { class })]
    }

    fn step_by_step_run(&mut self) -> Vec<Wish> {
        let (serial, on) = (self.serial(), self.lately());
        let run = RunId::of_serial(&serial);
        self.runs.push(run);
        let people = self.dice.some(&self.people.clone(), 6);
        let plan = study::PlanRun {
            serial,
            kind: RunKind::Rotation,
            title: "轮训".into(),
            starts_on: on,
            ends_on: on,
            organisers: self.organisers(),
            host: None,
            cites: Vec::new(),
            hours: Some(ClassHours::HalfDays(1)),
            reason: None,
        };
        let mark = study::MarkAttendance { run, roster: self.lines(people), source: study::RowSource::Recorder };
        let open = study::OpenRun { run, opened_on: on };
        let sitting = study::HoldSitting { run, held_on: on, hours: ClassHours::Minutes(60) };
        vec![wish(&plan), wish(&open), wish(&sitting), wish(&mark), wish(&study::CloseRun { run, ends_on: None })]
    }

    fn correct_class(&mut self) -> Vec<Wish> {
        let Some(class) = self.dice.one(&self.classes.clone()) else { return Vec::new() };
        let Some(state) = self.replay.states.get::<Class>(class) else { return Vec::new() };
        let marks = state.marks().to_vec();
        let closed_line = state.head().and_then(|head| head.pass_line);
        let Some(mark) = self.dice.one(&marks) else { return Vec::new() };
        let (reason, authority) = ("核对名册".to_owned(), "政治部".to_owned());
        let attempt = state_attempt(state, mark.person);
        if closed_line.is_some() && self.dice.once_in(2) {
            let score = u32::try_from(self.dice.below(10_000)).unwrap();
            let kind = nc_capability::training::Kind::Overall;
            let (corrects, person) = (attempt, mark.person);
            return vec![wish(&class_commands::CorrectScore { class, person, kind, corrects, score, pass_line: None, reason, authority })];
        }
        if !mark.value.status.attends() && self.dice.once_in(2) {
            let roster = vec![RosterRow { made_up_on: Some(self.today), ..RosterRow::new(mark.person, Mark::MakeUp) }];
            return vec![wish(&class_commands::MarkAttendance { class, roster, method: nc_capability::training::Method::Roster })];
        }
        let left_off = self.dice.once_in(3).then(|| self.dice.one(&self.people.clone()).unwrap());
        vec![wish(&class_commands::CorrectMark {
            class,
            person: left_off.unwrap_or(mark.person),
            corrects: left_off.is_none().then_some(mark.seq),
            status: self.dice.one(Mark::ALL).unwrap(),
            credit_minutes: None,
            sittings: None,
            reason,
            authority,
        })]
    }

    fn correct_run(&mut self) -> Vec<Wish> {
        let Some(run) = self.dice.one(&self.runs.clone()) else { return Vec::new() };
        let Some(state) = self.replay.states.get::<Run>(run) else { return Vec::new() };
        let marks: Vec<(PersonId, bool)> = state.marks().map(|m| (m.body.person, m.body.status.missed())).collect();
        let Some((person, missed)) = self.dice.one(&marks) else { return Vec::new() };
        if missed && self.dice.once_in(2) {
            let roster = vec![Line { makes_up: Some(run), ..Line::of(person, Status::MakeUp) }];
            return vec![wish(&study::MarkAttendance { run, roster, source: study::RowSource::Recorder })];
        }
        let person = if self.dice.once_in(4) { self.dice.one(&self.people.clone()).unwrap() } else { person };
        let to = if self.dice.once_in(3) { None } else { self.lines(vec![person]).pop() };
        vec![wish(&study::CorrectMark { run, person, to, reason: "核对名册".into(), authority: "政治部".into() })]
    }

    fn cancel(&mut self) -> Vec<Wish> {
        let (reason, authority) = ("未举办".to_owned(), "政治部".to_owned());
        if self.dice.once_in(2) {
            let Some(class) = self.dice.one(&self.classes.clone()) else { return Vec::new() };
            vec![wish(&class_commands::CancelClass { class, reason, authority })]
        } else {
            let Some(run) = self.dice.one(&self.runs.clone()) else { return Vec::new() };
            vec![wish(&study::CancelRun { run, reason, authority })]
        }
    }

    fn service(&mut self) -> Vec<Wish> {
        let Some(person) = self.dice.one(&self.people.clone()) else { return Vec::new() };
        let records: Vec<u64> = self
            .replay
            .states
            .only::<Directory>()
            .and_then(|directory| directory.person(person))
            .map(|p| p.memberships.iter().map(|m| m.since_seq).collect())
            .unwrap_or_default();
        let record = self.dice.one(&records);
        let (reason, authority) = ("核对档案".to_owned(), "政治部".to_owned());
        let command = match (self.dice.below(8), record) {
            (0 | 1, _) => wish(&TransferPerson { person, unit: self.dice.unit(), from: self.today }),
            (2, _) => wish(&LeaveService { person, on: self.today, reason: LeavingReason::Resigned }),
            (3, _) => wish(&ReturnToService { person, unit: self.dice.unit(), from: self.today }),
            (4, Some(record)) => {
                let from = Some(self.today.minus_days(self.dice.below(90) as i64));
                wish(&CorrectRecord { from, ..CorrectRecord::of(person, record, &reason, &authority) })
            }
            (5, Some(record)) => {
                let unit = Some(self.dice.unit());
                wish(&CorrectRecord { unit, ..CorrectRecord::of(person, record, &reason, &authority) })
            }
            (6, Some(withdraws)) => wish(&WithdrawRecord { person, withdraws, reason, authority }),
            _ => {
                let newcomer = Newcomer::new(100 + self.people.len(), self.dice.unit().as_str());
                self.people.push(newcomer.id);
                let registration = RegisterPerson { from: self.lately(), ..newcomer.registration("2024-01-01") };
                let (kind, police_number) = match newcomer.kind {
                    MemberKind::Police => (MemberKind::Auxiliary, format!("FZ{:08}", newcomer.id.0)),
                    MemberKind::Auxiliary => (MemberKind::Police, format!("{:06}", 900_000 + newcomer.id.0)),
                };
                let change = ChangeKind { person: newcomer.id, kind, police_number, from: self.today.plus_days(1) };
                return if self.dice.once_in(3) { vec![wish(&registration), wish(&change)] } else { vec![wish(&registration)] };
            }
        };
        vec![command]
    }

    fn branch(&mut self) -> Vec<Wish> {
        let people = self.dice.some(&self.people.clone(), 3);
        match (self.dice.below(5), self.dice.one(&self.branches.clone())) {
            (0, _) | (_, None) => {
                let serial = self.serial();
                self.branches.push(BranchId::of_serial(&serial));
                vec![wish(&FormBranch { serial, name: "支部".into(), unit: self.dice.unit(), formed_on: self.lately() })]
            }
            (1 | 2, Some(branch)) => {
                let one = |person| wish(&JoinBranch { branch, people: vec![person], joined_on: self.today });
                people.into_iter().map(one).collect()
            }
            (3, Some(branch)) => people.into_iter().map(|p| wish(&LeaveBranch { branch, people: vec![p], left_on: self.today })).collect(),
            (_, Some(branch)) if self.dice.once_in(4) => {
                vec![wish(&DissolveBranch { branch, dissolved_on: self.today, reason: "合并".into() })]
            }
            _ => Vec::new(),
        }
    }

    fn source(&mut self, published_on: Day) -> (Wish, SourceId) {
        let serial = self.serial();
        let id = SourceId::of_serial(&serial);
        self.sources.push(id);
        let level = study::SourceLevel::Central;
        let command =
            study::PublishSource { serial, title: "材料".into(), issuer: "机关".into(), level, published_on, unit: unit(UNITS[0].0) };
        (wish(&command), id)
    }

    fn meeting(&mut self) -> Vec<Wish> {
        let committee = self.dice.unit();
        let mut wishes = Vec::new();
        let source = match self.dice.one(&self.sources.clone()) {
            Some(source) if self.dice.once_in(2) => source,
            _ => {
                let (publish, id) = self.source(self.today.minus_days(2));
                wishes.push(publish);
                id
            }
        };
        if self.dice.once_in(2) {
            wishes.push(wish(&study::ClearSource { source, committee: committee.clone(), cleared_on: self.today }));
        }
        let serial = self.serial();
        let meeting = MeetingId::of_serial(&serial);
        self.meetings.push(meeting);
        let item = |source| study::AgendaItem { source, title: "议题".into(), topic: None };
        let agenda = if self.dice.once_in(3) { vec![item(None)] } else { vec![item(Some(source))] };
        let held_on = self.today;
        wishes.push(wish(&study::HoldMeeting { serial, committee, held_on, agenda, reason: None }));
        wishes.push(wish(&study::CloseMeeting { meeting, reason: Some("另行安排".into()) }));
        wishes
    }

    fn topic(&mut self) -> Vec<Wish> {
        // Topics of long ago are due no more.
        let recent = self.topics[self.topics.len().saturating_sub(2)..].to_vec();
        let (Some(branch), topic) = (self.dice.one(&self.branches.clone()), self.dice.one(&recent)) else {
            return Vec::new();
        };
        let people = self.dice.some(&self.people.clone(), 5);
        let (reason, authority) = ("登记有误".to_owned(), "政治部".to_owned());
        match (self.dice.below(7), topic) {
            (0 | 1, _) | (_, None) => {
                let published_on = self.lately();
                let (publish, source) = self.source(published_on);
                let serial = self.serial();
                self.topics.push(TopicId::of_serial(&serial));
                let topic = study::PublishTopic {
                    serial,
                    title: "专题".into(),
                    cites: vec![source],
                    committee: unit(UNITS[0].0),
                    published_on,
                    due_by: published_on.plus_days(20),
                    reason: None,
                };
                vec![publish, wish(&topic)]
            }
            (2 | 3, Some(topic)) => {
                let reason = Some("提前学".to_owned());
                let people = people.into_iter().take(2).collect();
                vec![wish(&study::RecordBranchStudy { topic, branch, studied_on: self.today, people, reason })]
            }
            (4, Some(topic)) => {
                let person = people[0];
                let unit = self.dice.unit();
                let studied_on = self.today;
                vec![wish(&study::RecordStaffStudy { topic, unit, studied_on, people: vec![person], reason: None })]
            }
            (5, Some(topic)) => {
                let person = people[0];
                let exempt =
                    study::ExemptBranch { topic, branch, exempted_on: self.today, reason: reason.clone(), authority: authority.clone() };
                vec![wish(&exempt), wish(&study::WithdrawStaffStudy { topic, person, reason, authority })]
            }
            (_, Some(topic)) => vec![wish(&study::WithdrawBranchStudy { topic, branch, reason, authority })],
        }
    }
}

fn state_attempt(class: &Class, person: PersonId) -> Option<u64> {
    class.attempts(person).last().map(|attempt| attempt.seq)
}
