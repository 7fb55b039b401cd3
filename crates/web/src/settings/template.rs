//! `GET /settings/templates/{name}`: the text of a report template, with its bindings.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;

use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "settings/template.html")]
struct Page {
    frame: Frame,
    name: String,
    text: String,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    _: Viewer,
    Path(name): Path<String>,
    frame: Frame,
) -> Result<Html<String>, Problem> {
    let template = app.catalogue.templates.iter().find(|template| template.name == name).ok_or(Problem::Missing("模板", "template"))?;
    show(&Page {
        text: template.text.clone(),
        name,
        frame: frame.under(&[("settings-title", "/settings"), ("settings-part-templates", "/settings/templates")]),
    })
}
