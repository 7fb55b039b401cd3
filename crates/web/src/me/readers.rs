//! `GET /me/readers`: who read my record, when, and on what kind of page.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::caller::SignedIn;
use crate::frame::{Frame, show_personal};
use crate::list::{self, Cell, Kind, Listing, Wanted, column};
use crate::problem::Problem;
use crate::{admin, moment};

/// Readings shown.
const MOST: i64 = 2_000;

#[derive(Template)]
#[template(path = "me/readers.html")]
struct Page {
    frame: Frame,
    list: Option<Listing>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let Some(person) = signed.person(&app) else { return show_personal(&Page { frame, list: None }) };
    let logins = app.store.logins().await?;
    let readings = app.store.readings_of(person, MOST).await?;
    let columns = vec![
        column(&frame, "last_at", Kind::Day),
        column(&frame, "reader", Kind::Text),
        column(&frame, "role", Kind::Text),
        column(&frame, "page", Kind::Text),
        column(&frame, "times", Kind::Number),
    ];
    let rows: Vec<Vec<Cell>> = readings
        .into_iter()
        .map(|reading| {
            vec![
                Cell::text(moment::minute(reading.last_at)),
                Cell::text(admin::name_of(&logins, reading.reader)),
                Cell::text(admin::roles_of(&app, reading.reader, frame.lang)),
                Cell::text(admin::page_of(&app, &reading.what, frame.lang)),
                Cell::text(reading.times.to_string()),
            ]
        })
        .collect();
    let title = frame.t("readers-title").into_owned();
    if wanted.xlsx {
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    let list = Listing::new(&frame, &wanted, title, columns, rows, "readers-empty");
    show_personal(&Page { frame, list: Some(list) })
}
