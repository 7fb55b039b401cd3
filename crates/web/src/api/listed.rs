//! A page of classes or runs, the same for both.

use nc_people::access::Action;
use nc_store::{ListCursor, ListOf, ListQuery};
use serde::Serialize;
use utoipa::ToSchema;

use super::bearer::Bearer;
use super::query::Query;
use super::schema::{Id, On};
use crate::app::App;
use crate::problem::Problem;

/// The order of a list.
pub(crate) fn orders() -> Vec<&'static str> {
    vec!["newest", "oldest"]
}

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

/// Answers a list query.
pub(crate) async fn page(
    app: &App,
    bearer: &Bearer,
    mut query: Query,
    of: ListOf,
    words: (&[&'static str], &[&'static str]),
) -> Result<ListedPage, Problem> {
    let (states, kinds) = words;
    let (unit, (from, to), limit) = (query.unit(), query.period(), query.limit());
    let (state, kind) = (query.word("state", states), query.word("kind", kinds));
    let newest_first = query.word("sort", &orders()) != Some("oldest");
    let after: Option<ListCursor> = query.value("cursor", "next (l1.…)");
    query.finish()?;
    let scope = bearer.scope(app, Action::ReadRows, unit.as_ref())?;
    let page = app.store.list(&scope, &ListQuery { of, state, kind, from, to, newest_first, after, limit }).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for item in page.items {
        let (starts_on, ends_on) = item.days()?;
        items.push(ListedLine {
            id: Id(nc_kernel::id::to_text(item.id)),
            serial: item.serial,
            title: item.title,
            kind: item.kind,
            state: item.state,
            organiser: item.organiser,
            starts_on: On(starts_on),
            ends_on: On(ends_on),
            marks: item.marks,
        });
    }
    Ok(ListedPage { items, next: page.next.map(|cursor| cursor.to_string()) })
}
