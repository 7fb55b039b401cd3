//! `POST /me/drafts/{form}`: keeps what was typed so far. A form marked with the macro `draft` sends itself here while it is
//! filled in; a button sends it where there is no script.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::caller::SignedIn;
use crate::form::Posted;
use crate::problem::Problem;

/// The longest name of a form.
const LONGEST_NAME: usize = 200;

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    Path(form): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    if form.len() > LONGEST_NAME || !form.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) {
        return Err(Problem::NOT_FOUND);
    }
    app.store.save_draft(signed.actor.user, &form, fields.fields(), &mut app.ids()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
