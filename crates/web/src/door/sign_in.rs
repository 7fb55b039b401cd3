//! `GET /sign-in`, `POST /sign-in`: the first step, login and password.
//!
//! A login that does not exist, a closed account and a wrong password get the same answer after the same time. Tries are
//! counted for each account: five at once, then one every twelve seconds, never more than ten a minute. A browser that
//! signed in to the account before has tries of its own, so whoever guesses elsewhere cannot keep the owner out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use nc_store::door::{Budget, Stage};
use serde::Deserialize;

use super::entry::{Entrance, enter};
use crate::app::App;
use crate::cookies::Cookie;
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show as page, show_refused};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "door/sign_in.html")]
struct Page {
    frame: Frame,
    form: Form,
    /// What the button to the provider of identities says and where it leads, where there is one.
    provider: Option<(String, String)>,
    /// Whether passkeys are taken.
    passkeys: bool,
}

impl Page {
    fn new(app: &App, frame: Frame, form: Form) -> Self {
        let provider = app.ways.provider_name().map(|name| {
            let says = if name.is_empty() { frame.t("sign-in-by-provider").into_owned() } else { frame.t1("sign-in-by", "name", &name) };
            (says, crate::link::link("/sign-in/oidc", &[("next", form.value("next"))]))
        });
        Self { provider, passkeys: app.ways.takes_passkeys(), frame, form }
    }
}

/// The page again, because signing in was refused.
pub(super) fn refused(app: &App, frame: Frame, form: Form) -> Result<Response, Problem> {
    show_refused(&Page::new(app, frame, form))
}

/// Where to go on to.
#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

pub(crate) async fn show(State(app): State<Arc<App>>, frame: Frame, Query(Next { next }): Query<Next>) -> Result<Response, Problem> {
    if frame.signed_in {
        return Ok(go_on(&next));
    }
    if app.set_up.is_open(&app.store).await? {
        return Ok(go_on("/set-up"));
    }
    Ok(page(&Page::new(&app, frame, Form::default().set("next", next)))?.into_response())
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    frame: Frame,
    headers: HeaderMap,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let login = form.value("login").to_owned();
    let wrong = |frame: Frame, form: Form| {
        metrics::counter!("nuancheng_sign_ins_total", "outcome" => "refused").increment(1);
        let message = frame.t("sign-in-wrong").into_owned();
        refused(&app, frame, form.set("password", "").fault("", message))
    };
    if login.is_empty() || form.secret("password").is_empty() {
        return wrong(frame, form);
    }
    // Whose account it is matters before the password is checked: it decides which tries are used up.
    let account = app.store.account(&login).await?;
    let budget = match (&account, Cookie::Device.of(&headers, app.secure)) {
        (Some(account), Some(device)) if app.store.is_known_device(account.user, device).await? => Budget::of_device(&login, device),
        _ => Budget::of_login(&login),
    };
    if !app.store.may_try(&budget).await? {
        metrics::counter!("nuancheng_sign_ins_total", "outcome" => "held").increment(1);
        return Err(Problem::TooOften);
    }
    let Some(user) = app.store.sign_in(&login, form.secret("password")).await? else { return wrong(frame, form) };
    let next = form.value("next");
    if app.store.has_second_factor(user).await? {
        let code = crate::link::link("/sign-in/code", &[("next", next)]);
        return enter(&app, &headers, user, Stage::AwaitsCode, Entrance::Password, &code).await;
    }
    enter(&app, &headers, user, Stage::SignedIn, Entrance::Password, next).await
}
