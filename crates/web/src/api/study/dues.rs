//! `GET /api/v1/dues?unit=&open=&period_from=&period_to=&cursor=&limit=`: topics that branches of a subtree owe, by the day
//! they are due.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_people::access::Action;
use nc_store::DueCursor;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{CURSOR, FROM, Form, Gives, LIMIT, Needs, Route, TO, Tag, Takes, UNIT, Verb, query};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/dues",
    tag: Tag::Study,
    says: ("各支部应跟进的专题", "topics branches owe"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[UNIT, query("open", Form::Flag, "只列尚未跟进的", "only those not followed yet"), FROM, TO, CURSOR, LIMIT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<DuesPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 待跟进.
#[derive(Serialize, ToSchema)]
pub(crate) struct DueLine {
    topic: Id,
    branch: Id,
    unit: Unit,
    due_by: On,
    /// The fact of its following; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    followed: Option<u64>,
    overdue: bool,
}

/// A page of dues.
#[derive(Serialize, ToSchema)]
pub(crate) struct DuesPage {
    dues: Vec<DueLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<DuesPage>, Problem> {
    let (unit, days, limit, open) = (query.unit(), query.period(), query.limit(), query.flag("open"));
    let after: Option<DueCursor> = query.value("cursor", "next (d1.…)");
    query.finish()?;
    let scope = bearer.scope(&app, Action::ReadRows, unit.as_ref())?;
    let page = app.store.dues(&scope, days, open, after, limit).await?;
    let today = app.store.now().day();
    let dues = page.dues.into_iter().map(|due| DueLine {
        topic: Id::of(due.topic),
        branch: Id(due.branch),
        unit: Unit(due.unit),
        due_by: On(due.due_by),
        overdue: due.followed.is_none() && due.due_by < today,
        followed: due.followed,
    });
    Ok(Json(DuesPage { dues: dues.collect(), next: page.next.map(|cursor| cursor.to_string()) }))
}
