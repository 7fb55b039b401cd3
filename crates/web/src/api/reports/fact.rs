//! `GET /api/v1/reports/{id}/facts/{n}?limit=`: one number of a release (requirement G3): definition, n and N, as-of day, the
//! hash of its rows, the rows as many as the user may open, and how many they may not.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use nc_figures::Definition;
use nc_figures::report::ReportId;
use nc_kernel::PersonId;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::{REPORT, actor, known};
use crate::api::bearer::Bearer;
use crate::api::figures::rows::RegisterRow;
use crate::api::figures::value::{FigureWorth, PeriodAsked};
use crate::api::query::Query;
use crate::api::route::{Form, Gives, LIMIT, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, On, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/reports/{id}/facts/{n}",
    tag: Tag::Reports,
    says: ("签发稿中的一个数字及其明细", "one number of a release and the rows behind it"),
    needs: Needs::Any(&[Action::ReadFigures]),
    params: &[REPORT, path("n", Form::Number, "第几个数字，从 0 起", "which number, from 0"), LIMIT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ReportFact>),
    keyed: false,
    refuses: &[404, 409, 422],
    handler: || get(handle),
};

/// 签发数字.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportFact {
    #[schema(schema_with = schema::definition)]
    definition: Definition,
    /// As printed.
    printed: String,
    /// How it is written: `万2`.
    form: String,
    worth: FigureWorth,
    /// Measure word.
    unit: String,
    period: PeriodAsked,
    scope: Unit,
    known_on: On,
    ledger_size: u64,
    ledger_root: String,
    /// SHA-256 over the rows counted at the release.
    row_hash: String,
    /// Whether the rows collected now have that hash.
    holds: bool,
    /// How many rows were counted.
    counted: u64,
    /// How many of them the user may open.
    visible: u64,
    /// How many they may not.
    hidden: u64,
    /// The rows of each part, at most `limit` of each: of a rate those of n, then those of N.
    parts: Vec<Vec<RegisterRow>>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Path((id, n)): Path<(String, String)>,
    mut query: Query,
) -> Result<Json<ReportFact>, Problem> {
    let missing = || Problem::Missing("数字", "number");
    let id: ReportId = id.parse().map_err(|_| missing())?;
    let n: u32 = n.parse().map_err(|_| missing())?;
    let limit = query.limit();
    query.finish()?;
    known(&app, &bearer, id).await?;
    let opens = bearer.scopes(&app, Action::ReadRows);
    let page = app.store.proof_page_within(&actor(&bearer), &opens, id, (n, limit)).await?;
    let people: Vec<PersonId> = page.rows.iter().flatten().filter_map(|row| row.entry.person).collect();
    app.store.note_reading(bearer.0.user, &format!("rows:{}", page.definition.id), &people).await?;
    let fact = page.fact;
    Ok(Json(ReportFact {
        definition: page.definition,
        printed: fact.printed,
        form: fact.form,
        worth: fact.worth.into(),
        unit: fact.unit,
        period: fact.period.into(),
        scope: Unit(fact.scope),
        known_on: On(fact.known_on),
        ledger_size: fact.ledger_size,
        ledger_root: fact.ledger_root,
        row_hash: fact.row_hash,
        holds: page.holds,
        counted: fact.rows,
        visible: page.visible,
        hidden: page.hidden,
        parts: page.rows.into_iter().map(|part| part.into_iter().map(RegisterRow::from).collect()).collect(),
    }))
}
