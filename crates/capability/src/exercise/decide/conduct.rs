//! Conduct: the clock, what controllers release or skip, further runs.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::Judge;

use super::{LATENESS, at, in_role, needs, part, stream, with_scenario};
use crate::exercise::clock::FASTEST;
use crate::exercise::command::{AddRun, ReleaseInject, SetSpeed, SkipInject, TurnClock};
use crate::exercise::fact::{ClockTurned, Fact, InjectReleased, InjectSkipped, Planned, RunAdded, SpeedSet};
use crate::exercise::model::{ExerciseId, InjectNo, Role, Stage};
use crate::exercise::rules;
use crate::exercise::scenario::{Delivery, Scenario};
use nc_kernel::PersonId;

const RUNNING: &[Stage] = &[Stage::Locked, Stage::Conduct];

impl Command for TurnClock {
    const NAME: &'static str = "exercise.turn_clock";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, RUNNING)?;
        in_role(&mut judge, exercise, self.by, Role::controls)?;
        if !exercise.clock().can(self.turn) {
            judge.no(rules::CLOCK.refuse().at("turn"));
        }
        let turned = ClockTurned { by: self.by, exercise: self.exercise, turn: self.turn };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), turned);
        judge.done()
    }
}

impl Command for SetSpeed {
    const NAME: &'static str = "exercise.set_speed";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, RUNNING)?;
        in_role(&mut judge, exercise, self.by, Role::controls)?;
        if !(1..=FASTEST).contains(&self.speed) {
            judge.no(rules::SPEED.refuse().with("most", FASTEST).at("speed"));
        }
        let set = SpeedSet { by: self.by, exercise: self.exercise, speed: self.speed };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), set);
        judge.done()
    }
}

/// The unit of the exercise in which `by` may handle `inject`, which nobody and no clock has released yet.
fn pending<'a>(
    states: &'a States,
    ctx: &Ctx<'_>,
    judge: &mut Judge<'_>,
    id: ExerciseId,
    by: PersonId,
    no: InjectNo,
) -> Result<&'a Planned, Refused> {
    let (exercise, body) = at(states, judge, id, &[Stage::Conduct])?;
    in_role(judge, exercise, by, Role::controls)?;
    let inject = states.get::<Scenario>(id).and_then(|scenario| scenario.inject(no));
    if !inject.is_some_and(|inject| Delivery::of(exercise, inject, ctx.now) == Delivery::Pending) {
        judge.no(rules::INJECT.refuse().at("inject"));
    }
    Ok(body)
}

impl Command for ReleaseInject {
    const NAME: &'static str = "exercise.release_inject";

    fn needs(&self) -> Vec<Need> {
        with_scenario(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let body = pending(states, ctx, &mut judge, self.exercise, self.by, self.inject)?;
        let released = InjectReleased { by: self.by, exercise: self.exercise, inject: self.inject };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), released);
        judge.done()
    }
}

impl Command for SkipInject {
    const NAME: &'static str = "exercise.skip_inject";

    fn needs(&self) -> Vec<Need> {
        with_scenario(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let body = pending(states, ctx, &mut judge, self.exercise, self.by, self.inject)?;
        let skipped = InjectSkipped { by: self.by, exercise: self.exercise, inject: self.inject };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), skipped);
        judge.done()
    }
}

impl Command for AddRun {
    const NAME: &'static str = "exercise.add_run";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, &[Stage::Hotwash])?;
        in_role(&mut judge, exercise, self.by, Role::controls)?;
        if !exercise.teams().iter().any(|team| team.name == self.team) {
            judge.no(rules::TEAM.refuse().at("team"));
        }
        judge.come("held_on", self.held_on);
        if exercise.runs().map(|(day, _)| day).min().is_some_and(|first| self.held_on < first) {
            judge.no(rules::BACKWARDS.refuse().at("held_on"));
        }
        judge.lateness("held_on", self.held_on, LATENESS);
        let run = RunAdded { exercise: self.exercise, team: self.team.clone() };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, self.held_on, run);
        judge.done()
    }
}
