//! What every page has around it: banner, top bar, navigation, breadcrumbs, language and look.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse as _, Response};
use nc_kernel::{Actor, UnitPath};
use nc_people::Action;

use crate::app::App;
use crate::areas::PILLARS;
use crate::asked::Asked;
use crate::caller::visitor;
use crate::cookies::Cookie;
use crate::figure::View;
use crate::lang::Lang;
use crate::problem::Problem;
use crate::{assets, link};

/// A step of the breadcrumbs or an entry of the navigation.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub name: String,
    pub href: String,
    /// Whether this is the page itself, or what it belongs to.
    pub here: bool,
}

/// A part of the navigation.
pub(crate) struct Part {
    pub name: String,
    pub steps: Vec<Step>,
}

/// Everything around a page.
pub(crate) struct Frame {
    pub lang: Lang,
    /// `auto`, `light` or `dark`.
    pub theme: &'static str,
    pub label: Option<String>,
    /// Kept in links when the address named a language: `lang=en`.
    pub lang_query: String,
    /// This page, to come back to.
    pub here: String,
    pub parts: Vec<Part>,
    pub crumbs: Vec<Step>,
    pub signed_in: bool,
    /// Whether charts are drawn: the page then loads their script.
    pub charts: bool,
}

impl Frame {
    /// The frame of the page `parts` ask for.
    pub(crate) fn new(app: &App, parts: &Parts) -> Self {
        let visitor = visitor(parts);
        let mut query = parts.uri.query().unwrap_or_default().split('&');
        let named = query.find_map(|pair| Lang::named(pair.strip_prefix("lang=")?));
        let cookie = |cookie: Cookie| cookie.of(&parts.headers, app.secure);
        // The address, then the person, then this browser, then what the browser says.
        let lang = named
            .or_else(|| Lang::named(&visitor.preference.lang))
            .or_else(|| cookie(Cookie::Lang).and_then(Lang::named))
            .unwrap_or_else(|| Lang::preferred(&parts.headers));
        let theme = [visitor.preference.theme.as_str(), cookie(Cookie::Theme).unwrap_or_default()]
            .into_iter()
            .find_map(|chosen| ["auto", "light", "dark"].into_iter().find(|theme| *theme == chosen));
        let path = parts.uri.path();
        Self {
            lang,
            theme: theme.unwrap_or("auto"),
            label: app.label.clone(),
            lang_query: named.map(|lang| format!("lang={}", lang.tag())).unwrap_or_default(),
            here: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            parts: visitor.actor.as_ref().map(|actor| navigation(app, actor, lang, path)).unwrap_or_default(),
            crumbs: Vec::new(),
            signed_in: visitor.actor.is_some() && visitor.session.is_some(),
            charts: false,
        }
    }

    /// What a text says: `{{ frame.t("desk-title") }}`.
    pub(crate) fn t(&self, key: &str) -> Cow<'static, str> {
        self.lang.t(key)
    }

    /// What a text with one value says: `{{ frame.t1("desk-hours", "n", hours) }}`.
    pub(crate) fn t1(&self, key: &str, name: &'static str, value: &dyn Display) -> String {
        self.lang.with(key, &[(name, value)])
    }

    /// What a word of a closed list is called: the text `{family}-{word}`.
    pub(crate) fn word(&self, family: &str, word: &str) -> String {
        self.lang.word(family, word)
    }

    /// The address of an embedded file, empty when this build has none of that name.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::href(name).unwrap_or_default()
    }

    /// Says under what the page stands: `frame.under(&[("people-title", "/people")])`. The page's own title follows by itself.
    #[must_use]
    pub(crate) fn under(mut self, steps: &[(&str, &str)]) -> Self {
        self.crumbs =
            steps.iter().map(|(key, href)| Step { name: self.lang.t(key).into_owned(), href: (*href).to_owned(), here: false }).collect();
        self
    }

    /// The page draws charts.
    #[must_use]
    pub(crate) fn with_charts(mut self) -> Self {
        self.charts = true;
        self
    }
}

impl FromRequestParts<Arc<App>> for Frame {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        Ok(Self::new(app, parts))
    }
}

