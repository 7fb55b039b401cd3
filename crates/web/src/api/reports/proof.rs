//! `GET /api/v1/reports/{id}/proof`: one file with the proofs of every number of a release, checked offline with the ledger's
//! public key.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use nc_figures::report::ReportId;
use nc_people::access::Action;

use super::{REPORT, actor, known};
use crate::api::bearer::{Bearer, Named};
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::app::App;
use crate::problem::Problem;
use crate::reports::export::{To, exported};

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/reports/{id}/proof",
    tag: Tag::Reports,
    says: ("报告的证明包", "the proof bundle of a report"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[REPORT],
    takes: Takes::Nothing,
    gives: Gives::File("application/json"),
    keyed: false,
    refuses: &[403, 404, 409],
    handler: || get(handle),
};

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<ReportId>) -> Result<Response, Problem> {
    let view = known(&app, &bearer, id).await?;
    if let Some(draft) = view.report.draft() {
        app.store.allow_within(&bearer.0, Action::ReadRows, &draft.unit)?;
    }
    exported(&app, &actor(&bearer), id, To::Proof).await
}
