//! `GET /certificates/{id}/paper`: a certificate to print, `?as=pdf` as PDF where this server sets it; `GET
//! /certificates/{id}/file`: the file its holder keeps, which anybody verifies without us; `GET /certificates/{id}/badge`: the same as
//! an Open Badges 3.0 credential, and `GET /certificates/{id}/status`: which numbers of its series are void. For the holder, and for who may read people of the unit they were sent by.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use nc_capability::certificate::CertificateId;
use nc_capability::certificate::model::place;
use nc_intake::certificate_paper;
use nc_kernel::Rule;
use nc_kernel::refusal::No;
use nc_office::certificate::CertificatePaper;
use nc_people::Action;
use nc_store::Paper;

use super::outside;
use crate::answer::attachment;
use crate::app::App;
use crate::caller::SignedIn;
use crate::frame::{Frame, show_personal};
use crate::held::Area;
use crate::link::link;
use crate::list::Wanted;
use crate::problem::Problem;
use crate::qr;

/// Of credentials as tokens (VC-JOSE-COSE).
pub(crate) const BADGE: &str = "application/vc+jwt";

static PDF_FAULT: Rule = Rule::new("certificate.pdf", No::Conflict, "PDF 无法排版：{zh}", "the PDF cannot be set: {en}");
/// This server sets no PDF.
static NO_PDF: Rule = Rule::new(
    "certificate.no_pdf",
    No::Conflict,
    "此服务未编入 PDF 或没有所需字体：可用浏览器“打印→另存为 PDF”，或请管理员换用以 --features pdf 编译并装有 Fandol、Noto CJK 字体的程序",
    "this server sets no PDF: print this page to a PDF with the browser, or have the program built with --features pdf and the fonts \
     Fandol and Noto CJK installed",
);

/// What stands on the paper, for who reaches us at the host of this request.
pub(super) fn of(app: &App, headers: &HeaderMap, paper: &Paper) -> Result<CertificatePaper, Problem> {
    let content = &paper.content;
    let address = outside(app, headers, "/certificates/verify");
    let picture = qr::picture(&link(&address, &[("number", &content.number), ("code", &content.code)]))?;
    Ok(certificate_paper(paper, address, picture, app.label.clone()))
}

#[derive(Template)]
#[template(path = "delivery/paper.html")]
struct Page {
    frame: Frame,
    sheets: Vec<CertificatePaper>,
    count: usize,
    /// Where a single paper's files lie, which the holder keeps.
    files: String,
    /// Where the same is a PDF; empty where this server sets none.
    pdf: String,
}

/// Shows papers, one a printed page, or gives them as one PDF where that is asked.
pub(super) fn print(
    app: &App,
    frame: Frame,
    wanted: &Wanted,
    here: &str,
    sheets: Vec<CertificatePaper>,
    files: String,
) -> Result<Response, Problem> {
    if wanted.filter("as") == "pdf" {
        let printer = app.pdf.as_ref().ok_or_else(|| NO_PDF.refuse())?;
        let bytes = printer.certify(&sheets).map_err(|fault| PDF_FAULT.refuse().with("zh", fault.zh).with("en", fault.en))?;
        let number = sheets.first().map(|sheet| sheet.number.as_str()).unwrap_or_default();
        return Ok(attachment("application/pdf", &format!("certificate-{}.pdf", plain(number)), bytes));
    }
    let pdf = if app.pdf.is_some() && !sheets.is_empty() { link(here, &[("as", "pdf")]) } else { String::new() };
    show_personal(&Page { frame, count: sheets.len(), sheets, files, pdf })
}

/// A number as part of a file's name.
fn plain(number: &str) -> String {
    number.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

async fn find(app: &App, signed: &SignedIn, id: &str) -> Result<Paper, Problem> {
    let missing = || Problem::Missing("证书", "certificate");
    let id: CertificateId = id.parse().map_err(|_| missing())?;
    if let Some(own) = signed.person(app)
        && let Some(paper) = app.store.own_paper(own, id).await?
    {
        return Ok(paper);
    }
    let certificate = app.store.certificate(id).await?;
    let holder = certificate.valid().map(|issue| issue.body.person).ok_or_else(missing)?;
    let readable = app.store.scopes(&signed.actor, Action::ReadPeople);
    let paper = app.store.papers(&readable, &[(holder, certificate)]).await?.pop().ok_or_else(missing)?;
    app.store.note_reading(signed.actor.user, Area::Training.reading(), &[holder]).await?;
    Ok(paper)
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let paper = find(&app, &signed, &id).await?;
    let sheets = vec![of(&app, &headers, &paper)?];
    let frame = frame.under(&[("training-title", "/training")]);
    print(&app, frame, &wanted, &format!("/certificates/{id}/paper"), sheets, format!("/certificates/{id}"))
}

/// A signed text as a file to keep.
fn kept(name: &str, media: &'static str, text: String) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    let heads = [(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "no-store")];
    (heads, [(header::CONTENT_DISPOSITION, name)], text).into_response()
}

pub(crate) async fn badge(State(app): State<Arc<App>>, signed: SignedIn, Path(id): Path<String>) -> Result<Response, Problem> {
    let paper = find(&app, &signed, &id).await?;
    Ok(kept(&format!("badge-{}.jwt", plain(&paper.content.number)), BADGE, app.store.badge(&paper)?))
}

pub(crate) async fn status(State(app): State<Arc<App>>, signed: SignedIn, Path(id): Path<String>) -> Result<Response, Problem> {
    let paper = find(&app, &signed, &id).await?;
    let series = place(&paper.content.number).map(|(series, _)| plain(series)).unwrap_or_default();
    Ok(kept(&format!("status-{series}.jwt"), BADGE, app.store.status_list_beside(&paper).await?))
}

pub(crate) async fn file(State(app): State<Arc<App>>, signed: SignedIn, Path(id): Path<String>) -> Result<Response, Problem> {
    let paper = find(&app, &signed, &id).await?;
    Ok(kept(&format!("certificate-{}.txt", plain(&paper.content.number)), "text/plain; charset=utf-8", paper.file()))
}
