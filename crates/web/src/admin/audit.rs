//! `GET /admin/audit`: the audit administrator sees who read whose record and what happened at the door. People are
//! pseudonyms here: the audit needs no name.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_people::Action;

use super::{name_of, page_of};
use crate::app::App;
use crate::caller::{Viewer, may};
use crate::frame::{Frame, show_personal};
use crate::list::{self, Cell, Kind, Listing, Wanted, column};
use crate::moment;
use crate::problem::Problem;

/// Days shown when none are asked for.
const DAYS: i64 = 30;
/// Lines read at most.
const MOST: i64 = 20_000;

#[derive(Template)]
#[template(path = "admin/audit.html")]
struct Page {
    frame: Frame,
    list: Listing,
    from: String,
    to: String,
    events: bool,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    may(&app, &actor, Action::ReadAudit)?;
    let today = app.store.now().day();
    let (from, to) = (wanted.day("from").unwrap_or_else(|| today.minus_days(DAYS)), wanted.day("to").unwrap_or(today));
    let logins = app.store.logins().await?;
    let events = wanted.filter("of") == "events";
    let (title, columns, rows) = if events {
        let columns = vec![
            column(&frame, "last_at", Kind::Day),
            column(&frame, "login", Kind::Text),
            column(&frame, "event", Kind::Text),
            column(&frame, "by", Kind::Text),
        ];
        let all = app.store.door_events(MOST).await?;
        let within = all.into_iter().filter(|event| (from..=to).contains(&event.at.day()));
        let rows: Vec<Vec<Cell>> = within
            .map(|event| {
                vec![
                    Cell::text(moment::minute(event.at)),
                    Cell::text(name_of(&logins, event.user)),
                    Cell::text(frame.word("event", &event.kind)),
                    Cell::text(name_of(&logins, event.by)),
                ]
            })
            .collect();
        (frame.t("audit-events").into_owned(), columns, rows)
    } else {
        let columns = vec![
            column(&frame, "last_at", Kind::Day),
            column(&frame, "reader", Kind::Text),
            column(&frame, "subject", Kind::Code),
            column(&frame, "page", Kind::Text),
            column(&frame, "times", Kind::Number),
        ];
        let rows: Vec<Vec<Cell>> = app
            .store
            .readings(from, to, MOST)
            .await?
            .into_iter()
            .map(|reading| {
                vec![
                    Cell::text(moment::minute(reading.last_at)),
                    Cell::text(name_of(&logins, reading.reader)),
                    Cell::text(reading.subject.to_string()),
                    Cell::text(page_of(&app, &reading.what, frame.lang)),
                    Cell::text(reading.times.to_string()),
                ]
            })
            .collect();
        (frame.t("audit-readings").into_owned(), columns, rows)
    };
    if wanted.xlsx {
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    let list = Listing::new(&frame, &wanted, title, columns, rows, "audit-empty");
    show_personal(&Page { frame, list, from: from.to_string(), to: to.to_string(), events })
}
