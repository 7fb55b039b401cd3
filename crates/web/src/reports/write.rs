//! `GET /reports/new`, `POST /reports/new`: a draft from a template of the catalogue, a file, or what was pasted; previewed
//! with every fault beside its place, and saved when there is none.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;
use nc_figures::report::{ReportId, rules};
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Day, Period, Refused, Rule, UnitPath};
use nc_people::Action;
use nc_store::{ReportSource, StoreError};

use super::not_names;
use super::paper::Paper;
use super::source::{Kept, Line, faulty_lines, kept};
use crate::app::App;
use crate::caller::{SignedIn, Viewer};
use crate::form::Form;
use crate::frame::{Choice, Frame, choices, go_on, show_personal, show_refused};
use crate::list::Wanted;
use crate::moment;
use crate::problem::Problem;
use crate::upload::Uploaded;

/// What the draft is kept under while it is written.
const DRAFT: &str = "report.new";
/// Where the page is.
const HERE: &str = "/reports/new";

/// A field the draft cannot do without.
static NEEDED: Rule = Rule::new("web.report.needed", No::Invalid, "请选择或填写此项", "choose or fill this in");
/// No day.
static DAY: Rule = Rule::new("web.report.day", No::Invalid, "日期应写作 2025-12-31", "write a day as 2025-12-31");
/// The period ends before it begins.
static BACKWARDS: Rule = Rule::new("web.report.period", No::Invalid, "期间的止日早于起日", "the period ends before it begins");

#[derive(Template)]
#[template(path = "reports/write.html")]
struct Page {
    frame: Frame,
    form: Form,
    templates: Vec<(String, String)>,
    units: Vec<Choice>,
    /// The id of the release to be corrected; empty when none is.
    corrects: String,
    key: String,
    draft_at: String,
    action: String,
    keeps: &'static str,
    /// Of a new draft: template, unit and period are chosen.
    is_new: bool,
    lines: Vec<Line>,
    kept: Vec<Kept>,
    paper: Option<Paper>,
}

/// What previewing or saving came to, for the page.
pub(super) struct Judged {
    pub form: Form,
    pub paper: Option<Paper>,
    /// Places refused as somebody's name.
    pub names: Vec<String>,
}

impl Judged {
    /// A page not yet judged.
    pub(super) fn fresh(form: Form) -> Self {
        Self { form, paper: None, names: Vec::new() }
    }

    /// Puts what the rules say beside its place.
    pub(super) fn refuse(mut self, problem: Problem, frame: &Frame) -> Result<Self, Problem> {
        if let Problem::Refused(Refused(refusals)) = &problem {
            let names = refusals.iter().filter(|refusal| refusal.rule.code == rules::NAMES_PERSON.code);
            self.names.extend(names.filter_map(|refusal| refusal.place.clone()));
        }
        let problem = match problem {
            Problem::Refused(Refused(refusals)) => Problem::Refused(Refused(
                refusals
                    .into_iter()
                    .map(|refusal| if refusal.place.as_deref() == Some("reason") { refusal.at("because") } else { refusal })
                    .collect(),
            )),
            other => other,
        };
        self.form = self.form.refuse(problem, frame.lang)?;
        Ok(self)
    }
}

/// The page of a new draft, or of one that is revised.
pub(super) struct Asked<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    /// The draft that is revised.
    pub revises: Option<ReportId>,
    pub draft_at: String,
}

impl Asked<'_> {
    pub(super) fn page(self, frame: Frame, judged: Judged) -> Result<Response, Problem> {
        let Judged { form, paper, names } = judged;
        let text = form.secret("text").replace("\r\n", "\n");
        let chosen = UnitPath::parse(form.value("unit")).ok();
        let faulty = !form.faults().is_empty();
        let (action, keeps) = match self.revises {
            None => (HERE.to_owned(), DRAFT),
            Some(id) => (format!("/reports/{id}/revise"), ""),
        };
        let page = Page {
            templates: self
                .app
                .catalogue
                .templates
                .iter()
                .map(|t| (t.word().to_owned(), frame.word("report-template", t.word())))
                .collect(),
            units: choices(self.app, &self.app.store.scopes(self.actor, Action::DraftReport), chosen.as_ref(), frame.lang),
            corrects: form.value("corrects").to_owned(),
            key: self.app.own_key(self.actor, form.value("key")),
            lines: faulty_lines(&text, &form),
            kept: kept(&text, &names, not_names(&form).as_ref()),
            form: form.set("text", text),
            is_new: self.revises.is_none(),
            frame: frame.under(&[("reports-title", "/reports")]),
            draft_at: self.draft_at,
            action,
            keeps,
            paper,
        };
        if faulty { show_refused(&page) } else { show_personal(&page) }
    }
}

