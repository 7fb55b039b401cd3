//! `GET /reports/{id}`: one report. Of a draft its text with today's figures and every fault, and who may release it; of a
//! release what went out, unchanged, with every number the source has moved away from marked beside it.
//! `POST /reports/{id}`: releases it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use nc_figures::report::{ReportId, Stage};
use nc_kernel::{Actor, Refused};
use nc_people::Action;

use super::export::To;
use super::list::stage_word;
use super::paper::{Moved, Paper};
use super::source::{Kept, Line, faulty_lines, kept};
use super::{id_of, prepared, releasers};
use crate::admin::name_of;
use crate::app::App;
use crate::caller::{SignedIn, Viewer};
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused, unit_name};
use crate::lang::Lang;
use crate::list::Wanted;
use crate::moment;
use crate::pages::amount::span;
use crate::problem::Problem;

struct Export {
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "reports/show.html")]
struct Page {
    frame: Frame,
    form: Form,
    id: String,
    title: String,
    stage: &'static str,
    unit: String,
    period: String,
    preparers: String,
    drafted_at: String,
    releaser: String,
    released_at: String,
    corrects: String,
    corrected_by: String,
    done: String,
    paper: Option<Paper>,
    lines: Vec<Line>,
    /// Places the draft keeps as no names, and why.
    kept: Vec<Kept>,
    because: String,
    may_revise: bool,
    may_release: bool,
    may_correct: bool,
    /// Whether the viewer wrote at it, and so cannot release it.
    prepared: bool,
    releasers: String,
    key: String,
    moved: Vec<Moved>,
    /// Whether rows and causes are told.
    detailed: bool,
    exports: Vec<Export>,
    has_pdf: bool,
}

fn exports(app: &App, id: ReportId, frame: &Frame, released: bool, may_prove: bool) -> Vec<Export> {
    let offered = |to: &To| match to {
        To::Proof => released && may_prove,
        To::Pdf => app.pdf.is_some(),
        _ => true,
    };
    let all = [To::Docx, To::Pdf, To::Html, To::Markdown, To::Proof].into_iter().filter(offered);
    all.map(|to| Export { name: frame.word("report-export", to.word()), href: format!("/reports/{id}/export?to={}", to.word()) }).collect()
}

async fn page(app: &App, actor: &Actor, id: ReportId, frame: Frame, form: Form, wanted: &Wanted) -> Result<Page, Problem> {
    let lang = frame.lang;
    // Reading every row takes its time at a city's size; numbers come from cells.
    let detailed = wanted.filter("rows") == "1";
    let view = app.store.report(actor, id).await?;
    let report = &view.report;
    let draft = report.draft().ok_or(Problem::Missing("报告", "report"))?;
    let may = |action| app.store.allow(actor, action, &draft.unit).is_ok();
    let logins = app.store.logins().await?;
    let (mut form, mut moved, mut lines, mut paper, mut title) = (form, Vec::new(), Vec::new(), None, String::new());
    let mut sound = true;
    if let Some(release) = report.release() {
        if detailed {
            moved.extend(app.store.report_differences(actor, id).await?.iter().map(|difference| Moved::with_rows(id, difference, lang)));
        } else {
            moved.extend(app.store.report_moved(actor, id).await?.iter().map(|number| Moved::of(id, number, lang)));
        }
        title.clone_from(&release.document.title);
        paper = Some(Paper::new(&release.document, Some(id), &moved, lang));
    } else {
        match app.store.preview_saved(actor, id).await {
            Ok(rendered) => {
                sound = rendered.problems.is_empty();
                title.clone_from(&rendered.document.title);
                paper = Some(Paper::new(&rendered.document, None, &[], lang));
                form = form.refuse(Problem::Refused(Refused(rendered.problems)), lang)?;
            }
            Err(fault) => {
                sound = false;
                form = form.refuse(fault.into(), lang)?;
            }
        }
        lines = faulty_lines(&draft.template, &form);
    }
    let is_draft = report.stage() == Stage::Draft;
    let prepared = prepared(app, report, actor.user);
    let who = if is_draft { releasers(app, report, &draft.unit).await? } else { Vec::new() };
    Ok(Page {
        stage: stage_word(report.stage()),
        unit: unit_name(app, &draft.unit, lang),
        period: draft.period.map(|period| span(period, lang)).unwrap_or_default(),
        preparers: names(&draft.preparers, &logins, lang),
        drafted_at: moment::minute(draft.drafted_at),
        releaser: report.release().map(|release| name_of(&logins, release.releaser.user)).unwrap_or_default(),
        released_at: report.release().map(|release| moment::minute(release.released_at)).unwrap_or_default(),
        corrects: draft.corrects.map(|id| id.to_string()).unwrap_or_default(),
        corrected_by: report.corrected_by().map(|id| id.to_string()).unwrap_or_default(),
        kept: if is_draft { kept(&draft.template, &[], draft.not_names.as_ref()) } else { Vec::new() },
        because: draft.not_names.as_ref().map(|kept| kept.reason.clone()).unwrap_or_default(),
        may_revise: is_draft && may(Action::DraftReport),
        may_release: is_draft && sound && may(Action::ReleaseReport) && !prepared,
        may_correct: report.stage() == Stage::Released && may(Action::DraftReport),
        prepared: is_draft && prepared,
        releasers: who.join(lang.pick("、", ", ")),
        key: app.own_key(actor, form.value("key")),
        exports: if paper.is_some() { exports(app, id, &frame, !is_draft, may(Action::ReadRows)) } else { Vec::new() },
        has_pdf: app.pdf.is_some(),
        done: wanted.filter("done").to_owned(),
        detailed,
        id: id.to_string(),
        frame: frame.under(&[("reports-title", "/reports")]),
        form,
        title,
        paper,
        lines,
        moved,
    })
}

fn names(actors: &[Actor], logins: &std::collections::HashMap<nc_kernel::UserId, String>, lang: Lang) -> String {
    actors.iter().map(|actor| name_of(logins, actor.user)).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let page = page(&app, &actor, id_of(&id)?, frame, Form::default(), &wanted).await?;
    show_personal(&page)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    Path(id): Path<String>,
    frame: Frame,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let (actor, id) = (&signed.actor, id_of(&id)?);
    match app.store.release_report(actor, &app.own_key(actor, form.value("key")), id).await {
        Ok(_) => Ok(go_on(&format!("/reports/{id}?done=released"))),
        Err(fault) => {
            // Who may not see the report is not shown it with a fault.
            let lang = frame.lang;
            let form = form.refuse(fault.into(), lang)?;
            show_refused(&page(&app, actor, id, frame, form, &Wanted::default()).await?)
        }
    }
}
