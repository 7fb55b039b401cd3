//! The rules of the roll of honour: the only place of this area that says no.

mod award;
mod honour;
mod work;

use nc_kernel::{Aggregate as _, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;

use super::model::{HonourId, WorkId};
use super::rules;
use super::state::{Honour, Roll, Work};
use nc_people::judge::ask;

fn needs() -> Vec<Need> {
    vec![Need::only::<Roll>()]
}

fn stream() -> StreamId {
    StreamId::only(Roll::FAMILY)
}

fn honour(states: &States, id: HonourId) -> Result<(&Roll, &Honour), Refused> {
    let roll = states.only::<Roll>();
    roll.and_then(|roll| roll.honour(id).map(|h| (roll, h))).ok_or_else(|| rules::UNKNOWN.refuse().at("honour").into())
}

fn work(states: &States, id: WorkId) -> Result<(&Roll, &Work), Refused> {
    let roll = states.only::<Roll>();
    roll.and_then(|roll| roll.work(id).map(|w| (roll, w))).ok_or_else(|| rules::UNKNOWN_WORK.refuse().at("work").into())
}

/// The action on every unit of an honour that is on the roll.
fn ask_honour(states: &States, action: Action, id: HonourId) -> Vec<(Action, UnitPath)> {
    let known = states.only::<Roll>().and_then(|roll| roll.honour(id)).and_then(Honour::latest);
    known.map(|version| ask(action, &version.award.all_units())).unwrap_or_default()
}

/// The action on the unit that entered a work and keeps its record, however many made it.
fn ask_work(states: &States, action: Action, id: WorkId) -> Vec<(Action, UnitPath)> {
    let known = states.only::<Roll>().and_then(|roll| roll.work(id));
    known.map(|work| ask(action, work.units.get(..1).unwrap_or_default())).unwrap_or_default()
}
