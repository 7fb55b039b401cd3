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
use axum::routing::post;
use nc_store::{Receipt, dispatch};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::{Bearer, Key};
use crate::api::body::CommandBody;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, At};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/commands/{name}",
    tag: Tag::Commands,
    says: ("办理一条指令，只办一次", "carries out one command, once"),
    needs: Needs::Command,
    params: &[path("name", Form::Words(dispatch::names), "指令名", "name of the command")],
    takes: Takes::Command,
    gives: Gives::Json(schema::of::<CommandReceipt>),
    keyed: true,
    refuses: &[403, 404, 409, 422],
    handler: || post(handle),
};

/// 回执: which facts a command became.
#[derive(Serialize, ToSchema)]
pub(crate) struct CommandReceipt {
    /// The idempotency key it was asked with.
    key: String,
    command: String,
    /// Position of its first fact.
    first_seq: u64,
    /// How many facts it became; 0 when there was nothing to change.
    facts: u64,
    recorded_at: At,
    /// Size of the ledger with them.
    size: u64,
    /// Root of the ledger at that size, hex; empty for a repeated receipt.
    root: String,
    /// What the person should know although nothing was refused.
    notes: Vec<String>,
    /// Whether nothing was written because it had been before.
    repeated: bool,
}

impl CommandReceipt {
    /// A receipt, with the key as its user sent it.
    pub(crate) fn of(receipt: Receipt, key: String) -> Self {
        let Receipt { command, first_seq, facts, recorded_at, size, root, notes, repeated, .. } = receipt;
        Self { key, command, first_seq, facts, recorded_at: At(recorded_at), size, root, notes, repeated }
    }
}

/// The name of a command that exists.
pub(crate) struct CommandName(&'static str);

impl FromRequestParts<Arc<App>> for CommandName {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let missing = Problem::Missing("指令", "command");
        let Path(asked) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| missing.clone())?;
        dispatch::names().into_iter().find(|name| *name == asked).map(Self).ok_or(missing)
    }
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    CommandName(name): CommandName,
    key: Key,
    CommandBody(input): CommandBody,
) -> Result<Json<CommandReceipt>, Problem> {
    let receipt = app.store.execute_named_within(&bearer.0, key.of(bearer.0.user), name, input).await?;
    Ok(Json(CommandReceipt::of(receipt, key.0)))
}
