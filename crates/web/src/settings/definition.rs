//! `GET /settings/figures/{id}`: every version of a figure's definition, with the text that was recorded.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;

use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show};
use crate::pages::figure::{Term, definition_terms};
use crate::problem::Problem;

struct Version {
    number: u32,
    in_use: bool,
    terms: Vec<Term>,
    text: String,
}

#[derive(Template)]
#[template(path = "settings/definition.html")]
struct Page {
    frame: Frame,
    name: String,
    versions: Vec<Version>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, _: Viewer, Path(id): Path<String>, frame: Frame) -> Result<Html<String>, Problem> {
    let lang = frame.lang;
    let catalogue = app.store.published().catalogue();
    let latest = catalogue.latest(&id).ok_or(Problem::Missing("指标", "figure"))?;
    let mut versions = Vec::new();
    for definition in catalogue.all().filter(|definition| definition.id == id) {
        versions.push(Version {
            number: definition.version,
            in_use: definition.version == latest.version,
            terms: definition_terms(&app, definition, lang),
            text: serde_json::to_string_pretty(definition).map_err(|_| Problem::Fault)?,
        });
    }
    versions.sort_by_key(|version| std::cmp::Reverse(version.number));
    show(&Page {
        name: lang.pick(&latest.zh, &latest.en).to_owned(),
        versions,
        frame: frame.under(&[("settings-title", "/settings"), ("settings-part-figures", "/settings/figures")]),
    })
}
