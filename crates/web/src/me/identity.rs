//! `POST /me/identity`: links one's own account to the bureau's provider of identities, or takes the link away.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use super::{password, security};
use crate::app::App;
use crate::caller::SignedIn;
use crate::door::oidc::{Configured, depart};
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal};
use crate::problem::Problem;

/// The step to the provider. A link: a form that leads to another host is what our policy forbids.
#[derive(Template)]
#[template(path = "me/to_provider.html")]
struct Page {
    frame: Frame,
    address: String,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Configured(provider): Configured,
    signed: SignedIn,
    frame: Frame,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let user = signed.actor.user;
    match form.value("what") {
        "link" => {
            if !password::fits(&app, user, form.secret("identity_current")).await? {
                let fault = Form::default().fault("identity_current", frame.t("password-current-wrong"));
                return security::refused(&app, signed, frame, fault).await;
            }
            match depart(&app, &provider, "/me/security", Some((user.0, signed.session.id))).await? {
                Ok((address, cookie)) => {
                    let page = Page { frame: frame.under(&[("security-title", "/me/security")]), address };
                    Ok(([(header::SET_COOKIE, cookie)], show_personal(&page)?).into_response())
                }
                Err(fault) => {
                    let message = frame.word("way", fault.word());
                    security::refused(&app, signed, frame, Form::default().fault("", message)).await
                }
            }
        }
        "unlink" if app.store.unlink_identity(user).await? => {
            app.note(user, user, "identity_unlinked").await?;
            Ok(go_on("/me/security?done=identity-unlinked"))
        }
        _ => Err(Problem::NOT_FOUND),
    }
}
