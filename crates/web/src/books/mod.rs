//! 台账: the pages of every area whose things have sheets. A list, a thing and a new thing look the same wherever they
//! come from: an area says what there is (`nc_people::sheet`), the pages here say how it looks.

pub(crate) mod area;
pub(crate) mod begin;
mod field;
pub(crate) mod kept;
pub(crate) mod list;
pub(crate) mod one;
mod paper;
pub(crate) mod step;
pub(crate) mod written;

use nc_kernel::Actor;
use nc_people::sheet::Label;
use nc_store::{Book, Reader};

use crate::app::App;
use crate::frame::{Frame, Step};
use crate::lang::Lang;
use crate::problem::Problem;

/// Words in the reader's language.
pub(crate) fn say(lang: Lang, label: Label) -> &'static str {
    lang.pick(label.zh, label.en)
}

/// The book with this word.
pub(crate) fn book(word: &str) -> Result<&'static Book, Problem> {
    Book::named(word).ok_or(Problem::Missing("台账", "book"))
}

/// The page of a book.
pub(crate) fn href(book: &Book) -> String {
    format!("/books/{}", book.list.word)
}

/// The page of one of its things.
pub(crate) fn href_of(book: &Book, id: i64) -> String {
    format!("/books/{}/{}", book.list.word, nc_kernel::id::to_text(id))
}

/// `actor` as a reader.
pub(crate) fn reader(app: &App, actor: &Actor) -> Reader {
    Reader::new(actor.clone(), |action| app.store.scopes(actor, action))
}

/// The page stands under its initiative, and under the book where it is about one of its things.
pub(crate) fn under(frame: Frame, book: &Book, within: bool) -> Frame {
    let step = |name: String, href: String| Step { name, href, here: false };
    let mut crumbs = vec![step(frame.word("initiative", book.initiative), area::page(book.initiative).to_owned())];
    if within {
        crumbs.push(step(say(frame.lang, book.list.many).to_owned(), href(book)));
    }
    Frame { crumbs, ..frame }
}
