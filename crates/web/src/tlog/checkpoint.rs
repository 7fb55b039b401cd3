//! `GET /checkpoint`: the newest signed checkpoint, a C2SP signed note. 404 before the first fact was signed for.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::app::App;
use crate::problem::Problem;

pub(crate) async fn handle(State(app): State<Arc<App>>) -> Result<impl IntoResponse, Problem> {
    let note = app.store.checkpoint().await?.ok_or(Problem::Missing("检查点", "checkpoint"))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], note))
}
