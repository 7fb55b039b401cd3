//! 列表: search, sort, paging, a link that asks the same again, and the same rows as a spreadsheet.
//!
//! A page reads [`Wanted`] from its address, builds every row the reader may see, and lets [`Listing::new`] cut the page.
//! `templates/components/list.html` shows it. Where the database cuts the page itself, [`Listing::cut`] takes it as it is:
//! such a list goes on from where the page before ended and knows no total.
//! Lists are never ordered by a count of somebody's activity: such a column is not sortable.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use nc_kernel::Day;
use nc_office::{ListCell, ListColumn, ListSheet};

use crate::answer::{XLSX, attachment};
use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::link::link;
use crate::problem::Problem;

/// Rows of a page.
const PER_PAGE: usize = 50;

/// What the address asks of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    path: String,
    /// Pairs of the address that are not the list's own: the page's filters.
    pub other: Vec<(String, String)>,
    /// Words to find, in any cell.
    pub search: String,
    sort: String,
    page: usize,
    /// Where the page before ended, for a list the database cuts.
    pub cursor: String,
    /// Whether the rows are wanted as a spreadsheet.
    pub xlsx: bool,
    /// Whether what is searched for is somebody's name, which no address may hold: the search is then sent as a form.
    private: bool,
}

impl FromRequestParts<Arc<App>> for Wanted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        let mut wanted = Self { path: parts.uri.path().to_owned(), page: 1, ..Self::default() };
        for (name, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned() {
            match name.as_str() {
                "q" => wanted.search = value.trim().chars().take(100).collect(),
                "sort" => wanted.sort = value,
                "page" => wanted.page = value.parse().unwrap_or(1).max(1),
                "cursor" => wanted.cursor = value,
                "as" => wanted.xlsx = value == "xlsx",
                _ if value.is_empty() => {}
                _ => wanted.other.push((name, value)),
            }
        }
        Ok(wanted)
    }
}

impl Wanted {
    /// A list that is searched by name: what was typed comes with `form`, and no link carries it.
    #[must_use]
    pub(crate) fn by_name(mut self, form: &Form) -> Self {
        self.private = true;
        self.search = form.value("q").to_owned();
        for (name, value) in form.fields().iter().filter(|(name, value)| name != "q" && name != "sort" && !value.is_empty()) {
            self.other.retain(|(known, _)| known != name);
            self.other.push((name.clone(), value.clone()));
        }
        self
    }

    /// Whether every row must be known before the page can be cut: it is searched, ordered by `key`, or downloaded whole.
    pub(crate) fn needs_all(&self, key: &str) -> bool {
        !self.search.is_empty() || self.sort.trim_start_matches('-') == key || self.xlsx
    }

    /// The page asked for, from 1.
    pub(crate) fn page(&self) -> usize {
        self.page
    }

    /// A filter of the page.
    pub(crate) fn filter(&self, name: &str) -> &str {
        self.other.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// A filter that is a day.
    pub(crate) fn day(&self, name: &str) -> Option<Day> {
        Day::parse(self.filter(name)).ok()
    }

    /// Whether the list is asked for in rising order of `key`.
    pub(crate) fn rises(&self, key: &str) -> bool {
        self.sort == key
    }

    fn link(&self, sort: &str, page: usize, form: &str) -> String {
        self.link_from(sort, page, form, "")
    }

    fn link_from(&self, sort: &str, page: usize, form: &str, cursor: &str) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let mut pairs: Vec<(&str, &str)> = self.other.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let search = if self.private { "" } else { self.search.as_str() };
        pairs.extend([("q", search), ("sort", sort), ("page", page.as_str()), ("cursor", cursor), ("as", form)]);
        link(&self.path, &pairs)
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// Right-aligned; never sortable where it counts what somebody did.
    Number,
    /// A number, a code or an id.
    Code,
    Day,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub key: &'static str,
    pub title: String,
    pub kind: Kind,
    pub sortable: bool,
}

/// A column by the text `list-{key}`; sortable unless it holds numbers.
pub(crate) fn column(frame: &Frame, key: &'static str, kind: Kind) -> Column {
    Column { key, title: frame.lang.word("list", key), kind, sortable: kind != Kind::Number }
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub text: String,
    pub href: String,
    /// Sorted by this, when the text does not sort as it should.
    pub order: String,
    /// What a number was made of, beside it: a rate says nothing without its counts.
    pub note: String,
    /// Shown as a mark: `ok`, `late`, `off`; the text says the same.
    pub mark: &'static str,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), ..Self::default() }
    }

