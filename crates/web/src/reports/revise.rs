//! `GET /reports/{id}/revise`, `POST /reports/{id}/revise`: another text for a draft. Whoever revises it cannot release it.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::response::Response;
use nc_figures::report::{Draft, ReportId, rules};
use nc_kernel::Actor;
use nc_people::Action;
use nc_store::{ReportSource, StoreError};

use super::write::{Asked, Judged, judged};
use super::{id_of, not_names};
use crate::app::App;
use crate::caller::{SignedIn, Viewer};
use crate::form::Form;
use crate::frame::{Frame, go_on};
use crate::problem::Problem;
use crate::upload::Uploaded;

/// The draft, for who may revise it.
async fn draft(app: &App, actor: &Actor, id: ReportId) -> Result<Draft, Problem> {
    let view = app.store.report(actor, id).await?;
    let draft = view.report.draft().ok_or(Problem::Missing("报告", "report"))?;
    app.store.allow(actor, Action::DraftReport, &draft.unit)?;
    if view.report.release().is_some() {
        return Err(rules::RELEASED.refuse().into());
    }
    Ok(draft.clone())
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let draft = draft(&app, &actor, id).await?;
    let mut fields = vec![("text".to_owned(), draft.template.clone())];
    if let Some(kept) = &draft.not_names {
        fields.extend(kept.places.iter().map(|place| ("not_name".to_owned(), place.clone())));
        fields.push(("because".to_owned(), kept.reason.clone()));
    }
    let asked = Asked { app: &app, actor: &actor, revises: Some(id), draft_at: String::new() };
    asked.page(frame, Judged::fresh(Form::of(fields)))
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    Path(id): Path<String>,
    frame: Frame,
    request: Request,
) -> Result<Response, Problem> {
    let (actor, id) = (&signed.actor, id_of(&id)?);
    let draft = draft(&app, actor, id).await?;
    let form = Uploaded::read(request).await?.into_text(frame.lang).await?;
    let asked = Asked { app: &app, actor, revises: Some(id), draft_at: String::new() };
    if !form.faults().is_empty() {
        return asked.page(frame, Judged::fresh(form));
    }
    let template = form.secret("text").replace("\r\n", "\n");
    if form.chose("step", "save") {
        let wanted = (template.clone(), not_names(&form));
        match app.store.revise_report(actor, &app.own_key(actor, form.value("key")), id, wanted).await {
            Ok(_) => return Ok(go_on(&format!("/reports/{id}?done=revised"))),
            Err(StoreError::Refused(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    let Draft { unit, period, synthetic, corrects, .. } = draft;
    let source = ReportSource { template, unit, period, synthetic, corrects, not_names: not_names(&form) };
    let rendered = app.store.preview_report(actor, &source).await;
    let judged = judged(form, rendered, &frame)?;
    asked.page(frame, judged)
}
