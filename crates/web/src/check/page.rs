//! `GET /check`, `POST /check`: 核稿. A text is pasted or a file chosen; every number of it is marked by what the ledger says,
//! with the table beside it. The button of a format sends the same form and gets the same result as a file.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Day, Period, Rule, UnitPath};
use nc_people::{Action, Scope};
use nc_store::Checked;

use super::export;
use super::result::Found;
use crate::api::check::checks;
use crate::app::App;
use crate::asked::{BACKWARDS, QUERY};
use crate::caller::Viewer;
use crate::form::Form;
use crate::frame::{Choice, Frame, choices, show_personal, show_refused};
use crate::lang::Lang;
use crate::problem::Problem;
use crate::upload::Uploaded;

/// Neither a text nor a file.
static NOTHING: Rule = Rule::new("web.check.nothing", No::Invalid, "请粘贴文稿，或选择文件", "paste a text or choose a file");
/// More than a page can show.
static TOO_LONG: Rule = Rule::new(
    "web.check.too_long",
    No::Invalid,
    "文稿有 {n} 字，页面一次最多核 {most} 字；请分段核对，或用命令 nuancheng check",
    "the text has {n} characters and a page checks {most} at most; check it in parts, or use `nuancheng check`",
);
/// Characters a page checks at once: some fifty printed pages. The check grows with the text, and a browser must draw all
/// of it; the command line and the API take more.
pub(crate) const MOST: usize = 60_000;

#[derive(Template)]
#[template(path = "check/page.html")]
struct Page {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    last_day: String,
    done: String,
    found: Option<Found>,
}

/// What is to be checked, read from a form.
pub(super) struct Asked {
    pub scope: Scope,
    pub text: String,
    period: Option<Period>,
    as_of: Option<Day>,
}

impl Asked {
    pub(super) async fn check(&self, app: &App) -> Result<Checked, Problem> {
        checks::check(app, &self.scope, &self.text, self.period, self.as_of).await
    }
}

/// The form as it was sent, with the text of the file in place of the pasted one.
pub(super) async fn sent(request: Request, lang: Lang) -> Result<Form, Problem> {
    let form = Uploaded::read(request).await?.into_text(lang).await?;
    // Browsers send line breaks as two characters and show them as one.
    let text = form.secret("text").replace("\r\n", "\n");
    Ok(form.set("text", text))
}

/// Reads the form, or says beside which field it is wrong.
pub(super) fn read(app: &App, actor: &Actor, form: &Form) -> Result<Asked, Problem> {
    let mut faults = Vec::new();
    let text = form.secret("text").to_owned();
    let letters = text.chars().count();
    if text.trim().is_empty() && form.faults().is_empty() {
        faults.push(NOTHING.refuse().at("text"));
    }
    if letters > MOST {
        faults.push(TOO_LONG.refuse().with("n", letters.to_string()).with("most", MOST.to_string()).at("text"));
    }
    let mut day = |name: &str| match form.value(name) {
        "" => None,
        text => {
            let read = Day::parse(text).ok();
            if read.is_none() {
                let shown: String = text.chars().take(40).collect();
                faults.push(QUERY.refuse().with("value", shown).with("form", "2024-03-01").at(name));
            }
            read
        }
    };
    let (as_of, from, to) = (day("as_of"), day("period_from"), day("period_to"));
    let today = app.store.now().day();
    let period =
        (from.is_some() || to.is_some()).then(|| Period { from, to: to.or(as_of).unwrap_or_else(|| today.max(from.unwrap_or(today))) });
    if period.is_some_and(|period| period.from.is_some_and(|from| period.to < from)) {
        faults.push(BACKWARDS.refuse().at("period_to"));
    }
    nc_kernel::Refused::unless_empty(faults).map_err(Problem::Refused)?;
    let unit = match UnitPath::parse(form.value("unit")) {
        Ok(unit) => unit,
        Err(_) => first_unit(app, actor)?,
    };
    let scope = app.store.allow(actor, Action::ReadFigures, &unit)?;
    Ok(Asked { scope, text, period, as_of })
}

fn first_unit(app: &App, actor: &Actor) -> Result<UnitPath, Problem> {
    match app.store.scopes(actor, Action::ReadFigures).first() {
        Some(scope) => Ok(scope.path().clone()),
        None => Ok(app.store.bureau_path()?),
    }
}

async fn page(app: &App, actor: &Actor, frame: Frame, form: Form, found: Option<Found>, done: String) -> Result<Page, Problem> {
    let last_day = app.store.last_recorded_day().await?.to_string();
    let form = if form.value("as_of").is_empty() {
        let day = found.as_ref().map_or_else(|| last_day.clone(), |found| found.as_of.clone());
        form.set("as_of", day)
    } else {
        form
    };
    let unit = UnitPath::parse(form.value("unit")).or_else(|_| first_unit(app, actor)).ok();
    Ok(Page {
        units: choices(app, &app.store.scopes(actor, Action::ReadFigures), unit.as_ref(), frame.lang),
        last_day,
        done,
        found,
        form,
        frame,
    })
}

pub(crate) async fn show(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame) -> Result<Response, Problem> {
    // Nobody who may read no figures sees the form.
    app.somewhere(&actor, Action::ReadFigures)?;
    show_personal(&page(&app, &actor, frame, Form::default(), None, String::new()).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    frame: Frame,
    request: Request,
) -> Result<Response, Problem> {
    app.somewhere(&actor, Action::ReadFigures)?;
    let form = sent(request, frame.lang).await?;
    if !form.faults().is_empty() {
        return refused(&app, &actor, frame, form, None).await;
    }
    let asked = match read(&app, &actor, &form) {
        Ok(asked) => asked,
        Err(problem) => {
            let form = refuse(form, problem, frame.lang)?;
            return refused(&app, &actor, frame, form, None).await;
        }
    };
    let checked = asked.check(&app).await?;
    match form.value("as") {
        "" => result(&app, &actor, frame, form, &asked.text, &checked, String::new()).await,
        kind => export::file(&app, kind, &frame, &asked.text, &checked),
    }
}

/// The page with what was found.
pub(super) async fn result(
    app: &App,
    actor: &Actor,
    frame: Frame,
    form: Form,
    text: &str,
    checked: &Checked,
    done: String,
) -> Result<Response, Problem> {
    let found = Found::new(app, actor, &frame, text, checked);
    show_personal(&page(app, actor, frame, form, Some(found), done).await?)
}

/// The form with its faults; what its sender may not ask at all is no fault of the form.
pub(super) fn refuse(form: Form, problem: Problem, lang: Lang) -> Result<Form, Problem> {
    if problem.status() == StatusCode::FORBIDDEN { Err(problem) } else { form.refuse(problem, lang) }
}

/// The page with its faults, and what was found so far.
pub(super) async fn refused(app: &App, actor: &Actor, frame: Frame, form: Form, checked: Option<&Checked>) -> Result<Response, Problem> {
    let found = checked.map(|checked| Found::new(app, actor, &frame, form.secret("text"), checked));
    show_refused(&page(app, actor, frame, form, found, String::new()).await?)
}
