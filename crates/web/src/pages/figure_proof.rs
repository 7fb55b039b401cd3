//! `GET /figures/{id}/proof`: the proof file, for whoever reads pages.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;

use crate::api::figures::proof::download;
use crate::app::App;
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::{self, View};
use crate::problem::Problem;

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let view = View::new(&app, &actor, asked, app.period())?;
    let definition = figure::definition(&app, &id)?;
    let file = view.proof(&app, &actor, &definition).await?;
    Ok(download(&definition.key().to_string(), file))
}
