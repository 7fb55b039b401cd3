//! `GET /import/faults`: the uploaded sheet given back with a column that says, line by line, what to mend.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::bench;
use super::page::{admit, sheet};
use crate::app::App;
use crate::caller::SignedIn;
use crate::frame::Frame;
use crate::problem::Problem;

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame) -> Result<Response, Problem> {
    admit(&app, &signed.actor)?;
    let Some(bench::State::Judged(outcome)) = app.imports.state(signed.actor.user) else {
        return Err(Problem::Missing("待改的表", "sheet to mend"));
    };
    let created = app.store.now().day().date().at(0, 0, 0, 0);
    let lang = frame.lang.office();
    let made = tokio::task::spawn_blocking(move || nc_office::fault_sheet(&outcome.table, &outcome.faults, lang, created));
    sheet(made.await.map_err(|_| Problem::Fault)?, "mend.xlsx")
}
