//! `GET /readiness`: each requirement with who holds it on a chosen day, who is exempt, who is overdue, and what lapses in the
//! coming twelve months. The people are opened on the page of the requirement, as far as the viewer may see them, where the
//! reading is noted. What a view costs is told by [`nc_store::Store::compliance`].

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use nc_people::Action;
use nc_store::ComplianceLine;

use crate::app::App;
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::View;
use crate::frame::{Chooser, Frame, show, unit_name};
use crate::problem::Problem;

struct Requirement {
    title: String,
    basis: String,
    /// Its page, where its people are.
    href: String,
    /// Bound, compliant, exempt, overdue.
    numbers: [(&'static str, usize); 4],
    /// Names the table for the chart.
    table: String,
    /// Month, and how many lapse in it.
    ahead: Vec<(String, usize)>,
    most: usize,
}

#[derive(Template)]
#[template(path = "pages/readiness.html")]
struct Page {
    frame: Frame,
    chooser: Chooser,
    unit: String,
    day: String,
    requirements: Vec<Requirement>,
}

fn shown(line: ComplianceLine) -> Requirement {
    let numbers = [
        ("readiness-bound", line.bound()),
        ("readiness-compliant", line.compliant),
        ("readiness-exempt", line.exempt),
        ("readiness-overdue", line.overdue),
    ];
    Requirement {
        href: format!("/books/requirement/{}", line.requirement),
        table: format!("ahead-{}", line.requirement),
        numbers,
        most: line.ahead.iter().map(|(_, n)| *n).max().unwrap_or_default().max(1),
        ahead: line.ahead.into_iter().map(|(month, n)| (format!("{}-{:02}", month.year(), month.month()), n)).collect(),
        title: line.title,
        basis: line.basis,
    }
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    frame: Frame,
    asked: Asked,
) -> Result<Html<String>, Problem> {
    let view = View::new(&app, &actor, asked, app.period())?;
    let day = view.period.to;
    let lines = app.store.compliance(&view.scope, day).await?;
    show(&Page {
        chooser: Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), frame.lang),
        unit: unit_name(&app, &view.unit, frame.lang),
        day: day.to_string(),
        requirements: lines.into_iter().map(shown).collect(),
        frame: frame.with_charts(),
    })
}
