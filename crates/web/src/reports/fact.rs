//! `GET /reports/{id}/facts/{n}`: one number of a release (requirement G3): its definition, n and N, as-of day, the hash of
//! its rows, the rows themselves as many as the viewer may see, how many are hidden, and the proof to take away.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use nc_kernel::PersonId;
use nc_people::Action;
use nc_store::KnownEntry;

use super::id_of;
use super::paper::{Moved, figure_href};
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show_personal, unit_name};
use crate::pages::amount::{Amount, span};
use crate::pages::row::{attributes, units};
use crate::problem::Problem;

/// Rows shown of each part.
const SHOWN: usize = 100;

struct Row {
    day: String,
    units: String,
    person: String,
    content: String,
    key: String,
    evidence: u64,
}

/// The rows of one part of a rate, or of a count.
struct Part {
    title: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "reports/fact.html")]
struct Page {
    frame: Frame,
    report: String,
    name: String,
    figure: String,
    figure_href: String,
    says: String,
    printed: String,
    form: String,
    amount: Amount,
    n: i64,
    of: Option<i64>,
    unit: String,
    period: String,
    known_on: String,
    ledger_size: u64,
    ledger_root: String,
    row_hash: String,
    holds: bool,
    parts: Vec<Part>,
    counted: u64,
    visible: u64,
    hidden: u64,
    /// How many rows are listed, when that is fewer than may be seen.
    shown: Option<u64>,
    has_people: bool,
    proof: Option<String>,
    moved: Vec<Moved>,
    /// Whether rows and causes are told.
    detailed: bool,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path((id, index)): Path<(String, String)>,
    frame: Frame,
) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let index: u32 = index.parse().map_err(|_| Problem::Missing("数字", "number"))?;
    let lang = frame.lang;
    let page = app.store.proof_page(&actor, id, index, SHOWN).await?;
    let people: Vec<PersonId> = page.rows.iter().flatten().filter_map(|row| row.entry.person).collect();
    app.store.note_reading(actor.user, &format!("rows:{}", page.definition.id), &people).await?;
    let moved = app.store.report_moved(&actor, id).await?;
    let moved = moved.iter().filter(|moved| moved.index == index).map(|moved| Moved::of(id, moved, lang)).collect();
    let may_prove = app
        .store
        .report(&actor, id)
        .await?
        .report
        .draft()
        .is_some_and(|draft| app.store.allow(&actor, Action::ReadRows, &draft.unit).is_ok());
    let fact = &page.fact;
    let is_rate = page.of.is_some();
    let row = |KnownEntry { entry, .. }: &KnownEntry| Row {
        day: entry.until.map_or_else(|| entry.day.to_string(), |until| format!("{} – {}", entry.day, until.minus_days(1))),
        units: units(&app, entry, lang),
        person: entry.person.map(|person| person.to_string()).unwrap_or_default(),
        content: attributes(entry, lang),
        key: entry.key.clone(),
        evidence: entry.evidence,
    };
    let parts: Vec<Part> = page
        .rows
        .iter()
        .enumerate()
        .map(|(n, rows)| Part {
            title: match (is_rate, n) {
                (false, _) => String::new(),
                (true, 0) => frame.t("report-above").into_owned(),
                (true, _) => frame.t("report-below").into_owned(),
            },
            rows: rows.iter().map(row).collect(),
        })
        .collect();
    show_personal(&Page {
        report: id.to_string(),
        name: lang.pick(&fact.zh, &fact.en).to_owned(),
        figure: fact.key().to_string(),
        figure_href: figure_href(fact),
        says: page.definition.says.replace("{n}", &fact.printed),
        printed: fact.printed.clone(),
        form: fact.form.clone(),
        amount: Amount::new(&fact.worth, &fact.unit, lang),
        n: page.n,
        of: page.of,
        unit: unit_name(&app, &fact.scope, lang),
        period: span(fact.period, lang),
        known_on: fact.known_on.to_string(),
        ledger_size: fact.ledger_size,
        ledger_root: fact.ledger_root.clone(),
        row_hash: fact.row_hash.clone(),
        holds: page.holds,
        has_people: page.rows.iter().flatten().any(|row| row.entry.person.is_some()),
        shown: Some(parts.iter().map(|part| part.rows.len() as u64).sum()).filter(|shown| *shown < page.visible),
        parts,
        counted: fact.rows,
        visible: page.visible,
        hidden: page.hidden,
        proof: may_prove.then(|| format!("/reports/{id}/export?to=proof")),
        moved,
        detailed: false,
        frame: frame.under(&[("reports-title", "/reports")]),
    })
}
