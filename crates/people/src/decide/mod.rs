//! The rules of the directory: the only place of this area that says no.
//!
//! Each command collects every fault it can find before it refuses. A wish that is true already (closing a closed
//! account) is no fault: it decides no fact.

mod accounts;
mod leave;
mod posts;
mod records;
mod register;
mod service;
mod units;

use nc_kernel::personal::PersonalValue;
use nc_kernel::{Aggregate, Day, Draft, Need, PersonId, Refusal, Refused, Rule, States, StreamId, UnitPath};

use crate::access::Action;
use crate::command::{Ctx, Decision};
use crate::directory::Directory;
use crate::fact::Fact;
use crate::model::Person;
use crate::rules;

/// Longest text of a reason, an authority or a basis.
const REASON: usize = 200;
/// Longest name of a unit or post.
const TITLE: usize = 60;

/// Every rule here reads the directory alone.
fn needs() -> Vec<Need> {
    vec![Need::only::<Directory>()]
}

/// One action on one unit.
fn ask(action: Action, unit: &UnitPath) -> Vec<(Action, UnitPath)> {
    vec![(action, unit.clone())]
}

/// One action on the whole bureau; nothing, so that it never runs, while there is none.
fn ask_bureau(states: &States, action: Action) -> Vec<(Action, UnitPath)> {
    states.only::<Directory>().and_then(Directory::bureau).map(|bureau| (action, bureau.path.clone())).into_iter().collect()
}

/// Managing the people of the unit where somebody serves on `day`, or served last. Of somebody unknown it takes the
/// whole bureau, so that who may not see a person cannot learn here whether they exist.
fn ask_about(states: &States, person: PersonId, day: Day) -> Vec<(Action, UnitPath)> {
    ask_at(states, |directory| place_of(directory.person(person)?, day))
}

/// The same, of the unit where somebody serves or is to serve last: records are corrected where the person is now.
fn ask_about_latest(states: &States, person: PersonId) -> Vec<(Action, UnitPath)> {
    ask_at(states, |directory| directory.person(person)?.memberships.last().map(|member| &member.unit))
}

fn ask_at(states: &States, place: impl Fn(&Directory) -> Option<&UnitPath>) -> Vec<(Action, UnitPath)> {
    match states.only::<Directory>().and_then(place) {
        Some(unit) => ask(Action::ManagePeople, unit),
        None => ask_bureau(states, Action::ManagePeople),
    }
}

/// The unit somebody serves in on `day`, else the last one.
fn place_of(person: &Person, day: Day) -> Option<&UnitPath> {
    let served = person.member_on(day).or(person.memberships.last()).map(|member| &member.unit);
    served.or_else(|| person.visits.last().map(|visit| &visit.unit))
}

/// Collects faults, notes and facts of one command.
struct Judge<'a> {
    directory: &'a Directory,
    today: Day,
    faults: Vec<Refusal>,
    notes: Vec<Refusal>,
    facts: Vec<Draft>,
}

impl<'a> Judge<'a> {
    fn new(ctx: &Ctx<'a>) -> Self {
        Self { directory: ctx.directory, today: ctx.today(), faults: Vec::new(), notes: Vec::new(), facts: Vec::new() }
    }

    fn no(&mut self, place: &str, rule: &'static Rule) {
        self.faults.push(rule.refuse().at(place));
    }

    /// A text that people read, 1 to `most` characters.
    fn text(&mut self, place: &str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.no(place, &rules::BLANK);
        } else if text.chars().count() > most {
            self.faults.push(rules::TOO_LONG.refuse().with("most", most).at(place));
        }
    }

    /// A day somebody can mean: an order may be made ahead, but not for another decade.
    fn day(&mut self, place: &str, day: Day) {
        let earliest = Day::new(1949, 10, 1).unwrap_or(day);
        if day < earliest || day > self.today.plus_days(366) {
            self.faults.push(rules::FAR_DAY.refuse().with("day", day).at(place));
        }
    }

    /// A unit in force on `on`.
    fn unit(&mut self, place: &str, unit: &UnitPath, on: Day) {
        if self.directory.unit(unit, on).is_none() {
            self.faults.push(rules::UNIT.refuse().with("unit", unit).with("day", on).at(place));
        }
    }

    /// Somebody whose record may change.
    fn person(&mut self, id: PersonId) -> Option<&'a Person> {
        let directory = self.directory;
        match directory.person(id) {
            None => self.no("person", &rules::PERSON),
            Some(person) if person.erased => self.no("person", &rules::ERASED),
            found => return found,
        }
        None
    }

    /// A step of service on `day` comes after every other.
    fn after_the_rest(&mut self, place: &str, person: &Person, day: Day) {
        if let Some(last) = person.events.iter().map(|event| event.on).max()
            && last >= day
        {
            self.faults.push(rules::LATER_RECORD.refuse().with("day", last).at(place));
        }
    }

    fn not_serving(&mut self, place: &str, day: Day) {
        self.faults.push(rules::NOT_SERVING.refuse().with("day", day).at(place));
    }

    /// Adds a fact; it is only appended when nothing was refused.
    fn fact(&mut self, unit: &UnitPath, on: Day, fact: impl Into<Fact>) {
        self.fact_holding(unit, on, fact, Vec::new());
    }

    fn fact_holding(&mut self, unit: &UnitPath, on: Day, fact: impl Into<Fact>, personal: Vec<PersonalValue>) {
        match Draft::new(StreamId::only(Directory::FAMILY), unit.clone(), on, &fact.into()) {
            Ok(draft) => self.facts.push(draft.holding(personal)),
            Err(_) => self.faults.push(rules::UNWRITABLE.refuse()),
        }
    }

    /// The answer.
    fn done(self) -> Result<Decision, Refused> {
        Refused::unless_empty(self.faults)?;
        Ok(Decision { facts: self.facts, notes: self.notes })
    }
}
