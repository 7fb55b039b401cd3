//! `GET /api/v1/books`: which books there are, and in what states and kinds their things can be.

use axum::Json;
use axum::routing::get;
use nc_people::sheet::{Label, Word};
use nc_store::registry::BOOKS;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/books",
    tag: Tag::Books,
    says: ("全部台账", "every book"),
    needs: Needs::Token,
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<Shelf>),
    keyed: false,
    refuses: &[],
    handler: || get(|_: Bearer| async { Json(shelf()) }),
};

/// Words in both languages.
#[derive(Serialize, ToSchema)]
pub(crate) struct Said {
    zh: &'static str,
    en: &'static str,
}

impl From<Label> for Said {
    fn from(label: Label) -> Self {
        Self { zh: label.zh, en: label.en }
    }
}

/// A word of a closed list.
#[derive(Serialize, ToSchema)]
pub(crate) struct BookWord {
    word: &'static str,
    says: Said,
}

/// 台账册.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShelvedBook {
    /// Its word, by which it is asked for.
    list: &'static str,
    says: Said,
    /// The initiative of the programme it belongs to.
    initiative: &'static str,
    states: Vec<BookWord>,
    /// States in which a thing still waits for somebody.
    unfinished: Vec<&'static str>,
    kinds: Vec<BookWord>,
}

/// 台账架.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shelf {
    books: Vec<ShelvedBook>,
}

fn shelf() -> Shelf {
    let words = |words: &[Word]| words.iter().map(|word| BookWord { word: word.word, says: word.label.into() }).collect();
    let book = |book: &nc_store::Book| ShelvedBook {
        list: book.list.word,
        says: book.list.many.into(),
        initiative: book.initiative,
        states: words(book.list.states),
        unfinished: book.list.unfinished.to_vec(),
        kinds: words(book.list.kinds),
    };
    Shelf { books: BOOKS.iter().map(book).collect() }
}
