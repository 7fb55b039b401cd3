//! The rules: the only place of internships that says no.

mod award;
mod batch;
mod enter;
mod judgement;
mod seat;
mod work;

use nc_kernel::{Aggregate as _, Day, Need, PersonId, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::judge::{Judge, ask_about, ask_of};

use super::model::{BatchId, PlacementId, Stage};
use super::rules;
use super::state::{Batch, BatchHead, Book, Head, Placement, Stay};

/// Longest name of a school, a subject or a competency.
const NAME: usize = 40;

fn batch_stream(batch: BatchId) -> StreamId {
    StreamId::new(Batch::FAMILY, batch)
}

fn stream(placement: PlacementId) -> StreamId {
    StreamId::new(Placement::FAMILY, placement)
}

fn book() -> StreamId {
    StreamId::only(Book::FAMILY)
}

/// What every command about one placement reads.
fn needs(placement: PlacementId) -> Vec<Need> {
    vec![Need::of::<Placement>(placement)]
}

/// Asks the unit that organises the batch; of one that does not exist the bureau, so that nobody else learns that it does not.
fn ask_batch(states: &States, batch: BatchId, action: Action) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Batch>(batch).and_then(Batch::head).map(|head| head.unit.clone());
    ask_of(states, action, unit)
}

/// Asks the unit that organises the placement.
fn ask_organiser(states: &States, placement: PlacementId, action: Action) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Placement>(placement).and_then(Placement::head).map(|head| head.organiser.clone());
    ask_of(states, action, unit)
}

/// Asks the unit where the student is; before there is one, who organises.
fn ask_host(states: &States, placement: PlacementId, action: Action) -> Vec<(Action, UnitPath)> {
    let host = states.get::<Placement>(placement).and_then(Placement::stay).map(|stay| stay.host.clone());
    host.map_or_else(|| ask_organiser(states, placement, action), |unit| vec![(action, unit)])
}

fn find_batch(states: &States, batch: BatchId) -> Result<(&Batch, &BatchHead), Refused> {
    let batch = states.get::<Batch>(batch);
    batch.and_then(|batch| Some((batch, batch.head()?))).ok_or_else(|| rules::UNKNOWN_BATCH.refuse().at("batch").into())
}

fn find(states: &States, placement: PlacementId) -> Result<(&Placement, &Head, Stage), Refused> {
    let found = states.get::<Placement>(placement);
    let found = found.and_then(|placement| Some((placement, placement.head()?, placement.stage()?)));
    found.ok_or_else(|| rules::UNKNOWN.refuse().at("placement").into())
}

/// The placement stands at one of `stages`.
fn at(judge: &mut Judge<'_>, stage: Stage, stages: &[Stage]) {
    if !stages.contains(&stage) {
        let label = stage.label();
        judge.no(rules::STAGE.refuse().with("zh", label.zh).with("en", label.en).at("placement"));
    }
}

/// A day within the stay, which has begun.
fn in_stay(judge: &mut Judge<'_>, place: &str, stay: &Stay, day: Day) {
    let from = stay.arrived.map_or(stay.from, |(on, _)| on);
    let last = stay.ended.unwrap_or(judge.today);
    if day < from || day > last {
        judge.no(rules::OUTSIDE_STAY.refuse().with("day", day).with("from", from).with("to", last).at(place));
    }
}

/// Acts as one of the mentors, from their own account.
fn is_mentor(judge: &mut Judge<'_>, place: &str, mentors: &[PersonId]) {
    if !judge.acting.is_some_and(|person| mentors.contains(&person)) {
        judge.no(rules::NOT_MENTOR.refuse().at(place));
    }
}

/// Taking part, asked of the unit where each of `people` is.
fn ask_part(states: &States, people: &[PersonId]) -> Vec<(Action, UnitPath)> {
    people.iter().take(1).flat_map(|person| ask_about(states, Action::TakePart, *person, None)).collect()
}
