//! The rules of exercises: the only place of this area that says no.

mod conduct;
mod drill;
mod evaluate;
mod improve;
mod people;
mod plan;
mod report;
mod write;

use nc_kernel::{Aggregate as _, Need, PersonId, Refused, States, StreamId, UnitPath};
use nc_people::Lateness;
use nc_people::access::Action;
use nc_people::judge::{Judge, ask_about, ask_of};

use super::fact::Planned;
use super::model::{ExerciseId, Role, Stage};
use super::rules;
use super::scenario::Scenario;
use super::state::Exercise;

/// Entries later than this many days are late.
const LATENESS: Lateness = Lateness { after_days: 30 };
/// Most rows of one list.
const MOST: usize = 500;
/// Longest text of an inject, an observation or a point.
pub(super) const LONG: usize = 500;

pub(super) use improve::owns;
pub(super) use plan::natural;

pub(super) fn stream(id: ExerciseId) -> StreamId {
    StreamId::new(Exercise::FAMILY, id)
}

fn script(id: ExerciseId) -> StreamId {
    StreamId::new(Scenario::FAMILY, id)
}

fn needs(id: ExerciseId) -> Vec<Need> {
    vec![Need::of::<Exercise>(id)]
}

fn with_scenario(id: ExerciseId) -> Vec<Need> {
    vec![Need::of::<Exercise>(id), Need::of::<Scenario>(id)]
}

/// `action` on the unit of the exercise; of one nobody planned on the whole bureau.
fn asks(states: &States, action: Action, id: ExerciseId) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Exercise>(id).and_then(Exercise::planned).map(|body| body.unit.clone());
    ask_of(states, action, unit)
}

/// What somebody does in an exercise that named them.
fn part(states: &States, by: PersonId) -> Vec<(Action, UnitPath)> {
    ask_about(states, Action::TakePart, by, None)
}

/// The exercise, at one of `stages`.
fn at<'a>(states: &'a States, judge: &mut Judge<'_>, id: ExerciseId, stages: &[Stage]) -> Result<(&'a Exercise, &'a Planned), Refused> {
    let exercise = states.get::<Exercise>(id);
    let known = exercise.and_then(|exercise| Some((exercise, exercise.planned()?, exercise.stage()?)));
    let (exercise, body, stage) = known.ok_or_else(|| Refused::from(rules::UNKNOWN.refuse().at("exercise")))?;
    if !stages.contains(&stage) {
        let label = stage.label();
        judge.no(rules::STAGE.refuse().with("stage", label.zh).with("stage_en", label.en).at("exercise"));
    }
    Ok((exercise, body))
}

/// The acting person is `by`, and has one of the roles for which `fits`. Nothing of the exercise is told to others.
fn in_role(judge: &mut Judge<'_>, exercise: &Exercise, by: PersonId, fits: impl Fn(Role) -> bool) -> Result<(), Refused> {
    judge.in_person("by", by);
    match exercise.role(by) {
        Some(role) if fits(role) => Ok(()),
        _ => Err(Refused::from(rules::NOT_IN_ROLE.refuse().at("by"))),
    }
}

pub(super) fn listed(judge: &mut Judge<'_>, place: &str, count: usize) {
    if count == 0 {
        judge.no(rules::NOTHING.refuse().at(place));
    } else if count > MOST {
        judge.no(rules::TOO_MANY.refuse().with("most", MOST).at(place));
    }
}

/// Every stage after it was held.
const HELD: &[Stage] = &[Stage::Hotwash, Stage::Drafted, Stage::Agreed, Stage::Actions, Stage::Closed];
