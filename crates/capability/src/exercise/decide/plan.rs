//! Planning: the exercise, its teams, its people, its guide.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REPEATED, TITLE, ask, ask_of};

use super::{LATENESS, LONG, asks, at, listed, needs, stream};
use crate::declare::of_known;
use crate::exercise::command::{NameProgramme, PlanExercise, SetObjectives, SetTeams, StrikeExercise};
use crate::exercise::fact::{Fact, ObjectivesSet, Planned, Struck, Task, TeamsSet};
use crate::exercise::model::{ExerciseId, ProgrammeId, Stage};
use crate::exercise::programme::{self, Naming, Programme};
use crate::exercise::rules;
use crate::exercise::state::Exercise;

pub(super) const BEFORE: &[Stage] = &[Stage::Planning, Stage::Locked];

pub(in crate::exercise) fn natural(serial: Option<&str>, title: &str, unit: &UnitPath, day: nc_kernel::Day) -> String {
    serial.map_or_else(|| format!("{}|{unit}|{day}", title.trim()), str::to_owned)
}

/// Texts, unit and serial that every exercise has.
pub(super) fn heading(judge: &mut Judge<'_>, states: &States, id: ExerciseId, body: &Planned, day: nc_kernel::Day, serial: Option<&str>) {
    judge.text("title", &body.title, TITLE);
    if let Some(serial) = serial {
        judge.serial("serial", serial);
    }
    judge.text_if_any("remark", body.remark.as_deref(), TITLE);
    judge.unit("unit", &body.unit, day);
    if states.get::<Exercise>(id).is_some_and(|exercise| exercise.planned().is_some()) {
        judge.no(rules::TAKEN.refuse().at("serial"));
    }
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
        with_programme(self.id(), self.programme)
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
            planner: judge.acting,
            programme: None,
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
        if let Some(programme) = self.programme {
            let (item, unit, days) = (self.item, &self.unit, (self.starts_on, self.ends_on));
            programme::name(&mut judge, states, Naming { exercise: id, programme, item, unit, days })?;
        }
        judge.done()
    }
}

/// An exercise, and the programme it names.
pub(super) fn with_programme(id: ExerciseId, programme: Option<ProgrammeId>) -> Vec<Need> {
    needs(id).into_iter().chain(programme.map(Need::of::<Programme>)).collect()
}

impl Command for NameProgramme {
    const NAME: &'static str = "exercise.name_programme";

    fn needs(&self) -> Vec<Need> {
        with_programme(self.exercise, Some(self.programme))
    }

    /// Who plans the exercise names its programme; which programmes there are only learns who may plan somewhere.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_of(
            states,
            Action::PlanTraining,
            states.get::<Exercise>(self.exercise).and_then(Exercise::planned).map(|body| body.unit.clone()),
        )
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let any = [BEFORE, super::HELD, &[Stage::Conduct]].concat();
        let (exercise, body) = at(states, &mut judge, self.exercise, &any)?;
        let first = exercise.starts_on().unwrap_or(body.ends_on);
        let last = exercise.runs().map(|(day, _)| day).max().unwrap_or(body.ends_on);
        let (id, item) = (self.exercise, self.item);
        let naming = Naming { exercise: id, programme: self.programme, item, unit: &body.unit, days: (first, last) };
        programme::name(&mut judge, states, naming)?;
        judge.done()
    }
}

impl Command for SetTeams {
    const NAME: &'static str = "exercise.set_teams";
    of_known!(exercise, PlanTraining);

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

impl Command for SetObjectives {
    const NAME: &'static str = "exercise.set_objectives";
    of_known!(exercise, PlanTraining);

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
    of_known!(exercise, CorrectTraining);

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
