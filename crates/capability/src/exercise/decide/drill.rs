//! 三不演练 recorded after it was held: one command for what was played, rated and said on the spot.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, ask};

use super::people::takers;
use super::plan::{guide, heading, natural, with_programme};
use super::{LATENESS, LONG, listed, stream};
use crate::exercise::command::RecordDrill;
use crate::exercise::fact::{Appointed, DrillHeld, Fact, HotwashHeld, ObjectivesSet, Planned, Rated, ReportAdvanced, Task, Team, TeamsSet};
use crate::exercise::model::{ExerciseId, Report, Role, Side};
use crate::exercise::programme::{self, Naming};
use crate::exercise::rules;

/// The team of everybody who played in a drill without teams.
const TEAM: &str = "参演";
/// Most runs of one drill.
const RUNS: u32 = 50;

impl RecordDrill {
    /// The exercise it makes.
    #[must_use]
    pub fn id(&self) -> ExerciseId {
        ExerciseId::of_serial(&natural(self.serial.as_deref(), &self.title, &self.unit, self.held_on))
    }
}

impl Command for RecordDrill {
    const NAME: &'static str = "exercise.record_drill";

    fn needs(&self) -> Vec<Need> {
        with_programme(self.id(), self.programme)
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::RecordTraining, std::slice::from_ref(&self.unit))
    }

    /// What was said on the spot is its hot wash, and with its ratings its report.
    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, on) = (self.id(), self.held_on);
        let body = Planned {
            ends_on: on,
            exercise,
            kind: self.kind,
            planner: judge.acting,
            programme: None,
            remark: self.remark.clone(),
            serial: self.serial.clone().unwrap_or_else(|| exercise.to_string()),
            title: self.title.clone(),
            unannounced: true,
            unit: self.unit.clone(),
        };
        heading(&mut judge, states, exercise, &body, on, self.serial.as_deref());
        judge.come("held_on", on);
        let task = |row: &crate::exercise::command::DrillTask| Task {
            capability: row.capability.clone(),
            objective: row.objective.clone(),
            task: row.task.clone(),
        };
        let tasks: Vec<Task> = self.tasks.iter().map(task).collect();
        guide(&mut judge, &tasks);
        for (i, row) in self.tasks.iter().enumerate() {
            judge.text_if_any(&format!("tasks[{i}].comment"), row.comment.as_deref(), LONG);
        }
        listed(&mut judge, "players", self.players.len());
        let runs = self.runs.unwrap_or(1);
        if runs == 0 {
            judge.no(rules::NOTHING.refuse().at("runs"));
        } else if runs > RUNS {
            judge.no(rules::TOO_MANY.refuse().with("most", RUNS).at("runs"));
        }
        let people = takers(&mut judge, "players", &self.players, &[on]);
        judge.lateness("held_on", on, LATENESS);
        let (stream, unit) = (stream(exercise), &self.unit);
        let team = Team { colour: "—".into(), name: TEAM.into(), side: Side::Own };
        judge.fact::<Fact>(&stream, unit, on, body);
        judge.fact::<Fact>(&stream, unit, on, TeamsSet { exercise, teams: vec![team] });
        judge.fact::<Fact>(&stream, unit, on, Appointed { exercise, people, role: Role::Player, team: Some(TEAM.into()) });
        judge.fact::<Fact>(&stream, unit, on, ObjectivesSet { exercise, tasks });
        judge.fact::<Fact>(&stream, unit, on, DrillHeld { exercise, runs });
        for (task, row) in (1_u32..).zip(&self.tasks) {
            judge.fact::<Fact>(&stream, unit, on, Rated { by: None, exercise, rating: row.rating, task });
        }
        let points: Vec<String> = self.tasks.iter().filter_map(|row| row.comment.clone()).collect();
        judge.fact::<Fact>(&stream, unit, on, HotwashHeld { exercise, remarks: points });
        judge.fact::<Fact>(&stream, unit, on, ReportAdvanced { by: None, exercise, to: Report::Issued });
        if let Some(programme) = self.programme {
            let naming = Naming { exercise, programme, item: self.item, unit, days: (on, on) };
            programme::name(&mut judge, states, naming)?;
        }
        judge.done()
    }
}
