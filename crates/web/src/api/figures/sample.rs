//! `GET /api/v1/figures/{id}/sample?rows=`: rows drawn behind a figure. The ledger's root decides which: nobody chooses
//! them, and everybody who asks at the same moment gets the same.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use nc_figures::recounts::ROWS;
use nc_people::access::Action;
use nc_store::{Question, Sample};
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::RegisterRow;
use super::show::FIGURE;
use super::value::FigureValue;
use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{FROM, Form, Gives, KNOWN_ON, MOST_ROWS, Needs, Param, Route, TO, Tag, Takes, UNIT, Verb, query};
use crate::api::schema;
use crate::app::App;
use crate::figure;
use crate::problem::Problem;

/// How many rows.
pub(crate) const DRAWN: Param = query("rows", Form::Limit, "抽多少行，缺省 20", "how many rows, 20 by default");

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/figures/{id}/sample",
    tag: Tag::Figures,
    says: ("抽查：由账本的根抽出的明细", "rows drawn by the ledger's root"),
    needs: Needs::Any(&[Action::ReadFigures]),
    params: &[FIGURE, UNIT, FROM, TO, KNOWN_ON, DRAWN],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<DrawnRows>),
    keyed: false,
    refuses: &[403, 404, 422],
    handler: || get(handle),
};

/// 抽样.
#[derive(Serialize, ToSchema)]
pub(crate) struct DrawnRows {
    value: FigureValue,
    /// Rows behind it in all.
    rows: u64,
    drawn: Vec<RegisterRow>,
    /// Rows the user may not see; none of them was drawn.
    hidden: u64,
}

impl From<Sample> for DrawnRows {
    fn from(sample: Sample) -> Self {
        Self {
            value: sample.value.into(),
            rows: sample.rows,
            drawn: sample.drawn.into_iter().map(RegisterRow::from).collect(),
            hidden: sample.hidden,
        }
    }
}

/// Draws what the query asks for.
pub(crate) async fn draw(app: &App, bearer: &Bearer, id: &str, mut query: Query) -> Result<Sample, Problem> {
    let (unit, (from, to), known_on) = (query.unit(), query.period(), query.day("known_on"));
    let wanted = query.read("rows", "1–1000", |text| text.parse().ok().filter(|n| (1..=MOST_ROWS).contains(n))).unwrap_or(ROWS);
    query.finish()?;
    let scope = bearer.scope(app, Action::ReadFigures, unit.as_ref())?;
    let definition = figure::definition(app, id)?;
    let today = app.store.now().day();
    let period = nc_kernel::Period { from, to: to.unwrap_or_else(|| today.max(from.unwrap_or(today))) };
    let question = Question { definition, unit: scope.path().clone(), period, known_on };
    Ok(app.store.sample(&scope, &bearer.scopes(app, Action::ReadRows), &question, wanted).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<DrawnRows>, Problem> {
    Ok(Json(draw(&app, &bearer, &id, query).await?.into()))
}
