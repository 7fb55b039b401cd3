//! `GET /import`, `POST /import`, `POST /import/step`: a sheet uploaded, judged, taken in, undone.
//!
//! The upload is kept sealed before anything is done with it. What takes long goes on in the server while the page tells
//! how far it is, by asking again; whoever closes the tab finds it here.

use std::sync::Arc;

use askama::Template;
use axum::extract::{self, Request};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use nc_intake::Area;
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Rule};
use nc_office::OfficeError;
use nc_people::Action;
use nc_store::ImportStep;

use super::bench::{self, Content, Found, Recorded, State};
use super::judge::Stage;
use super::staged::{self, DRAFT, Staged};
use super::undo::Grounds;
use super::{GONE, worker};
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
/// Work under way.
struct Running {
    stage: String,
    /// Done and all, where that is known.
    bar: Option<(u64, u64)>,
    /// How long it has been worked at, and how much longer it will take, in words.
    time: String,
    /// That whoever was at it died, and it was taken up again.
    again: String,
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
    /// A kind of attendance they may record, for its template.
    attendance: Option<&'static str>,
    /// Whether they may enter interns.
    interns: bool,
    /// When the sheet that is kept was uploaded.
    staged: String,
    running: Option<Running>,
    result: Option<Came>,
    stopped: String,
    undone: Vec<String>,
    list: &'static str,
}

/// What somebody may record rows of.
fn areas(app: &App, actor: &Actor) -> Vec<Area> {
    Area::ALL.into_iter().filter(|area| !app.store.scopes(actor, area.action()).is_empty()).collect()
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

pub(crate) async fn show(
    extract::State(app): extract::State<Arc<App>>,
    signed: SignedIn,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    admit(&app, actor)?;
    let form = Form::default().set("into", wanted.filter("into")).set("serial", wanted.filter("serial"));
    let page = page(&app, actor, frame, form).await?;
    let working = page.running.is_some();
    let mut response = show_personal(&page)?;
    if working {
        // Who waits need not wait for the next round when whoever was at it died.
        worker::wake(&app);
        // Works where no script does, and says so to no one else.
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("1"));
    }
    Ok(response)
}

pub(crate) async fn upload(
    extract::State(app): extract::State<Arc<App>>,
    signed: SignedIn,
    frame: Frame,
    request: Request,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    admit(&app, actor)?;
    let Uploaded { form, file } = Uploaded::read(request).await?;
    let refuse = |form: Form, rule: &'static Rule, place: &str| form.refuse(rule.refuse().at(place).into(), frame.lang);
    let Some(bytes) = file else {
        let form = refuse(form, &NO_FILE, "file")?;
        return show_refused(&page(&app, actor, frame, form).await?);
    };
    let wish = staged::wish(&form, true);
    app.somewhere(actor, wish.area.action())?;
    // The sheet under work must not be replaced by this one; of two sent at once the work asked for second is refused.
    let busy = matches!(bench::state(&app, actor.user).await?, Some(State::Running { .. }));
    let taken = !busy && {
        let ticket = Staged::keep(&app, actor, &form, &bytes).await?;
        bench::ask(&app, actor.user, ticket, ImportStep::Judge, None).await?
    };
    if !taken {
        let form = refuse(form, &BUSY, "file")?;
        return show_refused(&page(&app, actor, frame, form).await?);
    }
    worker::wake(&app);
    Ok(go_on("/import"))
}

pub(crate) async fn step(
    extract::State(app): extract::State<Arc<App>>,
    signed: SignedIn,
    frame: Frame,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    admit(&app, actor)?;
    match form.value("step") {
        "drop" => {
            app.store.drop_draft(actor.user, DRAFT).await?;
            app.store.forget_errand(actor.user).await?;
        }
        "undo" => {
            let needed: Vec<&str> = ["reason", "authority"].into_iter().filter(|name| form.value(name).is_empty()).collect();
            let form = needed.into_iter().fold(form, |form, name| form.fault(name, say(&NEEDED, frame.lang)));
            if !form.faults().is_empty() {
                return show_refused(&page(&app, actor, frame, form).await?);
            }
            let Some(recorded) = recorded(&app, actor).await? else { return Err(GONE.refuse().into()) };
            let grounds = Grounds { reason: form.value("reason").to_owned(), authority: form.value("authority").to_owned() };
            let content = Content::ToUndo(recorded, grounds);
            ask(&app, actor, String::new(), ImportStep::Undo, Some(&content)).await?;
        }
        step => {
            let staged = Staged::find(&app, actor).await?.ok_or_else(|| Problem::from(GONE.refuse()))?;
            let step = if step == "commit" { ImportStep::Commit } else { ImportStep::Judge };
            ask(&app, actor, staged.ticket, step, None).await?;
        }
    }
    Ok(go_on("/import"))
}

