//! A small exercise with everybody it takes.

use nc_kernel::document::{BlobId, Media};
use nc_kernel::{Document, PersonId, UnitPath};
use nc_people::sheet::{Sheet, Sheeted, Shown, Viewing};
use nc_people::{Action, Directory};

use crate::exercise::fact::{Task, Team};
use crate::exercise::*;
use crate::training::tests::world::{A, B, World, day, unit};

/// What no player may read before its time.
pub const MARK: &str = "绝密情况";

pub struct Play {
    pub world: World,
    pub id: ExerciseId,
    pub director: PersonId,
    pub controller: PersonId,
    pub lead: PersonId,
    pub evaluator: PersonId,
    pub red: PersonId,
    pub blue: PersonId,
    pub outsider: PersonId,
}

pub fn inject(at: u32, to: &str, by_hand: bool) -> InjectRow {
    let text = format!("{MARK}{at}");
    InjectRow {
        at,
        to: to.into(),
        from: "指挥中心".into(),
        channel: "电台".into(),
        text,
        expected: "处置".into(),
        by_hand,
        objective: None,
        key_event: false,
        contingency: None,
        responsible: None,
    }
}

/// A document that is kept.
pub fn paper() -> Document {
    let bytes = b"%PDF-1.7 frequencies";
    Document { media: Media::Pdf, name: "频点划分表".into(), number: None, sha256: BlobId::of(bytes), size: bytes.len() as u64 }
}

pub fn plan(serial: &str, on: &str) -> PlanExercise {
    PlanExercise {
        title: "街面处突红蓝对抗".into(),
        kind: Kind::RedBlue,
        unit: unit(A),
        starts_on: day(on),
        ends_on: day(on),
        programme: None,
        item: None,
        serial: Some(serial.into()),
        remark: None,
    }
}

pub fn task(objective: &str, task: &str) -> Task {
    Task { capability: "现场处置".into(), objective: objective.into(), task: task.into() }
}

impl Play {
    /// Planned and staffed; the scenario is written, not locked.
    pub fn new(injects: Vec<InjectRow>) -> Self {
        let mut world = World::new();
        let mut someone = |at: &str| world.police(at);
        let (director, controller, lead, evaluator) = (someone(A), someone(A), someone(A), someone(B));
        let (red, blue, outsider) = (someone(A), someone(B), someone(A));
        let command = plan("2024-01", "2024-06-28");
        let id = command.id();
        world.run(&command).unwrap();
        let team = |name: &str, side: Side| Team { colour: name.into(), name: name.into(), side };
        let teams = vec![team("红队", Side::Own), team("蓝队", Side::Adversary)];
        world.run(&SetTeams { exercise: id, teams }).unwrap();
        for (role, person, team) in [
            (Role::Director, director, None),
            (Role::Controller, controller, None),
            (Role::LeadEvaluator, lead, None),
            (Role::Evaluator, evaluator, None),
            (Role::Player, red, Some("红队")),
            (Role::Player, blue, Some("蓝队")),
        ] {
            let team = team.map(str::to_owned);
            world.run(&AppointPeople { exercise: id, role, team, people: vec![person] }).unwrap();
        }
        let tasks = vec![task("控制现场", "两分钟内到场"), task("控制现场", "划定警戒区"), task("救治伤员", "五分钟内施救")];
        world.run(&SetObjectives { exercise: id, tasks }).unwrap();
        world.as_person(controller).run(&WriteScenario { exercise: id, by: controller, injects }).unwrap();
        Self { world, id, director, controller, lead, evaluator, red, blue, outsider }
    }

    pub fn locked(injects: Vec<InjectRow>) -> Self {
        let mut play = Self::new(injects);
        let lock = LockScenario { exercise: play.id, by: play.director };
        play.world.as_person(play.director).run(&lock).unwrap();
        play
    }

    pub fn turn(&mut self, turn: Turn) {
        let command = TurnClock { exercise: self.id, by: self.controller, turn };
        self.world.as_person(self.controller).run(&command).unwrap();
    }

    pub fn speed(&mut self, speed: u8) {
        let command = SetSpeed { exercise: self.id, by: self.controller, speed };
        self.world.as_person(self.controller).run(&command).unwrap();
    }

    /// Seconds on the wall go by.
    pub fn wait(&mut self, seconds: i64) {
        self.world.now.0 += seconds * 1_000_000;
    }

    pub fn exercise(&self) -> &Exercise {
        self.world.states.get::<Exercise>(self.id).unwrap()
    }

    pub fn scenario(&self) -> &Scenario {
        self.world.states.get::<Scenario>(self.id).unwrap()
    }

    pub fn rate(&mut self, task: u32, rating: Rating) {
        let command = RateTask { exercise: self.id, by: self.evaluator, task, rating };
        self.world.as_person(self.evaluator).run(&command).unwrap();
    }

    pub fn advance(&mut self, to: Report) {
        let by = if to == Report::Drafted { self.lead } else { self.director };
        self.world.as_person(by).run(&AdvanceReport { exercise: self.id, by, to }).unwrap();
    }

    pub fn hotwash(&mut self) {
        let held_on = self.world.now.day();
        let command = HoldHotwash { exercise: self.id, by: self.lead, held_on, remarks: vec!["到场快".into()] };
        self.world.as_person(self.lead).run(&command).unwrap();
    }

    /// What `person` reads, who may do everything in the whole bureau besides.
    pub fn sheet(&self, person: Option<PersonId>) -> Sheet {
        let may = |_: Action, _: &UnitPath| true;
        let somewhere = |_: Action| true;
        let directory = self.world.states.only::<Directory>().unwrap();
        let view = Viewing { now: self.world.now, person, directory, states: &self.world.states, may: &may, somewhere: &somewhere };
        self.exercise().sheet(&view)
    }

    /// Every text of a sheet, with what its steps would send.
    pub fn text(&self, person: Option<PersonId>) -> String {
        format!("{:?}", self.sheet(person))
    }
}

pub fn shows(sheet: &Sheet, text: &str) -> bool {
    let cells = sheet.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    cells.into_iter().any(|cell| matches!(cell, Shown::Text(shown) if shown == text))
}

impl Play {
    /// Teams, staff and conduct of an exercise that was only planned, by people who are there already.
    pub fn prepare(&mut self, evaluator: PersonId) {
        let (id, red) = (self.id, self.red);
        let team = Team { colour: "红".into(), name: "红队".into(), side: Side::Own };
        self.world.run(&SetTeams { exercise: id, teams: vec![team] }).unwrap();
        let staff = [(Role::Director, self.director), (Role::Controller, self.controller), (Role::LeadEvaluator, self.lead)];
        for (role, person) in staff.into_iter().chain([(Role::Evaluator, evaluator)]) {
            self.world.run(&AppointPeople { exercise: id, role, team: None, people: vec![person] }).unwrap();
        }
        self.world.run(&AppointPeople { exercise: id, role: Role::Player, team: Some("红队".into()), people: vec![red] }).unwrap();
        self.world.run(&SetObjectives { exercise: id, tasks: vec![task("控制现场", "划定警戒区")] }).unwrap();
        let write = WriteScenario { exercise: id, by: self.controller, injects: vec![inject(1, "红队", false)] };
        self.world.as_person(self.controller).run(&write).unwrap();
        self.world.as_person(self.director).run(&LockScenario { exercise: id, by: self.director }).unwrap();
        self.turn(Turn::Start);
        self.turn(Turn::End);
    }
}
