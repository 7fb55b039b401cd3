//! `POST /api/v1/ledger/audit`: reads the whole ledger and checks every fact and tile against each other, the head, the
//! stored checkpoints and those the caller held outside. It names the first position in doubt.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_people::access::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::body::JsonBody;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::{schema, shape};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/ledger/audit",
    tag: Tag::Ledger,
    says: ("审计全账本", "audits the whole ledger"),
    needs: Needs::Any(&[Action::ReadAudit, Action::Operate]),
    params: &[],
    takes: Takes::Json(|_| shape::of::<Held>()),
    gives: Gives::Json(schema::of::<AuditReport>),
    keyed: false,
    refuses: &[403, 422],
    handler: || post(handle),
};

/// Checkpoints held outside.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Held {
    /// Signed notes: from a printed article, the archive, another bureau.
    #[serde(default)]
    checkpoints: Vec<String>,
}

/// 审计结果.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditReport {
    holds: bool,
    size: u64,
    root: String,
    /// How many checkpoints the caller gave.
    checkpoints_held: usize,
    /// The first position in doubt.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_bad: Option<u64>,
    findings: Vec<String>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    JsonBody(held): JsonBody<Held>,
) -> Result<Json<AuditReport>, Problem> {
    if bearer.bureau(&app, Action::ReadAudit).is_err() {
        bearer.bureau(&app, Action::Operate)?;
    }
    let report = app.store.audit(&held.checkpoints, Box::new(|_, _| {})).await?;
    Ok(Json(AuditReport {
        holds: report.first_bad.is_none(),
        size: report.size,
        root: hex::encode(report.root.0),
        checkpoints_held: held.checkpoints.len(),
        first_bad: report.first_bad.map(|bad| bad.position),
        findings: report.findings.iter().map(ToString::to_string).collect(),
    }))
}
