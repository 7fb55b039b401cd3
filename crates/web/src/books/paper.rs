//! `GET /books/{list}/{id}/papers/{sha256}`: a document a thing shows, for who sees it there.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use nc_kernel::document::BlobId;

use super::{book, reader};
use crate::api::documents::show::answer;
use crate::app::App;
use crate::caller::Viewer;
use crate::problem::Problem;

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path((word, id, sha256)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let missing = || Problem::Missing("附件", "document");
    let book = book(&word)?;
    let thing = nc_kernel::id::from_text(&id).ok_or_else(missing)?;
    let sha256: BlobId = sha256.parse().map_err(|_| missing())?;
    let found = app.store.document_shown(&reader(&app, &actor), book, thing, &sha256).await?;
    answer(&sha256, found.ok_or_else(missing)?)
}
