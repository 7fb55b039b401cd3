//! `GET /api/v1/figures/{id}`: one figure's definition and value. `{id}` may name a version: `study.rotation.runs@1`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use nc_figures::{Definition, Value};
use nc_kernel::Period;
use serde::Serialize;

use crate::app::App;
use crate::asked::Asked;
use crate::caller::Caller;
use crate::figure::{self, View};
use crate::problem::Problem;

/// The figure.
#[derive(Serialize)]
pub(crate) struct Shown {
    definition: Definition,
    value: Value,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Json<Shown>, Problem> {
    let view = View::new(&app, &actor, asked, Period::up_to(app.store.now().day()))?;
    let definition = figure::definition(&app, &id)?;
    let value = view.value(&app, &definition).await?;
    Ok(Json(Shown { definition, value }))
}