/// What somebody may go to, and nothing else.
fn navigation(app: &App, actor: &Actor, lang: Lang, path: &str) -> Vec<Part> {
    let may = |action| !app.store.scopes(actor, action).is_empty();
    let under = |href: &str| {
        if href == "/" { path == "/" } else { path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')) }
    };
    let step = |key: &str, href: &str| Step { name: lang.t(key).into_owned(), href: href.to_owned(), here: under(href) };
    let mut parts = vec![Part {
        name: lang.t("nav-mine").into_owned(),
        steps: vec![
            step("desk-title", "/"),
            step("record-title", "/me/record"),
            step("scores-title", "/me/scores"),
            step("check-in-title", "/check-in"),
            step("calendar-title", "/me/calendar"),
            step("readers-title", "/me/readers"),
            step("security-title", "/me/security"),
        ],
    }];
    if may(Action::ReadFigures) {
        let steps = vec![
            step("pillars-title", "/pillars"),
            step("figures-title", "/figures"),
            step("check-title", "/check"),
            step("reports-title", "/reports"),
            step("ledger-title", "/ledger"),
            step("wall-title", "/wall"),
        ];
        parts.push(Part { name: lang.t("nav-programme").into_owned(), steps });
        for pillar in &PILLARS {
            let initiatives = pillar.initiatives.iter().map(|initiative| {
                let name = lang.word("initiative", initiative.key);
                match initiative.page {
                    Some(page) => Step { name, href: page.to_owned(), here: under(page) },
                    None => Step { name, href: format!("/pillars#{}", initiative.key), here: false },
                }
            });
            parts.push(Part { name: lang.word("pillar", pillar.key), steps: initiatives.collect() });
        }
    }
    if may(Action::ReadPeople) {
        let steps = vec![step("people-title", "/people"), step("units-title", "/units")];
        parts.push(Part { name: lang.t("nav-staff").into_owned(), steps });
    }
    let work = [
        (Action::ManageAccounts, "accounts-title", "/admin/accounts"),
        (Action::ManageGrants, "grants-title", "/admin/grants"),
        (Action::ReadAudit, "audit-title", "/admin/audit"),
        (Action::Operate, "backup-title", "/admin/backup"),
        (Action::ErasePerson, "erasure-title", "/admin/erasure"),
    ];
    let mut admin = vec![step("settings-title", "/settings")];
    admin.extend(work.into_iter().filter(|(action, ..)| may(*action)).map(|(_, key, href)| step(key, href)));
    parts.push(Part { name: lang.t("nav-admin").into_owned(), steps: admin });
    parts
}

/// A unit to choose.
pub(crate) struct Choice {
    pub path: String,
    pub name: String,
    pub chosen: bool,
}

/// The form that chooses unit and time, filled with what is shown.
pub(crate) struct Chooser {
    pub units: Vec<Choice>,
    pub from: String,
    pub to: String,
    pub known_on: String,
    pub lang: Option<&'static str>,
}

/// The units of some scopes in force today, indented by their place in the tree.
pub(crate) fn choices(app: &App, scopes: &[nc_people::Scope], chosen: Option<&UnitPath>, lang: Lang) -> Vec<Choice> {
    let today = app.store.now().day();
    app.store.published().with_directory(|directory| {
        let within = scopes.iter().flat_map(|scope| directory.units_within(scope.path(), today));
        let mut units: Vec<Choice> = within
            .map(|unit| Choice {
                path: unit.path.to_string(),
                name: format!("{}{}", "\u{3000}".repeat(unit.path.depth().saturating_sub(1)), lang.pick(&unit.name_zh, &unit.name_en)),
                chosen: Some(&unit.path) == chosen,
            })
            .collect();
        units.sort_by(|a, b| a.path.cmp(&b.path));
        units
    })
}

impl Chooser {
    pub(crate) fn new(app: &App, view: &View, readable: &[nc_people::Scope], lang: Lang) -> Self {
        Self {
            units: choices(app, readable, Some(&view.unit), lang),
            from: view.period.from.map(|day| day.to_string()).unwrap_or_default(),
            to: view.period.to.to_string(),
            known_on: view.asked.known_on.map(|day| day.to_string()).unwrap_or_default(),
            lang: view.asked.lang.map(Lang::tag),
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

/// A page that shows somebody's row, name or secret: no browser keeps it.
pub(crate) fn show_personal(page: &impl Template) -> Result<Response, Problem> {
    Ok(([(header::CACHE_CONTROL, "no-store")], show(page)?).into_response())
}

/// A page whose form was refused: the same page, with the faults (422).
pub(crate) fn show_refused(page: &impl Template) -> Result<Response, Problem> {
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, [(header::CACHE_CONTROL, "no-store")], show(page)?).into_response())
}

/// On to another page of ours after something was done.
pub(crate) fn go_on(path: &str) -> Response {
    axum::response::Redirect::to(link::own_path(path).unwrap_or("/")).into_response()
}
