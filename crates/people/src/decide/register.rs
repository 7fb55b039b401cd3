//! Registering people, one or a list.

use std::collections::{BTreeSet, HashMap, HashSet};

use nc_kernel::personal::PersonalValue;
use nc_kernel::{Need, PersonId, Refused, States, UnitPath};

use super::{Judge, ask, needs};
use crate::access::Action;
use crate::command::{Command, Ctx, Decision};
use crate::commands::{RegisterPeople, RegisterPerson};
use crate::fact::PersonRegistered;
use crate::model::{ID_NUMBER, NAME, POLICE_NUMBER};
use crate::{numbers, rules};

impl Command for RegisterPerson {
    const NAME: &'static str = "people.register_person";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManagePeople, &self.unit)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        register(self, "", &mut judge, ctx, &mut HashSet::new());
        judge.done()
    }
}

impl Command for RegisterPeople {
    const NAME: &'static str = "people.register_people";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        let units: BTreeSet<&UnitPath> = self.people.iter().map(|person| &person.unit).collect();
        units.into_iter().map(|unit| (Action::ManagePeople, unit.clone())).collect()
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        if self.people.is_empty() {
            judge.no("people", &rules::EMPTY);
        }
        let mut given: HashSet<PersonId> = self.people.iter().filter_map(|person| person.person).collect();
        for (row, person) in self.people.iter().enumerate() {
            register(person, &format!("people[{row}]."), &mut judge, ctx, &mut given);
        }
        let mut seen: HashMap<(&str, String), usize> = HashMap::new();
        let pseudonyms = self.people.iter().enumerate().filter_map(|(row, p)| Some((row, "person", p.person?.to_string())));
        for (row, field, value) in self.lookups().into_iter().chain(pseudonyms) {
            if let Some(first) = seen.insert((field, value), row) {
                // Rows are counted from 1 by who reads a list.
                judge.faults.push(rules::TWICE.refuse().with("row", first + 1).at(format!("people[{row}].{field}")));
            }
        }
        judge.done()
    }
}

/// Judges one newcomer; `prefix` says where in the input it stands, `given` which ids others of the same list have.
fn register(wish: &RegisterPerson, prefix: &str, judge: &mut Judge<'_>, ctx: &mut Ctx<'_>, given: &mut HashSet<PersonId>) {
    let at = |field: &str| format!("{prefix}{field}");
    judge.day(&at("from"), wish.from);
    judge.unit(&at("unit"), &wish.unit, wish.from);
    let name = numbers::name(&wish.name);
    if name.is_none() {
        judge.no(&at(NAME), &rules::NAME);
    }
    let id_number = match numbers::id_number(&wish.id_number, judge.today) {
        Ok(number) => Some(number),
        Err(why) => {
            judge.faults.push(rules::ID_NUMBER.refuse().with("why_zh", why.zh()).with("why_en", why.en()).at(at(ID_NUMBER)));
            None
        }
    };
    let police_number = numbers::police_number(&wish.police_number, wish.kind);
    if police_number.is_none() {
        judge.no(&at(POLICE_NUMBER), &rules::POLICE_NUMBER);
    }
    // Whoever was an intern here and joins stays the same person.
    let known = wish.person.and_then(|person| judge.directory.person(person));
    if known.is_some_and(|person| !person.is_visitor() || person.erased) {
        judge.no(&at("person"), &rules::PERSON_EXISTS);
    }
    let (Some(name), Some(id_number), Some(police_number)) = (name, id_number, police_number) else { return };
    let person = wish.person.unwrap_or_else(|| new_person(judge, ctx, given));
    let name = PersonalValue::new(person, NAME, name, ctx.ids);
    let id_number = PersonalValue::new(person, ID_NUMBER, id_number, ctx.ids);
    let police_number = PersonalValue::new(person, POLICE_NUMBER, police_number, ctx.ids);
    let fact = PersonRegistered {
        from: wish.from,
        id_number: id_number.commitment(),
        kind: wish.kind,
        name: name.commitment(),
        person,
        police_number: police_number.commitment(),
        unit: wish.unit.clone(),
    };
    judge.fact_holding(&wish.unit, wish.from, fact, vec![name, id_number, police_number]);
}

/// An id nobody has. Ids of one moment differ in 22 random bits only: of ten thousand people in one list a dozen would
/// otherwise be given another's, and be one person with them for ever.
fn new_person(judge: &Judge<'_>, ctx: &mut Ctx<'_>, given: &mut HashSet<PersonId>) -> PersonId {
    loop {
        let person = PersonId(ctx.new_id());
        if judge.directory.person(person).is_none() && given.insert(person) {
            return person;
        }
    }
}
