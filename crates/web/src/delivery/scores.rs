//! `GET /me/scores`, `POST /me/scores`: one's own scores, and an objection to one of them until its deadline.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use nc_capability::training::command::AppealScore;
use nc_people::judge::NOT_YOU;
use nc_store::OwnScore;

use crate::app::App;
use crate::caller::SignedIn;
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused};
use crate::problem::Problem;

struct Line {
    title: String,
    ended_on: String,
    kind: String,
    points: String,
    passed: bool,
    /// What became of an objection; empty when there is none.
    appeal: String,
    deadline: String,
    /// The position of the score, while it can be objected to.
    about: String,
}

#[derive(Template)]
#[template(path = "delivery/scores.html")]
struct Page {
    frame: Frame,
    form: Form,
    key: String,
    lines: Vec<Line>,
}

async fn read(app: &App, signed: &SignedIn) -> Result<Vec<OwnScore>, Problem> {
    match signed.person(app) {
        Some(person) => Ok(app.store.own_scores(person).await?),
        None => Ok(Vec::new()),
    }
}

async fn page(app: &App, signed: &SignedIn, frame: Frame, form: Form) -> Result<Page, Problem> {
    let today = app.store.now().day();
    let points = |hundredths: u32| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let line = |score: OwnScore| {
        let attempt = &score.attempt;
        let open = score.appealed.is_none() && today <= score.deadline;
        Line {
            ended_on: score.ended_on.to_string(),
            kind: frame.word("exam", attempt.kind.word()),
            points: format!("{} / {}", points(attempt.score), points(attempt.pass_line)),
            passed: attempt.score >= attempt.pass_line,
            appeal: match score.appealed {
                None => String::new(),
                Some(None) => frame.t("scores-waits").into_owned(),
                Some(Some(true)) => frame.t("scores-upheld").into_owned(),
                Some(Some(false)) => frame.t("scores-rejected").into_owned(),
            },
            deadline: if open { score.deadline.to_string() } else { String::new() },
            about: if open { attempt.seq.to_string() } else { String::new() },
            title: score.title,
        }
    };
    let lines = read(app, signed).await?.into_iter().map(line).collect();
    let key = app.own_key(&signed.actor, form.value("key"));
    Ok(Page { lines, key, form, frame: frame.under(&[("record-title", "/me/record")]) })
}

pub(crate) async fn show(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame) -> Result<Response, Problem> {
    show_personal(&page(&app, &signed, frame, Form::default()).await?)
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, Posted(form): Posted) -> Result<Response, Problem> {
    let asked = form.value("about");
    let known = read(&app, &signed).await?.into_iter().find(|score| score.attempt.seq.to_string() == asked);
    let (score, person) = known.zip(signed.person(&app)).ok_or_else(|| Problem::from(NOT_YOU.refuse()))?;
    let grounds = form.value("grounds").to_owned();
    let command = AppealScore { class: score.class, person, about: score.attempt.seq, grounds };
    match app.store.execute(&signed.actor, app.own_key(&signed.actor, form.value("key")), command).await.map_err(Problem::from) {
        Ok(_) => Ok(go_on("/me/scores")),
        Err(problem) => {
            let form = form.refuse(problem, frame.lang)?;
            show_refused(&page(&app, &signed, frame, form).await?)
        }
    }
}
