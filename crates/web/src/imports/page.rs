//! `GET /import`, `POST /import`, `POST /import/step`: a sheet uploaded, judged, taken in, undone.
//!
//! The upload is kept sealed before anything is done with it. What takes long goes on in the server while the page tells
//! how far it is, by asking again; whoever closes the tab finds it here.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use nc_intake::Area;
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Micros, Rule};
use nc_office::OfficeError;
use nc_people::Action;
use nc_store::tokens::{TokenBearer, TokenLimits};

use super::bench;
use super::judge::{self, Stage, Wish};
use super::staged::{self, DRAFT, Staged};
use super::undo::{self, Grounds};
use crate::answer::{XLSX, attachment};
use crate::app::App;
use crate::caller::SignedIn;
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused};
use crate::held::NEEDED;
use crate::lang::Lang;
use crate::list::Wanted;
use crate::moment;
use crate::problem::Problem;
use crate::upload::Uploaded;

/// Faults shown on the page; the sheet holds all of them.
const SHOWN: usize = 200;

static NO_FILE: Rule = Rule::new("web.import.no_file", No::Invalid, "请选择要导入的表", "choose the sheet to import");
static BUSY: Rule = Rule::new(
    "web.import.busy",
    No::Conflict,
    "上一份表还在处理，完成后再上传",
    "the sheet before is still being worked at; upload this one when it is done",
);
static GONE: Rule =
    Rule::new("web.import.gone", No::Conflict, "没有可处理的表，请重新上传", "there is no sheet to work at; upload it again");

/// Work under way.
struct Running {
    stage: String,
    /// Done and all, where that is known.
    bar: Option<(u64, u64)>,
    /// How long it has been worked at, and how much longer it will take, in words.
    time: String,
}

struct FaultLine {
    cell: String,
    says: String,
}

/// What came of a sheet, in words.
struct Came {
    says: String,
    faults: Vec<FaultLine>,
    more: usize,
    notes: Vec<FaultLine>,
    can_commit: bool,
    can_undo: bool,
    receipt: String,
}

#[derive(Template)]
#[template(path = "imports/import.html")]
struct Page {
    frame: Frame,
    form: Form,
    areas: Vec<(&'static str, String)>,
    /// When the sheet that is kept was uploaded.
    staged: String,
    running: Option<Running>,
    result: Option<Came>,
    stopped: String,
    undone: Vec<String>,
    list: &'static str,
}

/// What somebody may record rows of.
fn areas(app: &App, actor: &Actor) -> Vec<(Area, &'static str, Action)> {
    let all = [(Area::Training, "training", Action::RecordTraining), (Area::Study, "study", Action::RecordStudy)];
    all.into_iter().filter(|(.., action)| !app.store.scopes(actor, *action).is_empty()).collect()
}

/// Nobody who may record nowhere sees anything of importing.
pub(super) fn admit(app: &App, actor: &Actor) -> Result<(), Problem> {
    if areas(app, actor).is_empty() {
        app.somewhere(actor, Action::RecordTraining)?;
    }
    Ok(())
}

/// A workbook as an answer.
pub(super) fn sheet(made: Result<Vec<u8>, OfficeError>, name: &str) -> Result<Response, Problem> {
    let bytes = made.map_err(|fault| {
        tracing::error!(code = fault.code(), "a sheet cannot be written");
        Problem::Fault
    })?;
    Ok(attachment(XLSX, name, bytes))
}

pub(crate) async fn show(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let actor = &signed.actor;
    admit(&app, actor)?;
    let form = Form::default().set("into", wanted.filter("into")).set("serial", wanted.filter("serial"));
    let page = page(&app, actor, frame, form).await?;
    let working = page.running.is_some();
    let mut response = show_personal(&page)?;
    if working {
        // Works where no script does, and says so to no one else.
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("1"));
    }
    Ok(response)
}

pub(crate) async fn upload(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, request: Request) -> Result<Response, Problem> {
    let actor = &signed.actor;
    admit(&app, actor)?;
    let Uploaded { form, file } = Uploaded::read(request).await?;
    let refuse = |form: Form, rule: &'static Rule, place: &str| form.refuse(rule.refuse().at(place).into(), frame.lang);
    let Some(bytes) = file else {
        let form = refuse(form, &NO_FILE, "file")?;
        return show_refused(&page(&app, actor, frame, form).await?);
    };
    let wish = staged::wish(&form, true);
    app.somewhere(actor, wish.action())?;
    if !app.imports.begin(actor.user, app.store.now()) {
        let form = refuse(form, &BUSY, "file")?;
        return show_refused(&page(&app, actor, frame, form).await?);
    }
    if let Err(fault) = Staged::keep(&app, actor, &form, &bytes).await {
        app.imports.clear(actor.user);
        return Err(fault);
    }
    judge_later(&app, actor, wish, bytes);
    Ok(go_on("/import"))
}

