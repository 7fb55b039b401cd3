//! Planning: the exercise, its teams, its people, its guide.

use nc_kernel::{Need, PersonId, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REPEATED, TITLE, ask};

use super::{LATENESS, LONG, asks, at, listed, needs, stream};
use crate::exercise::command::{AppointPeople, PlanExercise, SetObjectives, SetTeams, StrikeExercise};
use crate::exercise::fact::{Appointed, Fact, ObjectivesSet, Planned, Struck, Taker, Task, TeamsSet};
use crate::exercise::model::{ExerciseId, Role, Stage};
use crate::exercise::rules;
use crate::exercise::state::Exercise;

const BEFORE: &[Stage] = &[Stage::Planning, Stage::Locked];

pub(super) fn natural(serial: Option<&str>, title: &str, unit: &UnitPath, day: nc_kernel::Day) -> String {
    serial.map_or_else(|| format!("{}|{unit}|{day}", title.trim()), str::to_owned)
}

/// Texts, unit and serial that every exercise has.
pub(super) fn heading(judge: &mut Judge<'_>, states: &States, id: ExerciseId, body: &Planned, day: nc_kernel::Day, serial: Option<&str>) {
    judge.text("title", &body.title, TITLE);
    if let Some(serial) = serial {
        judge.serial("serial", serial);
    }
    judge.text_if_any("programme", body.programme.as_deref(), TITLE);
    judge.text_if_any("remark", body.remark.as_deref(), TITLE);
    judge.unit("unit", &body.unit, day);
    if states.get::<Exercise>(id).is_some_and(|exercise| exercise.planned().is_some()) {
        judge.no(rules::TAKEN.refuse().at("serial"));
    }
}

/// People as they serve now, each once.
pub(super) fn takers(judge: &mut Judge<'_>, place: &str, people: &[PersonId], days: &[nc_kernel::Day]) -> Vec<Taker> {
    let mut takers: Vec<Taker> = Vec::new();
    for (i, person) in people.iter().enumerate() {
        let place = format!("{place}[{i}]");
        if takers.iter().any(|taker| taker.person == *person) {
            judge.no(REPEATED.refuse().at(place));
        } else if let Some(member) = judge.member(place, *person, days) {
            takers.push(Taker { member: member.kind, person: *person, sender: member.unit.clone() });
        }
    }
    takers
}

pub(super) fn guide(judge: &mut Judge<'_>, tasks: &[Task]) {
    listed(judge, "tasks", tasks.len());
    for (i, task) in tasks.iter().enumerate() {
        judge.text(&format!("tasks[{i}].objective"), &task.objective, TITLE);
        judge.text(&format!("tasks[{i}].capability"), &task.capability, TITLE);
        judge.text(&format!("tasks[{i}].task"), &task.task, LONG);
    }
}

impl PlanExercise {
    /// The exercise it makes.
    #[must_use]
    pub fn id(&self) -> ExerciseId {
        ExerciseId::of_serial(&natural(self.serial.as_deref(), &self.title, &self.unit, self.starts_on))
    }
}

impl Command for PlanExercise {
    const NAME: &'static str = "exercise.plan";

    fn needs(&self) -> Vec<Need> {
        needs(self.id())
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::PlanTraining, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = self.id();
        let body = Planned {
            ends_on: self.ends_on,
            exercise: id,
            kind: self.kind,
            programme: self.programme.clone(),
            remark: self.remark.clone(),
            serial: self.serial.clone().unwrap_or_else(|| id.to_string()),
            title: self.title.clone(),
            unannounced: false,
            unit: self.unit.clone(),
        };
        heading(&mut judge, states, id, &body, self.starts_on.min(ctx.today()), self.serial.as_deref());
        if self.ends_on < self.starts_on {
            judge.no(rules::BACKWARDS.refuse().at("ends_on"));
        }
        judge.lateness("starts_on", self.starts_on, LATENESS);
        judge.fact::<Fact>(&stream(id), &self.unit, self.starts_on, body);
        judge.done()
    }
}

impl Command for SetTeams {
    const NAME: &'static str = "exercise.set_teams";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::PlanTraining, self.exercise)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, &[Stage::Planning])?;
        listed(&mut judge, "teams", self.teams.len());
        for (i, team) in self.teams.iter().enumerate() {
            judge.text(&format!("teams[{i}].name"), &team.name, TITLE);
            judge.text(&format!("teams[{i}].colour"), &team.colour, TITLE);
            if self.teams.iter().take(i).any(|other| other.name == team.name) {
                judge.no(REPEATED.refuse().at(format!("teams[{i}].name")));
            }
        }
        // Who is in a team stays in one that is there.
        let kept = |name: &str| self.teams.iter().any(|team| team.name == name);
        if exercise.people().filter_map(|place| place.team.as_deref()).any(|team| !kept(team)) {
            judge.no(rules::TEAM.refuse().at("teams"));
        }
        let set = TeamsSet { exercise: self.exercise, teams: self.teams.clone() };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), set);
        judge.done()
    }
}

impl Command for AppointPeople {
    const NAME: &'static str = "exercise.appoint";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::PlanTraining, self.exercise)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, BEFORE)?;
        listed(&mut judge, "people", self.people.len());
        if (self.role == Role::Player) != self.team.is_some() {
            judge.no(rules::PLAYER_TEAM.refuse().at("team"));
        }
        if self.team.as_ref().is_some_and(|name| !exercise.teams().iter().any(|team| team.name == *name)) {
            judge.no(rules::TEAM.refuse().at("team"));
        }
        let single = matches!(self.role, Role::Director | Role::LeadController | Role::LeadEvaluator);
        if single && (self.people.len() > 1 || exercise.people().any(|place| place.role == self.role)) {
            let label = self.role.label();
            judge.no(rules::ROLE_TAKEN.refuse().with("role", label.zh).with("role_en", label.en).at("role"));
        }
        for (i, person) in self.people.iter().enumerate() {
            if let Some(role) = exercise.role(*person) {
                let label = role.label();
                let fault = rules::TWO_PLACES.refuse().with("role", label.zh).with("role_en", label.en);
                judge.no(fault.at(format!("people[{i}]")));
            }
        }
        let people = takers(&mut judge, "people", &self.people, &[ctx.today()]);
        let appointed = Appointed { exercise: self.exercise, people, role: self.role, team: self.team.clone() };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), appointed);
        judge.done()
    }
}

impl Command for SetObjectives {
    const NAME: &'static str = "exercise.set_objectives";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::PlanTraining, self.exercise)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (_, body) = at(states, &mut judge, self.exercise, &[Stage::Planning])?;
        guide(&mut judge, &self.tasks);
        let set = ObjectivesSet { exercise: self.exercise, tasks: self.tasks.clone() };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), set);
        judge.done()
    }
}

impl Command for StrikeExercise {
    const NAME: &'static str = "exercise.strike";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::CorrectTraining, self.exercise)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let any = [BEFORE, super::HELD, &[Stage::Conduct]].concat();
        let (_, body) = at(states, &mut judge, self.exercise, &any)?;
        judge.because(&self.reason, &self.authority);
        let struck = Struck { authority: self.authority.clone(), exercise: self.exercise, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), struck);
        judge.done()
    }
}
