//! Who asks.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use nc_kernel::Actor;

use crate::app::App;
use crate::problem::Problem;

/// Whoever may look at pages: the user of a token, or the server's reader on loopback.
pub(crate) struct Viewer(pub Actor);

/// The cookie a page's token may come in.
const COOKIE: &str = "nuancheng_token";

impl FromRequestParts<Arc<App>> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        match bearer(&parts.headers).or_else(|| cookie(&parts.headers)) {
            Some(token) => user_of(app, token).await.map(Self),
            None if app.loopback && is_direct(&parts.headers) => Ok(Self(app.reader.clone())),
            None => Err(Problem::Token),
        }
    }
}

async fn user_of(app: &App, token: &str) -> Result<Actor, Problem> {
    Ok(Actor { user: app.store.token_user(token).await?.ok_or(Problem::Token)? })
}

/// The token of `Authorization: Bearer …`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';')).find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Whether a person at this machine asked this server by its own name: not through a proxy, which also comes from
/// loopback, and not by a foreign name that was made to point here.
fn is_direct(headers: &HeaderMap) -> bool {
    let forwarded = headers.contains_key(header::FORWARDED) || headers.contains_key("x-forwarded-for");
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(name, _)| name);
    !forwarded && ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}
