//! `GET /api/v1/runs/{id}`: one study run with its sittings and its roster. Names come with the permission to read people.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::PersonId;
use nc_organisation::study::RunId;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::{Bearer, Named};
use crate::api::people::list::names;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/runs/{id}",
    tag: Tag::Study,
    says: ("一期学习及其名册", "one study run with its roster"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[path("id", Form::Id, "期次编号", "id of the run")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownRun>),
    keyed: false,
    refuses: &[403, 404],
    handler: || get(handle),
};

/// 一讲.
#[derive(Serialize, ToSchema)]
pub(crate) struct RunSitting {
    held_on: On,
    minutes: i64,
}

/// 考勤记录.
#[derive(Serialize, ToSchema)]
pub(crate) struct RunMark {
    person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    sender: Unit,
    member: &'static str,
    status: &'static str,
    credit_minutes: i64,
    sittings: i64,
    /// Whether it makes up for a missed run.
    made_up: bool,
    /// The fact that says so.
    seq: u64,
}

/// 学习期次.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownRun {
    id: Id,
    serial: String,
    title: String,
    kind: &'static str,
    state: Option<&'static str>,
    organisers: Vec<Unit>,
    host: Option<Unit>,
    starts_on: On,
    ends_on: Option<On>,
    full_credit_minutes: i64,
    sittings: Vec<RunSitting>,
    /// In the order they were recorded.
    marks: Vec<RunMark>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<RunId>) -> Result<Json<ShownRun>, Problem> {
    let missing = Problem::Missing("期次", "run");
    let visible = bearer.visible(&app, Action::ReadRows)?;
    let run = app.store.run(&visible, id).await?.ok_or(missing.clone())?;
    let planned = run.planned().ok_or(missing)?;
    let people: Vec<PersonId> = run.marks().map(|mark| mark.body.person).collect();
    let known = names(&app, &bearer.scopes(&app, Action::ReadPeople), &people).await?;
    let marks = run.marks().map(|mark| RunMark {
        person: Id::of(mark.body.person),
        name: known.get(&mark.body.person).cloned(),
        sender: Unit(mark.body.sender.clone()),
        member: mark.body.member.word(),
        status: mark.body.status.word(),
        credit_minutes: mark.body.credit_minutes,
        sittings: mark.body.sittings,
        made_up: mark.missed.is_some(),
        seq: mark.seq,
    });
    Ok(Json(ShownRun {
        id: Id::of(id),
        serial: planned.serial.clone(),
        title: planned.title.clone(),
        kind: planned.kind.word(),
        state: run.state().map(nc_organisation::study::RunState::word),
        organisers: planned.organisers.iter().cloned().map(Unit).collect(),
        host: planned.host.clone().map(Unit),
        starts_on: On(planned.starts_on),
        ends_on: run.ends_on().map(On),
        full_credit_minutes: run.full_credit(),
        sittings: run.sittings().iter().map(|(day, minutes)| RunSitting { held_on: On(*day), minutes: *minutes }).collect(),
        marks: marks.collect(),
    }))
}
