//! 认证往来 at the door: what is begun with a browser and taken up again when it comes back, by a cookie that is good once.

use axum::http::{HeaderMap, HeaderValue};

use crate::app::App;
use crate::cookies::Cookie;
use crate::problem::Problem;

/// Keeps `content` for the browser that gets this cookie.
pub(crate) async fn begin(app: &App, purpose: &str, content: &[u8]) -> Result<HeaderValue, Problem> {
    let secret = app.store.begin_ceremony(purpose, content, &mut app.ids()).await?.ok_or(Problem::TooOften)?;
    Ok(Cookie::Ceremony.keep(&secret, app.secure))
}

/// What was kept for the browser that comes back; once.
pub(crate) async fn take(app: &App, purpose: &str, headers: &HeaderMap) -> Result<Option<Vec<u8>>, Problem> {
    match Cookie::Ceremony.of(headers, app.secure) {
        Some(secret) => Ok(app.store.take_ceremony(purpose, secret).await?),
        None => Ok(None),
    }
}
