//! What must hold of an award as somebody writes it down.

use std::collections::BTreeSet;

use nc_kernel::{States, UnitPath};
use nc_people::access::Action;

use crate::roll::command::AwardForm;
use crate::roll::model::{Award, HonourKind, Recipient};
use crate::roll::rules;
use crate::roll::state::Roll;
use nc_people::judge::{Judge, REPEATED, TITLE, ask, ask_about};

/// Recording on every unit the award touches.
pub(super) fn asks(states: &States, form: &AwardForm) -> Vec<(Action, UnitPath)> {
    let of_work = form.work.and_then(|id| states.only::<Roll>()?.work(id)).map(|work| work.units.clone()).unwrap_or_default();
    let units = if form.units.is_empty() { of_work } else { form.units.clone() };
    let people = form.people.iter().flat_map(|p| ask_about(states, Action::RecordHonour, *p, Some(form.awarded_on)));
    ask(Action::RecordHonour, &units).into_iter().chain(people).collect()
}

/// The award as it goes on the ledger; what is wrong with it goes to the judge.
pub(super) fn examine(judge: &mut Judge<'_>, roll: &Roll, form: &AwardForm) -> Option<Award> {
    judge.text("award.issuer", &form.issuer, TITLE);
    judge.text("award.title", &form.title, TITLE);
    for (place, text) in [("award.contest", &form.contest), ("award.series", &form.series), ("award.remark", &form.remark)] {
        judge.text_if_any(place, text.as_deref(), TITLE);
    }
    judge.text_if_any("award.project", form.project.as_ref().map(|p| p.title.as_str()), TITLE);
    judge.come("award.awarded_on", form.awarded_on);
    judge.units("award.units", &form.units, form.awarded_on);
    kind(judge, form);
    let work = form.work.and_then(|id| roll.work(id));
    match (form.work, work) {
        (Some(_), None) => judge.no(rules::UNKNOWN_WORK.refuse().at("award.work")),
        (_, Some(work)) if work.created_on > form.awarded_on => {
            judge.no(rules::BEFORE_MADE.refuse().with("day", work.created_on).at("award.awarded_on"));
        }
        _ => {}
    }
    let mut seen = BTreeSet::new();
    let mut people = Vec::new();
    for (i, person) in form.people.iter().enumerate() {
        if !seen.insert(*person) {
            judge.no(REPEATED.refuse().at(format!("award.people[{i}]")));
        } else if let Some(unit) = judge.member(format!("award.people[{i}]"), *person, &[form.awarded_on]).map(|member| member.unit.clone())
        {
            people.push(Recipient { person: *person, unit });
        }
    }
    let units = match work {
        Some(work) if form.units.is_empty() => work.units.clone(),
        _ => form.units.clone(),
    };
    if units.is_empty() && form.people.is_empty() && form.work.is_none() {
        judge.no(rules::NO_RECIPIENT.refuse().at("award.units"));
    }
    let Some(document) = &form.document else {
        judge.no(rules::NO_DOCUMENT.refuse().at("award.document"));
        return None;
    };
    judge.document(document);
    judge.lateness("award.awarded_on", form.awarded_on, crate::LATENESS);
    Some(Award {
        awarded_on: form.awarded_on,
        claim: form.claim,
        contest: form.contest.clone(),
        document: document.clone(),
        edition: form.edition,
        issuer: form.issuer.clone(),
        kind: form.kind,
        level: form.level,
        people,
        place: form.place,
        project: form.project.clone(),
        remark: form.remark.clone(),
        series: form.series.clone(),
        title: form.title.clone(),
        units,
        work: form.work,
        year: form.year.unwrap_or_else(|| i64::from(form.awarded_on.year())),
    })
}

/// What belongs to the kind of award: its place, its edition, its word.
fn kind(judge: &mut Judge<'_>, form: &AwardForm) {
    let least = if form.kind == HonourKind::Prize { 0 } else { 1 };
    match form.place {
        None if form.kind.has_place() => judge.no(rules::PLACE.refuse().with("kind", form.kind.zh()).at("award.place")),
        Some(place) if form.kind.has_place() && !(least..=999).contains(&place) => {
            judge.no(rules::PLACE.refuse().with("kind", form.kind.zh()).at("award.place"));
        }
        Some(_) if !form.kind.has_place() => judge.no(rules::NO_PLACE.refuse().with("kind", form.kind.zh()).at("award.place")),
        _ => {}
    }
    let awarded = i64::from(form.awarded_on.year());
    if form.edition.is_some_and(|edition| !(1..=999).contains(&edition)) {
        judge.no(rules::TURN.refuse().at("award.edition"));
    }
    if form.year.is_some_and(|year| !(awarded - 2..=awarded).contains(&year)) {
        judge.no(rules::TURN.refuse().at("award.year"));
    }
    let about_others = form.kind == HonourKind::FirstOrOnly;
    if about_others != form.claim.is_some() {
        judge.no(rules::CLAIM.refuse().at("award.claim"));
    }
    if about_others && is_own(judge, form) {
        judge.no(rules::OWN_WORD.refuse().at("award.issuer"));
    }
}

/// Whether the issuer is the bureau or one of its units, by any name it had.
fn is_own(judge: &Judge<'_>, form: &AwardForm) -> bool {
    let Some(bureau) = judge.directory.bureau() else { return false };
    let issuer = form.issuer.trim();
    let names_bureau = judge.directory.unit_names(&bureau.path).any(|name| name.name_zh.contains(issuer) || issuer.contains(&name.name_zh));
    names_bureau || judge.directory.units_within(&bureau.path, form.awarded_on).any(|unit| unit.name_zh == issuer)
}
