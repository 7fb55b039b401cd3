//! `GET /ledger`: how large the ledger is, what was signed, and how an outsider verifies it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "pages/ledger.html")]
struct Page {
    frame: Frame,
    size: u64,
    root: String,
    key: String,
    checkpoint: Option<String>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, _: Viewer, frame: Frame) -> Result<Html<String>, Problem> {
    let checkpoint = app.store.checkpoint().await?;
    let (size, root) = app.store.published().head();
    show(&Page { frame, size, root: hex::encode(root.0), key: app.store.verifier_key().to_owned(), checkpoint })
}
