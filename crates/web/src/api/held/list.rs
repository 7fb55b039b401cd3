//! `GET /api/v1/classes` and `GET /api/v1/runs`, `?unit=&state=&kind=&period_from=&period_to=&sort=&cursor=&limit=`: what
//! units of a subtree organise, alone or with others.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_people::access::Action;
use nc_store::{List, ListCursor, ListQuery, ListedItem, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{CURSOR, FROM, Form, Gives, LIMIT, Needs, Route, TO, Tag, Takes, UNIT, Verb, query};
use crate::api::schema::{self, Id, On};
use crate::app::App;
use crate::held::Area;
use crate::problem::Problem;

/// The order of a list.
pub(crate) fn orders() -> Vec<&'static str> {
    vec!["newest", "oldest"]
}

pub(crate) const CLASSES: Route = Route {
    path: "/classes",
    tag: Tag::Training,
    says: ("培训班", "training classes"),
    params: &[
        UNIT,
        query("state", Form::Words(|| Area::Training.states()), "状态", "state"),
        query("kind", Form::Words(|| Area::Training.kinds()), "类别", "category"),
        FROM,
        TO,
        query("sort", Form::Words(orders), "按结束日排序", "order by the last day"),
        CURSOR,
        LIMIT,
    ],
    handler: || {
        get(
            |State(app): State<Arc<App>>, bearer: Bearer, query: Query| async move { page(&app, &bearer, query, Area::Training.listed()).await },
        )
    },
    ..LIST
};

pub(crate) const RUNS: Route = Route {
    path: "/runs",
    tag: Tag::Study,
    says: ("学习期次", "study runs"),
    params: &[
        UNIT,
        query("state", Form::Words(|| Area::Study.states()), "状态", "state"),
        query("kind", Form::Words(|| Area::Study.kinds()), "类型", "kind"),
        FROM,
        TO,
        query("sort", Form::Words(orders), "按结束日排序", "order by the last day"),
        CURSOR,
        LIMIT,
    ],
    handler: || {
        get(
            |State(app): State<Arc<App>>, bearer: Bearer, query: Query| async move { page(&app, &bearer, query, Area::Study.listed()).await },
        )
    },
    ..LIST
};

/// What both lists have.
const LIST: Route = Route {
    verb: Verb::Get,
    path: "",
    tag: Tag::Training,
    says: ("", ""),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ListedPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: axum::routing::MethodRouter::new,
};

/// 清单行.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedLine {
    id: Id,
    /// Its serial, as people wrote it.
    serial: String,
    title: String,
    /// Category of a class, kind of a run.
    kind: String,
    state: String,
    /// Who leads it.
    organiser: String,
    starts_on: On,
    ends_on: On,
    /// People marked.
    marks: i64,
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedPage {
    items: Vec<ListedLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub(crate) async fn page(app: &App, bearer: &Bearer, mut query: Query, of: &'static List) -> Result<Json<ListedPage>, Problem> {
    let (unit, (from, to), limit) = (query.unit(), query.period(), query.limit());
    let (state, kind) = (query.word("state", &of.state_words()), query.word("kind", &of.kind_words()));
    let newest_first = query.word("sort", &orders()) != Some("oldest");
    let after: Option<ListCursor> = query.value("cursor", "next (l2.…)");
    query.finish()?;
    let scope = bearer.scope(app, Action::ReadRows, unit.as_ref())?;
    let page = app.store.list(&scope, &ListQuery { of, state, kind, from, to, newest_first, after, limit }).await?;
    let line = |item: ListedItem| {
        let (starts_on, ends_on) = item.days()?;
        let organiser = item.lead()?.to_string();
        Ok(ListedLine {
            id: Id(nc_kernel::id::to_text(item.id)),
            serial: item.serial,
            title: item.title,
            kind: item.kind,
            state: item.state,
            organiser,
            starts_on: On(starts_on),
            ends_on: On(ends_on),
            marks: item.marks,
        })
    };
    let items = page.items.into_iter().map(line).collect::<Result<_, StoreError>>()?;
    Ok(Json(ListedPage { items, next: page.next.map(|cursor| cursor.to_string()) }))
}