fn say(rule: &'static Rule, lang: Lang) -> String {
    let refusal = rule.refuse();
    lang.pick(&refusal.zh(), &refusal.en()).to_owned()
}

async fn ask(app: &Arc<App>, actor: &Actor, sheet: String, step: ImportStep, content: Option<&Content>) -> Result<(), Problem> {
    if !bench::ask(app, actor.user, sheet, step, content).await? {
        return Err(BUSY.refuse().into());
    }
    worker::wake(app);
    Ok(())
}

/// What was taken in last and can be undone.
async fn recorded(app: &App, actor: &Actor) -> Result<Option<Recorded>, Problem> {
    Ok(match bench::state(app, actor.user).await? {
        Some(State::Over(content)) => match *content {
            Content::Found(found) => found.recorded,
            _ => None,
        },
        _ => None,
    })
}

async fn page(app: &App, actor: &Actor, frame: Frame, form: Form) -> Result<Page, Problem> {
    let staged = Staged::find(app, actor).await?;
    let state = bench::state(app, actor.user).await?;
    let lang = frame.lang;
    let area = staged.as_ref().map_or(Area::Training, |staged| staged.area);
    let areas = areas(app, actor);
    let mut page = Page {
        attendance: areas.iter().find(|area| **area != Area::Internship).map(|area| area.word()),
        interns: areas.contains(&Area::Internship),
        areas: areas.into_iter().map(|area| (area.word(), frame.word("area", area.word()))).collect(),
        staged: staged.map(|staged| moment::minute(staged.at)).unwrap_or_default(),
        running: None,
        result: None,
        stopped: String::new(),
        undone: Vec::new(),
        list: list(area),
        form,
        frame,
    };
    match state {
        Some(State::Running { stage, since, attempts }) => {
            page.running = Some(running(&page.frame, stage, app.store.now().0 - since.0, attempts));
        }
        Some(State::Over(content)) => match *content {
            Content::Found(found) => {
                if let Some(recorded) = &found.recorded {
                    page.list = list(recorded.taken.area());
                }
                page.result = Some(result(&page.frame, &found));
            }
            Content::Undone(undone) => {
                page.undone.push(page.frame.t1("import-undone", "n", &undone.corrected));
                if undone.left > 0 {
                    page.undone.push(page.frame.t1("import-left", "n", &undone.left));
                    page.undone.extend(undone.refused.iter().map(|told| lang.pick(&told.zh, &told.en).to_owned()));
                }
            }
            Content::Stopped(told) => page.stopped = lang.pick(&told.zh, &told.en).to_owned(),
            Content::ToUndo(..) => {}
        },
        None => {}
    }
    Ok(page)
}

/// Where what was taken in stands.
const fn list(area: Area) -> &'static str {
    match area {
        Area::Training => "/training/classes",
        Area::Study => "/study/runs",
        Area::Internship => "/books/internship_batch",
    }
}

/// Work under way, asked for `spent` microseconds ago and begun `attempts` times.
fn running(frame: &Frame, stage: Stage, spent: i64, attempts: i64) -> Running {
    let spent = spent.max(0) / 1_000_000;
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
    let again = if attempts > 1 { frame.t1("import-again", "n", &attempts) } else { String::new() };
    Running { stage: frame.word("import-stage", word), bar, time, again }
}

fn result(frame: &Frame, found: &Found) -> Came {
    let lang = frame.lang;
    let says = |cell: &str, told: &bench::Told| FaultLine { cell: cell.to_owned(), says: lang.pick(&told.zh, &told.en).to_owned() };
    let written = found.recorded.is_some();
    let key = match (written, found.faults.is_empty(), found.added) {
        (true, _, 0) => "import-nothing-new",
        (true, ..) => "import-written",
        (false, false, _) => "import-faulty",
        (false, true, 0) => "import-nothing-new",
        (false, true, _) => "import-fits",
    };
    let numbers: [(&'static str, &dyn std::fmt::Display); 4] =
        [("lines", &found.lines), ("rows", &found.rows), ("added", &found.added), ("faults", &found.faults.len())];
    let recorded = found.recorded.as_ref().filter(|recorded| recorded.facts > 0);
    Came {
        says: lang.with(key, &numbers),
        faults: found.faults.iter().take(SHOWN).map(|fault| says(&fault.cell, &fault.says)).collect(),
        more: found.faults.len().saturating_sub(SHOWN),
        notes: found.notes.iter().take(SHOWN).map(|(cell, told)| says(cell, told)).collect(),
        can_commit: !written && found.faults.is_empty() && found.added > 0,
        can_undo: recorded.is_some(),
        receipt: recorded
            .map(|recorded| {
                let last = recorded.first_seq + recorded.facts - 1;
                format!("#{}–#{last} · {}", recorded.first_seq, moment::minute(recorded.recorded_at))
            })
            .unwrap_or_default(),
    }
}
