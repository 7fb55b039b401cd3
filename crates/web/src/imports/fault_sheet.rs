//! `GET /import/faults`: the uploaded sheet given back with a column that says, line by line, what to mend.

use std::sync::Arc;

use axum::extract;
use axum::response::Response;
use nc_office::{CellFault, ReadOptions};

use super::bench::{self, Content, OfCell, State};
use super::page::{admit, sheet};
use super::staged::Staged;
use crate::app::App;
use crate::caller::SignedIn;
use crate::frame::Frame;
use crate::problem::Problem;

pub(crate) async fn handle(extract::State(app): extract::State<Arc<App>>, signed: SignedIn, frame: Frame) -> Result<Response, Problem> {
    admit(&app, &signed.actor)?;
    let missing = || Problem::Missing("待改的表", "sheet to mend");
    let found = match bench::state(&app, signed.actor.user).await? {
        Some(State::Over(content)) => match *content {
            Content::Found(found) if found.recorded.is_none() => found,
            _ => return Err(missing()),
        },
        _ => return Err(missing()),
    };
    let staged = Staged::find(&app, &signed.actor).await?.ok_or_else(missing)?;
    let created = app.store.now().day().date().at(0, 0, 0, 0);
    let lang = frame.lang.office();
    let made = tokio::task::spawn_blocking(move || {
        let table = nc_office::read(&staged.bytes, &staged.area.columns(staged.fixed.is_some()), ReadOptions::default())?;
        let faults: Vec<CellFault> = found.faults.iter().map(OfCell::fault).collect();
        nc_office::fault_sheet(&table, &faults, lang, created)
    });
    sheet(made.await.map_err(|_| Problem::Fault)?, "mend.xlsx")
}
