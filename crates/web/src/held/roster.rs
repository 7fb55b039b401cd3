//! 名册: the people a recording form lists, page by page, with those from elsewhere whom the recorder has looked up.
//!
//! Ticks of pages that are not shown travel with the form as hidden fields, so that nothing of it needs a script. Only who
//! is shown is noted as read.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::{Actor, Day, PersonId, UnitPath};
use nc_people::Action;
use nc_people::model::NAME;

use super::Area;
use crate::app::App;
use crate::form::Form;
use crate::frame::{Frame, unit_name};
use crate::problem::Problem;
use crate::staff::find::find;

/// People of one page of the form.
const PER_PAGE: usize = 200;
/// People a form carries at most: their ids must go back in one form.
const MOST: usize = 8_000;
/// People a search shows at most.
const FOUND: usize = 20;

/// A person on the form.
pub(super) struct Row {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub ticked: bool,
    pub away: bool,
    /// How the person took part, as the form says it.
    pub mark: String,
    pub faults: Vec<String>,
}

/// A page to turn to.
pub(super) struct Turn {
    /// Its number, from 1.
    pub page: usize,
    pub here: bool,
}

/// What the form lists.
#[derive(Default)]
pub(super) struct Roster {
    /// What the rows are of; empty before unit and day are named.
    pub listed: String,
    pub rows: Vec<Row>,
    /// Ticked on other pages: the person, and how they took part where that is not what the form says by itself.
    pub elsewhere: Vec<(String, Option<String>)>,
    pub page: usize,
    pub turns: Vec<Turn>,
    /// From other units, ticked already.
    pub guests: Vec<Row>,
    /// Whom a search found.
    pub found: Vec<Row>,
    /// Whether a search was asked for and found nobody, or more than are shown.
    pub found_none: bool,
    pub found_more: bool,
    pub too_many: bool,
}

/// Everybody ticked, each once, in the order sent.
pub(super) fn persons(form: &Form) -> Vec<PersonId> {
    let mut seen = BTreeSet::new();
    let sent = form.fields().iter().filter(|(name, _)| name == "person").filter_map(|(_, text)| text.parse().ok());
    sent.filter(|person: &PersonId| seen.insert(*person)).collect()
}

/// How a person took part, as sent.
pub(super) fn mark_of(form: &Form, person: PersonId) -> &str {
    match form.value(&format!("mark-{person}")) {
        "" => "present",
        mark => mark,
    }
}

/// Names what the rows of a form are of, so that ticks are kept as long as they are of the same people.
pub(super) fn listed(unit: &UnitPath, day: Day) -> String {
    format!("{unit} {day}")
}

impl Area {
    /// The words a form offers for how somebody took part, with the key of each text: a leave of study says its class.
    pub(super) fn offers(self) -> Vec<(String, &'static str, Option<&'static str>)> {
        let marks = self.marks().into_iter();
        let leaves = || nc_organisation::study::LeaveClass::ALL.iter().map(|leave| leave.word());
        marks
            .flat_map(|mark| match (self, mark) {
                (Self::Study, "leave") => leaves().map(|leave| (format!("leave.{leave}"), mark, Some(leave))).collect(),
                _ => vec![(mark.to_owned(), mark, None)],
            })
            .collect()
    }
}

