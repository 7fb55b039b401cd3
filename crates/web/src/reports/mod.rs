//! 年报: drafting a report from a template, previewing it with every fault beside its place, releasing it by a second person,
//! and showing of a release what its source says now. Every number is a link: of a draft to its figure, of a release to
//! what stood behind it when it went out.
//!
//! Replaces: the draft that went round by mail, the table of figures to be checked beside it, and the folder of evidence.

pub(crate) mod export;
pub(crate) mod fact;
pub(crate) mod list;
pub(crate) mod paper;
pub(crate) mod revise;
pub(crate) mod show;
pub(crate) mod source;
pub(crate) mod write;

use std::collections::BTreeSet;

use nc_figures::report::{NotNames, Report, ReportId, Stage};
use nc_kernel::{Actor, PersonId, UnitPath, UserId};
use nc_people::Action;

use crate::app::App;
use crate::form::Form;
use crate::problem::Problem;

/// The id in an address; anything else names no report.
pub(crate) fn id_of(text: &str) -> Result<ReportId, Problem> {
    text.parse().map_err(|_| Problem::Missing("报告", "report"))
}

/// Whether `user` wrote at the draft, under this account or another of the same person.
fn prepared(app: &App, report: &Report, user: UserId) -> bool {
    let Some(draft) = report.draft() else { return false };
    app.store.published().with_directory(|directory| {
        let person = |user| directory.user(user).and_then(|account| account.person);
        let own = person(user);
        draft.preparers.iter().any(|preparer| preparer.user == user || (own.is_some() && person(preparer.user) == own))
    })
}

/// Logins of everybody who may release the draft: who may release for its unit and wrote nothing of it.
async fn releasers(app: &App, report: &Report, unit: &UnitPath) -> Result<Vec<String>, Problem> {
    let open = app.store.accounts().await?.into_iter().filter(|account| !account.closed);
    let may = |user| app.store.allow(&Actor { user }, Action::ReleaseReport, unit).is_ok() && !prepared(app, report, user);
    let mut logins: Vec<String> = open.filter(|account| may(account.user)).map(|account| account.login).collect();
    logins.sort();
    Ok(logins)
}

/// Drafts that wait for `actor` to release them: address, title, and when they were drafted.
pub(crate) async fn to_release(app: &App, actor: &Actor) -> Result<Vec<(String, String, String)>, Problem> {
    if app.store.scopes(actor, Action::ReleaseReport).is_empty() {
        return Ok(Vec::new());
    }
    let mut waiting = Vec::new();
    for line in app.store.reports(actor, false).await?.into_iter().filter(|line| line.stage == Stage::Draft) {
        let view = app.store.report(actor, line.id).await?;
        if app.store.allow(actor, Action::ReleaseReport, &line.unit).is_ok() && !prepared(app, &view.report, actor.user) {
            waiting.push((format!("/reports/{}", line.id), line.title, line.drafted_at.day().to_string()));
        }
    }
    Ok(waiting)
}

/// Places a form says to hold no names, with the reason.
fn not_names(form: &Form) -> Option<NotNames> {
    let places: BTreeSet<String> = form.fields().iter().filter(|(name, _)| name == "not_name").map(|(_, place)| place.clone()).collect();
    (!places.is_empty()).then(|| NotNames { places, reason: form.value("because").to_owned() })
}

/// Notes that a file about everybody behind the numbers of a release is about to leave.
pub(crate) async fn note_bundle(app: &App, actor: &Actor, id: ReportId, report: &Report) -> Result<(), Problem> {
    let facts = report.release().map(|release| release.document.facts.as_slice()).unwrap_or_default();
    for (index, fact) in (0..).zip(facts) {
        let page = app.store.proof_page(actor, id, index, usize::MAX).await?;
        let people: BTreeSet<PersonId> = page.rows.iter().flatten().filter_map(|row| row.entry.person).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        app.store.note_reading(actor.user, &format!("proof:{}", fact.figure), &people).await?;
    }
    Ok(())
}
