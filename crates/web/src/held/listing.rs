//! `GET /training/classes`, `GET /study/runs`: what units of a subtree organised or plan, by unit, state, kind and day.
//!
//! The database cuts the page. Only a search by words, and a spreadsheet, read all that the filters leave.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::UnitPath;
use nc_people::{Action, Scope};
use nc_store::{ListPage, ListQuery, ListedItem, StoreError};

use super::Area;
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Choice, Frame, choices, show, unit_name};
use crate::list::{self, Cell, Column, Kind, Listing, Wanted, column};
use crate::problem::Problem;

/// Rows of a page.
const PER_PAGE: usize = 50;
/// Rows read at once where all are wanted.
const AT_ONCE: usize = 1_000;
/// The column that can be sorted by.
const ENDS: &str = "ends";

#[derive(Template)]
#[template(path = "held/list.html")]
struct Page {
    frame: Frame,
    area: Area,
    unit: String,
    units: Vec<Choice>,
    states: Vec<(&'static str, String)>,
    kinds: Vec<(&'static str, String)>,
    wanted: Wanted,
    may_record: bool,
    list: Listing,
}

fn columns(frame: &Frame) -> Vec<Column> {
    let still = |key, kind| Column { sortable: false, ..column(frame, key, kind) };
    vec![
        still("held-title", Kind::Text),
        still("serial", Kind::Code),
        still("held-kind", Kind::Text),
        still("state", Kind::Text),
        still("organiser", Kind::Text),
        still("starts", Kind::Day),
        column(frame, ENDS, Kind::Day),
        column(frame, "marked", Kind::Number),
    ]
}

/// The mark of a state; its word says the same.
pub(super) fn mark_of(state: &str) -> &'static str {
    match state {
        "closed" | "archived" => "ok",
        "cancelled" => "off",
        _ => "late",
    }
}

fn row(app: &App, frame: &Frame, area: Area, item: ListedItem) -> Result<Vec<Cell>, StoreError> {
    let (starts, ends) = item.days()?;
    let lead = item.lead()?;
    let mark = if matches!(item.state.as_str(), "planned" | "open" | "running") { "" } else { mark_of(&item.state) };
    Ok(vec![
        Cell::link(item.title, area.href_of(item.id)),
        Cell::text(item.serial),
        Cell::text(frame.word("value", &item.kind)),
        Cell::mark(frame.word("held-state", &item.state), mark),
        Cell::text(unit_name(app, &lead, frame.lang)),
        Cell::text(starts.to_string()),
        Cell::text(ends.to_string()),
        Cell::text(item.marks.to_string()),
    ])
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    area: Area,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let scopes = app.store.scopes(&actor, Action::ReadRows);
    let unit = match (UnitPath::parse(wanted.filter("unit")), scopes.first()) {
        (Ok(unit), _) => unit,
        (Err(_), Some(scope)) => scope.path().clone(),
        (Err(_), None) => app.store.bureau_path()?,
    };
    let scope = app.store.allow(&actor, Action::ReadRows, &unit)?;
    let title = format!("{} · {}", frame.t(area.list_title()), unit_name(&app, &unit, frame.lang));
    let columns = columns(&frame);
    let empty = "held-list-empty";
    let list = if wanted.xlsx || !wanted.search.is_empty() {
        let mut rows = Vec::new();
        let mut after = String::new();
        loop {
            let page = page(&app, &scope, area, &wanted, &after, AT_ONCE).await?;
            rows.extend(page.items.into_iter().map(|item| row(&app, &frame, area, item)).collect::<Result<Vec<_>, _>>()?);
            match page.next {
                Some(next) => after = next.to_string(),
                None => break,
            }
        }
        if wanted.xlsx {
            return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
        }
        Listing::new(&frame, &wanted, title, columns, rows, empty)
    } else {
        let page = page(&app, &scope, area, &wanted, &wanted.cursor, PER_PAGE).await?;
        let rows = page.items.into_iter().map(|item| row(&app, &frame, area, item)).collect::<Result<Vec<_>, _>>()?;
        Listing::cut(&frame, &wanted, title, columns, (rows, page.next.map(|cursor| cursor.to_string())), empty)
    };
    let said = |family: &str, words: Vec<&'static str>| words.into_iter().map(|word| (word, frame.word(family, word))).collect();
    let page = Page {
        unit: unit_name(&app, &unit, frame.lang),
        units: choices(&app, &scopes, Some(&unit), frame.lang),
        states: said("held-state", area.states()),
        kinds: said("value", area.kinds()),
        may_record: !app.store.scopes(&actor, area.action()).is_empty(),
        frame: frame.under(&[(area.title(), area.href())]),
        area,
        wanted,
        list,
    };
    Ok(show(&page)?.into_response())
}

async fn page(app: &App, scope: &Scope, area: Area, wanted: &Wanted, after: &str, limit: usize) -> Result<ListPage, Problem> {
    let known = |words: Vec<&'static str>, name: &str| words.into_iter().find(|word| *word == wanted.filter(name));
    let query = ListQuery {
        of: area.listed(),
        state: known(area.states(), "state"),
        kind: known(area.kinds(), "kind"),
        from: wanted.day("from"),
        to: wanted.day("to"),
        // The newest first unless the rising order is asked for.
        newest_first: !wanted.rises(ENDS),
        after: after.parse().ok(),
        limit,
    };
    Ok(app.store.list(scope, &query).await?)
}
