//! `GET /api/v1/books/{list}`, `?unit=&state=&kind=&period_from=&period_to=&sort=&cursor=&limit=`: the things of one book
//! that units of a subtree organise, alone or with others.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::get;
use nc_people::access::Action;

use super::words;
use crate::api::bearer::Bearer;
use crate::api::held::list::{ListedPage, orders, page};
use crate::api::query::Query;
use crate::api::route::{CURSOR, FROM, Form, Gives, LIMIT, Needs, Route, TO, Tag, Takes, UNIT, Verb, path, query};
use crate::api::schema;
use crate::app::App;
use crate::books::book;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/books/{list}",
    tag: Tag::Books,
    says: ("一本台账", "one book"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[
        path("list", Form::Words(words), "台账", "the book"),
        UNIT,
        query("state", Form::Text, "状态", "state, one of the book's"),
        query("kind", Form::Text, "类别", "kind, one of the book's"),
        FROM,
        TO,
        query("sort", Form::Words(orders), "按结束日排序", "order by the last day"),
        CURSOR,
        LIMIT,
    ],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ListedPage>),
    keyed: false,
    refuses: &[403, 404, 422],
    handler: || {
        get(|State(app): State<Arc<App>>, bearer: Bearer, Path(word): Path<String>, query: Query| async move {
            page(&app, &bearer, query, &book(&word)?.list).await
        })
    },
};
