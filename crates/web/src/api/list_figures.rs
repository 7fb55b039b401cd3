//! `GET /api/v1/figures?unit=&period_from=&period_to=&known_on=`: every figure in use, with its value.
//!
//! Without `unit`, the first unit the user may read figures of; without a period, everything through today. Each value
//! names the size and root of the ledger it was computed from.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use nc_figures::Value;
use nc_kernel::Period;
use serde::Serialize;

use crate::app::App;
use crate::asked::Asked;
use crate::caller::Caller;
use crate::figure::View;
use crate::problem::Problem;

/// One figure of the list.
#[derive(Serialize)]
pub(crate) struct Listed {
    zh: String,
    en: String,
    #[serde(flatten)]
    value: Value,
}

/// The list.
#[derive(Serialize)]
pub(crate) struct List {
    figures: Vec<Listed>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, Caller(actor): Caller, asked: Asked) -> Result<Json<List>, Problem> {
    let view = View::new(&app, &actor, asked, Period::up_to(app.store.now().day()))?;
    let mut figures = Vec::new();
    for definition in app.store.published().catalogue().in_use() {
        let value = view.value(&app, definition).await?;
        figures.push(Listed { zh: definition.zh.clone(), en: definition.en.clone(), value });
    }
    Ok(Json(List { figures }))
}