pub(crate) async fn step(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, Posted(form): Posted) -> Result<Response, Problem> {
    let actor = &signed.actor;
    admit(&app, actor)?;
    match form.value("step") {
        "drop" => {
            app.store.drop_draft(actor.user, DRAFT).await?;
            if !matches!(app.imports.state(actor.user), Some(bench::State::Running(..))) {
                app.imports.clear(actor.user);
            }
        }
        "undo" => {
            let needed: Vec<&str> = ["reason", "authority"].into_iter().filter(|name| form.value(name).is_empty()).collect();
            let form = needed.into_iter().fold(form, |form, name| form.fault(name, say(&NEEDED, frame.lang)));
            if !form.faults().is_empty() {
                return show_refused(&page(&app, actor, frame, form).await?);
            }
            if !undo_later(&app, actor, &form) {
                return Err(GONE.refuse().into());
            }
        }
        step => {
            let staged = Staged::find(&app, actor).await?.ok_or_else(|| Problem::from(GONE.refuse()))?;
            let wish = Wish { area: staged.area, fixed: staged.fixed, dry_run: step != "commit" };
            if !app.imports.begin(actor.user, app.store.now()) {
                return Err(BUSY.refuse().into());
            }
            judge_later(&app, actor, wish, staged.bytes);
        }
    }
    Ok(go_on("/import"))
}

fn say(rule: &'static Rule, lang: Lang) -> String {
    let refusal = rule.refuse();
    lang.pick(&refusal.zh(), &refusal.en()).to_owned()
}

/// Why a sheet could not be judged at all.
fn told(problem: &Problem, lang: Lang) -> String {
    let reasons = problem.refusals().iter().map(|refusal| lang.pick(&refusal.zh(), &refusal.en()).to_owned());
    let whole = match lang {
        Lang::Zh => problem.zh(),
        Lang::En => problem.en(),
    };
    std::iter::once(whole).chain(reasons).collect::<Vec<_>>().join(" ")
}

/// Judges a sheet, and takes it in where that is wished, whether anybody waits for it or not.
fn judge_later(app: &Arc<App>, actor: &Actor, wish: Wish, bytes: axum::body::Bytes) {
    let (app, user) = (app.clone(), actor.user);
    tokio::spawn(async move {
        let began = app.store.now();
        let bearer = TokenBearer { user, limits: TokenLimits::NONE };
        let at = |stage| app.imports.set(user, bench::State::Running(stage, began), app.store.now());
        let state = match judge::judge(&app, &bearer, &wish, bytes, at).await {
            Ok(outcome) if outcome.receipt.is_some() => {
                // What was taken in need not be kept: the ledger has it.
                match app.store.drop_draft(user, DRAFT).await {
                    Ok(()) => bench::State::Written(Arc::new(outcome)),
                    Err(fault) => bench::State::Stopped(fault.into()),
                }
            }
            Ok(outcome) => bench::State::Judged(Arc::new(outcome)),
            Err(problem) => bench::State::Stopped(problem),
        };
        app.imports.set(user, state, app.store.now());
    });
}

/// Undoes what was taken in last; `false` when there is nothing.
fn undo_later(app: &Arc<App>, actor: &Actor, form: &Form) -> bool {
    let Some(bench::State::Written(outcome)) = app.imports.state(actor.user) else { return false };
    let grounds = Grounds { reason: form.value("reason").to_owned(), authority: form.value("authority").to_owned() };
    let (app, actor) = (app.clone(), actor.clone());
    let began = app.store.now();
    app.imports.set(actor.user, bench::State::Running(Stage::Undoing(0, 0), began), began);
    tokio::spawn(async move {
        let at = |stage| app.imports.set(actor.user, bench::State::Running(stage, began), app.store.now());
        let state = match undo::undo(&app, &actor, &outcome, &grounds, at).await {
            Ok(undone) => bench::State::Undone(Arc::new(undone)),
            Err(problem) => bench::State::Stopped(problem),
        };
        app.imports.set(actor.user, state, app.store.now());
    });
    true
}

