//! `GET /api/v1/reports?stage=`: reports, the newest first, and of each release how many numbers its source has left behind.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_people::access::Action;
use nc_store::ListedReport;
use serde::Serialize;
use utoipa::ToSchema;

use super::{actor, reaches, stage_word, stages};
use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, query};
use crate::api::schema::{self, At, Id, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/reports",
    tag: Tag::Reports,
    says: ("报告清单，及来源已变动的数字个数", "reports, and how many numbers their sources have left behind"),
    needs: Needs::Any(&[Action::ReadFigures, Action::DraftReport, Action::ReleaseReport]),
    params: &[query("stage", Form::Words(stages), "状态", "where they stand")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ReportList>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 清单行.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportLine {
    id: Id,
    title: String,
    unit: Unit,
    /// `draft`, `released` or `corrected`.
    stage: &'static str,
    preparer: Id,
    drafted_at: At,
    #[serde(skip_serializing_if = "Option::is_none")]
    releaser: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    released_at: Option<At>,
    /// The release it corrects, or shall.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_by: Option<Id>,
    /// Numbers of a release.
    figures: u64,
    /// How many of them are others now.
    #[serde(skip_serializing_if = "Option::is_none")]
    differing: Option<u64>,
}

/// 报告清单.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportList {
    reports: Vec<ReportLine>,
}

impl From<ListedReport> for ReportLine {
    fn from(line: ListedReport) -> Self {
        Self {
            id: Id::of(line.id),
            differing: line.differing(),
            title: line.title,
            unit: Unit(line.unit),
            stage: stage_word(line.stage),
            preparer: Id::of(line.preparer),
            drafted_at: At(line.drafted_at),
            releaser: line.releaser.map(Id::of),
            released_at: line.released_at.map(At),
            corrects: line.corrects.map(Id::of),
            corrected_by: line.corrected_by.map(Id::of),
            figures: line.figures,
        }
    }
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<ReportList>, Problem> {
    let stage = query.word("stage", &stages());
    query.finish()?;
    let works = [Action::DraftReport, Action::ReleaseReport].into_iter().any(|action| !bearer.scopes(&app, action).is_empty());
    if !works {
        bearer.visible(&app, Action::ReadFigures)?;
    }
    let reports = app.store.reports(&actor(&bearer), true).await?.into_iter();
    let seen = reports.filter(|line| reaches(&app, &bearer, &line.unit, line.released_at.is_some()));
    let lines = seen.map(ReportLine::from).filter(|line| stage.is_none_or(|stage| line.stage == stage));
    Ok(Json(ReportList { reports: lines.collect() }))
}
