//! `GET /api/v1/ledger`: size and root of the ledger, and the key outsiders verify it with.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/ledger",
    tag: Tag::Ledger,
    says: ("账本规模、根、公钥和最新检查点", "size, root, public key and newest checkpoint"),
    needs: Needs::Token,
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<Ledger>),
    keyed: false,
    refuses: &[],
    handler: || get(handle),
};

/// Where the ledger stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ledger {
    bureau: i64,
    size: u64,
    root: String,
    verifier_key: String,
    /// The newest signed checkpoint; absent before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    checkpoint: Option<String>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, _: Bearer) -> Result<Json<Ledger>, Problem> {
    let checkpoint = app.store.checkpoint().await?;
    let (size, root) = app.store.published().head();
    Ok(Json(Ledger {
        bureau: app.store.bureau(),
        size,
        root: hex::encode(root.0),
        verifier_key: app.store.verifier_key().to_owned(),
        checkpoint,
    }))
}
