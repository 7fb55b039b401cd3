//! `POST /api/v1/figures/{id}/recounts`: draws rows as `/sample` does, and records what a reviewer found in them.
//!
//! The rows are drawn anew at the moment of recording, so that a doubt about a row that is no longer drawn is refused.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::post;
use nc_figures::recounts::Doubt;
use nc_people::access::Action;
use nc_people::command::Command as _;
use nc_store::{RecordRecount, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sample::{DRAWN, DrawnRows, draw};
use super::show::FIGURE;
use crate::api::bearer::{Bearer, Key};
use crate::api::body::JsonBody;
use crate::api::commands::run::CommandReceipt;
use crate::api::query::Query;
use crate::api::route::{FROM, Gives, KNOWN_ON, Needs, Route, TO, Tag, Takes, UNIT, Verb};
use crate::api::{schema, shape};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/figures/{id}/recounts",
    tag: Tag::Figures,
    says: ("登记抽查复核", "records what a reviewer found"),
    needs: Needs::Any(&[Action::RecordRecount]),
    params: &[FIGURE, UNIT, FROM, TO, KNOWN_ON, DRAWN],
    takes: Takes::Json(|_| shape::of::<Found>()),
    gives: Gives::Json(schema::of::<RecordedRecount>),
    keyed: true,
    refuses: &[403, 404, 409, 422],
    handler: || post(handle),
};

/// What was found.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Found {
    /// Rows that do not hold; none when all hold.
    #[serde(default)]
    doubts: Vec<Doubt>,
}

/// What was drawn and recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordedRecount {
    sample: DrawnRows,
    receipt: CommandReceipt,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Path(id): Path<String>,
    key: Key,
    query: Query,
    JsonBody(found): JsonBody<Found>,
) -> Result<Json<RecordedRecount>, Problem> {
    let sample = draw(&app, &bearer, &id, query).await?;
    let command = RecordRecount::of(&sample, found.doubts);
    let input = serde_json::to_value(&command).map_err(|e| StoreError::Unusable(e.to_string()))?;
    let receipt = app.store.execute_named_within(&bearer.0, key.of(bearer.0.user), RecordRecount::NAME, input).await?;
    Ok(Json(RecordedRecount { sample: sample.into(), receipt: CommandReceipt::of(receipt, key.0) }))
}
