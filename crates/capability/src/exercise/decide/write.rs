//! The scenario: written by those who control, locked by the director, added to while it runs.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, TITLE};

use super::{LONG, at, in_role, listed, part, script, stream, with_scenario};
use crate::exercise::clock::MINUTE;
use crate::exercise::command::{AddInject, InjectRow, LockScenario, WriteScenario};
use crate::exercise::fact::{Fact, Inject, InjectAdded, InjectReleased, ScenarioFact, ScenarioLocked, ScenarioWritten};
use crate::exercise::model::{InjectNo, Role, Stage};
use crate::exercise::rules;
use crate::exercise::scenario::Scenario;
use crate::exercise::state::Exercise;

fn checked(judge: &mut Judge<'_>, exercise: &Exercise, place: &str, row: &InjectRow) {
    for (field, text, most) in
        [("from", &row.from, TITLE), ("channel", &row.channel, TITLE), ("text", &row.text, LONG), ("expected", &row.expected, LONG)]
    {
        judge.text(&format!("{place}.{field}"), text, most);
    }
    if !exercise.teams().iter().any(|team| team.name == row.to) {
        judge.no(rules::TEAM.refuse().at(format!("{place}.to")));
    }
    judge.text_if_any(&format!("{place}.contingency"), row.contingency.as_deref(), LONG);
    if row.objective.as_ref().is_some_and(|named| !serves(exercise, named)) {
        judge.no(rules::TASK.refuse().at(format!("{place}.objective")));
    }
    if row.responsible.is_some_and(|person| !exercise.role(person).is_some_and(Role::controls)) {
        judge.no(rules::RESPONSIBLE.refuse().at(format!("{place}.responsible")));
    }
}

/// Whether the guide has an objective of this name.
fn serves(exercise: &Exercise, objective: &str) -> bool {
    exercise.tasks().iter().any(|task| task.objective == *objective)
}

fn inject(row: &InjectRow, no: InjectNo) -> Inject {
    Inject {
        at: row.at,
        by_clock: !row.by_hand,
        channel: row.channel.clone(),
        contingency: row.contingency.clone(),
        expected: row.expected.clone(),
        from: row.from.clone(),
        key_event: row.key_event,
        no,
        objective: row.objective.clone(),
        responsible: row.responsible,
        text: row.text.clone(),
        to: row.to.clone(),
    }
}

impl Command for WriteScenario {
    const NAME: &'static str = "exercise.write_scenario";

    fn needs(&self) -> Vec<Need> {
        with_scenario(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, &[Stage::Planning])?;
        in_role(&mut judge, exercise, self.by, Role::controls)?;
        listed(&mut judge, "injects", self.injects.len());
        for (i, row) in self.injects.iter().enumerate() {
            let place = format!("injects[{i}]");
            checked(&mut judge, exercise, &place, row);
            if self.injects.get(..i).and_then(<[InjectRow]>::last).is_some_and(|before| before.at > row.at) {
                judge.no(rules::ORDER.refuse().at(format!("{place}.at")));
            }
        }
        let injects = (1_u32..).zip(&self.injects).map(|(n, row)| inject(row, InjectNo::planned(n))).collect();
        let written = ScenarioWritten { by: self.by, exercise: self.exercise, injects };
        judge.fact::<ScenarioFact>(&script(self.exercise), &body.unit, ctx.today(), written);
        judge.done()
    }
}

impl Command for LockScenario {
    const NAME: &'static str = "exercise.lock_scenario";

    fn needs(&self) -> Vec<Need> {
        with_scenario(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, &[Stage::Planning])?;
        in_role(&mut judge, exercise, self.by, |role| role == Role::Director)?;
        let injects = states.get::<Scenario>(self.exercise).map_or(0, Scenario::len);
        if injects == 0 || exercise.tasks().is_empty() {
            judge.no(rules::NO_SCENARIO.refuse().at("exercise"));
        }
        let to = |team: &str| exercise.teams().iter().any(|known| known.name == team);
        let lost = states.get::<Scenario>(self.exercise).is_some_and(|scenario| scenario.injects().any(|inject| !to(&inject.to)));
        if lost {
            judge.no(rules::TEAM.refuse().at("exercise"));
        }
        // The guide may have been set anew since the scenario was written.
        let astray = |inject: &Inject| inject.objective.as_ref().is_some_and(|named| !serves(exercise, named));
        if states.get::<Scenario>(self.exercise).is_some_and(|scenario| scenario.injects().any(astray)) {
            judge.no(rules::TASK.refuse().at("exercise"));
        }
        let injects = u32::try_from(injects).unwrap_or(u32::MAX);
        let locked = ScenarioLocked { by: self.by, exercise: self.exercise, injects };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), locked);
        judge.done()
    }
}

impl Command for AddInject {
    const NAME: &'static str = "exercise.add_inject";

    fn needs(&self) -> Vec<Need> {
        with_scenario(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    /// Due at the present minute it is released at once; due later the clock releases it, or a controller.
    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, &[Stage::Conduct])?;
        in_role(&mut judge, exercise, self.by, Role::controls)?;
        checked(&mut judge, exercise, "inject", &self.inject);
        let minute = u32::try_from(exercise.clock().read(ctx.now) / MINUTE).unwrap_or(u32::MAX);
        let at = if self.at_once { minute } else { self.inject.at };
        if at < minute {
            judge.no(rules::PAST.refuse().with("minute", minute).at("inject.at"));
        }
        let scenario = states.get::<Scenario>(self.exercise);
        let Some(scenario) = scenario.filter(|scenario| scenario.inject(self.behind).is_some()) else {
            judge.no(rules::INJECT.refuse().at("behind"));
            return judge.done();
        };
        let no = scenario.next_behind(self.behind);
        let at_once = at == minute;
        let added = Inject { at, by_clock: !self.inject.by_hand && !at_once, ..inject(&self.inject, no) };
        let added = InjectAdded { by: self.by, exercise: self.exercise, inject: added };
        judge.fact::<ScenarioFact>(&script(self.exercise), &body.unit, ctx.today(), added);
        if at_once {
            let released = InjectReleased { by: self.by, exercise: self.exercise, inject: no };
            judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), released);
        }
        judge.done()
    }
}
