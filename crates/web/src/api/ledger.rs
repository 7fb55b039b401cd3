//! `GET /api/v1/ledger`: size and root of the ledger, and the key outsiders verify it with.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::app::App;
use crate::caller::Caller;
use crate::problem::Problem;

/// Where the ledger stands.
#[derive(Serialize)]
pub(crate) struct Ledger {
    bureau: i64,
    size: u64,
    root: String,
    verifier_key: String,
    /// The newest signed checkpoint; absent before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    checkpoint: Option<String>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, _: Caller) -> Result<Json<Ledger>, Problem> {
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
