//! `GET /books/exercise/{id}/live`, `POST /books/exercise/{id}/live`: 导调台. The clock, what comes next and what came, with
//! release, skip and ad-hoc inject by one press; for players what came to their team. It renews itself every few seconds and
//! works without scripts.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use nc_capability::exercise::desk::{Came, Desk, Waiting};
use nc_capability::exercise::scenario::Delivery;
use nc_capability::exercise::{Exercise, Role, Stage};
use nc_kernel::Actor;
use nc_people::Command;
use nc_people::sheet::{Listed as _, Step};
use nc_store::OpenedSheet;

use crate::app::App;
use crate::books::step::{self, Shown};
use crate::books::written::Names;
use crate::books::{book, href_of, reader, say, under};
use crate::caller::{SignedIn, Viewer};
use crate::form::Form;
use crate::frame::{Frame, go_on, show_personal, show_refused};
use crate::moment;
use crate::problem::Problem;

/// Steps whose forms stand on the page, in order.
const FORMS: [&str; 3] = [
    <nc_capability::exercise::AddInject as Command>::NAME,
    <nc_capability::exercise::Observe as Command>::NAME,
    <nc_capability::exercise::RateTask as Command>::NAME,
];

/// A button that does one step.
struct Press {
    word: String,
    label: &'static str,
    grave: bool,
}

/// An inject that is to come.
struct Next {
    no: String,
    at: u32,
    /// When about, on the wall.
    about: String,
    due: bool,
    mine: bool,
    key_event: bool,
    by_hand: bool,
    to: String,
    way: String,
    text: String,
    expected: String,
    contingency: String,
    objective: String,
    presses: Vec<Press>,
}

/// An inject that came.
struct Past {
    no: String,
    when: String,
    status: &'static str,
    skipped: bool,
    to: String,
    way: String,
    text: String,
    expected: String,
}

#[derive(Template)]
#[template(path = "exercise/live.html")]
struct Page {
    frame: Frame,
    here: String,
    sheet: String,
    form: Form,
    key: String,
    title: String,
    role: String,
    stage: &'static str,
    plays: bool,
    clock: String,
    running: bool,
    started: bool,
    speed: u8,
    /// Moment the page tells of.
    now: String,
    turns: Vec<Press>,
    /// Speeds to choose from, where the reader may set one.
    speeds: Vec<(u8, bool)>,
    next: Vec<Next>,
    came: Vec<Past>,
    /// Forms by step, each with whether it stands open.
    forms: Vec<(Shown, bool)>,
}

struct Opened {
    sheet: OpenedSheet,
    desk: Desk,
}

