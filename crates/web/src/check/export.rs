//! The result as a file: the workbook, the JSON and the page that the command line writes.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use nc_intake::{check_findings, check_notes, check_page, check_xlsx};
use nc_store::Checked;

use super::result::office;
use crate::app::App;
use crate::frame::Frame;
use crate::problem::Problem;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The file of a kind: `xlsx`, `json` or `html`.
pub(super) fn file(app: &App, kind: &str, frame: &Frame, text: &str, checked: &Checked) -> Result<Response, Problem> {
    let lang = office(frame.lang);
    let mut notes = check_notes(checked, lang);
    notes.extend(frame.label.clone());
    let (media, name, bytes) = match kind {
        "xlsx" => {
            let created = app.store.now().day().date().at(0, 0, 0, 0);
            let bytes = check_xlsx(notes, checked, lang, created).map_err(|fault| {
                tracing::error!(error = %fault, "a check cannot be written");
                Problem::Fault
            })?;
            (XLSX, "attachment; filename=\"check.xlsx\"", bytes)
        }
        "json" => {
            let bytes = serde_json::to_vec_pretty(&check_findings(checked)).map_err(|_| Problem::Fault)?;
            ("application/json", "attachment; filename=\"check.json\"", bytes)
        }
        "html" => ("text/html; charset=utf-8", "attachment; filename=\"check.html\"", check_page(notes, text, checked, lang).into_bytes()),
        _ => return Err(Problem::NOT_FOUND),
    };
    let headers = [(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, name), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, bytes).into_response())
}
