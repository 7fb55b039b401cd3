//! `GET /api/v1/reports/{id}`: one report. A draft with its template, a release with the document that went out.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_figures::report::{Document, ReportId};
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::{REPORT, known, stage_word};
use crate::api::bearer::{Bearer, Named};
use crate::api::figures::value::PeriodAsked;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, At, Id, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/reports/{id}",
    tag: Tag::Reports,
    says: ("一份报告", "one report"),
    needs: Needs::Any(&[Action::ReadFigures, Action::DraftReport, Action::ReleaseReport]),
    params: &[REPORT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownReport>),
    keyed: false,
    refuses: &[404],
    handler: || get(handle),
};

/// 非人名.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptPlaces {
    /// Line and character, `12:8`.
    places: Vec<String>,
    reason: String,
}

/// 报告.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownReport {
    id: Id,
    /// `draft`, `released` or `corrected`.
    stage: &'static str,
    unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<PeriodAsked>,
    /// Everybody who wrote at it; none of them may release it.
    preparers: Vec<Id>,
    drafted_at: At,
    #[serde(skip_serializing_if = "Option::is_none")]
    releaser: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    released_at: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_by: Option<Id>,
    /// Of a draft: the text with its bindings.
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<String>,
    /// Of a draft: places that were found to be somebody's name and are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_names: Option<KeptPlaces>,
    /// Of a release: the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::report_document, required = false)]
    document: Option<Document>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<ReportId>) -> Result<Json<ShownReport>, Problem> {
    let view = known(&app, &bearer, id).await?;
    let draft = view.report.draft().ok_or(Problem::Missing("报告", "report"))?;
    let release = view.report.release();
    let kept = draft.not_names.as_ref().filter(|_| release.is_none());
    Ok(Json(ShownReport {
        id: Id::of(id),
        stage: stage_word(view.report.stage()),
        unit: Unit(draft.unit.clone()),
        period: draft.period.map(PeriodAsked::from),
        preparers: draft.preparers.iter().map(|preparer| Id::of(preparer.user)).collect(),
        drafted_at: At(draft.drafted_at),
        releaser: release.map(|release| Id::of(release.releaser.user)),
        released_at: release.map(|release| At(release.released_at)),
        corrects: draft.corrects.map(Id::of),
        corrected_by: view.report.corrected_by().map(Id::of),
        template: release.is_none().then(|| draft.template.clone()),
        not_names: kept.map(|kept| KeptPlaces { places: kept.places.iter().cloned().collect(), reason: kept.reason.clone() }),
        document: release.map(|release| release.document.clone()),
    }))
}
