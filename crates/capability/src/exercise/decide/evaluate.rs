//! Evaluation: what was seen, how each critical task was done, what was said on the spot.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON};

use super::{LONG, at, in_role, listed, needs, part, stream};
use crate::exercise::command::{HoldHotwash, Observe, OverrideObjective, RateTask};
use crate::exercise::fact::{Fact, HotwashHeld, Observed, Overridden, Rated};
use crate::exercise::model::{Role, Stage};
use crate::exercise::rules;
use crate::exercise::state::Exercise;

/// Until the report is agreed, what was seen can still be written down and rated.
const OPEN: &[Stage] = &[Stage::Conduct, Stage::Hotwash, Stage::Drafted];

fn known(judge: &mut Judge<'_>, exercise: &Exercise, task: u32) {
    let many = u32::try_from(exercise.tasks().len()).unwrap_or(u32::MAX);
    if task == 0 || task > many {
        judge.no(rules::TASK.refuse().at("task"));
    }
}

impl Command for Observe {
    const NAME: &'static str = "exercise.observe";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, OPEN)?;
        in_role(&mut judge, exercise, self.by, Role::evaluates)?;
        known(&mut judge, exercise, self.task);
        judge.text("text", &self.text, LONG);
        judge.text("evidence", &self.evidence, LONG);
        let observed = Observed {
            by: self.by,
            evidence: self.evidence.clone(),
            exercise: self.exercise,
            finding: self.finding,
            task: self.task,
            text: self.text.clone(),
        };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), observed);
        judge.done()
    }
}

impl Command for RateTask {
    const NAME: &'static str = "exercise.rate";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, OPEN)?;
        in_role(&mut judge, exercise, self.by, Role::evaluates)?;
        known(&mut judge, exercise, self.task);
        let rated = Rated { by: Some(self.by), exercise: self.exercise, rating: self.rating, task: self.task };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), rated);
        judge.done()
    }
}

impl Command for OverrideObjective {
    const NAME: &'static str = "exercise.override";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, OPEN)?;
        in_role(&mut judge, exercise, self.by, |role| role == Role::LeadEvaluator)?;
        // It takes the place of a rating: an objective that has none by its tasks is rated first.
        let rated = exercise.objectives().into_iter().any(|known| known.objective == self.objective && known.by_tasks.is_some());
        if !rated {
            judge.no(rules::TASK.refuse().at("objective"));
        }
        judge.text("reason", &self.reason, REASON);
        let overridden = Overridden {
            by: self.by,
            exercise: self.exercise,
            objective: self.objective.clone(),
            rating: self.rating,
            reason: self.reason.clone(),
        };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), overridden);
        judge.done()
    }
}

impl Command for HoldHotwash {
    const NAME: &'static str = "exercise.hold_hotwash";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, &[Stage::Hotwash])?;
        in_role(&mut judge, exercise, self.by, |role| role != Role::Player)?;
        judge.come("held_on", self.held_on);
        if exercise.runs().map(|(day, _)| day).min().is_some_and(|first| self.held_on < first) {
            judge.no(rules::BACKWARDS.refuse().at("held_on"));
        }
        listed(&mut judge, "remarks", self.remarks.len());
        for (i, point) in self.remarks.iter().enumerate() {
            judge.text(&format!("remarks[{i}]"), point, LONG);
        }
        let held = HotwashHeld { exercise: self.exercise, remarks: self.remarks.clone() };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, self.held_on, held);
        judge.done()
    }
}
