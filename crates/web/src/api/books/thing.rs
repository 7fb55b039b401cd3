//! `GET /api/v1/books/{list}/{id}`: one thing as its sheet tells it to the user. Rows of people sent by units whose rows the
//! user may not open are only counted; names come with the permission to read people. Everybody shown is noted as read.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use nc_kernel::money::Money;
use nc_kernel::{Actor, Micros, PersonId};
use nc_people::access::Action;
use nc_people::sheet::{Shown, Step};
use nc_store::{OpenedSheet, Reader};
use serde::Serialize;
use utoipa::ToSchema;

use super::shelf::Said;
use super::words;
use crate::api::bearer::Bearer;
use crate::api::held::thing::HeldFact;
use crate::api::people::list::names;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::books::book;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/books/{list}/{id}",
    tag: Tag::Books,
    says: ("台账中的一项", "one thing of a book"),
    needs: Needs::Token,
    params: &[path("list", Form::Words(words), "台账", "the book"), path("id", Form::Id, "编号", "id of the thing")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownSheet>),
    keyed: false,
    refuses: &[404],
    handler: || {
        get(|State(app): State<Arc<App>>, bearer: Bearer, Path((word, id)): Path<(String, String)>| async move {
            one(&app, &bearer, &word, &id).await
        })
    },
};

/// 所示: a value with its kind.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum SheetValue {
    Text {
        text: String,
    },
    /// What somebody wrote, in both languages.
    Both {
        zh: String,
        en: String,
    },
    Label {
        says: Said,
        /// `good`, `late` or `off`, where it is marked.
        #[serde(skip_serializing_if = "Option::is_none")]
        mark: Option<&'static str>,
    },
    Day {
        day: On,
    },
    Moment {
        /// Microseconds since 1970 in UTC.
        at: i64,
    },
    Count {
        count: i64,
    },
    Minutes {
        minutes: i64,
    },
    Money {
        fen: i64,
    },
    /// The integer, and how many of its digits are decimals.
    Points {
        value: i64,
        decimals: u8,
    },
    Person {
        person: Id,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    People {
        people: Vec<NamedPerson>,
    },
    Unit {
        unit: Unit,
    },
    Fact {
        seq: u64,
    },
    Thing {
        list: &'static str,
        id: Id,
        title: String,
    },
    Paper {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        sha256: String,
        bytes: u64,
    },
    Nothing,
}

/// One of several people.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedPerson {
    pub person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A term.
#[derive(Serialize, ToSchema)]
pub(crate) struct SheetTerm {
    says: Said,
    values: Vec<SheetValue>,
}

/// A table.
#[derive(Serialize, ToSchema)]
pub(crate) struct SheetTable {
    says: Said,
    columns: Vec<Said>,
    rows: Vec<Vec<SheetValue>>,
}

/// 步骤: a command the user may give next.
#[derive(Serialize, ToSchema)]
pub(crate) struct SheetStep {
    /// Its name under `/commands`.
    command: &'static str,
    says: Said,
    /// Fields that are settled.
    fixed: serde_json::Map<String, serde_json::Value>,
    /// Fields that are asked, by their place in the command.
    asks: Vec<String>,
}

/// 卷页.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownSheet {
    id: Id,
    serial: String,
    title: String,
    #[serde(rename = "kind")]
    of_kind: &'static str,
    state: &'static str,
    organisers: Vec<Unit>,
    starts_on: On,
    ends_on: On,
    warnings: Vec<Said>,
    terms: Vec<SheetTerm>,
    tables: Vec<SheetTable>,
    steps: Vec<SheetStep>,
    /// Rows about people of units whose rows the user may not open.
    hidden: usize,
    /// Every fact about it, in order; nothing for who only takes part in it.
    history: Vec<HeldFact>,
}

