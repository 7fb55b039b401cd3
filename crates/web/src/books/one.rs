//! `GET /books/{list}/{id}`, `POST /books/{list}/{id}`: one thing as its sheet tells it, what may be done with it next, and
//! what happened to it. `?step=…` opens a step's form; `?as=xlsx&table=…` gives a table of it as a spreadsheet, `?paper=…`
//! a document it shows.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use nc_kernel::Actor;
use nc_people::sheet::{Line, Shown, Step, Table};
use nc_store::{Book, OpenedSheet};

use super::kept::{Kept, Restored};
use super::step::{self, Offer};
use super::written::{Names, cell, is_number};
use super::{book, href_of, paper, reader, say, under};
use crate::app::App;
use crate::caller::{SignedIn, Viewer};
use crate::contest::turned_away;
use crate::form::Form;
use crate::frame::{Frame, go_on, show_personal, show_refused, unit_name};
use crate::link::link;
use crate::list::{self, Cell, Column, Kind, Wanted};
use crate::listing::mark_of;
use crate::problem::Problem;
use crate::{admin, held};

/// A table as the page shows it.
struct ShownTable {
    number: usize,
    title: &'static str,
    columns: Vec<(&'static str, bool)>,
    rows: Vec<(Vec<Cell>, Vec<Offer>)>,
    /// Whether any of its rows may be acted on.
    acts: bool,
    xlsx: String,
}

#[derive(Template)]
#[template(path = "books/one.html")]
struct Page {
    frame: Frame,
    href: String,
    form: Form,
    key: String,
    title: String,
    serial: String,
    state: &'static str,
    state_mark: &'static str,
    kind: &'static str,
    organisers: String,
    days: String,
    warnings: Vec<&'static str>,
    /// Pages of its own: address and what the link says.
    doors: Vec<(String, String)>,
    terms: Vec<(&'static str, Vec<Cell>)>,
    tables: Vec<ShownTable>,
    offers: Vec<Offer>,
    open: Option<step::Shown>,
    hidden: usize,
    history: Vec<held::one::Past>,
}

async fn opened(app: &App, actor: &Actor, book: &Book, id: &str) -> Result<OpenedSheet, Problem> {
    let missing = || Problem::Missing(book.list.one.zh, book.list.one.en);
    let id = nc_kernel::id::from_text(id).ok_or_else(missing)?;
    app.store.open_sheet(&reader(app, actor), book, id).await?.ok_or_else(missing)
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path((word, id)): Path<(String, String)>,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let book = book(&word)?;
    if !wanted.filter("paper").is_empty() {
        return paper::file(&app, &actor, book, &id, wanted.filter("paper")).await;
    }
    let opened = opened(&app, &actor, book, &id).await?;
    if wanted.xlsx {
        return xlsx(&app, &actor, &frame, book, &opened, &wanted).await;
    }
    let kept = Kept::of(book, Some(opened.line.id), wanted.filter("step"));
    let Restored { form, at } = kept.restored(&app, &actor).await?;
    show_personal(&page(&app, &actor, book, opened, frame, form, at).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    Path((word, id)): Path<(String, String)>,
    frame: Frame,
    request: Request,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    let book = book(&word)?;
    let before = match opened(&app, actor, book, &id).await {
        Ok(before) => before,
        Err(problem) => {
            turned_away::note_unopened(&app, actor, request).await?;
            return Err(problem);
        }
    };
    let here = href_of(book, before.line.id);
    let (form, file) = step::sent(request).await?;
    let kept = Kept::of(book, Some(before.line.id), form.value("step"));
    if let Some(afresh) = kept.given_up(&app, actor, &form).await? {
        return Ok(afresh);
    }
    turned_away::note(&app, actor, step::all(&before.sheet), &form).await?;
    match step::take(&app, actor, step::all(&before.sheet), &form, file).await {
        Ok(_) => {
            kept.dropped(&app, actor).await?;
            Ok(go_on(&here))
        }
        Err(problem) => {
            let form = step::refused(&frame, step::all(&before.sheet), form, problem)?;
            show_refused(&page(&app, actor, book, before, frame, form, String::new()).await?)
        }
    }
}

async fn page(
    app: &App,
    actor: &Actor,
    book: &'static Book,
    opened: OpenedSheet,
    frame: Frame,
    form: Form,
    kept_at: String,
) -> Result<Page, Problem> {
    let lang = frame.lang;
    let chosen: Option<&Step> = step::all(&opened.sheet).find(|step| step.word == form.value("step"));
    let names = Names::read(app, actor, book.list.word, &opened, chosen.map(step::people).unwrap_or_default()).await?;
    let names = names.suggesting(app, actor, chosen).await?;
    let open = chosen.map(|step| {
        let kept = Kept::of(book, Some(opened.line.id), &step.word);
        step::Shown::of(app, actor, &frame, &names, &form, step).kept(&kept, kept_at)
    });
    let href = href_of(book, opened.line.id);
    let logins = app.store.logins().await?;
    let (hidden, history) = (opened.hidden, opened.history);
    let what = |kind: &str| book.fact(kind).map_or_else(|| kind.to_owned(), |label| say(lang, label).to_owned());
    let history = held::one::history(&frame, history, what, |user| admin::name_of(&logins, user), |person| Some(names.name(person)));
    let sheet = opened.sheet;
    let line = opened.line;
    let write = |shown: &Shown| cell(app, &frame, &names, shown);
    let tables = sheet.tables.iter().enumerate().map(|(number, table)| ShownTable {
        number,
        title: say(lang, table.title),
        columns: headings(table).map(|(label, number)| (say(lang, label), number)).collect(),
        rows: table
            .rows
            .iter()
            .map(|row| (row.cells.iter().map(write).collect(), row.steps.iter().map(|step| Offer::of(&frame, &href, step)).collect()))
            .collect(),
        acts: table.rows.iter().any(|row| !row.steps.is_empty()),
        xlsx: format!("{href}?as=xlsx&table={number}"),
    });
    let tables = tables.collect();
    let mut doors: Vec<(String, String)> =
        sheet.doors.iter().map(|(door, label)| (format!("{href}/{door}"), say(lang, *label).to_owned())).collect();
    doors.extend(roster_door(app, actor, &frame, book, &line));
    let overdue = book.list.unfinished.contains(&line.state) && line.ends_on < app.store.now().day();
    Ok(Page {
        title: line.title,
        serial: line.serial,
        state: book.list.state(line.state).map(|state| say(lang, state)).unwrap_or_default(),
        state_mark: if overdue { "late" } else { mark_of(&book.list, line.state) },
        kind: book.list.kind(line.kind).map(|kind| say(lang, kind)).unwrap_or_default(),
        organisers: line.organisers.iter().map(|unit| unit_name(app, unit, lang)).collect::<Vec<_>>().join(lang.pick("、", ", ")),
        days: if line.starts_on == line.ends_on { line.starts_on.to_string() } else { format!("{} – {}", line.starts_on, line.ends_on) },
        doors,
        warnings: sheet.warnings.iter().map(|warning| say(lang, *warning)).collect(),
        terms: sheet.terms.iter().map(|(label, shown)| (say(lang, *label), shown.iter().map(write).collect())).collect(),
        offers: sheet.steps.iter().map(|step| Offer::of(&frame, &href, step)).collect(),
        key: app.own_key(actor, form.value("key")),
        frame: under(frame, book, true),
        tables,
        open,
        hidden,
        history,
        href,
        form,
    })
}

/// The way to the import page, for who may fill such a thing from a roster while it still takes people.
fn roster_door(app: &App, actor: &Actor, frame: &Frame, book: &Book, line: &Line) -> Option<(String, String)> {
    let (into, action) = book.roster?;
    let open = book.list.unfinished.contains(&line.state);
    let may = line.organisers.first().is_some_and(|lead| app.store.allow(actor, action, lead).is_ok());
    (open && may).then(|| (link("/import", &[("into", into), ("serial", &line.serial)]), frame.t("import-title").into_owned()))
}

/// The columns, each with whether it holds numbers.
fn headings(table: &Table) -> impl Iterator<Item = (nc_people::sheet::Label, bool)> + '_ {
    table.columns.iter().enumerate().map(|(at, label)| {
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|shown| **shown != Shown::Nothing).peekable();
        (*label, cells.peek().is_some() && cells.all(is_number))
    })
}

async fn xlsx(app: &App, actor: &Actor, frame: &Frame, book: &Book, opened: &OpenedSheet, wanted: &Wanted) -> Result<Response, Problem> {
    let number: usize = wanted.filter("table").parse().unwrap_or_default();
    let table = opened.sheet.tables.get(number).ok_or(Problem::Missing("表格", "table"))?;
    let names = Names::read(app, actor, book.list.word, opened, Vec::new()).await?;
    let columns: Vec<Column> = headings(table)
        .map(|(label, number)| Column {
            key: "",
            title: say(frame.lang, label).to_owned(),
            kind: if number { Kind::Number } else { Kind::Text },
            sortable: false,
        })
        .collect();
    let rows = table.rows.iter().map(|row| row.cells.iter().map(|shown| cell(app, frame, &names, shown)).collect()).collect();
    let title = format!("{} · {}", opened.line.title, say(frame.lang, table.title));
    Ok(list::xlsx(app, frame, &Wanted::default(), &title, &columns, rows)?.into_response())
}
