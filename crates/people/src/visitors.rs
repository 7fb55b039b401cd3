//! 外来人员: people who are received for a time without serving here, such as interns. The area that receives them decides why and
//! for how long; here they become known, by pseudonym and sealed values, as everybody is, and can be erased as everybody can.

use std::collections::HashSet;

use nc_kernel::personal::PersonalValue;
use nc_kernel::{Aggregate as _, Day, PersonId, StreamId, UnitPath};

use crate::command::Ctx;
use crate::directory::Directory;
use crate::fact::{Fact, VisitBegan, VisitEnded, VisitorRegistered};
use crate::judge::Judge;
use crate::model::{ID_NUMBER, NAME};
use crate::{numbers, rules};

/// What is said of somebody who is received for the first time.
#[derive(Clone, Copy)]
pub struct Newcomer<'w> {
    /// Pseudonym, where one was given elsewhere; a new one otherwise.
    pub person: Option<PersonId>,
    /// Full name.
    pub name: &'w str,
    /// Citizen number.
    pub id_number: &'w str,
    /// The unit that receives them.
    pub unit: &'w UnitPath,
    /// Since when they are known.
    pub on: Day,
}

/// Judges a newcomer and registers them; `prefix` says where in the input they stand, `given` which ids others of the same list
/// have. That the number is nobody else's, the store looks.
pub fn register(
    judge: &mut Judge<'_>,
    ctx: &mut Ctx<'_>,
    prefix: &str,
    wish: Newcomer<'_>,
    given: &mut HashSet<PersonId>,
) -> Option<PersonId> {
    let at = |field: &str| format!("{prefix}{field}");
    let name = numbers::name(wish.name);
    if name.is_none() {
        judge.no(rules::NAME.refuse().at(at(NAME)));
    }
    let number = numbers::id_number(wish.id_number, judge.today);
    if let Err(why) = &number {
        judge.no(rules::ID_NUMBER.refuse().with("why_zh", why.zh()).with("why_en", why.en()).at(at(ID_NUMBER)));
    }
    if wish.person.is_some_and(|person| judge.directory.person(person).is_some() || !given.insert(person)) {
        judge.no(rules::PERSON_EXISTS.refuse().at(at("person")));
        return None;
    }
    let (Some(name), Ok(number)) = (name, number) else { return None };
    // Ids of one moment differ in few random bits: two of one list must not meet.
    let person = wish.person.unwrap_or_else(|| {
        loop {
            let person = PersonId(ctx.new_id());
            if judge.directory.person(person).is_none() && given.insert(person) {
                break person;
            }
        }
    });
    let name = PersonalValue::new(person, NAME, name, ctx.ids);
    let number = PersonalValue::new(person, ID_NUMBER, number, ctx.ids);
    let fact = VisitorRegistered { id_number: number.commitment(), name: name.commitment(), person, unit: wish.unit.clone() };
    judge.fact_holding::<Fact>(&stream(), wish.unit, wish.on, fact, vec![name, number]);
    Some(person)
}

/// A unit receives somebody from one day through another.
pub fn receive(judge: &mut Judge<'_>, person: PersonId, unit: &UnitPath, from: Day, to: Day) {
    judge.fact::<Fact>(&stream(), unit, from, VisitBegan { from, person, to, unit: unit.clone() });
}

/// The visit ends on another day than planned.
pub fn part(judge: &mut Judge<'_>, person: PersonId, unit: &UnitPath, to: Day) {
    judge.fact::<Fact>(&stream(), unit, to, VisitEnded { person, to, unit: unit.clone() });
}

fn stream() -> StreamId {
    StreamId::only(Directory::FAMILY)
}
