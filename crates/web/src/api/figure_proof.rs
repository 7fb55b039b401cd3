//! `GET /api/v1/figures/{id}/proof`: the figure's proof as a file, to be checked offline by anybody with the ledger's
//! verifier key. It takes the permission to open the unit's rows, because the facts behind them are in it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use nc_kernel::Period;

use crate::app::App;
use crate::asked::Asked;
use crate::caller::Caller;
use crate::figure::{self, View};
use crate::problem::Problem;

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let view = View::new(&app, &actor, asked, Period::up_to(app.store.now().day()))?;
    let definition = figure::definition(&app, &id)?;
    let file = view.proof(&app, &actor, &definition).await?;
    Ok(download(&definition.key().to_string(), file))
}

/// The proof as a file of its own.
pub(crate) fn download(figure: &str, file: Vec<u8>) -> Response {
    // A header holds ASCII; a figure's name should, and what does not is left out.
    let name: String = figure.chars().filter(|c| c.is_ascii_alphanumeric() || ['.', '_', '-', '@'].contains(c)).collect();
    let disposition = format!("attachment; filename=\"{name}.proof.json\"");
    ([(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, disposition)], file).into_response()
}
