//! The rules: the only place of training that says no. One file for each thing that is decided about.

mod appeal;
mod assess;
mod check_in;
mod class;
mod correct;
mod enrol;
mod head;
mod held;
mod mark;
mod plan;
pub(super) mod proposal;
mod provide;
mod roster;
mod session;

use nc_kernel::{Aggregate, Day, Draft, Need, Refusal, Refused, Rule, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::directory::Directory;
use nc_people::judge::ask_of;

use session::scheduled;

use super::fact::{ClassPlanned, Fact};
use super::model::{ClassId, ClassState};
use super::rules;
use super::state::{Bookings, Class};

/// Longest title, venue, subject, authority.
const LINE: usize = 120;
/// Longest reason.
const REASON: usize = 500;
/// Longest serial number, room, item.
const SHORT: usize = 60;

/// Writes facts about one thing.
struct Pen {
    stream: StreamId,
    unit: UnitPath,
    facts: Vec<Draft>,
}

impl Pen {
    fn class(class: ClassId, unit: &UnitPath) -> Self {
        Self::on(StreamId::new(Class::FAMILY, class), unit)
    }

    fn bookings(unit: &UnitPath) -> Self {
        Self::on(StreamId::only(Bookings::FAMILY), unit)
    }

    fn on(stream: StreamId, unit: &UnitPath) -> Self {
        Self { stream, unit: unit.clone(), facts: Vec::new() }
    }

    fn write(&mut self, happened_on: Day, fact: impl Into<Fact>) -> Result<(), Refused> {
        let draft = Draft::new(self.stream.clone(), self.unit.clone(), happened_on, &fact.into());
        self.facts.push(draft.map_err(|_| Refused::from(rules::UNWRITABLE.refuse()))?);
        Ok(())
    }
}

/// What a class needs to be loaded for a command about it.
fn needs(class: ClassId) -> Vec<Need> {
    vec![Need::of::<Class>(class)]
}

/// Whom to ask about a command on `class`: its lead. About a class that does not exist the bureau is asked, so that only
/// who may see everything learns that it does not.
fn asks(states: &States, class: ClassId, action: Action) -> Vec<(Action, UnitPath)> {
    let lead = states.get::<Class>(class).and_then(Class::lead).cloned();
    ask_of(states, action, lead)
}

/// Whom to ask about a new class: the unit that leads it, or the bureau where none is named, so that the rule gets to say so.
fn asks_lead(states: &States, organisers: &[UnitPath], action: Action) -> Vec<(Action, UnitPath)> {
    ask_of(states, action, organisers.first().cloned())
}

/// A class that exists, with its head and the unit that leads it.
#[derive(Clone, Copy)]
struct Known<'a> {
    class: &'a Class,
    head: &'a ClassPlanned,
    lead: &'a UnitPath,
}

fn known(states: &States, class: ClassId) -> Result<Known<'_>, Refusal> {
    states.get::<Class>(class).and_then(see).ok_or_else(|| rules::UNKNOWN_CLASS.refuse().at("class"))
}

fn see(class: &Class) -> Option<Known<'_>> {
    let head = class.head()?;
    Some(Known { class, head, lead: head.organisers.first()? })
}

/// A class that stands: neither closed nor cancelled.
fn changeable(states: &States, class: ClassId) -> Result<Known<'_>, Refusal> {
    let known = standing(states, class)?;
    if known.class.state() == ClassState::Closed { Err(on_class(&rules::CLOSED, known.head)) } else { Ok(known) }
}

/// A class that is not cancelled.
fn standing(states: &States, class: ClassId) -> Result<Known<'_>, Refusal> {
    let known = known(states, class)?;
    if known.class.state() == ClassState::Cancelled { Err(on_class(&rules::CANCELLED, known.head)) } else { Ok(known) }
}

fn on_class(rule: &'static Rule, head: &ClassPlanned) -> Refusal {
    rule.refuse().at("class").with("serial", &head.serial)
}

/// Refuses a text that is missing, too long or holds control characters.
fn text(faults: &mut Vec<Refusal>, place: &str, text: &str, max: usize) {
    if text.trim().is_empty() {
        faults.push(rules::EMPTY.refuse().at(place));
    } else if text.chars().count() > max || text.chars().any(char::is_control) {
        faults.push(rules::TEXT.refuse().at(place).with("max", max));
    }
}

/// As [`text`], for what may be left out.
fn text_if(faults: &mut Vec<Refusal>, place: &str, given: Option<&str>, max: usize) {
    if let Some(given) = given {
        text(faults, place, given, max);
    }
}

/// Refuses a number outside `least..=most`.
fn number(faults: &mut Vec<Refusal>, place: &str, given: u32, least: u32, most: u32) {
    if !(least..=most).contains(&given) {
        faults.push(rules::NUMBER.refuse().at(place).with("least", least).with("most", most));
    }
}

/// Refuses a unit that is not in force on `day`.
fn unit(faults: &mut Vec<Refusal>, directory: &Directory, place: String, path: &UnitPath, day: Day) {
    if directory.unit(path, day).is_none() {
        faults.push(rules::UNIT_NOT_IN_FORCE.refuse().at(place).with("unit", path).with("day", day));
    }
}

/// `9:05` for the minute 545.
fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}
