//! `POST /sign-in/passkey/begin` and `POST /sign-in/passkey`: signing in with a passkey.
//!
//! No login is asked for: the device says which key it has, so nothing tells which accounts have one. A key opens with a
//! finger, a face or a PIN, which makes two factors; no code is asked for after it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use nc_store::door::{Budget, Stage};

use super::entry::{Entrance, enter};
use super::{ceremony, sign_in};
use crate::app::App;
use crate::form::{Form, Posted};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::ways::{KeyFault, Passkeys};

/// What challenges to sign in are kept as.
const PURPOSE: &str = "passkey";

/// Passkeys, where they are taken.
pub(crate) struct Taken(pub Passkeys);

impl FromRequestParts<Arc<App>> for Taken {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut axum::http::request::Parts, app: &Arc<App>) -> Result<Self, Problem> {
        app.ways.passkeys.clone().map(Self).ok_or(Problem::NOT_FOUND)
    }
}

/// A question for a device: kept on the server under a secret that the browser gets, and sent as JSON.
pub(crate) async fn ask(app: &App, purpose: &str, question: impl serde::Serialize, state: &[u8]) -> Result<Response, Problem> {
    let headers = [
        (header::SET_COOKIE, ceremony::begin(app, purpose, state).await?),
        (header::CACHE_CONTROL, "no-store".parse().map_err(|_| Problem::Fault)?),
    ];
    Ok((headers, Json(question)).into_response())
}

pub(crate) async fn begin(State(app): State<Arc<App>>, Taken(passkeys): Taken, Posted(_): Posted) -> Result<Response, Problem> {
    let (question, state) = passkeys.ask_known().map_err(|_| Problem::Fault)?;
    ask(&app, PURPOSE, question, &state).await
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Taken(passkeys): Taken,
    frame: Frame,
    headers: HeaderMap,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let next = form.value("next").to_owned();
    let refused = |frame: Frame, key: &str| {
        metrics::counter!("nuancheng_sign_ins_total", "outcome" => "refused").increment(1);
        let message = frame.t(key).into_owned();
        sign_in::refused(&app, frame, Form::default().set("next", next.as_str()).fault("", message))
    };
    let answer = form.value("credential");
    if answer.is_empty() {
        return refused(frame, "passkey-needs-script");
    }
    let Some(state) = ceremony::take(&app, PURPOSE, &headers).await? else { return refused(frame, "passkey-stale") };
    let Ok(credential) = Passkeys::credential(answer) else { return refused(frame, "passkey-wrong") };
    let Some(key) = app.store.passkey_of(&credential).await? else { return refused(frame, "passkey-wrong") };
    // Signatures cannot be guessed; what is held is how often somebody has us check them.
    if !app.store.may_try(&Budget::of(&format!("passkey/{}", key.id))).await? {
        return Err(Problem::TooOften);
    }
    let taken = match passkeys.take_known(&state, answer, key.user, &key.content) {
        Ok((content, said)) if app.store.use_passkey(&credential, &content, said, &mut app.ids()).await? => Ok(()),
        Ok(_) => Err(KeyFault::Copied),
        Err(fault) => Err(fault),
    };
    match taken {
        Ok(()) => enter(&app, &headers, key.user, Stage::SignedIn, Entrance::Passkey, &next).await,
        Err(KeyFault::Wrong) => refused(frame, "passkey-wrong"),
        Err(KeyFault::Copied) => {
            app.note(key.user, key.user, "passkey_suspect").await?;
            refused(frame, "passkey-copied")
        }
    }
}
