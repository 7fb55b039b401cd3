//! `GET /api/v1/plans?unit=&cursor=&limit=`: yearly training plans, by number.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_capability::training::{Plan, PlanId};
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, LIMIT, Needs, Route, Tag, Takes, UNIT, Verb, query};
use crate::api::schema::{self, Id, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/plans",
    tag: Tag::Training,
    says: ("年度训练计划", "yearly training plans"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[UNIT, query("cursor", Form::Id, "上一页的 next", "`next` of the page before"), LIMIT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<PlanPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 计划.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanLine {
    plan: Option<Id>,
    unit: Option<Unit>,
    year: Option<i16>,
    title: String,
    /// How many versions there are.
    versions: usize,
    /// Whether the latest is in force.
    approved: bool,
}

impl From<&Plan> for PlanLine {
    fn from(plan: &Plan) -> Self {
        Self {
            plan: plan.id().map(Id::of),
            unit: plan.unit().cloned().map(Unit),
            year: plan.year(),
            title: plan.title().to_owned(),
            versions: plan.versions().len(),
            approved: plan.approved(),
        }
    }
}

/// A page of plans.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanPage {
    plans: Vec<PlanLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Id>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<PlanPage>, Problem> {
    let (unit, limit) = (query.unit(), query.limit());
    let after: Option<PlanId> = query.value("cursor", "next");
    query.finish()?;
    let scopes = match &unit {
        Some(unit) => vec![bearer.scope(&app, Action::ReadRows, Some(unit))?],
        None => bearer.visible(&app, Action::ReadRows)?,
    };
    let mut plans = app.store.plans(&scopes, after, limit + 1).await?;
    let more = plans.len() > limit;
    plans.truncate(limit);
    let next = plans.last().filter(|_| more).and_then(Plan::id).map(Id::of);
    Ok(Json(PlanPage { plans: plans.iter().map(PlanLine::from).collect(), next }))
}
