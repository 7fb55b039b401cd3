//! `POST /api/v1/reports`: saves a draft. Its id follows from the idempotency key, so a repeated request finds the draft it made.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::actor;
use super::wanted::WantedReport;
use crate::api::bearer::{Bearer, Key};
use crate::api::body::JsonBody;
use crate::api::commands::run::CommandReceipt;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::Id;
use crate::api::{schema, shape};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/reports",
    tag: Tag::Reports,
    says: ("起草报告", "saves a draft of a report"),
    needs: Needs::Any(&[Action::DraftReport]),
    params: &[],
    takes: Takes::Json(|_| shape::of::<WantedReport>()),
    gives: Gives::Json(schema::of::<WrittenReport>),
    keyed: true,
    refuses: &[403, 404, 409, 422],
    handler: || post(handle),
};

/// 已办.
#[derive(Serialize, ToSchema)]
pub(crate) struct WrittenReport {
    pub report: Id,
    pub receipt: CommandReceipt,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    key: Key,
    JsonBody(wanted): JsonBody<WantedReport>,
) -> Result<Json<WrittenReport>, Problem> {
    bearer.may_write()?;
    let source = wanted.source(&app, &bearer)?;
    if let Some(id) = source.corrects {
        super::known(&app, &bearer, id).await?;
    }
    let (report, receipt) = app.store.draft_report(&actor(&bearer), &key.of(bearer.0.user), source).await?;
    Ok(Json(WrittenReport { report: Id::of(report), receipt: CommandReceipt::of(receipt, key.0) }))
}