async fn page(app: &App, actor: &Actor, frame: Frame, form: Form) -> Result<Page, Problem> {
    let staged = Staged::find(app, actor).await?;
    let state = app.imports.state(actor.user);
    let lang = frame.lang;
    let is_study = staged.as_ref().is_some_and(|staged| staged.area == Area::Study);
    let mut page = Page {
        areas: areas(app, actor).into_iter().map(|(_, word, _)| (word, frame.word("area", word))).collect(),
        staged: staged.map(|staged| moment::minute(staged.at)).unwrap_or_default(),
        running: None,
        result: None,
        stopped: String::new(),
        undone: Vec::new(),
        list: if is_study { "/study/runs" } else { "/training/classes" },
        form,
        frame,
    };
    match state {
        Some(bench::State::Running(stage, since)) => page.running = Some(running(&page.frame, stage, since, app.store.now())),
        Some(bench::State::Judged(outcome)) => page.result = Some(result(&page.frame, &outcome, false)),
        Some(bench::State::Written(outcome)) => {
            if matches!(outcome.command, Some(nc_intake::ImportCommand::Study(_))) {
                page.list = "/study/runs";
            }
            page.result = Some(result(&page.frame, &outcome, true));
        }
        Some(bench::State::Undone(undone)) => {
            page.undone.push(page.frame.t1("import-undone", "n", &undone.corrected));
            if undone.left > 0 {
                page.undone.push(page.frame.t1("import-left", "n", &undone.left));
                page.undone.extend(undone.refused.iter().map(|refusal| lang.pick(&refusal.zh(), &refusal.en()).to_owned()));
            }
        }
        Some(bench::State::Stopped(problem)) => page.stopped = told(&problem, lang),
        None => {}
    }
    Ok(page)
}

fn running(frame: &Frame, stage: Stage, since: Micros, now: Micros) -> Running {
    let spent = (now.0 - since.0).max(0) / 1_000_000;
    let (word, bar) = match stage {
        Stage::Reading => ("reading", None),
        Stage::People(done, all) => ("people", Some((done, all))),
        Stage::Rules => ("rules", None),
        Stage::Undoing(done, all) => ("undoing", Some((done, all)).filter(|(_, all)| *all > 0)),
    };
    let left = bar.filter(|(done, _)| *done > 0).map(|(done, all)| {
        let (done, all) = (i64::try_from(done).unwrap_or(i64::MAX), i64::try_from(all).unwrap_or(i64::MAX));
        spent.saturating_mul(all - done) / done.max(1)
    });
    let time = match left {
        Some(left) => frame.lang.with("import-time-left", &[("spent", &spent), ("left", &left)]),
        None => frame.t1("import-time", "spent", &spent),
    };
    Running { stage: frame.word("import-stage", word), bar, time }
}

fn result(frame: &Frame, outcome: &judge::Outcome, written: bool) -> Came {
    let lang = frame.lang;
    let faults = outcome
        .faults
        .iter()
        .take(SHOWN)
        .map(|fault| FaultLine { cell: fault.cell.clone(), says: lang.pick(&fault.zh, &fault.en).to_owned() });
    let notes =
        outcome.notes.iter().take(SHOWN).map(|note| FaultLine { cell: note.cell.clone(), says: lang.pick(&note.zh, &note.en).to_owned() });
    let key = match (written, outcome.faults.is_empty(), outcome.added) {
        (true, _, 0) => "import-nothing-new",
        (true, ..) => "import-written",
        (false, false, _) => "import-faulty",
        (false, true, 0) => "import-nothing-new",
        (false, true, _) => "import-fits",
    };
    let numbers: [(&'static str, &dyn std::fmt::Display); 4] =
        [("lines", &outcome.lines), ("rows", &outcome.rows), ("added", &outcome.added), ("faults", &outcome.faults.len())];
    Came {
        says: lang.with(key, &numbers),
        faults: faults.collect(),
        more: outcome.faults.len().saturating_sub(SHOWN),
        notes: notes.collect(),
        can_commit: !written && outcome.faults.is_empty() && outcome.added > 0,
        can_undo: written && outcome.receipt.as_ref().is_some_and(|(receipt, _)| receipt.facts > 0),
        receipt: outcome
            .receipt
            .as_ref()
            .filter(|(receipt, _)| receipt.facts > 0)
            .map(|(receipt, _)| {
                let last = receipt.first_seq + receipt.facts - 1;
                format!("#{}–#{last} · {}", receipt.first_seq, moment::minute(receipt.recorded_at))
            })
            .unwrap_or_default(),
    }
}
