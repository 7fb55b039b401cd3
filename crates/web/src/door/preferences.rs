//! `POST /preferences`: the language and the look, for a person where there is one, else for this browser.

use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use nc_store::door::Preference;

use crate::app::App;
use crate::caller::{Visitor, visitor};
use crate::cookies::Cookie;
use crate::form::Posted;
use crate::frame::go_on;
use crate::problem::Problem;

/// Anybody.
pub(crate) struct Anybody(pub Arc<Visitor>);

impl FromRequestParts<Arc<App>> for Anybody {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        Ok(Self(visitor(parts)))
    }
}

pub(crate) async fn handle(State(app): State<Arc<App>>, Anybody(visitor): Anybody, Posted(form): Posted) -> Result<Response, Problem> {
    let chosen = |name: &str, words: &[&'static str]| words.iter().copied().find(|word| form.chose(name, word));
    let lang = chosen("lang", &["zh", "en"]);
    let theme = chosen("theme", &["auto", "light", "dark"]);
    if let Some(actor) = &visitor.actor {
        let old = visitor.preference.clone();
        let preference = Preference { lang: lang.map_or(old.lang, str::to_owned), theme: theme.map_or(old.theme, str::to_owned) };
        app.store.set_preference(actor.user, &preference).await?;
    }
    // An address that names a language would win over the choice just made.
    let back = form.value("back");
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang=")).collect();
    let back = if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
    let mut response = go_on(&back);
    for (cookie, value) in [(Cookie::Lang, lang), (Cookie::Theme, theme)] {
        if let Some(value) = value {
            response.headers_mut().append(header::SET_COOKIE, cookie.keep(value, app.secure));
        }
    }
    Ok(response)
}
