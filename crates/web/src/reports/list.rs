//! `GET /reports`: drafts, releases, and the releases that their source has since left behind, with what moved.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_figures::report::Stage;
use nc_people::Action;

use super::paper::Moved;
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show_personal, unit_name};
use crate::list::{self, Cell, Column, Kind, Listing, Wanted, column};
use crate::problem::Problem;

/// Releases of which it is told number by number what moved.
const TOLD: usize = 20;

struct Left {
    href: String,
    title: String,
    moved: Vec<Moved>,
}

#[derive(Template)]
#[template(path = "reports/list.html")]
struct Page {
    frame: Frame,
    list: Listing,
    may_draft: bool,
    of: String,
    left: Vec<Left>,
}

pub(crate) fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "draft",
        Stage::Released => "released",
        Stage::Corrected => "corrected",
    }
}

pub(crate) async fn handle(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let may_draft = !app.store.scopes(&actor, Action::DraftReport).is_empty();
    let may_work = may_draft || !app.store.scopes(&actor, Action::ReleaseReport).is_empty();
    if !may_work {
        app.somewhere(&actor, Action::ReadFigures)?;
    }
    let lang = frame.lang;
    let of = ["draft", "released", "left"].into_iter().find(|of| *of == wanted.filter("of")).unwrap_or_default();
    let mut reports = app.store.reports(&actor, true).await?;
    let mut left = Vec::new();
    for line in reports.iter().filter(|line| line.stage == Stage::Released && line.differing().is_some_and(|n| n > 0)).take(TOLD) {
        let moved = line.moved.iter().flatten().map(|moved| Moved::of(line.id, moved, lang)).collect();
        left.push(Left { href: format!("/reports/{}", line.id), title: line.title.clone(), moved });
    }
    reports.retain(|line| match of {
        "draft" => line.stage == Stage::Draft,
        "released" => line.stage != Stage::Draft,
        "left" => line.differing().is_some_and(|n| n > 0),
        _ => true,
    });
    let columns: Vec<Column> = vec![
        column(&frame, "report", Kind::Text),
        column(&frame, "state", Kind::Text),
        column(&frame, "unit", Kind::Text),
        column(&frame, "day", Kind::Day),
        column(&frame, "numbers", Kind::Number),
        column(&frame, "differing", Kind::Number),
    ];
    let rows: Vec<Vec<Cell>> = reports
        .iter()
        .map(|line| {
            let stage = stage_word(line.stage);
            let mark = match line.stage {
                Stage::Draft => "",
                Stage::Released => "ok",
                Stage::Corrected => "off",
            };
            vec![
                Cell::link(if line.title.is_empty() { line.id.to_string() } else { line.title.clone() }, format!("/reports/{}", line.id)),
                Cell::mark(frame.word("report-stage", stage), mark),
                Cell::text(unit_name(&app, &line.unit, lang)).ordered(line.unit.as_str()),
                Cell::text(line.released_at.unwrap_or(line.drafted_at).day().to_string()),
                Cell::text(if line.released_at.is_some() { line.figures.to_string() } else { String::new() }),
                match line.differing() {
                    Some(n) if n > 0 => Cell::link(n.to_string(), format!("/reports/{}#differences", line.id)),
                    n => Cell::text(n.map(|n| n.to_string()).unwrap_or_default()),
                },
            ]
        })
        .collect();
    let title = frame.t("reports-title").into_owned();
    if wanted.xlsx {
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    let list = Listing::new(&frame, &wanted, title, columns, rows, "reports-empty");
    show_personal(&Page { frame, list, may_draft, of: of.to_owned(), left })
}
