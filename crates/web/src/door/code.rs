//! `GET /sign-in/code`, `POST /sign-in/code`: the second step, six digits or a recovery code.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::UserId;
use nc_store::door::{Budget, Stage};
use serde::Deserialize;

use super::entry::{Entrance, enter};
use crate::app::App;
use crate::caller::visitor;
use crate::form::{Form, Posted};
use crate::frame::{Frame, show as page, show_refused};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "door/code.html")]
struct Page {
    frame: Frame,
    form: Form,
}

/// Where to go on to.
#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

/// Somebody whose password was right a moment ago.
pub(crate) struct HalfIn(UserId);

impl FromRequestParts<Arc<App>> for HalfIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        let visitor = visitor(parts);
        visitor
            .session
            .as_ref()
            .filter(|session| session.stage == Stage::AwaitsCode)
            .map(|session| Self(session.user))
            .ok_or(Problem::SignIn)
    }
}

pub(crate) async fn show(_: HalfIn, frame: Frame, Query(Next { next }): Query<Next>) -> Result<Response, Problem> {
    Ok(page(&Page { frame, form: Form::default().set("next", next) })?.into_response())
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    HalfIn(user): HalfIn,
    frame: Frame,
    headers: HeaderMap,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    // Only whoever knows the password gets here, so these tries can be held for the account as a whole.
    if !app.store.may_try(&Budget::of(&format!("code/{user}"))).await? {
        return Err(Problem::TooOften);
    }
    if app.store.use_code(user, form.value("code")).await? {
        return enter(&app, &headers, user, Stage::SignedIn, Entrance::Password, form.value("next")).await;
    }
    let message = frame.t("code-wrong").into_owned();
    show_refused(&Page { frame, form: form.set("code", "").fault("code", message) })
}
