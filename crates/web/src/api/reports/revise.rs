//! `PUT /api/v1/reports/{id}`: gives a draft another text. Whoever revised it cannot release it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::put;
use nc_figures::report::ReportId;
use nc_people::access::Action;

use super::draft::WrittenReport;
use super::wanted::{WantedRevision, decided};
use super::{REPORT, actor, writable};
use crate::api::bearer::{Bearer, Key, Named};
use crate::api::body::JsonBody;
use crate::api::commands::run::CommandReceipt;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::Id;
use crate::api::{schema, shape};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Put,
    path: "/reports/{id}",
    tag: Tag::Reports,
    says: ("修改草稿", "gives a draft another text"),
    needs: Needs::Any(&[Action::DraftReport]),
    params: &[REPORT],
    takes: Takes::Json(|_| shape::of::<WantedRevision>()),
    gives: Gives::Json(schema::of::<WrittenReport>),
    keyed: true,
    refuses: &[403, 404, 409, 422],
    handler: || put(handle),
};

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Named(id): Named<ReportId>,
    key: Key,
    JsonBody(wanted): JsonBody<WantedRevision>,
) -> Result<Json<WrittenReport>, Problem> {
    writable(&app, &bearer, id, Action::DraftReport).await?;
    decided(wanted.not_names.as_ref())?;
    let wanted = (wanted.template, wanted.not_names);
    let receipt = app.store.revise_report(&actor(&bearer), &key.of(bearer.0.user), id, wanted).await?;
    Ok(Json(WrittenReport { report: Id::of(id), receipt: CommandReceipt::of(receipt, key.0) }))
}