/// The people of the unit named on the day named, with names as far as the actor may read them.
pub(super) async fn roster(app: &App, actor: &Actor, frame: &Frame, form: &Form) -> Result<Roster, Problem> {
    let (Ok(unit), Ok(day)) = (UnitPath::parse(form.value("unit")), Day::parse(form.value("day"))) else { return Ok(Roster::default()) };
    let Ok(scope) = app.store.allow(actor, Action::ReadPeople, &unit) else { return Ok(Roster::default()) };
    let mut people: Vec<(UnitPath, PersonId, bool)> = app.store.published().with_directory(|directory| {
        let serving = directory.serving(scope.path(), day);
        serving.map(|(person, member)| (member.unit.clone(), person.id, person.on_leave(day).is_some())).collect()
    });
    if people.len() > MOST {
        return Ok(Roster { too_many: true, ..Roster::default() });
    }
    people.sort();
    let listed = listed(&unit, day);
    let kept = (form.value("listed") == listed).then(|| persons(form));
    let ticked: BTreeSet<PersonId> = match &kept {
        Some(kept) => kept.iter().copied().collect(),
        None => people.iter().filter(|(.., away)| !away).map(|(_, person, _)| *person).collect(),
    };
    let pages = people.len().div_ceil(PER_PAGE).max(1);
    let at = page_of(form, &people, pages);
    let away: BTreeMap<PersonId, bool> = people.iter().map(|(_, person, away)| (*person, *away)).collect();
    let shown: Vec<PersonId> = people.iter().skip((at - 1) * PER_PAGE).take(PER_PAGE).map(|(_, person, _)| *person).collect();
    let guests: Vec<PersonId> = kept.iter().flatten().copied().filter(|person| !away.contains_key(person)).collect();
    let scopes = app.store.scopes(actor, Action::ReadPeople);
    let sought = form.value("q");
    let mut found = Vec::new();
    // The return key in the search field presses the first button of the form, which lists the roster.
    let searched = matches!(form.value("step"), "find" | "roster") && !sought.is_empty();
    if searched {
        let is_number = sought.chars().any(|c| c.is_ascii_digit());
        let (name, number) = if is_number { (None, Some(sought)) } else { (Some(sought), None) };
        found = find(app, &scopes, name, number).await?.into_iter().map(|(person, _)| person).collect();
        found.retain(|person| !guests.contains(person) && !away.contains_key(person));
    }
    let found_more = found.len() > FOUND;
    found.truncate(FOUND);
    let everybody: Vec<PersonId> = shown.iter().chain(&guests).chain(&found).copied().collect();
    app.store.note_reading(actor.user, "roster", &everybody).await?;
    let names = app.store.personal_of(&scopes, &everybody, NAME).await?;
    let row = |person: PersonId, ticked: bool| {
        let id = person.to_string();
        let unit = app.store.published().with_directory(|d| d.member_on(person, day).map(|member| member.unit.clone()));
        Row {
            faults: form.faults_of(&format!("person-{id}")).into_iter().map(str::to_owned).collect(),
            name: names.get(&person).cloned().unwrap_or_else(|| frame.t("person-erased").into_owned()),
            unit: unit.map(|unit| unit_name(app, &unit, frame.lang)).unwrap_or_default(),
            mark: mark_of(form, person).to_owned(),
            away: away.get(&person).copied().unwrap_or_default(),
            ticked,
            id,
        }
    };
    let on_page: BTreeSet<PersonId> = shown.iter().copied().collect();
    let elsewhere = people.iter().map(|(_, person, _)| *person).filter(|person| ticked.contains(person) && !on_page.contains(person));
    Ok(Roster {
        elsewhere: elsewhere
            .map(|person| (person.to_string(), Some(mark_of(form, person).to_owned()).filter(|m| m != "present")))
            .collect(),
        rows: shown.iter().map(|person| row(*person, ticked.contains(person))).collect(),
        guests: guests.iter().map(|person| row(*person, true)).collect(),
        found_none: searched && found.is_empty(),
        found: found.iter().map(|person| row(*person, false)).collect(),
        found_more,
        turns: if pages > 1 { (1..=pages).map(|page| Turn { page, here: page == at }).collect() } else { Vec::new() },
        page: at,
        listed,
        too_many: false,
    })
}

/// The page to show: where the first fault is, else the one turned to, else the one shown before.
fn page_of(form: &Form, people: &[(UnitPath, PersonId, bool)], pages: usize) -> usize {
    let faulty = form.faults().iter().find_map(|fault| fault.place.strip_prefix("person-")?.parse::<PersonId>().ok());
    let at = faulty.and_then(|faulty| people.iter().position(|(_, person, _)| *person == faulty)).map(|at| at / PER_PAGE + 1);
    let turned = form.value("step").strip_prefix("page-").unwrap_or_else(|| form.value("page"));
    at.or_else(|| turned.parse().ok()).unwrap_or(1).clamp(1, pages)
}
