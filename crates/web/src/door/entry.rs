//! What happens when somebody has shown all that was asked: a new session in place of whatever there was.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use nc_kernel::{IdGen as _, UserId};
use nc_store::door::Stage;

use crate::app::App;
use crate::cookies::Cookie;
use crate::frame::go_on;
use crate::problem::Problem;

/// By which way somebody came in, as the audit says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entrance {
    /// Login and password, with a code where one is set up.
    Password,
    /// The bureau's provider of identities.
    #[cfg(feature = "oidc")]
    Provider,
    /// A passkey.
    #[cfg(feature = "passkeys")]
    Passkey,
}

impl Entrance {
    fn event(self) -> &'static str {
        match self {
            Self::Password => "signed_in",
            #[cfg(feature = "oidc")]
            Self::Provider => "signed_in_by_provider",
            #[cfg(feature = "passkeys")]
            Self::Passkey => "signed_in_by_passkey",
        }
    }
}

/// Opens a session for `user` and goes on to `next`. The old session ends: its secret may be known to somebody else.
pub(super) async fn enter(
    app: &App,
    headers: &HeaderMap,
    user: UserId,
    stage: Stage,
    by: Entrance,
    next: &str,
) -> Result<Response, Problem> {
    if let Some(old) = Cookie::Session.of(headers, app.secure) {
        app.store.end_session(old).await?;
    }
    let session = app.store.open_session(user, stage, &client(headers), &mut app.ids()).await?;
    let mut response = go_on(next);
    response.headers_mut().append(header::SET_COOKIE, Cookie::Session.keep(&session.secret, app.secure));
    if stage == Stage::SignedIn {
        // The browser is one that this account signed in from, and has tries of its own from now on.
        let device = match Cookie::Device.of(headers, app.secure) {
            Some(device) if device.len() == 64 => device.to_owned(),
            _ => {
                let mut secret = [0_u8; 32];
                app.ids().fill(&mut secret);
                hex::encode(secret)
            }
        };
        app.store.remember_device(user, &device).await?;
        response.headers_mut().append(header::SET_COOKIE, Cookie::Device.keep(&device, app.secure));
        app.note(user, user, by.event()).await?;
    }
    metrics::counter!("nuancheng_sign_ins_total", "outcome" => if stage == Stage::SignedIn { "in" } else { "second_step" }).increment(1);
    Ok(response)
}

/// Leaves: the browser forgets the session and every page it kept.
pub(super) fn leave(app: &App) -> Response {
    let clear = [(header::HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""))];
    let mut response = (clear, go_on("/sign-in")).into_response();
    response.headers_mut().append(header::SET_COOKIE, Cookie::Session.forget(app.secure));
    response
}

/// A browser in two words, for the list of sessions: nothing that tells one machine from another of its kind.
fn client(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = |known: &[(&'static str, &'static str)]| known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let browser = first(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = first(&[("Android", "Android"), ("iPhone", "iOS"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
