//! `GET /api/v1/figures/{id}/rows?cursor=&limit=`: the rows behind a figure, as far as the user may open them.
//!
//! `hidden` counts the rows within this page that the user may not open; `next` is the cursor of the next page, absent
//! at the end. Of a ratio, the rows above the line. With `known_on` the list stands still while new facts come in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use nc_kernel::{Attr, Entry, Period};
use nc_people::access::Action;
use nc_store::KnownEntry;
use serde::Serialize;
use utoipa::ToSchema;

use super::show::FIGURE;
use crate::api::bearer::Bearer;
use crate::api::route::{CURSOR, FROM, Gives, KNOWN_ON, LANG, LIMIT, Needs, Route, TO, Tag, Takes, UNIT, Verb};
use crate::api::schema::{self, At, Id, On, Unit};
use crate::app::App;
use crate::asked::Asked;
use crate::figure::{self, View};
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/figures/{id}/rows",
    tag: Tag::Figures,
    says: ("数字背后的明细", "the rows behind a figure"),
    needs: Needs::Any(&[Action::ReadFigures]),
    params: &[FIGURE, UNIT, FROM, TO, KNOWN_ON, CURSOR, LIMIT, LANG],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<RowsPage>),
    keyed: false,
    refuses: &[403, 404, 422],
    handler: || get(handle),
};

/// A row of a register.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegisterRow {
    key: String,
    day: On,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<On>,
    organisers: Vec<Unit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<Unit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender: Option<Unit>,
    /// A pseudonym.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Id>,
    /// Words, whole numbers and yes or no.
    #[schema(value_type = Object)]
    attrs: BTreeMap<&'static str, Attr>,
    /// Position of the fact that is its evidence.
    evidence: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_from: Option<At>,
}

impl From<Entry> for RegisterRow {
    fn from(entry: Entry) -> Self {
        Self {
            key: entry.key,
            day: On(entry.day),
            until: entry.until.map(On),
            organisers: entry.facets.organisers.into_iter().map(Unit).collect(),
            host: entry.facets.host.map(Unit),
            sender: entry.facets.sender.map(Unit),
            person: entry.person.map(Id::of),
            attrs: entry.attrs,
            evidence: entry.evidence,
            known_from: None,
        }
    }
}

impl From<KnownEntry> for RegisterRow {
    fn from(KnownEntry { entry, known_from, .. }: KnownEntry) -> Self {
        Self { known_from: Some(At(known_from)), ..entry.into() }
    }
}

/// A page of rows.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowsPage {
    rows: Vec<RegisterRow>,
    /// Rows of this page the user may not open.
    hidden: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Json<RowsPage>, Problem> {
    let view = View::within(&app, &bearer, asked, Period::up_to(app.store.now().day()))?;
    let definition = figure::definition(&app, &id)?;
    let page = view.rows_of(&app, &nc_kernel::Actor { user: bearer.0.user }, &bearer.scopes(&app, Action::ReadRows), &definition).await?;
    Ok(Json(RowsPage {
        rows: page.rows.into_iter().map(RegisterRow::from).collect(),
        hidden: page.hidden,
        next: page.next.map(|cursor| cursor.to_string()),
    }))
}
