//! `POST /sign-out`: ends the session, at once and on the server.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::entry::leave;
use crate::app::App;
use crate::cookies::Cookie;
use crate::problem::Problem;

pub(crate) async fn handle(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(secret) = Cookie::Session.of(&headers, app.secure) {
        app.store.end_session(secret).await?;
    }
    Ok(leave(&app))
}
