//! `GET /api/v1/classes/{id}` and `GET /api/v1/runs/{id}`: one class or run with its sessions, its roster and its history.
//! Rows of people sent by units whose rows the user may not open are only counted; names come with the permission to read
//! people. Everybody shown is noted as read.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use nc_kernel::{Actor, Micros};
use nc_people::access::Action;
use nc_store::HistoryLine;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::people::list::names;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::held::Area;
use crate::held::thing::Thing;
use crate::problem::Problem;

pub(crate) const CLASS: Route = Route {
    path: "/classes/{id}",
    tag: Tag::Training,
    says: ("一个培训班及其名册", "one training class with its roster"),
    params: &[path("id", Form::Id, "培训班编号", "id of the class")],
    handler: || {
        get(
            |State(app): State<Arc<App>>, bearer: Bearer, Path(id): Path<String>| async move { one(&app, &bearer, Area::Training, &id).await },
        )
    },
    ..ONE
};

pub(crate) const RUN: Route = Route {
    path: "/runs/{id}",
    tag: Tag::Study,
    says: ("一期学习及其名册", "one study run with its roster"),
    params: &[path("id", Form::Id, "期次编号", "id of the run")],
    handler: || {
        get(|State(app): State<Arc<App>>, bearer: Bearer, Path(id): Path<String>| async move { one(&app, &bearer, Area::Study, &id).await })
    },
    ..ONE
};

/// What both have.
const ONE: Route = Route {
    verb: Verb::Get,
    path: "",
    tag: Tag::Training,
    says: ("", ""),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownHeld>),
    keyed: false,
    refuses: &[403, 404],
    handler: axum::routing::MethodRouter::new,
};

/// 课次.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldSession {
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<u32>,
    subject: String,
    day: On,
    /// Minutes after midnight; absent where they were not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    starts_minute: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_minute: Option<u16>,
    credit_minutes: i64,
    state: &'static str,
}

/// 成绩.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldScore {
    kind: &'static str,
    attempt: u32,
    /// Hundredths of a point.
    score: u32,
    pass_line: u32,
    seq: u64,
}

/// 考勤记录.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldMark {
    person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    sender: Unit,
    member: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    leave: Option<&'static str>,
    credit_minutes: i64,
    sittings: i64,
    late: bool,
    /// Whether a miss was recorded before.
    made_up: bool,
    scores: Vec<HeldScore>,
    /// The fact that says so.
    seq: u64,
}

/// 报名.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldEnrolment {
    person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    sender: Unit,
    state: &'static str,
}

/// 经过.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldFact {
    seq: u64,
    kind: String,
    happened_on: On,
    /// Microseconds since 1970 in UTC.
    recorded_at: i64,
    actor: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<String>,
}

impl From<HistoryLine> for HeldFact {
    fn from(line: HistoryLine) -> Self {
        let Micros(recorded_at) = line.recorded_at;
        Self {
            seq: line.seq,
            kind: line.kind,
            happened_on: On(line.happened_on),
            recorded_at,
            actor: Id::of(line.actor),
            corrects: line.corrects,
            reason: line.reason,
            authority: line.authority,
        }
    }
}

/// 期: a class or a run.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownHeld {
    id: Id,
    serial: String,
    title: String,
    /// Category of a class, kind of a run.
    kind: &'static str,
    state: &'static str,
    organisers: Vec<Unit>,
    host: Option<Unit>,
    starts_on: Option<On>,
    ends_on: Option<On>,
    theme: Vec<String>,
    full_credit_minutes: i64,
    capacity: Option<u32>,
    sessions: Vec<HeldSession>,
    /// By person.
    enrolments: Vec<HeldEnrolment>,
    /// In the order they were recorded.
    marks: Vec<HeldMark>,
    /// People whose rows the user may not open.
    hidden: usize,
    /// 人次: who completed it.
    attended: usize,
    /// Every fact about it, in order.
    history: Vec<HeldFact>,
}

async fn one(app: &App, bearer: &Bearer, area: Area, id: &str) -> Result<Json<ShownHeld>, Problem> {
    let visible = bearer.visible(app, Action::ReadRows)?;
    let (mut thing, history) = Thing::find(app, &visible, area, id).await?;
    let hidden = thing.seen_by(&visible);
    thing.note(app, &Actor { user: bearer.0.user }).await?;
    let known = names(app, &bearer.scopes(app, Action::ReadPeople), &thing.people()).await?;
    let sessions = thing.sittings.into_iter().map(|s| HeldSession {
        session: s.session,
        subject: s.subject,
        day: On(s.day),
        starts_minute: s.times.map(|(from, _)| from),
        ends_minute: s.times.map(|(_, to)| to),
        credit_minutes: s.credit_minutes,
        state: s.state,
    });
    let marks = thing.marks.into_iter().map(|mark| HeldMark {
        person: Id::of(mark.person),
        name: known.get(&mark.person).cloned(),
        sender: Unit(mark.sender),
        member: mark.member,
        status: mark.status,
        leave: mark.leave,
        credit_minutes: mark.credit_minutes,
        sittings: mark.sittings,
        late: mark.late,
        made_up: mark.made_up,
        scores: mark
            .scores
            .into_iter()
            .map(|s| HeldScore { kind: s.kind, attempt: s.attempt, score: s.score, pass_line: s.pass_line, seq: s.seq })
            .collect(),
        seq: mark.seq,
    });
    let enrolments = thing.enrolled.into_iter().map(|one| HeldEnrolment {
        person: Id::of(one.person),
        name: known.get(&one.person).cloned(),
        sender: Unit(one.sender),
        state: one.state,
    });
    Ok(Json(ShownHeld {
        id: Id(thing.id),
        serial: thing.serial,
        title: thing.title,
        kind: thing.kind,
        state: thing.state,
        organisers: thing.organisers.into_iter().map(Unit).collect(),
        host: thing.host.map(Unit),
        starts_on: thing.starts_on.map(On),
        ends_on: thing.ends_on.map(On),
        theme: thing.theme,
        full_credit_minutes: thing.full_credit,
        capacity: thing.capacity,
        sessions: sessions.collect(),
        enrolments: enrolments.collect(),
        marks: marks.collect(),
        hidden,
        attended: thing.attended,
        history: history.into_iter().map(HeldFact::from).collect(),
    }))
}
