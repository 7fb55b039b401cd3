//! What every page has around it.

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Html;
use nc_kernel::UnitPath;

use crate::app::App;
use crate::asked::Asked;
use crate::figure::View;
use crate::lang::Lang;
use crate::problem::Problem;
use crate::text::{FrameText, ViewText};

/// Language, banner and the links at the top.
pub(crate) struct Frame {
    pub lang: Lang,
    pub text: &'static FrameText,
    pub label: Option<String>,
    /// Kept in links when the address named a language: `lang=en`.
    pub lang_query: String,
    /// This page in the other language.
    pub switch: String,
    /// Which entry of the navigation this page belongs to.
    pub here: &'static str,
}

impl Frame {
    /// The frame of the page `parts` ask for.
    pub(crate) fn new(app: &App, parts: &Parts) -> Self {
        let query: Vec<&str> = parts.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).collect();
        let named = query.iter().find_map(|pair| Lang::named(pair.strip_prefix("lang=")?));
        let lang = named.unwrap_or_else(|| Lang::preferred(&parts.headers));
        let other = format!("lang={}", lang.other().word());
        let rest = query.into_iter().filter(|pair| !pair.starts_with("lang=")).chain([other.as_str()]).collect::<Vec<_>>().join("&");
        let path = parts.uri.path();
        Self {
            lang,
            text: FrameText::of(lang),
            label: app.label.clone(),
            lang_query: named.map(|lang| format!("lang={}", lang.word())).unwrap_or_default(),
            switch: format!("{path}?{rest}"),
            here: if path.starts_with("/ledger") { "ledger" } else { "figures" },
        }
    }
}

impl FromRequestParts<Arc<App>> for Frame {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        Ok(Self::new(app, parts))
    }
}

/// A unit to choose.
pub(crate) struct Choice {
    pub path: String,
    pub name: String,
    pub chosen: bool,
}

/// The form that chooses unit and time, filled with what is shown.
pub(crate) struct Chooser {
    pub text: &'static ViewText,
    pub units: Vec<Choice>,
    pub from: String,
    pub to: String,
    pub known_on: String,
    pub lang: Option<&'static str>,
}

impl Chooser {
    pub(crate) fn new(app: &App, view: &View, readable: &[nc_people::Scope], lang: Lang) -> Self {
        let today = app.store.now().day();
        let units = app.store.published().with_directory(|directory| {
            let within = readable.iter().flat_map(|scope| directory.units_within(scope.path(), today));
            let mut units: Vec<Choice> = within
                .map(|unit| Choice {
                    path: unit.path.to_string(),
                    name: format!("{}{}", "\u{3000}".repeat(unit.path.depth().saturating_sub(1)), lang.pick(&unit.name_zh, &unit.name_en)),
                    chosen: unit.path == view.unit,
                })
                .collect();
            units.sort_by(|a, b| a.path.cmp(&b.path));
            units
        });
        Self {
            text: ViewText::of(lang),
            units,
            from: view.period.from.map(|day| day.to_string()).unwrap_or_default(),
            to: view.period.to.to_string(),
            known_on: view.asked.known_on.map(|day| day.to_string()).unwrap_or_default(),
            lang: view.asked.lang.map(Lang::word),
        }
    }
}

/// The name of a unit as of today; its path when it bears none today.
pub(crate) fn unit_name(app: &App, unit: &UnitPath, lang: Lang) -> String {
    let today = app.store.now().day();
    app.store.published().with_directory(|directory| {
        directory.unit(unit, today).map_or_else(|| unit.to_string(), |u| lang.pick(&u.name_zh, &u.name_en).to_owned())
    })
}

/// The query that asks the same of another page, with a question mark when there is anything to ask.
pub(crate) fn query_of(asked: &Asked) -> String {
    let link = asked.link();
    if link.is_empty() { link } else { format!("?{link}") }
}

/// A page as an answer.
pub(crate) fn show(page: &impl Template) -> Result<Html<String>, Problem> {
    page.render().map(Html).map_err(|fault| {
        tracing::error!(error = %fault, "a page cannot be written");
        Problem::Fault
    })
}