    pub(crate) fn mark(text: impl Into<String>, mark: &'static str) -> Self {
        Self { text: text.into(), mark, ..Self::default() }
    }

    pub(crate) fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    pub(crate) fn ordered(mut self, order: impl Into<String>) -> Self {
        self.order = order.into();
        self
    }
}

/// A heading with the link that sorts by it.
pub(crate) struct Heading {
    pub column: Column,
    pub href: String,
    /// `ascending`, `descending`, or nothing.
    pub sorted: &'static str,
}

/// A page of rows.
pub(crate) struct Listing {
    pub title: String,
    pub headings: Vec<Heading>,
    pub rows: Vec<Vec<Cell>>,
    pub total: usize,
    pub first: usize,
    pub last: usize,
    /// The first page of a list that the database cuts.
    pub start: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub search: String,
    /// Whether the search is sent as a form; see [`Wanted::by_name`].
    pub private: bool,
    pub hidden: Vec<(String, String)>,
    pub path: String,
    pub saved: String,
    pub xlsx: String,
    /// What to do when there is nothing.
    pub empty: String,
}

impl Listing {
    /// Searches, sorts and cuts `rows`.
    pub(crate) fn new(frame: &Frame, wanted: &Wanted, title: String, columns: Vec<Column>, rows: Vec<Vec<Cell>>, empty: &str) -> Self {
        let rows = arranged(wanted, &columns, rows);
        let total = rows.len();
        let pages = total.div_ceil(PER_PAGE).max(1);
        let page = wanted.page.min(pages);
        let skip = (page - 1) * PER_PAGE;
        let rows: Vec<Vec<Cell>> = rows.into_iter().skip(skip).take(PER_PAGE).collect();
        Self {
            title,
            headings: headings(wanted, columns),
            total,
            first: if total == 0 { 0 } else { skip + 1 },
            last: skip + rows.len(),
            rows,
            start: None,
            before: (page > 1).then(|| wanted.link(&wanted.sort, page - 1, "")),
            after: (page < pages).then(|| wanted.link(&wanted.sort, page + 1, "")),
            search: wanted.search.clone(),
            private: wanted.private,
            hidden: hidden(wanted),
            path: wanted.path.clone(),
            saved: wanted.link(&wanted.sort, page, ""),
            xlsx: wanted.link(&wanted.sort, 1, "xlsx"),
            empty: frame.lang.t(empty).into_owned(),
        }
    }

    /// A page the database has cut: `next` is where the one after it starts.
    pub(crate) fn cut(
        frame: &Frame,
        wanted: &Wanted,
        title: String,
        columns: Vec<Column>,
        (rows, next): (Vec<Vec<Cell>>, Option<String>),
        empty: &str,
    ) -> Self {
        let whole = Wanted { search: String::new(), sort: String::new(), page: 1, ..wanted.clone() };
        let page = Self::new(frame, &whole, title, Vec::new(), Vec::new(), empty);
        Self {
            headings: headings(wanted, columns),
            rows,
            hidden: hidden(wanted),
            start: (!wanted.cursor.is_empty()).then(|| wanted.link(&wanted.sort, 1, "")),
            after: next.map(|cursor| wanted.link_from(&wanted.sort, 1, "", &cursor)),
            saved: wanted.link_from(&wanted.sort, 1, "", &wanted.cursor),
            xlsx: wanted.link(&wanted.sort, 1, "xlsx"),
            ..page
        }
    }
}

/// The headings, each with the link that sorts by it.
fn headings(wanted: &Wanted, columns: Vec<Column>) -> Vec<Heading> {
    let (key, down) = sort_of(wanted);
    columns
        .into_iter()
        .map(|column| {
            let sorted = if column.key != key || !column.sortable {
                ""
            } else if down {
                "descending"
            } else {
                "ascending"
            };
            let sort = if sorted == "ascending" { format!("-{}", column.key) } else { column.key.to_owned() };
            Heading { href: if column.sortable { wanted.link(&sort, 1, "") } else { String::new() }, column, sorted }
        })
        .collect()
}

