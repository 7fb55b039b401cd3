//! `GET /me/record?year=`: what is recorded about oneself: class hours, attendances, membership, posts and leave.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::{Attr, PersonId};
use nc_store::KnownEntry;

use super::norms;
use crate::app::App;
use crate::caller::SignedIn;
use crate::frame::{Frame, show_personal};
use crate::list::{self, Cell, Kind, Listing, Wanted, column};
use crate::pages::row::attributes;
use crate::pages::row::units;
use crate::problem::Problem;
use crate::staff;

/// Rows shown.
const MOST: i64 = 2_000;

/// Class hours of a year, exact in minutes.
pub(crate) struct Hours {
    pub year: i16,
    pub hours: String,
}

/// Hours of study of a year against a norm.
struct NormLine {
    year: i16,
    name: String,
    hours: String,
    norm: String,
    /// Hours still missing; empty when the norm is reached.
    short: String,
    basis: String,
}

#[derive(Template)]
#[template(path = "me/record.html")]
struct Page {
    frame: Frame,
    name: String,
    hours: Vec<Hours>,
    norms: Vec<NormLine>,
    service: Vec<staff::person::Period>,
    list: Option<Listing>,
}

/// Class hours by year, the latest first: every attendance that earns credit, at the minutes it earned.
pub(super) fn hours(entries: &[KnownEntry]) -> Vec<Hours> {
    let mut years = std::collections::BTreeMap::new();
    for KnownEntry { entry, .. } in entries {
        if let Some(Attr::Int(minutes)) = entry.attrs.get("credit_minutes") {
            *years.entry(entry.day.year()).or_insert(0) += *minutes;
        }
    }
    years.into_iter().rev().map(|(year, minutes)| Hours { year, hours: crate::pages::amount::hours(minutes) }).collect()
}

/// The entries about `person`, who asks for their own.
pub(crate) async fn entries(app: &App, person: PersonId) -> Result<Vec<KnownEntry>, Problem> {
    Ok(app.store.own_entries(person, MOST).await?)
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let Some(person) = signed.person(&app) else {
        return show_personal(&Page { frame, name: String::new(), hours: Vec::new(), norms: Vec::new(), service: Vec::new(), list: None });
    };
    let lang = frame.lang;
    let entries = entries(&app, person).await?;
    let columns = vec![
        column(&frame, "day", Kind::Day),
        column(&frame, "register", Kind::Text),
        column(&frame, "unit", Kind::Text),
        column(&frame, "content", Kind::Text),
        column(&frame, "evidence", Kind::Code),
    ];
    let register =
        |name: &str| app.store.registers().iter().find(|r| r.name == name).map(|r| lang.pick(r.zh, r.en).to_owned()).unwrap_or_default();
    let norms = norms::years(&app, person, &entries).await?.into_iter().map(|year| NormLine {
        year: year.hours.year,
        name: lang.pick(&year.norm.zh, &year.norm.en).to_owned(),
        hours: crate::pages::amount::hours(year.hours.minutes),
        norm: crate::pages::amount::hours(year.hours.norm_minutes),
        short: if year.hours.short_by == 0 { String::new() } else { crate::pages::amount::hours(year.hours.short_by) },
        basis: year.norm.basis.to_owned(),
    });
    let norms = norms.collect();
    let hours = hours(&entries);
    let rows: Vec<Vec<Cell>> = entries
        .into_iter()
        .filter(|KnownEntry { entry, .. }| wanted.filter("year").parse().map_or(true, |year: i16| entry.day.year() == year))
        .map(|KnownEntry { entry, .. }| {
            vec![
                Cell::text(entry.day.to_string()),
                Cell::text(register(entry.register)),
                Cell::text(units(&app, &entry, lang)),
                Cell::text(attributes(&entry, lang)),
                Cell::text(format!("#{}", entry.evidence)),
            ]
        })
        .collect();
    let title = frame.t("record-title").into_owned();
    if wanted.xlsx {
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    let list = Listing::new(&frame, &wanted, title, columns, rows, "record-empty");
    let name = app.store.own_name(person).await?.unwrap_or_default();
    let service = staff::person::periods(&app, person, lang);
    show_personal(&Page { frame, name, hours, norms, service, list: Some(list) })
}
