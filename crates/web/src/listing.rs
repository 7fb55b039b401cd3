//! A page of a list of things, whatever they are: by unit, state, kind and last day.
//!
//! The database cuts the page. Only a search by words, and a spreadsheet, read all that the filters leave.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::{Actor, UnitPath};
use nc_people::{Action, Scope};
use nc_store::{List, ListPage, ListQuery, ListedItem, StoreError};

use crate::app::App;
use crate::books::say;
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
#[template(path = "list.html")]
struct Page<'a> {
    frame: Frame,
    title: &'a str,
    href: &'a str,
    wanted: &'a Wanted,
    unit: String,
    units: Vec<Choice>,
    states: Vec<(&'static str, &'static str)>,
    kinds: Vec<(&'static str, &'static str)>,
    /// Ways to add to it: address and name.
    ways: Vec<(String, String)>,
    list: Listing,
}

/// What a list is of, for its page.
pub(crate) struct Of<'a> {
    pub list: &'static List,
    pub title: &'a str,
    /// Its own page.
    pub at: &'a str,
    /// Ways to add to it: address and name.
    pub ways: Vec<(String, String)>,
    /// The page of one of its things.
    pub href: &'a (dyn Fn(i64) -> String + Sync),
    /// The key of what is said when there is nothing.
    pub empty: &'a str,
}

fn columns(frame: &Frame, list: &List) -> Vec<Column> {
    let still = |key, kind| Column { sortable: false, ..column(frame, key, kind) };
    let mut columns = vec![still("held-title", Kind::Text), still("serial", Kind::Code)];
    if !list.kinds.is_empty() {
        columns.push(still("held-kind", Kind::Text));
    }
    columns.extend([
        still("state", Kind::Text),
        still("organiser", Kind::Text),
        still("starts", Kind::Day),
        column(frame, ENDS, Kind::Day),
    ]);
    let counts = list.counts.map(|label| Column { title: say(frame.lang, label).to_owned(), ..column(frame, "marked", Kind::Number) });
    columns.extend(counts);
    columns
}

/// The mark of a state; its word says the same.
pub(crate) fn mark_of(list: &List, state: &str) -> &'static str {
    if list.off.contains(&state) {
        "off"
    } else if list.unfinished.contains(&state) {
        ""
    } else {
        "ok"
    }
}

fn row(app: &App, frame: &Frame, of: &Of<'_>, item: ListedItem) -> Result<Vec<Cell>, StoreError> {
    let (starts, ends) = item.days()?;
    let lead = item.lead()?;
    let said = |label| say(frame.lang, label);
    let state = of.list.state(&item.state).map(said).unwrap_or_default();
    let mut cells = vec![Cell::link(item.title, (of.href)(item.id)), Cell::text(item.serial)];
    if !of.list.kinds.is_empty() {
        cells.push(Cell::text(of.list.kind(&item.kind).map(said).unwrap_or_default()));
    }
    cells.extend([
        Cell::mark(state, mark_of(of.list, &item.state)),
        Cell::text(unit_name(app, &lead, frame.lang)),
        Cell::text(starts.to_string()),
        Cell::text(ends.to_string()),
    ]);
    if of.list.counts.is_some() {
        cells.push(Cell::text(item.marks.to_string()));
    }
    Ok(cells)
}

/// The page `wanted` asks for, or the rows as a spreadsheet, as far as `actor` may read rows.
pub(crate) async fn answer(app: &App, actor: &Actor, frame: Frame, wanted: &Wanted, of: Of<'_>) -> Result<Response, Problem> {
    let scopes = app.store.scopes(actor, Action::ReadRows);
    let unit = match (UnitPath::parse(wanted.filter("unit")), scopes.first()) {
        (Ok(unit), _) => unit,
        (Err(_), Some(scope)) => scope.path().clone(),
        (Err(_), None) => app.store.bureau_path()?,
    };
    let scope = app.store.allow(actor, Action::ReadRows, &unit)?;
    let title = format!("{} · {}", of.title, unit_name(app, &unit, frame.lang));
    let columns = columns(&frame, of.list);
    let cells = |page: ListPage| page.items.into_iter().map(|item| row(app, &frame, &of, item)).collect::<Result<Vec<_>, _>>();
    let list = if wanted.xlsx || !wanted.search.is_empty() {
        let mut rows = Vec::new();
        let mut after = String::new();
        loop {
            let mut page = page(app, &scope, of.list, wanted, &after, AT_ONCE).await?;
            let next = page.next.take();
            rows.extend(cells(page)?);
            match next {
                Some(next) => after = next.to_string(),
                None => break,
            }
        }
        if wanted.xlsx {
            return list::xlsx(app, &frame, wanted, &title, &columns, rows);
        }
        Listing::new(&frame, wanted, title, columns, rows, of.empty)
    } else {
        let mut page = page(app, &scope, of.list, wanted, &wanted.cursor, PER_PAGE).await?;
        let next = page.next.take().map(|cursor| cursor.to_string());
        Listing::cut(&frame, wanted, title, columns, (cells(page)?, next), of.empty)
    };
    let words = |words: &'static [nc_people::sheet::Word]| words.iter().map(|word| (word.word, say(frame.lang, word.label))).collect();
    let page = Page {
        unit: unit_name(app, &unit, frame.lang),
        units: choices(app, &scopes, Some(&unit), frame.lang),
        states: words(of.list.states),
        kinds: words(of.list.kinds),
        title: of.title,
        href: of.at,
        ways: of.ways,
        wanted,
        list,
        frame,
    };
    Ok(show(&page)?.into_response())
}

async fn page(app: &App, scope: &Scope, of: &'static List, wanted: &Wanted, after: &str, limit: usize) -> Result<ListPage, Problem> {
    let known = |words: Vec<&'static str>, name: &str| words.into_iter().find(|word| *word == wanted.filter(name));
    let query = ListQuery {
        of,
        state: known(of.state_words(), "state"),
        kind: known(of.kind_words(), "kind"),
        from: wanted.day("from"),
        to: wanted.day("to"),
        // The newest first unless the rising order is asked for.
        newest_first: !wanted.rises(ENDS),
        after: after.parse().ok(),
        limit,
    };
    Ok(app.store.list(scope, &query).await?)
}
