//! `POST /api/v1/reports/preview`: the text with the figures as they are now and every problem of its words. Nothing is saved.
//! A template that cannot be read, or that names somebody, is refused as it would be when it is saved.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_people::access::Action;

use super::actor;
use super::wanted::{PreviewedReport, ReportProblem, WantedReport};
use crate::api::bearer::Bearer;
use crate::api::body::JsonBody;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::{schema, shape};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/reports/preview",
    tag: Tag::Reports,
    says: ("预览报告，不保存", "previews a report and saves nothing"),
    needs: Needs::Any(&[Action::DraftReport]),
    params: &[],
    takes: Takes::Json(|_| shape::of::<WantedReport>()),
    gives: Gives::Json(schema::of::<PreviewedReport>),
    keyed: false,
    refuses: &[403, 422],
    handler: || post(handle),
};

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    JsonBody(wanted): JsonBody<WantedReport>,
) -> Result<Json<PreviewedReport>, Problem> {
    let source = wanted.source(&app, &bearer)?;
    let rendered = app.store.preview_report(&actor(&bearer), &source).await?;
    let problems: Vec<ReportProblem> = rendered.problems.iter().map(ReportProblem::from).collect();
    Ok(Json(PreviewedReport { sound: problems.is_empty(), problems, document: rendered.document }))
}
