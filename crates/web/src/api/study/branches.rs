//! `GET /api/v1/branches?unit=&on=&cursor=&limit=`: party branches of a subtree that existed on a day, by id.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::Day;
use nc_organisation::branch::{Branch, BranchId};
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, LIMIT, Needs, Route, Tag, Takes, UNIT, Verb, query};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/branches",
    tag: Tag::Study,
    says: ("支部", "party branches"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[
        UNIT,
        query("on", Form::Day, "在此日存在的；缺省为今天", "that existed on that day, today by default"),
        query("cursor", Form::Id, "上一页的 next", "`next` of the page before"),
        LIMIT,
    ],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<BranchPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 支部.
#[derive(Serialize, ToSchema)]
pub(crate) struct BranchLine {
    branch: Id,
    serial: String,
    name: String,
    unit: Unit,
    from: On,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<On>,
    /// Members on that day.
    members: usize,
}

impl BranchLine {
    pub(crate) fn of(branch: &Branch, on: Day) -> Self {
        Self {
            branch: Id::of(branch.id),
            serial: branch.serial.clone(),
            name: branch.name.clone(),
            unit: Unit(branch.unit.clone()),
            from: On(branch.from),
            until: branch.until.map(On),
            members: branch.members.iter().filter(|m| m.on(on)).count(),
        }
    }
}

/// A page of branches.
#[derive(Serialize, ToSchema)]
pub(crate) struct BranchPage {
    branches: Vec<BranchLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Id>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<BranchPage>, Problem> {
    let (unit, on, limit) = (query.unit(), query.day("on"), query.limit());
    let after: Option<BranchId> = query.value("cursor", "next");
    query.finish()?;
    let scope = bearer.scope(&app, Action::ReadRows, unit.as_ref())?;
    let on = on.unwrap_or_else(|| app.store.now().day());
    let roll = app.store.roll(std::slice::from_ref(&scope)).await?;
    let later = roll.in_force(scope.path(), on).filter(|branch| after.is_none_or(|after| branch.id > after));
    let mut branches: Vec<BranchLine> = later.take(limit + 1).map(|branch| BranchLine::of(branch, on)).collect();
    let more = branches.len() > limit;
    branches.truncate(limit);
    let next = branches.last().filter(|_| more).map(|branch| branch.branch.clone());
    Ok(Json(BranchPage { branches, next }))
}
