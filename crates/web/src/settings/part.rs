//! `GET /settings/{part}`: one list of the catalogue, searched, sorted, cut into pages, and as a workbook.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};

use super::rows;
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show};
use crate::list::{self, Listing, Wanted};
use crate::problem::Problem;

/// 目录: one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Figures,
    Units,
    Holidays,
    Framework,
    Campaigns,
    Templates,
    Limits,
}

impl Part {
    /// Every list, as the index shows them.
    pub(crate) const ALL: [Self; 7] =
        [Self::Figures, Self::Units, Self::Holidays, Self::Framework, Self::Campaigns, Self::Templates, Self::Limits];

    /// The word in addresses, and of the texts `settings-part-…`, `settings-about-…`, `settings-where-…`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Units => "units",
            Self::Holidays => "holidays",
            Self::Framework => "framework",
            Self::Campaigns => "campaigns",
            Self::Templates => "templates",
            Self::Limits => "limits",
        }
    }
}

#[derive(Template)]
#[template(path = "settings/part.html")]
struct Page {
    frame: Frame,
    part: Part,
    notes: Vec<String>,
    list: Listing,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    _: Viewer,
    Path(word): Path<String>,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let part = Part::ALL.into_iter().find(|part| part.word() == word).ok_or(Problem::NOT_FOUND)?;
    let title = frame.word("settings-part", part.word());
    let rows::Table { columns, rows, notes } = rows::of(&app, &frame, part);
    if wanted.xlsx {
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    let list = Listing::new(&frame, &wanted, title, columns, rows, "settings-empty");
    Ok(show(&Page { frame: frame.under(&[("settings-title", "/settings")]), part, notes, list })?.into_response())
}
