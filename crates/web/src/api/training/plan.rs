//! `GET /api/v1/plans/{id}`: one plan with all its versions.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_capability::training::PlanId;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::plans::PlanLine;
use crate::api::bearer::{Bearer, Named};
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/plans/{id}",
    tag: Tag::Training,
    says: ("一份计划及其各版本", "one plan with its versions"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[path("id", Form::Id, "计划编号", "id of the plan")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownPlan>),
    keyed: false,
    refuses: &[403, 404],
    handler: || get(handle),
};

/// 计划行.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanItemShown {
    item: String,
    title: String,
    category: &'static str,
    runs: u32,
    headcount: u32,
    credit_minutes: u32,
    budget_fen: i64,
}

/// 计划版本.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanVersion {
    number: u32,
    items: Vec<PlanItemShown>,
    /// By which document or meeting it is in force; absent for a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    seq: u64,
}

/// 计划.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownPlan {
    plan: PlanLine,
    versions: Vec<PlanVersion>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<PlanId>) -> Result<Json<ShownPlan>, Problem> {
    let visible = bearer.visible(&app, Action::ReadRows)?;
    let plan = app.store.plan(&visible, id).await?.ok_or(Problem::Missing("计划", "plan"))?;
    let versions = plan.versions().iter().map(|version| PlanVersion {
        number: version.number,
        items: version
            .items
            .iter()
            .map(|item| PlanItemShown {
                item: item.item.clone(),
                title: item.title.clone(),
                category: item.category.word(),
                runs: item.runs,
                headcount: item.headcount,
                credit_minutes: item.credit_minutes,
                budget_fen: item.budget_fen,
            })
            .collect(),
        authority: version.authority.clone(),
        reason: version.reason.clone(),
        seq: version.seq,
    });
    Ok(Json(ShownPlan { plan: (&plan).into(), versions: versions.collect() }))
}
