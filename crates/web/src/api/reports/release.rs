//! `POST /api/v1/reports/{id}/release`: releases a draft. Every figure is computed anew; what went out never changes.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_figures::report::ReportId;
use nc_people::access::Action;

use super::draft::WrittenReport;
use super::{REPORT, actor, writable};
use crate::api::bearer::{Bearer, Key, Named};
use crate::api::commands::run::CommandReceipt;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Id};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/reports/{id}/release",
    tag: Tag::Reports,
    says: ("签发报告，须非起草人", "releases a report somebody else prepared"),
    needs: Needs::Any(&[Action::ReleaseReport]),
    params: &[REPORT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<WrittenReport>),
    keyed: true,
    refuses: &[403, 404, 409, 422],
    handler: || post(handle),
};

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Named(id): Named<ReportId>,
    key: Key,
) -> Result<Json<WrittenReport>, Problem> {
    writable(&app, &bearer, id, Action::ReleaseReport).await?;
    let receipt = app.store.release_report(&actor(&bearer), &key.of(bearer.0.user), id).await?;
    Ok(Json(WrittenReport { report: Id::of(id), receipt: CommandReceipt::of(receipt, key.0) }))
}
