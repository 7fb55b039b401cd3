//! `GET /check-in`, `POST /check-in`: the code of the room, typed or come by its picture, by the person who is there.
//!
//! Where the picture says which session it is, that is the one; else somebody chooses among today's sessions of their own.
//! A code that comes too early counts as no try.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_capability::training::ClassId;
use nc_capability::training::checkin::Verdict;
use nc_store::CheckedIn;
use nc_store::door::Budget;

use crate::app::App;
use crate::caller::SignedIn;
use crate::form::{Form, Posted};
use crate::frame::{Frame, show_personal, show_refused};
use crate::list::Wanted;
use crate::moment;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "delivery/check_in.html")]
struct Page {
    frame: Frame,
    form: Form,
    key: String,
    /// Whether the person is in now.
    done: bool,
    /// Whether the session is still to be chosen, or one of those below.
    chooses: bool,
    /// The sessions to choose from: value, and what is said of each.
    sessions: Vec<(String, String)>,
}

/// `class/session`, the session a form is about.
fn place(text: &str) -> Option<(ClassId, u32)> {
    let (class, session) = text.split_once('/')?;
    Some((class.parse().ok()?, session.parse().ok()?))
}

async fn page(app: &App, signed: &SignedIn, frame: Frame, form: Form, done: bool) -> Result<Page, Problem> {
    let today = app.store.now().day();
    let own = match signed.person(app) {
        Some(person) => app.store.own_sessions(person, today).await?,
        None => Vec::new(),
    };
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let today = own.into_iter().filter(|session| session.day == today && !session.cancelled && !session.teaches);
    let sessions = today.map(|session| {
        let times = format!("{}–{}", clock(session.starts_minute), clock(session.ends_minute));
        (format!("{}/{}", session.class, session.session), format!("{times} {} · {}", session.subject, session.title))
    });
    let sessions: Vec<(String, String)> = sessions.collect();
    let asked = form.value("session");
    let chooses = asked.is_empty() || sessions.iter().any(|(value, _)| value == asked);
    let key = app.own_key(&signed.actor, form.value("key"));
    Ok(Page { frame, form, key, done, chooses, sessions })
}

pub(crate) async fn show(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let (class, session) = (wanted.filter("class"), wanted.filter("session"));
    let named = if class.is_empty() { String::new() } else { format!("{class}/{session}") };
    let form = Form::default().set("session", named).set("code", wanted.filter("code"));
    show_personal(&page(&app, &signed, frame, form, false).await?)
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, Posted(form): Posted) -> Result<Response, Problem> {
    let Some(place) = place(form.value("session")) else {
        let form = form.fault("session", frame.t("check-in-choose").into_owned());
        return show_refused(&page(&app, &signed, frame, form, false).await?);
    };
    let early = app.store.check_in_window(place).await?.is_some_and(|window| app.store.now() < window.opens);
    if !early && !app.store.may_try(&Budget::of(&format!("check-in/{}", signed.actor.user))).await? {
        return Err(Problem::TooOften);
    }
    let key = app.own_key(&signed.actor, form.value("key"));
    let fault = match app.store.check_in(&signed.actor, key, place, form.value("code")).await.map_err(Problem::from) {
        Ok(CheckedIn::In(_)) => return show_personal(&page(&app, &signed, frame, Form::default(), true).await?),
        Ok(CheckedIn::Not(verdict)) => match verdict {
            Verdict::TooEarly { opens } => frame.t1("check-in-too-early", "at", &moment::minute(opens)),
            Verdict::TooLate => frame.t("check-in-too-late").into_owned(),
            Verdict::Stale => frame.t("check-in-stale").into_owned(),
            Verdict::Wrong | Verdict::Present => frame.t("check-in-wrong").into_owned(),
        },
        Err(problem) => {
            let form = form.refuse(problem, frame.lang)?;
            return Ok(show_refused(&page(&app, &signed, frame, form, false).await?)?.into_response());
        }
    };
    // A key stands for one content; the next try is another.
    let form = form.set("key", "").fault("code", fault);
    show_refused(&page(&app, &signed, frame, form, false).await?)
}
