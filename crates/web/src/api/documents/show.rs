//! `GET /api/v1/documents/{sha256}`: a document, for who may open a record that names it. One that no such record names is
//! not there, whether or not it was ever taken in.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use nc_kernel::Rule;
use nc_kernel::document::{BlobId, Media};
use nc_kernel::refusal::No;
use nc_people::access::Action;
use nc_store::Found;

use crate::api::bearer::{Bearer, Named};
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::app::App;
use crate::problem::Problem;

/// The document went with somebody it named.
static ERASED: Rule = Rule::new(
    "web.document_erased",
    No::Conflict,
    "此附件已随所涉人员删除；账上只留哈希",
    "this document was erased with somebody it names; only its hash is kept",
);

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/documents/{sha256}",
    tag: Tag::Documents,
    says: ("下载附件", "a document that a record names"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[path("sha256", Form::Text, "附件的 SHA-256", "SHA-256 of the document")],
    takes: Takes::Nothing,
    gives: Gives::File("application/octet-stream"),
    keyed: false,
    refuses: &[403, 404, 409],
    handler: || get(handle),
};

fn ending(bytes: &[u8]) -> &'static str {
    Media::of(bytes).map_or("bin", |media| if media == Media::Text { "txt" } else { media.word() })
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<BlobId>) -> Result<Response, Problem> {
    for scope in bearer.visible(&app, Action::ReadRows)? {
        if let Some(found) = app.store.document(&scope, &id).await? {
            return answer(&id, found);
        }
    }
    Err(Problem::Missing("附件", "document"))
}

/// The document as a file. Never shown by a browser as what it says it is: it came from outside.
pub(crate) fn answer(id: &BlobId, found: Found) -> Result<Response, Problem> {
    let Found::Bytes(bytes) = found else { return Err(ERASED.refuse().into()) };
    let disposition = format!("attachment; filename=\"{}.{}\"", id.as_str().get(..16).unwrap_or_default(), ending(&bytes));
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
