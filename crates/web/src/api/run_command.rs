//! `POST /api/v1/commands/{name}`: carries out one command, once.
//!
//! The body holds the command's fields. `Idempotency-Key` names this request among those of the same user: sent again
//! with the same key it gets the same receipt, marked `repeated`, and nothing is written. So a client that saw no answer
//! asks again. A key that was used for another command, or for the same with other content, is refused.
//!
//! Answers 200 with the receipt; 400, 413, 415 for what is no command; 401 without a token; 403, 404, 409, 422 with every
//! reason when the rules refuse; 503 while the server stops.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use nc_store::{Receipt, dispatch};

use super::command_body::CommandBody;
use crate::app::App;
use crate::caller::Caller;
use crate::problem::Problem;

/// The longest key; the user's id is put before it.
const LONGEST_KEY: usize = 180;

/// A command that exists, and the key it is asked with.
pub(crate) struct Order {
    name: &'static str,
    key: String,
}

impl FromRequestParts<Arc<App>> for Order {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let missing = Problem::Missing("指令", "command");
        let Path(asked) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| missing.clone())?;
        let name = dispatch::names().into_iter().find(|name| *name == asked).ok_or(missing)?;
        let key = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !(1..=LONGEST_KEY).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Problem::Key);
        }
        Ok(Self { name, key: key.to_owned() })
    }
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Order { name, key }: Order,
    CommandBody(input): CommandBody,
) -> Result<Json<Receipt>, Problem> {
    // Two users who choose the same key do not meet.
    let receipt = app.store.execute_named(&actor, format!("{}/{key}", actor.user), name, input).await?;
    Ok(Json(Receipt { key, ..receipt }))
}
