//! `GET /api/v1/ledger/checkpoints?after=&limit=`: the signed checkpoints, smallest first.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, LIMIT, Needs, Route, Tag, Takes, Verb, query};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/ledger/checkpoints",
    tag: Tag::Ledger,
    says: ("已签发的检查点", "the signed checkpoints"),
    needs: Needs::Token,
    params: &[query("after", Form::Number, "只要规模大于此数的", "only those of a larger size"), LIMIT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<CheckpointPage>),
    keyed: false,
    refuses: &[422],
    handler: || get(handle),
};

/// 检查点: a C2SP signed note.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignedCheckpoint {
    size: u64,
    note: String,
}

/// A page of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckpointPage {
    checkpoints: Vec<SignedCheckpoint>,
    /// `after` of the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, _: Bearer, mut query: Query) -> Result<Json<CheckpointPage>, Problem> {
    let after: Option<u64> = query.value("after", "1024");
    let limit = query.limit();
    query.finish()?;
    let mut notes = app.store.checkpoints(after.unwrap_or_default(), limit + 1).await?;
    let more = notes.len() > limit;
    notes.truncate(limit);
    let next = notes.last().filter(|_| more).map(|(size, _)| *size);
    let checkpoints = notes.into_iter().map(|(size, note)| SignedCheckpoint { size, note }).collect();
    Ok(Json(CheckpointPage { checkpoints, next }))
}
