//! `GET /admin/backup`: what the system administrator must know of the ledger's safety: the last backup, what came after it,
//! the last checkpoint, and what runs in the background. Backups are written on the machine itself, where the file goes
//! and the keys are.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_people::Action;

use crate::api::schema::word;
use crate::app::App;
use crate::caller::{Viewer, may};
use crate::frame::{Frame, show_personal};
use crate::list::{self, Cell, Kind, Listing, Wanted, column};
use crate::moment;
use crate::problem::Problem;

/// Days after which a backup is said to be old.
const OLD: i64 = 7;

#[derive(Template)]
#[template(path = "admin/backup.html")]
struct Page {
    frame: Frame,
    list: Listing,
    size: u64,
    root: String,
    /// When the last backup was written; empty when none ever was.
    last: String,
    /// Facts it holds.
    held: u64,
    /// Facts recorded since.
    since: u64,
    /// Documents it had to leave out.
    left_out: u64,
    is_old: bool,
    /// Facts under the last checkpoint.
    signed: u64,
    failed: usize,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    may(&app, &actor, Action::Operate)?;
    let columns = vec![
        column(&frame, "last_at", Kind::Day),
        column(&frame, "job", Kind::Text),
        column(&frame, "state", Kind::Text),
        column(&frame, "attempts", Kind::Number),
        column(&frame, "message", Kind::Text),
    ];
    let jobs = app.store.jobs().await?;
    let rows: Vec<Vec<Cell>> = jobs
        .iter()
        .map(|job| {
            let state = word(&job.state);
            vec![
                Cell::text(moment::minute(job.moved_at)),
                Cell::text(frame.word("job", &job.kind)),
                Cell::mark(frame.word("job-state", &state), if state == "failed" { "late" } else { "" }),
                Cell::text(job.attempts.to_string()),
                Cell::text(&job.message),
            ]
        })
        .collect();
    let title = frame.t("backup-jobs").into_owned();
    if wanted.xlsx {
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    let (size, root) = app.store.published().head();
    let last = app.store.last_backup().await?;
    let now = app.store.now();
    let signed = match app.store.checkpoint().await? {
        // A C2SP note: origin, size, root.
        Some(note) => note.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or_default(),
        None => 0,
    };
    show_personal(&Page {
        list: Listing::new(&frame, &wanted, title, columns, rows, "backup-jobs-empty"),
        size,
        root: hex::encode(root.0).get(..16).unwrap_or_default().to_owned(),
        held: last.as_ref().map(|last| last.size).unwrap_or_default(),
        since: last.as_ref().map_or(size, |last| size.saturating_sub(last.size)),
        left_out: last.as_ref().map(|last| last.documents_left_out).unwrap_or_default(),
        is_old: last.as_ref().is_some_and(|last| now.day().days_since(last.at.day()) > OLD),
        last: last.map(|last| moment::minute(last.at)).unwrap_or_default(),
        signed,
        failed: app.store.failed_jobs().await?.len(),
        frame: frame.under(&[("settings-title", "/settings")]),
    })
}