/// What a search keeps of the address.
fn hidden(wanted: &Wanted) -> Vec<(String, String)> {
    let sort = (!wanted.sort.is_empty()).then(|| ("sort".to_owned(), wanted.sort.clone()));
    wanted.other.iter().cloned().chain(sort).collect()
}

impl Listing {
    /// How a cell of a column is set.
    pub(crate) fn class_of(&self, column: &usize) -> &'static str {
        match self.headings.get(*column).map(|heading| heading.column.kind) {
            Some(Kind::Number) => "nc-number",
            Some(Kind::Code) => "nc-code",
            Some(Kind::Day) => "nc-days",
            _ => "",
        }
    }

    pub(crate) fn is_number(&self, column: &usize) -> bool {
        self.class_of(column) == "nc-number"
    }

    /// Which rows of how many are shown.
    pub(crate) fn shown(&self, frame: &Frame) -> String {
        frame.lang.with("list-shown", &[("first", &self.first), ("last", &self.last), ("total", &self.total)])
    }
}

fn sort_of(wanted: &Wanted) -> (&str, bool) {
    match wanted.sort.strip_prefix('-') {
        Some(key) => (key, true),
        None => (&wanted.sort, false),
    }
}

/// The rows that hold every word searched for, in the order asked for.
fn arranged(wanted: &Wanted, columns: &[Column], mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let words: Vec<String> = wanted.search.split_whitespace().map(str::to_lowercase).collect();
    rows.retain(|row| words.iter().all(|word| row.iter().any(|cell| cell.text.to_lowercase().contains(word))));
    let (key, down) = sort_of(wanted);
    if let Some(at) = columns.iter().position(|column| column.key == key && column.sortable) {
        let order = |row: &Vec<Cell>| row.get(at).map(|cell| if cell.order.is_empty() { cell.text.clone() } else { cell.order.clone() });
        rows.sort_by_cached_key(order);
        if down {
            rows.reverse();
        }
    }
    rows
}

/// A number with decimals, written without a unit.
fn decimal(text: &str) -> Option<ListCell<'static>> {
    let (whole, fraction) = text.split_once('.')?;
    let scale = u8::try_from(fraction.len()).ok().filter(|scale| (1..=9).contains(scale))?;
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    Some(ListCell::Decimal { units: format!("{whole}{fraction}").parse().ok().filter(|_| digits)?, scale })
}

/// The same rows as a spreadsheet: all pages, in the same order, with the same scope.
pub(crate) fn xlsx(
    app: &App,
    frame: &Frame,
    wanted: &Wanted,
    title: &str,
    columns: &[Column],
    rows: Vec<Vec<Cell>>,
) -> Result<Response, Problem> {
    let today = app.store.now().day();
    let created = today.date().at(0, 0, 0, 0);
    let mut notes = vec![frame.lang.with("list-as-of", &[("day", &today)])];
    notes.extend(frame.label.clone());
    let sheet = ListSheet {
        title: title.to_owned(),
        notes,
        columns: columns.iter().map(|column| ListColumn { title: column.title.clone(), width: 20.0 }).collect(),
        created,
    };
    let cells = arranged(wanted, columns, rows).into_iter().map(|row| {
        let kinds = columns.iter().map(|column| column.kind);
        row.into_iter()
            .zip(kinds)
            .map(|(cell, kind)| match kind {
                Kind::Number => match cell.text.parse() {
                    Ok(number) => ListCell::Integer(number),
                    Err(_) if decimal(&cell.text).is_some() && cell.note.is_empty() => decimal(&cell.text).unwrap_or(ListCell::Empty),
                    Err(_) if cell.note.is_empty() => ListCell::text(cell.text),
                    Err(_) => ListCell::text(format!("{} ({})", cell.text, cell.note)),
                },
                _ => ListCell::text(cell.text),
            })
            .collect()
    });
    let bytes = nc_office::list_xlsx(&sheet, cells).map_err(|fault| {
        tracing::error!(error = %fault, "a list cannot be written");
        Problem::Fault
    })?;
    Ok(attachment(XLSX, "list.xlsx", bytes))
}
