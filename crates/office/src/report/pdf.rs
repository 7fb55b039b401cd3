//! The report as PDF, with the figures attached as JSON.

use nc_figures::report::{Block, BlockKind, Masthead, Part};
use serde::Serialize;

use super::{Layout, Publication, sheet};
use crate::typeset::{Families, Fonts, Pdf, PdfError, Typeset};

/// Slack that keeps a full page from overflowing by a rounding, in points.
const SLACK: f64 = 0.005;

#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    recipients: &'a str,
    issuer: &'a str,
    masthead: Option<&'a Masthead>,
    parts: Vec<Line>,
    attachments: Vec<String>,
    signature: Vec<String>,
    sheet: Vec<String>,
    pitch: f64,
    tracking: f64,
    fonts: Families,
}

#[derive(Serialize)]
struct Line {
    /// `first`, `second`, `body` or `table`.
    kind: &'static str,
    text: String,
    /// The texts of a table, row by row.
    cells: Vec<Vec<String>>,
}

impl Line {
    fn of(part: &Part<'_>) -> Self {
        match part {
            Part::Block(block) => {
                let kind = match block.kind {
                    BlockKind::First => "first",
                    BlockKind::Second => "second",
                    BlockKind::Third | BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell { .. } => "body",
                };
                Self { kind, text: block.text(), cells: Vec::new() }
            }
            Part::Table(rows) => {
                let cells = rows.iter().map(|row| row.iter().map(|cell: &&Block| cell.text()).collect()).collect();
                Self { kind: "table", text: String::new(), cells }
            }
        }
    }
}

/// The report as a PDF file.
///
/// # Errors
/// [`PdfError`]; a character that would be set in an undeclared font is one.
pub fn pdf(publication: &Publication<'_>, fonts: &Fonts) -> Result<Pdf, PdfError> {
    let typeset = Typeset::with(fonts)?;
    let document = publication.document;
    let attachments = (1..).zip(&document.attachments).map(|(n, name)| match document.attachments.len() {
        1 => format!("附件：{name}"),
        _ => format!("附件：{n}. {name}"),
    });
    let data = Data {
        title: &document.title,
        recipients: &document.recipients,
        issuer: &document.issuer,
        masthead: document.masthead.as_ref(),
        parts: document.parts().iter().map(Line::of).collect(),
        attachments: attachments.collect(),
        signature: [document.issuer.clone(), document.date_words()].into_iter().filter(|line| !line.is_empty()).collect(),
        sheet: sheet::lines(publication),
        pitch: Layout::pitch() - SLACK,
        tracking: Layout::tracking() - SLACK,
        fonts: typeset.families(),
    };
    let fault = |e: serde_json::Error| PdfError::Set(e.to_string());
    let json = serde_json::to_vec(&data).map_err(fault)?;
    let facts = serde_json::to_vec(document).map_err(fault)?;
    typeset.set(include_str!("report.typ"), vec![("document.json", json), ("facts.json", facts)], publication.report, &fonts.allowed)
}
