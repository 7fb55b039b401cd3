//! `GET /import/template`: the sheet to fill in, in the reader's language; both languages are understood on import.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use nc_office::{DEFAULT_MAX_ROWS, TemplateOptions, roster_columns, template};

use super::page::{admit, sheet};
use crate::app::App;
use crate::caller::SignedIn;
use crate::frame::Frame;
use crate::problem::Problem;

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame) -> Result<Response, Problem> {
    admit(&app, &signed.actor)?;
    let options = TemplateOptions {
        lang: frame.lang.office(),
        sheet: frame.lang.pick("考勤名册", "Roster"),
        created: app.store.now().day().date().at(0, 0, 0, 0),
        rows: DEFAULT_MAX_ROWS,
    };
    sheet(template(&roster_columns(false), options), "roster.xlsx")
}
