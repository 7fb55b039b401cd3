//! `GET /api/v1/books/contest/{id}/board`: the public board of a contest, as its page shows it: read by the same function of
//! the store, frozen where the board is. Whoever a line names to the user is noted as read.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use nc_capability::contest::board::{Line, Place, UnitLine};
use nc_capability::contest::public::{DisciplineBoard, NamedLine};
use nc_capability::contest::{Best, ContestId, Discipline};
use nc_kernel::{Actor, PersonId};
use nc_people::access::Action;
use nc_store::Reader;
use serde::Serialize;
use utoipa::ToSchema;

use super::thing::NamedPerson;
use crate::api::bearer::Bearer;
use crate::api::people::list::names;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/books/contest/{id}/board",
    tag: Tag::Books,
    says: ("比武竞赛公开榜单", "public board of a contest"),
    needs: Needs::Token,
    params: &[path("id", Form::Id, "编号", "id of the contest")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<PublishedBoard>),
    keyed: false,
    refuses: &[404],
    handler: || get(|State(app): State<Arc<App>>, bearer: Bearer, Path(id): Path<String>| async move { board(&app, &bearer, &id).await }),
};

/// A name in Chinese, and in English where it was written so.
#[derive(Serialize, ToSchema)]
pub(crate) struct Titled {
    zh: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<String>,
}

/// 奖项.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardAward {
    /// `rank`, `prize` or `title`.
    kind: &'static str,
    place: u32,
    title: Titled,
}

/// 一行成绩.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardLine {
    /// `ranked`, `out`, `failed`, `absent`, `disqualified` or `waiting`.
    place: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    code: String,
    /// The round the value is of.
    round: &'static str,
    /// The result times ten to the discipline's decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    award: Option<BoardAward>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
    /// Who is behind the code, where the user may open rows of that unit.
    people: Vec<NamedPerson>,
}

/// 单位成绩.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardUnit {
    rank: u32,
    unit: Unit,
    /// The sum of its best results times ten to the discipline's decimals.
    total: i64,
}

/// 纪录.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardRecord {
    contest: Id,
    contest_title: String,
    code: String,
    on: On,
    /// The result times ten to its decimals.
    value: i64,
    decimals: u8,
}

/// 科目榜单.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardDiscipline {
    serial: String,
    title: Titled,
    scoring: &'static str,
    decimals: u8,
    lines: Vec<BoardLine>,
    units: Vec<BoardUnit>,
    /// The record of its event, over all contests.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<BoardRecord>,
}

/// 公开榜单.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublishedBoard {
    id: Id,
    serial: String,
    title: String,
    level: &'static str,
    organisers: Vec<Unit>,
    published_on: On,
    appeals_until: On,
    /// Since when the board is frozen, in microseconds since 1970 in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    frozen_since: Option<i64>,
    disciplines: Vec<BoardDiscipline>,
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Ranked(_) => "ranked",
        Place::Out => "out",
        Place::Failed => "failed",
        Place::Absent => "absent",
        Place::Disqualified => "disqualified",
        Place::Waiting => "waiting",
    }
}

fn titled(zh: String, en: Option<String>) -> Titled {
    Titled { zh, en }
}

fn line(NamedLine { line, people, unit }: NamedLine, names: &HashMap<PersonId, String>) -> BoardLine {
    let Line { code, round, value, place, award } = line;
    let named = |person: PersonId| NamedPerson { person: Id::of(person), name: names.get(&person).cloned() };
    BoardLine {
        place: word(place),
        rank: place.rank(),
        code,
        round: round.word(),
        value,
        award: award.map(|award| BoardAward { kind: award.kind.word(), place: award.place, title: titled(award.title, award.title_en) }),
        unit: unit.map(Unit),
        people: people.into_iter().map(named).collect(),
    }
}

fn held(Best { contest, title, code, decimals, value, on }: Best) -> BoardRecord {
    BoardRecord { contest: Id(nc_kernel::id::to_text(contest.0)), contest_title: title, code, on: On(on), value, decimals }
}

fn part(DisciplineBoard { discipline, lines, units, record }: DisciplineBoard, names: &HashMap<PersonId, String>) -> BoardDiscipline {
    let Discipline { serial, title, title_en, scoring, decimals, .. } = discipline;
    let unit = |UnitLine { unit, total, rank }: UnitLine| BoardUnit { rank, unit: Unit(unit), total };
    BoardDiscipline {
        serial,
        title: titled(title, title_en),
        scoring: scoring.word(),
        decimals,
        lines: lines.into_iter().map(|one| line(one, names)).collect(),
        units: units.into_iter().map(unit).collect(),
        record: record.map(held),
    }
}

async fn board(app: &App, bearer: &Bearer, id: &str) -> Result<Json<PublishedBoard>, Problem> {
    let missing = || Problem::Missing("公开榜单", "public board");
    let id = nc_kernel::id::from_text(id).map(ContestId).ok_or_else(missing)?;
    let actor = Actor { user: bearer.0.user };
    let reader = Reader::new(actor.clone(), |action| bearer.scopes(app, action));
    let found = app.store.contest_board(&reader, id).await?.ok_or_else(missing)?;
    let people = found.board.people();
    app.store.note_reading(actor.user, "book:contest", &people).await?;
    let names = names(app, &bearer.scopes(app, Action::ReadPeople), &people).await?;
    Ok(Json(PublishedBoard {
        id: Id(nc_kernel::id::to_text(id.0)),
        serial: found.head.serial,
        title: found.head.title,
        level: found.head.level.word(),
        organisers: found.head.organisers.into_iter().map(Unit).collect(),
        published_on: On(found.board.published_on),
        appeals_until: On(found.board.appeals_until),
        frozen_since: found.frozen.map(|freeze| freeze.at.0),
        disciplines: found.board.disciplines.into_iter().map(|discipline| part(discipline, &names)).collect(),
    }))
}
