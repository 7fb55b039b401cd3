//! `GET /books/{list}`: the things of one book, by unit, state, kind and day.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use nc_people::sheet::Step;

use super::{book, href, href_of, reader, say, under};
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::Frame;
use crate::link::link;
use crate::list::Wanted;
use crate::listing::{self, Of};
use crate::problem::Problem;

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(word): Path<String>,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let book = book(&word)?;
    let at = href(book);
    let way = |step: Step| (link(&format!("{at}/new"), &[("step", &step.word)]), say(frame.lang, step.label).to_owned());
    let mut ways: Vec<(String, String)> = app.store.begin(&reader(&app, &actor), book).into_iter().map(way).collect();
    if let Some((into, action)) = book.roster
        && !app.store.scopes(&actor, action).is_empty()
    {
        ways.push((link("/import", &[("into", into)]), frame.t("import-title").into_owned()));
    }
    let of =
        Of { list: &book.list, title: say(frame.lang, book.list.many), at: &at, ways, href: &|id| href_of(book, id), empty: "books-empty" };
    listing::answer(&app, &actor, under(frame, book, false), &wanted, of).await
}
