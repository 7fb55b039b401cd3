//! `GET /readyz`: the database answers and the ledger can be read; 503 when not.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::app::App;
use crate::problem::Problem;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is ready.
#[derive(Serialize)]
pub(crate) struct Ready {
    /// Facts on the ledger.
    size: u64,
}

pub(crate) async fn handle(State(app): State<Arc<App>>) -> Result<Json<Ready>, Problem> {
    match tokio::time::timeout(PATIENCE, app.store.checkpoint()).await {
        Ok(Ok(_)) => Ok(Json(Ready { size: app.store.published().head().0 })),
        Ok(Err(fault)) => {
            tracing::warn!(error = %fault, "the database does not answer");
            Err(Problem::NotReady)
        }
        Err(_) => {
            tracing::warn!("the database does not answer in time");
            Err(Problem::NotReady)
        }
    }
}
