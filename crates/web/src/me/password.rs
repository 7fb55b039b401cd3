//! `POST /me/password`: a new password for oneself. Every other session ends.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use nc_kernel::UserId;
use nc_store::door::Budget;

use super::security;
use crate::app::App;
use crate::caller::SignedIn;
use crate::form::Posted;
use crate::frame::{Frame, go_on};
use crate::problem::Problem;

/// Whether `password` is that of `user`: asked before anything that opens a new way into the account.
pub(super) async fn fits(app: &App, user: UserId, password: &str) -> Result<bool, Problem> {
    if !app.store.may_try(&Budget::of(&format!("password/{user}"))).await? {
        return Err(Problem::TooOften);
    }
    let login = security::login(app, user).await?;
    Ok(app.store.sign_in(&login, password).await? == Some(user))
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, Posted(form): Posted) -> Result<Response, Problem> {
    let user = signed.actor.user;
    let login = security::login(&app, user).await?;
    // Nothing secret goes back into a page.
    let empty = crate::form::Form::default();
    if !fits(&app, user, form.secret("current")).await? {
        let message = frame.t("password-current-wrong").into_owned();
        return security::refused(&app, signed, frame, empty.fault("current", message)).await;
    }
    if form.secret("password") != form.secret("again") {
        let message = frame.t("password-differs").into_owned();
        return security::refused(&app, signed, frame, empty.fault("again", message)).await;
    }
    match app.store.set_password(&login, form.secret("password"), &mut app.ids()).await {
        Ok(()) => {}
        Err(fault) => {
            let form = empty.refuse(fault.into(), frame.lang)?;
            return security::refused(&app, signed, frame, form).await;
        }
    }
    app.store.revoke_other_sessions(user, signed.session.id).await?;
    app.note(user, user, "password_changed").await?;
    Ok(go_on("/me/security?done=password"))
}
