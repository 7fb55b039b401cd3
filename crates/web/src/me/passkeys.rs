//! `POST /me/passkeys/begin` and `POST /me/passkeys`: one's own passkeys: a new one, another name, away with it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use nc_kernel::UserId;
use serde::{Deserialize, Serialize};

use super::{password, security};
use crate::app::App;
use crate::caller::SignedIn;
use crate::door::ceremony;
use crate::door::passkey::{Taken, ask};
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on};
use crate::problem::Problem;

/// What challenges to make a key are kept as.
const PURPOSE: &str = "new passkey";
/// Letters a name may have.
const LONGEST_NAME: usize = 40;

/// Whom a new key is for.
#[derive(Serialize, Deserialize)]
struct Begun {
    user: i64,
    state: Vec<u8>,
}

fn name(form: &Form) -> Option<&str> {
    Some(form.value("name")).filter(|name| !name.is_empty() && name.chars().count() <= LONGEST_NAME)
}

/// The faults of the form that makes a key, before any device is asked.
async fn faults(app: &App, user: UserId, frame: &Frame, form: &Form) -> Result<Form, Problem> {
    let mut checked = Form::default().set("name", form.value("name"));
    if name(form).is_none() {
        checked = checked.fault("name", frame.t("passkey-name-needed"));
    }
    if !password::fits(app, user, form.secret("passkey_current")).await? {
        checked = checked.fault("passkey_current", frame.t("password-current-wrong"));
    }
    Ok(checked)
}

pub(crate) async fn begin(
    State(app): State<Arc<App>>,
    Taken(passkeys): Taken,
    signed: SignedIn,
    frame: Frame,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let user = signed.actor.user;
    let checked = faults(&app, user, &frame, &form).await?;
    if !checked.faults().is_empty() {
        return security::refused(&app, signed, frame, checked).await;
    }
    let known: Vec<Vec<u8>> = app.store.passkeys(user).await?.into_iter().map(|key| key.content).collect();
    let (question, state) = passkeys.ask_new(user, &security::login(&app, user).await?, &known).map_err(|_| Problem::Fault)?;
    let begun = serde_json::to_vec(&Begun { user: user.0, state }).map_err(|_| Problem::Fault)?;
    ask(&app, PURPOSE, question, &begun).await
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Taken(passkeys): Taken,
    signed: SignedIn,
    frame: Frame,
    headers: HeaderMap,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let user = signed.actor.user;
    let missing = Problem::Missing("通行密钥", "passkey");
    let id = form.value("passkey").parse::<i64>();
    match form.value("what") {
        "add" if form.value("credential").is_empty() => {
            // The script has shown the form as it is, because the question was refused; or there is no script.
            let mut checked = faults(&app, user, &frame, &form).await?;
            if checked.faults().is_empty() {
                checked = checked.fault("", frame.t("passkey-needs-script"));
            }
            security::refused(&app, signed, frame, checked).await
        }
        "add" => {
            let refused = |key: &str| Form::default().set("name", form.value("name")).fault("", frame.t(key));
            let begun = ceremony::take(&app, PURPOSE, &headers).await?.and_then(|kept| serde_json::from_slice::<Begun>(&kept).ok());
            let fault = match (begun.filter(|begun| begun.user == user.0), name(&form)) {
                (Some(begun), Some(name)) => match passkeys.take_new(&begun.state, form.value("credential")) {
                    Ok(made) if app.store.add_passkey(user, &made.credential, name, &made.content, made.first, &mut app.ids()).await? => {
                        app.note(user, user, "passkey_added").await?;
                        return Ok(go_on("/me/security?done=passkey-added"));
                    }
                    Ok(_) => refused("passkey-too-many"),
                    Err(_) => refused("passkey-not-made"),
                },
                (None, _) => refused("passkey-stale"),
                (_, None) => refused("passkey-name-needed"),
            };
            security::refused(&app, signed, frame, fault).await
        }
        "rename" => {
            let Some(name) = name(&form) else {
                let message = frame.t("passkey-name-needed").into_owned();
                return security::refused(&app, signed, frame, Form::default().fault("", message)).await;
            };
            let Ok(id) = id else { return Err(missing) };
            if !app.store.rename_passkey(user, id, name, &mut app.ids()).await? {
                return Err(missing);
            }
            Ok(go_on("/me/security?done=passkey-renamed"))
        }
        "remove" => {
            let Ok(id) = id else { return Err(missing) };
            if !app.store.remove_passkey(user, id).await? {
                return Err(missing);
            }
            app.note(user, user, "passkey_removed").await?;
            Ok(go_on("/me/security?done=passkey-removed"))
        }
        _ => Err(Problem::NOT_FOUND),
    }
}
