//! `GET /api/v1/classes/{id}`: one training class with its sessions and its roster. Names come with the permission to read
//! people of the sending unit.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_capability::training::ClassId;
use nc_kernel::PersonId;
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
    path: "/classes/{id}",
    tag: Tag::Training,
    says: ("一个培训班及其名册", "one training class with its roster"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[path("id", Form::Id, "培训班编号", "id of the class")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownClass>),
    keyed: false,
    refuses: &[403, 404],
    handler: || get(handle),
};

/// 课.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClassSession {
    session: u32,
    subject: String,
    day: On,
    /// Minutes after midnight.
    starts_minute: u16,
    ends_minute: u16,
    credit_minutes: u32,
    state: &'static str,
}

/// 考勤记录.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClassMark {
    person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    sender: Unit,
    member: &'static str,
    status: &'static str,
    credit_minutes: u32,
    sittings: u32,
    late: bool,
    /// The fact that says so.
    seq: u64,
}

/// 报名.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClassEnrolment {
    person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    sender: Unit,
    state: &'static str,
}

/// 培训班.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownClass {
    id: Id,
    serial: String,
    title: String,
    category: Option<&'static str>,
    state: &'static str,
    organisers: Vec<Unit>,
    host: Option<Unit>,
    starts_on: Option<On>,
    ends_on: Option<On>,
    theme: Vec<String>,
    full_credit_minutes: u32,
    capacity: Option<u32>,
    sessions: Vec<ClassSession>,
    /// By person.
    enrolments: Vec<ClassEnrolment>,
    /// In the order they were recorded.
    marks: Vec<ClassMark>,
    /// 人次: who completed it.
    attended: usize,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<ClassId>) -> Result<Json<ShownClass>, Problem> {
    let visible = bearer.visible(&app, Action::ReadRows)?;
    let class = app.store.class(&visible, id).await?.ok_or(Problem::Missing("培训班", "class"))?;
    let people: Vec<PersonId> = class.marks().iter().map(|mark| mark.person).chain(class.roster().map(|(person, _)| person)).collect();
    let known = names(&app, &bearer.scopes(&app, Action::ReadPeople), &people).await?;
    let sessions = class.sessions().iter().map(|s| ClassSession {
        session: s.session,
        subject: s.subject.clone(),
        day: On(s.day),
        starts_minute: s.starts_minute,
        ends_minute: s.ends_minute,
        credit_minutes: s.credit_minutes,
        state: s.state.word(),
    });
    let marks = class.marks().iter().map(|mark| ClassMark {
        person: Id::of(mark.person),
        name: known.get(&mark.person).cloned(),
        sender: Unit(mark.value.sender.clone()),
        member: mark.value.member.word(),
        status: mark.value.status.word(),
        credit_minutes: mark.value.credit_minutes,
        sittings: mark.value.sittings,
        late: mark.late,
        seq: mark.seq,
    });
    let mut roster: Vec<_> = class.roster().collect();
    roster.sort_by_key(|(person, _)| *person);
    let enrolments = roster.into_iter().map(|(person, enrolment)| ClassEnrolment {
        person: Id::of(person),
        name: known.get(&person).cloned(),
        sender: Unit(enrolment.sender.clone()),
        state: enrolment.state.word(),
    });
    Ok(Json(ShownClass {
        id: Id::of(id),
        serial: class.serial().to_owned(),
        title: class.title().to_owned(),
        category: class.category().map(nc_capability::training::Category::word),
        state: class.state().word(),
        organisers: class.organisers().iter().cloned().map(Unit).collect(),
        host: class.host().cloned().map(Unit),
        starts_on: class.dates().map(|(from, _)| On(from)),
        ends_on: class.dates().map(|(_, to)| On(to)),
        theme: class.theme().to_vec(),
        full_credit_minutes: class.full_credit(),
        capacity: class.capacity(),
        sessions: sessions.collect(),
        enrolments: enrolments.collect(),
        attended: class.attending(),
        marks: marks.collect(),
    }))
}
