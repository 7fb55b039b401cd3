//! `GET /api/v1/reports/{id}/export?to=`: the report as docx, tagged web page, text, or PDF where the server can.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use nc_figures::report::ReportId;
use nc_people::access::Action;

use super::{REPORT, actor, known};
use crate::api::bearer::{Bearer, Named};
use crate::api::query::Query;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, query};
use crate::app::App;
use crate::problem::Problem;
use crate::reports::export::{MEDIA, To, exported};

fn forms() -> Vec<&'static str> {
    To::ALL.into_iter().filter(|to| *to != To::Proof).map(To::word).collect()
}

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/reports/{id}/export",
    tag: Tag::Reports,
    says: ("导出报告", "the report as a file"),
    needs: Needs::Any(&[Action::ReadFigures, Action::DraftReport, Action::ReleaseReport]),
    params: &[REPORT, query("to", Form::Words(forms), "格式，缺省为 docx", "format, docx by default")],
    takes: Takes::Nothing,
    gives: Gives::Files(MEDIA),
    keyed: false,
    refuses: &[404, 409, 422],
    handler: || get(handle),
};

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Named(id): Named<ReportId>,
    mut query: Query,
) -> Result<Response, Problem> {
    let to = query.word("to", &forms()).and_then(To::named).unwrap_or(To::Docx);
    query.finish()?;
    known(&app, &bearer, id).await?;
    exported(&app, &actor(&bearer), id, to).await
}
