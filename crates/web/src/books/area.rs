//! `GET /areas/{initiative}`: one initiative of the programme. What is overdue and what is due soon in its books, what was
//! done as figures that open, its books, and the paper forms they replace.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use nc_kernel::UnitPath;
use nc_people::Action;
use nc_store::Book;
use nc_store::registry::BOOKS;

use super::{href_of, say};
use crate::app::App;
use crate::areas::PILLARS;
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::View;
use crate::frame::{Chooser, Frame, show, unit_name};
use crate::held::home::{AHEAD, Line, Open, SHOWN, figures_of};
use crate::pages::amount;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "books/area.html")]
struct Page {
    frame: Frame,
    title: String,
    about: String,
    chooser: Chooser,
    unit: String,
    period: String,
    open: [(&'static str, Vec<Open>); 2],
    done: Vec<Line>,
    /// Whether who holds which credential belongs here.
    readiness: bool,
    books: Vec<(String, &'static str)>,
    papers: Vec<&'static str>,
}

/// The page of an initiative.
pub(super) fn page(initiative: &str) -> &'static str {
    PILLARS.iter().flat_map(|pillar| &pillar.initiatives).find(|one| one.key == initiative).and_then(|one| one.page).unwrap_or("/pillars")
}

/// The books of an initiative.
pub(crate) fn books_of(initiative: &str) -> impl Iterator<Item = &'static Book> {
    BOOKS.iter().filter(move |book| book.initiative == initiative)
}

/// Address and name of each book of an initiative, for who may read rows.
pub(crate) fn shelf(frame: &Frame, initiative: &str) -> Vec<(String, &'static str)> {
    books_of(initiative).map(|book| (super::href(book), say(frame.lang, book.list.many))).collect()
}

/// What the books of an initiative hold below `unit` that is overdue, and what is due soon.
pub(crate) async fn open(
    app: &App,
    actor: &nc_kernel::Actor,
    frame: &Frame,
    unit: &UnitPath,
    initiative: &str,
) -> Result<(Vec<Open>, Vec<Open>), Problem> {
    let (mut due, mut in_hand) = (Vec::new(), Vec::new());
    let Ok(scope) = app.store.allow(actor, Action::ReadRows, unit) else { return Ok((due, in_hand)) };
    let today = app.store.now().day();
    for book in books_of(initiative) {
        for thing in app.store.unfinished(&scope, &book.list, today.plus_days(AHEAD), SHOWN).await? {
            let title = format!("{} · {}", say(frame.lang, book.list.one), thing.title);
            let open = Open::of(app, frame, &thing, href_of(book, thing.id), title)?;
            if open.late { due.push(open) } else { in_hand.push(open) }
        }
    }
    Ok((due, in_hand))
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(key): Path<String>,
    frame: Frame,
    asked: Asked,
) -> Result<Html<String>, Problem> {
    let here = format!("/areas/{key}");
    let mut initiatives = PILLARS.iter().flat_map(|pillar| &pillar.initiatives);
    let initiative = initiatives.find(|one| one.page == Some(&here)).ok_or(Problem::Missing("举措", "initiative"))?;
    let view = View::new(&app, &actor, asked, app.period())?;
    let (due, in_hand) = open(&app, &actor, &frame, &view.unit, initiative.key).await?;
    let may_list = !app.store.scopes(&actor, Action::ReadRows).is_empty();
    show(&Page {
        title: frame.word("initiative", initiative.key),
        about: frame.word("initiative-about", initiative.key),
        done: figures_of(&app, &view, initiative, &frame).await?,
        chooser: Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), frame.lang),
        unit: unit_name(&app, &view.unit, frame.lang),
        period: amount::span(view.period, frame.lang),
        open: [("held-due", due), ("held-in-hand", in_hand)],
        readiness: initiative.key == "support",
        books: if may_list { shelf(&frame, initiative.key) } else { Vec::new() },
        papers: books_of(initiative.key).flat_map(|book| book.papers).map(|paper| say(frame.lang, *paper)).collect(),
        frame,
    })
}
