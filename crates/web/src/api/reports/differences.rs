//! `GET /api/v1/reports/{id}/differences`: every number of a release whose source is not what it was. The text stays.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_figures::report::ReportId;
use nc_people::access::Action;
use nc_store::Difference;
use serde::Serialize;
use utoipa::ToSchema;

use super::{REPORT, actor, known};
use crate::api::bearer::{Bearer, Named};
use crate::api::figures::value::FigureWorth;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/reports/{id}/differences",
    tag: Tag::Reports,
    says: ("签发后与来源不一致的数字", "the numbers of a release that differ from their source now"),
    needs: Needs::Any(&[Action::ReadFigures]),
    params: &[REPORT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ReportDifferences>),
    keyed: false,
    refuses: &[404, 409],
    handler: || get(handle),
};

/// 起因: facts of one kind recorded after the release.
#[derive(Serialize, ToSchema)]
pub(crate) struct DifferenceCause {
    kind: String,
    /// Positions in the ledger.
    seqs: Vec<u64>,
}

/// 与来源不一致.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportDifference {
    /// Which of the document's facts.
    index: u32,
    /// As printed.
    printed: String,
    figure: String,
    version: u32,
    released: FigureWorth,
    now: FigureWorth,
    /// How much more it is now; of a rate, of its n.
    by: i64,
    /// Of a rate, how much more its N is.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_of: Option<i64>,
    rows_added: u64,
    rows_removed: u64,
    causes: Vec<DifferenceCause>,
}

/// 不一致清单; empty while the release holds.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportDifferences {
    differences: Vec<ReportDifference>,
}

impl From<Difference> for ReportDifference {
    fn from(difference: Difference) -> Self {
        let fact = difference.released;
        Self {
            index: difference.index,
            printed: fact.printed,
            figure: fact.figure,
            version: fact.version,
            released: fact.worth.into(),
            now: difference.now.into(),
            by: difference.by,
            by_of: difference.by_of,
            rows_added: difference.rows_added,
            rows_removed: difference.rows_removed,
            causes: difference.causes.into_iter().map(|cause| DifferenceCause { kind: cause.kind, seqs: cause.seqs }).collect(),
        }
    }
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Named(id): Named<ReportId>,
) -> Result<Json<ReportDifferences>, Problem> {
    known(&app, &bearer, id).await?;
    let differences = app.store.report_differences(&actor(&bearer), id).await?;
    Ok(Json(ReportDifferences { differences: differences.into_iter().map(ReportDifference::from).collect() }))
}
