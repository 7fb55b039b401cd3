//! `GET /api/v1/audit?before=&limit=`: who recorded what kind of fact when, the newest first. What a fact says stays with
//! those who may read it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, LIMIT, Needs, Route, Tag, Takes, Verb, query};
use crate::api::schema::{self, At, Id, On};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/audit",
    tag: Tag::Ledger,
    says: ("审计：谁在何时登记了哪类事实", "who recorded what kind of fact when"),
    needs: Needs::Any(&[Action::ReadAudit]),
    params: &[query("before", Form::Number, "只要此位置之前的", "only those before this position"), LIMIT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<AuditPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 账本行.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditLine {
    seq: u64,
    kind: String,
    unit: String,
    happened_on: On,
    recorded_at: At,
    /// The account.
    actor: Id,
}

/// A page of lines.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditPage {
    lines: Vec<AuditLine>,
    /// `before` of the next page; absent at the beginning of the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<AuditPage>, Problem> {
    let before: Option<u64> = query.value("before", "1024");
    let limit = query.limit();
    query.finish()?;
    let scope = bearer.bureau(&app, Action::ReadAudit)?;
    let lines = app.store.lines(&scope, before, limit).await?;
    let next = lines.last().map(|line| line.seq).filter(|seq| *seq > 0 && lines.len() == limit);
    let lines = lines.into_iter().map(|line| AuditLine {
        seq: line.seq,
        kind: line.kind,
        unit: line.unit,
        happened_on: On(line.happened_on),
        recorded_at: At(line.recorded_at),
        actor: Id::of(line.actor),
    });
    Ok(Json(AuditPage { lines: lines.collect(), next }))
}