async fn opened(app: &App, actor: &Actor, id: &str) -> Result<Opened, Problem> {
    let book = book(Exercise::LIST)?;
    let missing = || Problem::Missing(book.list.one.zh, book.list.one.en);
    let id = nc_kernel::id::from_text(id).ok_or_else(missing)?;
    let reader = reader(app, actor);
    let sheet = app.store.open_sheet(&reader, book, id).await?.ok_or_else(missing)?;
    let desk = app.store.exercise_desk(&reader, id).await?.ok_or_else(missing)?;
    Ok(Opened { sheet, desk })
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    let opened = opened(&app, &actor, &id).await?;
    show_personal(&page(&app, &actor, &opened, frame, Form::default()).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    Path(id): Path<String>,
    frame: Frame,
    request: Request,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    let before = opened(&app, actor, &id).await?;
    let (form, file) = step::sent(request).await?;
    match step::take(&app, actor, step::all(&before.sheet.sheet), &form, file).await {
        Ok(_) => Ok(go_on(&address(before.sheet.line.id))),
        Err(problem) => {
            let form = step::refused(&frame, step::all(&before.sheet.sheet), form, problem)?;
            show_refused(&page(&app, actor, &before, frame, form).await?)
        }
    }
}

fn address(id: i64) -> String {
    format!("/books/{}/{}/live", Exercise::LIST, nc_kernel::id::to_text(id))
}

async fn page(app: &App, actor: &Actor, opened: &Opened, frame: Frame, form: Form) -> Result<Page, Problem> {
    let book = book(Exercise::LIST)?;
    let (lang, desk, id) = (frame.lang, &opened.desk, opened.sheet.line.id);
    let steps: Vec<&Step> = step::all(&opened.sheet.sheet).collect();
    let press = |step: &&Step| Press { word: step.word.clone(), label: say(lang, step.label), grave: step.grave };
    let names = Names::of(app, actor, "book:exercise", &[]).await?;
    let forms = FORMS.iter().filter_map(|word| steps.iter().find(|step| step.word == *word)).map(|step| {
        // What was sent belongs to the form it was sent by.
        let blank = Form::default();
        let own = if form.value("step") == step.word { &form } else { &blank };
        (Shown::of(app, actor, &frame, &names, own, step), form.value("step") == step.word)
    });
    let forms = forms.collect();
    let said = |command: &str| steps.iter().filter(|step| step.command == command).map(press).collect::<Vec<_>>();
    let may_speed = steps.iter().any(|step| step.command == <nc_capability::exercise::SetSpeed as Command>::NAME);
    let next = |waiting: &Waiting| {
        let inject = &waiting.inject;
        let about = |command: &str| format!("{command}/{}", inject.no);
        let words =
            [<nc_capability::exercise::ReleaseInject as Command>::NAME, <nc_capability::exercise::SkipInject as Command>::NAME].map(about);
        Next {
            no: inject.no.to_string(),
            at: inject.at,
            about: waiting.about.map(clock_of).unwrap_or_default(),
            due: waiting.due,
            mine: waiting.mine,
            key_event: inject.key_event,
            by_hand: !inject.by_clock,
            to: inject.to.clone(),
            way: way(&inject.from, &inject.channel),
            text: inject.text.clone(),
            expected: inject.expected.clone(),
            contingency: inject.contingency.clone().unwrap_or_default(),
            objective: inject.objective.clone().unwrap_or_default(),
            presses: words.iter().filter_map(|word| steps.iter().find(|step| step.word == *word)).map(press).collect(),
        }
    };
    let past = |came: &Came| Past {
        no: came.no.to_string(),
        when: match came.delivery {
            Delivery::Released { actual, .. } => clock_of(actual),
            Delivery::Pending | Delivery::Skipped => String::new(),
        },
        status: say(lang, came.delivery.label()),
        skipped: came.delivery == Delivery::Skipped,
        to: came.to.clone(),
        way: way(&came.from, &came.channel),
        text: came.text.clone(),
        expected: came.expected.clone().unwrap_or_default(),
    };
    let team = desk.team.as_ref().map(|team| format!(" · {team}")).unwrap_or_default();
    Ok(Page {
        here: address(id),
        sheet: href_of(book, id),
        key: app.own_key(actor, form.value("key")),
        title: desk.title.clone(),
        role: format!("{}{team}", say(lang, desk.role.label())),
        stage: say(lang, desk.stage.label()),
        plays: desk.role == Role::Player,
        clock: format!("{:02}:{:02}:{:02}", desk.seconds / 3600, desk.seconds / 60 % 60, desk.seconds % 60),
        running: desk.running,
        started: desk.stage != Stage::Locked,
        speed: desk.speed,
        now: moment::minute(app.store.now()),
        turns: said(<nc_capability::exercise::TurnClock as Command>::NAME),
        speeds: if may_speed { [1, 2, 5, 10].map(|speed| (speed, speed == desk.speed)).to_vec() } else { Vec::new() },
        next: desk.waiting.iter().map(next).collect(),
        came: desk.came.iter().map(past).collect(),
        forms,
        frame: under(frame, book, true),
        form,
    })
}

/// Hour and minute on the wall.
fn clock_of(at: nc_kernel::Micros) -> String {
    moment::minute(at).split_once(' ').map(|(_, clock)| clock.to_owned()).unwrap_or_default()
}

fn way(from: &str, channel: &str) -> String {
    format!("{from} · {channel}")
}
