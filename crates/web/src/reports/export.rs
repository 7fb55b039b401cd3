//! `GET /reports/{id}/export?to=`: the report as docx, PDF, tagged web page, text, or the proof bundle of every number.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use nc_figures::report::{Document, ReportId};
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Rule};
use nc_office::report::{Publication, docx, html, markdown};
use nc_people::Action;

use super::{id_of, note_bundle};
use crate::answer::attachment;
use crate::app::App;
use crate::asked::QUERY;
use crate::caller::Viewer;
use crate::list::Wanted;
use crate::problem::Problem;

/// This server writes no PDF.
pub(crate) static NO_PDF: Rule = Rule::new(
    "report.no_pdf",
    No::Conflict,
    "此服务未编入 PDF 或没有所需字体；请导出 docx",
    "this server writes no PDF: it was built without, or lacks the fonts; export docx",
);
/// A character no font has, or another fault of setting the page.
static PDF_FAULT: Rule = Rule::new("report.pdf", No::Conflict, "PDF 无法排版：{zh}", "the PDF cannot be set: {en}");

/// 导出格式.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    Docx,
    Pdf,
    Html,
    Markdown,
    Proof,
}

impl To {
    pub(crate) const ALL: [Self; 5] = [Self::Docx, Self::Pdf, Self::Html, Self::Markdown, Self::Proof];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Proof => "proof",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|to| to.word() == word)
    }

    /// Media type and ending of the file's name.
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Docx => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Self::Pdf => ("application/pdf", "pdf"),
            Self::Html => ("text/html; charset=utf-8", "html"),
            Self::Markdown => ("text/markdown; charset=utf-8", "md"),
            Self::Proof => ("application/json", "proof.json"),
        }
    }
}

/// Media types of what is no proof.
pub(crate) const MEDIA: &[&str] =
    &["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf", "text/html", "text/markdown"];

/// The words of [`To`].
pub(crate) fn words() -> Vec<&'static str> {
    To::ALL.iter().map(|to| to.word()).collect()
}

/// The file. A proof takes the permission to open the unit's rows, because the facts behind them are in it.
pub(crate) async fn exported(app: &App, actor: &Actor, id: ReportId, to: To) -> Result<Response, Problem> {
    let view = app.store.report(actor, id).await?;
    let bytes = match (to, view.report.release()) {
        (To::Proof, _) => {
            if let Some(draft) = view.report.draft() {
                app.store.allow(actor, Action::ReadRows, &draft.unit)?;
            }
            note_bundle(app, actor, id, &view.report).await?;
            app.store.prove_report(actor, id).await?
        }
        (_, Some(release)) => written(app, id, &release.document, true, to)?,
        (_, None) => written(app, id, &app.store.preview_saved(actor, id).await?.document, false, to)?,
    };
    let (media, ending) = to.file();
    Ok(attachment(media, &format!("report-{id}.{ending}"), bytes))
}

fn written(app: &App, id: ReportId, document: &Document, released: bool, to: To) -> Result<Vec<u8>, Problem> {
    let report = id.to_string();
    let proof = format!("report-{id}.proof.json");
    let publication = Publication { document, report: &report, proof: &proof, verifier_key: app.store.verifier_key(), released };
    match to {
        To::Docx => docx(&publication).map_err(|fault| {
            tracing::error!(error = %fault, "a report cannot be written");
            Problem::Fault
        }),
        To::Html => Ok(html(&publication).into_bytes()),
        To::Markdown | To::Proof => Ok(markdown(&publication).into_bytes()),
        To::Pdf => {
            let printer = app.pdf.as_ref().ok_or_else(|| NO_PDF.refuse())?;
            printer.print(&publication).map_err(|fault| PDF_FAULT.refuse().with("zh", fault.zh).with("en", fault.en).into())
        }
    }
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let form = || QUERY.refuse().with("value", "").with("form", words().join(" / ")).at("to");
    exported(&app, &actor, id, To::named(wanted.filter("to")).ok_or_else(form)?).await
}
