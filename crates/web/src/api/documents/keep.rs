//! `POST /api/v1/documents`: takes a document in, so that a record may name it. The answer is what `honour.record` and its
//! like want of a document, but for its name. The same bytes sent again are one document: it needs no key.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_people::access::Action;
use nc_store::StoredDocument;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::body::FileBody;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/documents",
    tag: Tag::Documents,
    says: ("上传附件，供登记引用", "takes a document in, for a record to name"),
    needs: Needs::Any(MAY),
    params: &[],
    takes: Takes::File("application/octet-stream"),
    gives: Gives::Json(schema::of::<KeptDocument>),
    keyed: false,
    refuses: &[403, 422],
    handler: || post(handle),
};

/// Actions whose records may name a document.
const MAY: &[Action] =
    &[Action::RecordHonour, Action::PlanTraining, Action::RecordTraining, Action::ManageSupport, Action::ManageTalent, Action::TakePart];

/// 已存附件.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptDocument {
    /// What it is, told from its bytes.
    media: &'static str,
    /// Its address, hex.
    sha256: String,
    /// Bytes.
    size: u64,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, file: FileBody) -> Result<Json<KeptDocument>, Problem> {
    bearer.may_write()?;
    let may = MAY.iter().find(|action| !bearer.scopes(&app, **action).is_empty());
    bearer.visible(&app, *may.unwrap_or(&Action::RecordHonour))?;
    let StoredDocument { media, sha256, size } = app.store.keep_document(&file.bytes).await?;
    Ok(Json(KeptDocument { media: media.word(), sha256: sha256.to_string(), size }))
}
