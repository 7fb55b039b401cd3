//! `GET /me/second-factor`, `POST /me/second-factor`: sets a second factor up, and takes it away.
//!
//! Taking it away needs a code of it: a browser left open is not enough.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use nc_store::door::Budget;

use super::security;
use crate::app::App;
use crate::caller::SignedIn;
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused};
use crate::problem::Problem;
use crate::qr::picture;

#[derive(Template)]
#[template(path = "me/second_factor.html")]
struct Page {
    frame: Frame,
    form: Form,
    /// The secret in groups of four and the picture of its address; none when there is a second factor already.
    enrolment: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "me/recovery_codes.html")]
struct Codes {
    frame: Frame,
    codes: Vec<String>,
}

/// The name authenticators show beside the login.
fn issuer(app: &App) -> String {
    format!("Nuancheng {}", app.store.bureau())
}

async fn page(app: &App, signed: &SignedIn, frame: Frame, form: Form) -> Result<Page, Problem> {
    let user = signed.actor.user;
    let login = security::login(app, user).await?;
    let enrolment = match app.store.begin_second_factor(user, &login, &issuer(app), &mut app.ids()).await? {
        Some(enrolment) => {
            let letters: Vec<char> = enrolment.secret.chars().collect();
            let groups = letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
            Some((groups, picture(&enrolment.url)?))
        }
        None => None,
    };
    Ok(Page { frame: frame.under(&[("security-title", "/me/security")]), form, enrolment })
}

pub(crate) async fn show(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame) -> Result<Response, Problem> {
    show_personal(&page(&app, &signed, frame, Form::default()).await?)
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, Posted(form): Posted) -> Result<Response, Problem> {
    let user = signed.actor.user;
    if !app.store.may_try(&Budget::of(&format!("code/{user}"))).await? {
        return Err(Problem::TooOften);
    }
    if app.store.has_second_factor(user).await? {
        if app.store.use_code(user, form.value("code")).await? {
            app.store.remove_second_factor(user).await?;
            app.note(user, user, "second_factor_removed").await?;
            return Ok(go_on("/me/security?done=second-factor-removed"));
        }
    } else if let Some(codes) = app.store.confirm_second_factor(user, form.value("code"), &mut app.ids()).await? {
        app.store.revoke_other_sessions(user, signed.session.id).await?;
        app.note(user, user, "second_factor_set_up").await?;
        return show_personal(&Codes { frame: frame.under(&[("security-title", "/me/security")]), codes });
    }
    let message = frame.t("code-wrong").into_owned();
    show_refused(&page(&app, &signed, frame, Form::default().fault("code", message)).await?)
}
