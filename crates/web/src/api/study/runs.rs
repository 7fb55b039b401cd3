//! `GET /api/v1/runs?unit=&state=&kind=&period_from=&period_to=&sort=&cursor=&limit=`: study runs that units of a subtree
//! organise, alone or with others.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_organisation::study::{RunKind, RunState};
use nc_people::access::Action;
use nc_store::ListOf;

use crate::api::bearer::Bearer;
use crate::api::listed::{ListedPage, orders, page};
use crate::api::query::Query;
use crate::api::route::{CURSOR, FROM, Form, Gives, LIMIT, Needs, Route, TO, Tag, Takes, UNIT, Verb, query};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

fn states() -> Vec<&'static str> {
    RunState::ALL.iter().map(|state| state.word()).collect()
}

fn kinds() -> Vec<&'static str> {
    RunKind::ALL.iter().map(|kind| kind.word()).collect()
}

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/runs",
    tag: Tag::Study,
    says: ("学习期次", "study runs"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[
        UNIT,
        query("state", Form::Words(states), "状态", "state"),
        query("kind", Form::Words(kinds), "类型", "kind"),
        FROM,
        TO,
        query("sort", Form::Words(orders), "按结束日排序", "order by the last day"),
        CURSOR,
        LIMIT,
    ],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ListedPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, query: Query) -> Result<Json<ListedPage>, Problem> {
    page(&app, &bearer, query, ListOf::Runs, (&states(), &kinds())).await.map(Json)
}
