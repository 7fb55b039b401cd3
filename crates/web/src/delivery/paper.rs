//! `GET /certificates/{id}/paper`: a certificate to print; `GET /certificates/{id}/file`: the file its holder keeps, which
//! anybody verifies without us. For the holder, and for who may read people of the unit they were sent by.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use nc_capability::certificate::CertificateId;
use nc_people::Action;
use nc_store::Paper;

use super::outside;
use crate::app::App;
use crate::caller::SignedIn;
use crate::frame::{Frame, show_personal};
use crate::held::Area;
use crate::link::link;
use crate::pages::amount::hours;
use crate::problem::Problem;
use crate::qr;

/// One paper.
pub(super) struct Sheet {
    pub number: String,
    name: String,
    title: String,
    class: String,
    ended_on: String,
    issued_on: String,
    hours: String,
    authority: String,
    code: String,
    picture: String,
    address: String,
    file: String,
}

impl Sheet {
    pub(super) fn of(app: &App, headers: &HeaderMap, paper: &Paper) -> Result<Self, Problem> {
        let content = &paper.content;
        let address = outside(app, headers, "/certificates/verify");
        let picture = qr::picture(&link(&address, &[("number", &content.number), ("code", &content.code)]))?;
        Ok(Self {
            number: content.number.clone(),
            name: paper.opening.name.clone(),
            title: content.title.clone(),
            class: content.class.clone(),
            ended_on: content.ended_on.to_string(),
            issued_on: content.issued_on.to_string(),
            hours: hours(i64::from(content.credit_minutes)),
            authority: content.authority.clone(),
            code: content.code.clone(),
            picture,
            address,
            file: String::new(),
        })
    }
}

#[derive(Template)]
#[template(path = "delivery/paper.html")]
struct Page {
    frame: Frame,
    sheets: Vec<Sheet>,
    count: usize,
}

/// Shows papers, one a printed page.
pub(super) fn print(frame: Frame, sheets: Vec<Sheet>) -> Result<Response, Problem> {
    show_personal(&Page { frame, count: sheets.len(), sheets })
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
) -> Result<Response, Problem> {
    let paper = find(&app, &signed, &id).await?;
    let sheet = Sheet { file: format!("/certificates/{id}/file"), ..Sheet::of(&app, &headers, &paper)? };
    print(frame.under(&[("training-title", "/training")]), vec![sheet])
}

pub(crate) async fn file(State(app): State<Arc<App>>, signed: SignedIn, Path(id): Path<String>) -> Result<Response, Problem> {
    let paper = find(&app, &signed, &id).await?;
    let name =
        format!("attachment; filename=\"certificate-{}.txt\"", paper.content.number.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let heads = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Ok((heads, [(header::CONTENT_DISPOSITION, name)], paper.file()).into_response())
}
