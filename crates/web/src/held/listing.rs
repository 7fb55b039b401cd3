//! `GET /training/classes`, `GET /study/runs`: what units of a subtree organised or plan, by unit, state, kind and day.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::Area;
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::Frame;
use crate::list::Wanted;
use crate::listing::{self, Of};
use crate::problem::Problem;

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    area: Area,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let frame = frame.under(&[(area.title(), area.href())]);
    let title = frame.t(area.list_title()).into_owned();
    let may_record = !app.store.scopes(&actor, area.action()).is_empty();
    let of = Of {
        list: area.listed(),
        title: &title,
        at: area.list(),
        ways: may_record.then(|| (area.record().to_owned(), frame.t(area.record_title()).into_owned())).into_iter().collect(),
        href: &|id| area.href_of(id),
        empty: "held-list-empty",
    };
    listing::answer(&app, &actor, frame, &wanted, of).await
}
