//! `GET /training/classes/{id}/sessions/{n}/code`: the code of the room, large, with its picture, for the screen of the hall;
//! `GET …/present`: who is in so far, for the class head. Both draw themselves anew every few seconds, with or without script.
//!
//! The hall's screen shows how many are in and no name.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use nc_capability::training::checkin::Window;
use nc_capability::training::model::Session;
use nc_capability::training::{Class, ClassId, EnrolmentState};
use nc_kernel::Actor;
use nc_people::Action;
use nc_people::access::covered;
use nc_people::model::NAME;

use super::outside;
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show_personal, unit_name};
use crate::held::Area;
use crate::link::link;
use crate::problem::Problem;
use crate::{moment, qr};

#[derive(Template)]
#[template(path = "delivery/code.html")]
struct Code {
    frame: Frame,
    title: String,
    about: String,
    /// The code in two groups, its picture and the address; none outside the window.
    shown: Option<(String, String, String)>,
    opens: String,
    closes: String,
    early: bool,
    inside: usize,
    present: String,
}

#[derive(Template)]
#[template(path = "delivery/present.html")]
struct Present {
    frame: Frame,
    title: String,
    about: String,
    code: String,
    class: String,
    /// Name, unit, and whether they are in.
    people: Vec<(String, String, bool)>,
    inside: usize,
    hidden: usize,
}

/// The session of a class that `actor` records for.
async fn session(app: &App, actor: &Actor, id: &str, number: u32) -> Result<(ClassId, Class, Session), Problem> {
    let missing = || Area::Training.missing();
    let id: ClassId = id.parse().map_err(|_| missing())?;
    let class = app.store.class(&app.somewhere(actor, Action::RecordTraining)?, id).await?.ok_or_else(missing)?;
    let session = class.session(number).cloned().ok_or_else(missing)?;
    let lead = class.lead().ok_or_else(missing)?;
    app.store.allow(actor, Action::RecordTraining, lead)?;
    Ok((id, class, session))
}

fn about(session: &Session) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{} {}–{} · {}", session.day, clock(session.starts_minute), clock(session.ends_minute), session.subject)
}

pub(crate) async fn code(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path((id, number)): Path<(String, u32)>,
    headers: HeaderMap,
    frame: Frame,
) -> Result<Response, Problem> {
    let (class_id, class, session) = session(&app, &actor, &id, number).await?;
    let window = Window::of(&session);
    let shown = app.store.check_in_code(class_id, &session).map(|code| {
        let number = number.to_string();
        let address = outside(&app, &headers, "/check-in");
        let path = link(&address, &[("class", &class_id.to_string()), ("session", &number), ("code", &code)]);
        let (first, second) = code.split_at_checked(3).unwrap_or((&code, ""));
        Ok::<_, Problem>((format!("{first} {second}"), qr::picture(&path)?, address))
    });
    let href = format!("/training/classes/{class_id}");
    show_personal(&Code {
        title: class.title().to_owned(),
        about: about(&session),
        shown: shown.transpose()?,
        opens: moment::minute(window.opens),
        closes: moment::minute(window.closes),
        early: app.store.now() < window.opens,
        inside: class.checked_in(number).count(),
        present: format!("{href}/sessions/{number}/present"),
        frame: frame.under(&[("training-title", "/training"), (Area::Training.list_title(), Area::Training.list())]),
    })
}

pub(crate) async fn present(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path((id, number)): Path<(String, u32)>,
    frame: Frame,
) -> Result<Response, Problem> {
    let (class_id, class, session) = session(&app, &actor, &id, number).await?;
    let readable = app.store.scopes(&actor, Action::ReadPeople);
    let lang = frame.lang;
    let today = session.day;
    let seated = class.roster().filter(|(_, one)| one.state == EnrolmentState::Enrolled).map(|(person, _)| person);
    let mut people: Vec<_> = seated.chain(class.checked_in(number)).collect();
    people.sort_unstable();
    people.dedup();
    let all = people.len();
    let unit_of = |person| app.store.published().with_directory(|d| d.member_on(person, today).map(|member| member.unit.clone()));
    people.retain(|person| unit_of(*person).is_some_and(|unit| covered(&readable, &unit)));
    app.store.note_reading(actor.user, Area::Training.reading(), &people).await?;
    let names = app.store.personal_of(&readable, &people, NAME).await?;
    let line = |person: &nc_kernel::PersonId| {
        let unit = unit_of(*person).map(|unit| unit_name(&app, &unit, lang)).unwrap_or_default();
        (names.get(person).cloned().unwrap_or_else(|| person.to_string()), unit, class.is_checked_in(number, *person))
    };
    show_personal(&Present {
        title: class.title().to_owned(),
        about: about(&session),
        code: format!("/training/classes/{class_id}/sessions/{number}/code"),
        class: format!("/training/classes/{class_id}"),
        people: people.iter().map(line).collect(),
        inside: class.checked_in(number).count(),
        hidden: all - people.len(),
        frame: frame.under(&[("training-title", "/training"), (Area::Training.list_title(), Area::Training.list())]),
    })
}
