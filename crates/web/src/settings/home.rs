//! `GET /settings`: what there is to read, and who changes it how.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use nc_people::Action;

use super::{Part, rows};
use crate::app::App;
use crate::caller::{Viewer, may};
use crate::frame::{Frame, Step, show};
use crate::problem::Problem;

struct Entry {
    href: String,
    name: String,
    about: String,
    count: usize,
}

#[derive(Template)]
#[template(path = "settings/home.html")]
struct Page {
    frame: Frame,
    parts: Vec<Entry>,
    /// The pages of an administrator's own work.
    work: Vec<Step>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame) -> Result<Html<String>, Problem> {
    let entry = |part: Part| Entry {
        href: format!("/settings/{}", part.word()),
        name: frame.word("settings-part", part.word()),
        about: frame.word("settings-about", part.word()),
        count: rows::of(&app, &frame, part).rows.len(),
    };
    let work = [
        (Action::ManageAccounts, "accounts-title", "/admin/accounts"),
        (Action::ManageGrants, "grants-title", "/admin/grants"),
        (Action::ReadAudit, "audit-title", "/admin/audit"),
        (Action::Operate, "backup-title", "/admin/backup"),
        (Action::ErasePerson, "erasure-title", "/admin/erasure"),
    ];
    let step = |(_, key, href): (Action, &str, &str)| Step { name: frame.t(key).into_owned(), href: href.to_owned(), here: false };
    let work = work.into_iter().filter(|(action, ..)| may(&app, &actor, *action).is_ok()).map(step).collect();
    show(&Page { parts: Part::ALL.into_iter().map(entry).collect(), work, frame })
}