/// What the form asks to be drafted.
fn source(app: &App, form: &Form) -> Result<ReportSource, Problem> {
    let mut faults = Vec::new();
    let mut day = |name: &str| match form.value(name) {
        "" => None,
        text => Day::parse(text).map_err(|_| faults.push(DAY.refuse().at(name))).ok(),
    };
    let (from, to) = (day("from"), day("to"));
    let period = (from.is_some() || to.is_some()).then(|| Period { from, to: to.unwrap_or_else(|| app.store.now().day()) });
    if period.is_some_and(|period| period.from.is_some_and(|from| from > period.to)) {
        faults.push(BACKWARDS.refuse().at("to"));
    }
    let unit = UnitPath::parse(form.value("unit")).map_err(|_| faults.push(NEEDED.refuse().at("unit"))).ok();
    if form.value("text").is_empty() {
        faults.push(NEEDED.refuse().at("text"));
    }
    let corrects = match form.value("corrects") {
        "" => None,
        text => text.parse().map_err(|_| faults.push(rules::UNKNOWN.refuse().at("corrects"))).ok(),
    };
    match unit {
        Some(unit) if faults.is_empty() => Ok(ReportSource {
            template: form.secret("text").replace("\r\n", "\n"),
            unit,
            period,
            synthetic: app.label.is_some(),
            corrects,
            not_names: not_names(form),
        }),
        _ => Err(Problem::Refused(Refused(faults))),
    }
}

/// The first fields of a draft that corrects a release: its text, unit and period.
async fn correcting(app: &App, actor: &Actor, id: ReportId) -> Result<Form, Problem> {
    let view = app.store.report(actor, id).await?;
    let draft = view.report.draft().ok_or(Problem::Missing("报告", "report"))?;
    let mut form = Form::default().set("corrects", id.to_string()).set("text", draft.template.clone()).set("unit", draft.unit.to_string());
    if let Some(period) = draft.period {
        form = form.set("from", period.from.map(|day| day.to_string()).unwrap_or_default()).set("to", period.to.to_string());
    }
    Ok(form)
}

pub(crate) async fn show(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    app.somewhere(&actor, Action::DraftReport)?;
    let mut draft_at = String::new();
    let form = match wanted.filter("corrects") {
        "" => match app.store.draft(actor.user, DRAFT).await? {
            Some(draft) => {
                draft_at = moment::minute(draft.saved_at);
                Form::of(draft.fields)
            }
            None => Form::default(),
        },
        id => correcting(&app, &actor, super::id_of(id)?).await?,
    };
    Asked { app: &app, actor: &actor, revises: None, draft_at }.page(frame, Judged::fresh(form))
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, request: Request) -> Result<Response, Problem> {
    let actor = &signed.actor;
    app.somewhere(actor, Action::DraftReport)?;
    let form = Uploaded::read(request).await?.into_text(frame.lang).await?;
    let asked = Asked { app: &app, actor, revises: None, draft_at: String::new() };
    match form.value("step") {
        "afresh" => {
            app.store.drop_draft(actor.user, DRAFT).await?;
            return Ok(go_on(HERE));
        }
        "template" => {
            let chosen = app.catalogue.templates.iter().find(|template| template.word() == form.value("template"));
            return asked.page(
                frame,
                Judged::fresh(match chosen {
                    Some(template) => form.set("text", template.text.as_str()),
                    None => form,
                }),
            );
        }
        _ if !form.faults().is_empty() => return asked.page(frame, Judged::fresh(form)),
        _ => {}
    }
    let source = match source(&app, &form) {
        Ok(source) => source,
        Err(problem) => {
            let judged = Judged::fresh(form).refuse(problem, &frame)?;
            return asked.page(frame, judged);
        }
    };
    if form.chose("step", "save") {
        match app.store.draft_report(actor, &app.own_key(actor, form.value("key")), source.clone()).await {
            Ok((id, _)) => {
                app.store.drop_draft(actor.user, DRAFT).await?;
                return Ok(go_on(&format!("/reports/{id}?done=drafted")));
            }
            Err(StoreError::Refused(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    // What cannot be saved is shown as it would be, with everything that keeps it from that.
    let rendered = app.store.preview_report(actor, &source).await;
    let judged = judged(form, rendered, &frame)?;
    asked.page(frame, judged)
}

/// A text that was rendered, or refused before that.
pub(super) fn judged(form: Form, rendered: Result<nc_figures::report::Rendered, StoreError>, frame: &Frame) -> Result<Judged, Problem> {
    let judged = Judged::fresh(form);
    match rendered {
        Ok(rendered) => {
            let mut judged = judged.refuse(Problem::Refused(Refused(rendered.problems)), frame)?;
            judged.paper = Some(Paper::new(&rendered.document, None, &[], frame.lang));
            Ok(judged)
        }
        Err(fault) => judged.refuse(fault.into(), frame),
    }
}
