//! The result as a file: the workbook, the JSON and the page that the command line writes.

use axum::response::Response;
use nc_intake::{check_findings, check_notes, check_page, check_xlsx};
use nc_store::Checked;

use crate::answer::{XLSX, attachment};
use crate::app::App;
use crate::frame::Frame;
use crate::problem::Problem;

/// The file of a kind: `xlsx`, `json` or `html`.
pub(super) fn file(app: &App, kind: &str, frame: &Frame, text: &str, checked: &Checked) -> Result<Response, Problem> {
    let lang = frame.lang.office();
    let mut notes = check_notes(checked, lang);
    notes.extend(frame.label.clone());
    let (media, name, bytes) = match kind {
        "xlsx" => {
            let created = app.store.now().day().date().at(0, 0, 0, 0);
            let bytes = check_xlsx(notes, checked, lang, created).map_err(|fault| {
                tracing::error!(error = %fault, "a check cannot be written");
                Problem::Fault
            })?;
            (XLSX, "check.xlsx", bytes)
        }
        "json" => {
            let bytes = serde_json::to_vec_pretty(&check_findings(checked)).map_err(|_| Problem::Fault)?;
            ("application/json", "check.json", bytes)
        }
        "html" => ("text/html; charset=utf-8", "check.html", check_page(notes, text, checked, lang).into_bytes()),
        _ => return Err(Problem::NOT_FOUND),
    };
    Ok(attachment(media, name, bytes))
}