fn value(shown: Shown, names: &HashMap<PersonId, String>) -> SheetValue {
    let label = |label: nc_people::sheet::Label, mark| SheetValue::Label { says: label.into(), mark };
    match shown {
        Shown::Text(text) => SheetValue::Text { text },
        Shown::Both { zh, en } => SheetValue::Both { zh, en },
        Shown::Label(said) => label(said, None),
        Shown::Good(said) => label(said, Some("good")),
        Shown::Late(said) => label(said, Some("late")),
        Shown::Off(said) => label(said, Some("off")),
        Shown::Day(day) => SheetValue::Day { day: On(day) },
        Shown::Moment(Micros(at)) => SheetValue::Moment { at },
        Shown::Count(count) => SheetValue::Count { count },
        Shown::Minutes(minutes) => SheetValue::Minutes { minutes },
        Shown::Money(Money(fen)) => SheetValue::Money { fen },
        Shown::Points { value, decimals } => SheetValue::Points { value, decimals },
        Shown::Person(person) => SheetValue::Person { person: Id::of(person), name: names.get(&person).cloned() },
        Shown::People(people) => {
            let named = |person: PersonId| NamedPerson { person: Id::of(person), name: names.get(&person).cloned() };
            SheetValue::People { people: people.into_iter().map(named).collect() }
        }
        Shown::Unit(unit) => SheetValue::Unit { unit: Unit(unit) },
        Shown::Fact(seq) => SheetValue::Fact { seq },
        Shown::Thing { list, id, title } => SheetValue::Thing { list, id: Id(nc_kernel::id::to_text(id)), title },
        Shown::Paper(paper) => {
            SheetValue::Paper { name: paper.name, number: paper.number, sha256: paper.sha256.as_str().to_owned(), bytes: paper.size }
        }
        Shown::Nothing => SheetValue::Nothing,
    }
}

async fn one(app: &App, bearer: &Bearer, word: &str, id: &str) -> Result<Json<ShownSheet>, Problem> {
    let book = book(word)?;
    let missing = || Problem::Missing(book.list.one.zh, book.list.one.en);
    let id = nc_kernel::id::from_text(id).ok_or_else(missing)?;
    let actor = Actor { user: bearer.0.user };
    let reader = Reader::new(actor.clone(), |action| bearer.scopes(app, action));
    let opened = app.store.open_sheet(&reader, book, id).await?.ok_or_else(missing)?;
    let people = opened.people();
    app.store.note_reading(actor.user, &format!("book:{}", book.list.word), &people).await?;
    let names = names(app, &bearer.scopes(app, Action::ReadPeople), &people).await?;
    let OpenedSheet { line, sheet, hidden, history } = opened;
    let values = |shown: Vec<Shown>| shown.into_iter().map(|one| value(one, &names)).collect();
    let step = |step: Step| SheetStep {
        command: step.command,
        says: step.label.into(),
        fixed: step.fixed,
        asks: step.asks.into_iter().map(|ask| ask.name).collect(),
    };
    let mut steps: Vec<SheetStep> = sheet.steps.into_iter().map(step).collect();
    let mut tables = Vec::new();
    for table in sheet.tables {
        let mut rows = Vec::new();
        for row in table.rows {
            rows.push(values(row.cells));
            steps.extend(row.steps.into_iter().map(step));
        }
        tables.push(SheetTable { says: table.title.into(), columns: table.columns.iter().map(|label| (*label).into()).collect(), rows });
    }
    Ok(Json(ShownSheet {
        id: Id(nc_kernel::id::to_text(line.id)),
        serial: line.serial,
        title: line.title,
        of_kind: line.kind,
        state: line.state,
        organisers: line.organisers.into_iter().map(Unit).collect(),
        starts_on: On(line.starts_on),
        ends_on: On(line.ends_on),
        warnings: sheet.warnings.into_iter().map(Said::from).collect(),
        terms: sheet.terms.into_iter().map(|(label, shown)| SheetTerm { says: label.into(), values: values(shown) }).collect(),
        tables,
        steps,
        hidden,
        history: history.into_iter().map(HeldFact::from).collect(),
    }))
}
