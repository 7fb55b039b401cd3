//! A document a thing shows, for who sees it there.

use axum::response::Response;
use nc_kernel::Actor;
use nc_kernel::document::BlobId;
use nc_store::Book;

use super::reader;
use crate::api::documents::show::answer;
use crate::app::App;
use crate::problem::Problem;

/// The document with this hash, as a file.
pub(super) async fn file(app: &App, actor: &Actor, book: &Book, thing: &str, sha256: &str) -> Result<Response, Problem> {
    let missing = || Problem::Missing("附件", "document");
    let thing = nc_kernel::id::from_text(thing).ok_or_else(missing)?;
    let sha256: BlobId = sha256.parse().map_err(|_| missing())?;
    let found = app.store.document_shown(&reader(app, actor), book, thing, &sha256).await?;
    answer(&sha256, found.ok_or_else(missing)?)
}
