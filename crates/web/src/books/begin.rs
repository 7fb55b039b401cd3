//! `GET /books/{list}/new`, `POST /books/{list}/new`: a new thing of a book. `?step=…` says by which of the ways there are.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use nc_kernel::Actor;
use nc_people::Action;
use nc_people::sheet::Step;
use nc_store::Book;

use super::kept::{Kept, Restored};
use super::step::{self, Offer};
use super::written::Names;
use super::{book, href, href_of, reader, say, under};
use crate::app::App;
use crate::caller::{SignedIn, Viewer};
use crate::form::Form;
use crate::frame::{Frame, go_on, show_personal, show_refused};
use crate::list::Wanted;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "books/begin.html")]
struct Page {
    frame: Frame,
    href: String,
    form: Form,
    key: String,
    title: &'static str,
    /// The other ways.
    offers: Vec<Offer>,
    open: step::Shown,
}

/// The ways there are for `actor`; nobody who has none gets to the page.
fn ways(app: &App, actor: &Actor, book: &Book) -> Result<Vec<Step>, Problem> {
    let ways = app.store.begin(&reader(app, actor), book);
    if ways.is_empty() {
        // Refused as whoever may not read the book is, else as somebody who may not write in it.
        app.somewhere(actor, Action::ReadRows)?;
        return Err(Problem::Missing("办理方式", "way to make one"));
    }
    Ok(ways)
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(word): Path<String>,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let book = book(&word)?;
    let ways = ways(&app, &actor, book)?;
    let step = ways.iter().find(|step| step.word == wanted.filter("step")).or(ways.first()).map(|step| step.word.as_str());
    let Restored { form, at } = Kept::of(book, None, step.unwrap_or_default()).restored(&app, &actor).await?;
    show_personal(&page(&app, &actor, book, &ways, frame, form, at).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    Path(word): Path<String>,
    frame: Frame,
    request: Request,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    let book = book(&word)?;
    let ways = ways(&app, actor, book)?;
    let (form, file) = step::sent(request).await?;
    let kept = Kept::of(book, None, form.value("step"));
    if let Some(afresh) = kept.given_up(&app, actor, &form).await? {
        return Ok(afresh);
    }
    match step::take(&app, actor, ways.iter(), &form, file).await {
        Ok(receipt) => {
            kept.dropped(&app, actor).await?;
            let stream = app.store.stream_of(receipt.first_seq).await?;
            let of_book = stream.filter(|stream| stream.family() == book.list.family);
            let id = of_book.and_then(|stream| nc_kernel::id::from_text(stream.as_str().rsplit('/').next()?));
            Ok(go_on(&id.map_or_else(|| href(book), |id| href_of(book, id))))
        }
        Err(problem) => {
            let form = step::refused(&frame, ways.iter(), form, problem)?;
            show_refused(&page(&app, actor, book, &ways, frame, form, String::new()).await?)
        }
    }
}

async fn page(
    app: &App,
    actor: &Actor,
    book: &'static Book,
    ways: &[Step],
    frame: Frame,
    form: Form,
    kept_at: String,
) -> Result<Page, Problem> {
    let chosen = ways.iter().find(|step| step.word == form.value("step")).or(ways.first());
    let chosen = chosen.ok_or(Problem::Missing("办理方式", "way to make one"))?;
    let names = Names::of(app, actor, &format!("book:{}", book.list.word), &step::people(chosen)).await?;
    let names = names.suggesting(app, actor, Some(chosen)).await?;
    let here = format!("{}/new", href(book));
    Ok(Page {
        title: say(frame.lang, book.list.one),
        offers: ways.iter().filter(|step| step.word != chosen.word).map(|step| Offer::of(&frame, &here, step)).collect(),
        open: step::Shown::of(app, actor, &frame, &names, &form, chosen).kept(&Kept::of(book, None, &chosen.word), kept_at),
        key: app.own_key(actor, form.value("key")),
        href: here,
        frame: under(frame, book, true),
        form,
    })
}
