//! Books: the things of every area that are shown by their sheets.

pub(crate) mod board;
pub(crate) mod list;
pub(crate) mod shelf;
pub(crate) mod thing;

use nc_store::registry::BOOKS;

/// The words of all books.
pub(crate) fn words() -> Vec<&'static str> {
    BOOKS.iter().map(|book| book.list.word).collect()
}
