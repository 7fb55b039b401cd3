//! `GET /api/v1/figures/{id}/rows?cursor=&limit=`: the rows behind a figure, as far as the user may open them.
//!
//! `hidden` counts the rows within this page that the user may not open; `next` is the cursor of the next page, absent
//! at the end. Of a ratio, the rows above the line. With `known_on` the list stands still while new facts come in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use nc_kernel::{Attr, Day, Micros, Period, PersonId, UnitPath};
use nc_store::KnownEntry;
use serde::Serialize;

use crate::app::App;
use crate::asked::Asked;
use crate::caller::Caller;
use crate::figure::{self, View};
use crate::problem::Problem;

/// A row of a register.
#[derive(Serialize)]
pub(crate) struct Row {
    key: String,
    day: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
    organisers: Vec<UnitPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<UnitPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender: Option<UnitPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    attrs: BTreeMap<&'static str, Attr>,
    /// Position of the fact that is its evidence.
    evidence: u64,
    known_from: Micros,
}

impl From<KnownEntry> for Row {
    fn from(KnownEntry { entry, known_from, .. }: KnownEntry) -> Self {
        Self {
            key: entry.key,
            day: entry.day,
            until: entry.until,
            organisers: entry.facets.organisers,
            host: entry.facets.host,
            sender: entry.facets.sender,
            person: entry.person,
            attrs: entry.attrs,
            evidence: entry.evidence,
            known_from,
        }
    }
}

/// A page of rows.
#[derive(Serialize)]
pub(crate) struct RowsPage {
    rows: Vec<Row>,
    hidden: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Json<RowsPage>, Problem> {
    let view = View::new(&app, &actor, asked, Period::up_to(app.store.now().day()))?;
    let definition = figure::definition(&app, &id)?;
    let page = view.rows(&app, &actor, &definition).await?;
    Ok(Json(RowsPage {
        rows: page.rows.into_iter().map(Row::from).collect(),
        hidden: page.hidden,
        next: page.next.map(|cursor| cursor.to_string()),
    }))
}
