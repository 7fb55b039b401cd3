//! `GET /import/template`: the sheet to fill in, in the reader's language; both languages are understood on import.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use nc_intake::Area;
use nc_office::{DEFAULT_MAX_ROWS, TemplateOptions, template};

use super::page::{admit, sheet};
use crate::app::App;
use crate::caller::SignedIn;
use crate::frame::Frame;
use crate::list::Wanted;
use crate::problem::Problem;

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    admit(&app, &signed.actor)?;
    let area = Area::of_word(wanted.filter("into")).unwrap_or(Area::Training);
    let (zh, en) = area.template_name();
    let options = TemplateOptions {
        lang: frame.lang.office(),
        sheet: frame.lang.pick(zh, en),
        created: app.store.now().day().date().at(0, 0, 0, 0),
        rows: DEFAULT_MAX_ROWS,
    };
    let name = if area == Area::Internship { "interns.xlsx" } else { "roster.xlsx" };
    sheet(template(&area.columns(false), options), name)
}
