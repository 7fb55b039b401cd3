//! `GET /api/v1/certificates/{id}/badge`: a certificate as an Open Badges 3.0 credential, and `GET /api/v1/status-lists/{series}`: which
//! numbers of a series are void, as a Bitstring Status List. Both are signed tokens that hold offline.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use nc_capability::certificate::CertificateId;
use nc_people::access::Action;

use crate::api::bearer::{Bearer, Named};
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::app::App;
use crate::delivery::paper::BADGE;
use crate::held::Area;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/certificates/{id}/badge",
    tag: Tag::Training,
    says: ("有效证书的开放徽章（Open Badges 3.0，EdDSA JWT）", "a valid certificate as an Open Badges 3.0 credential (EdDSA JWT)"),
    needs: Needs::Any(&[Action::ReadPeople]),
    params: &[path("id", Form::Id, "证书编号", "id of the certificate")],
    takes: Takes::Nothing,
    gives: Gives::File(BADGE),
    keyed: false,
    refuses: &[403, 404],
    handler: || get(handle),
};

pub(crate) const LIST: Route = Route {
    path: "/status-lists/{series}",
    says: (
        "证书序列的状态列表（Bitstring Status List v1.0，EdDSA JWT）",
        "the Bitstring Status List v1.0 of a series of certificates (EdDSA JWT)",
    ),
    params: &[path(
        "series",
        Form::Text,
        "序列：年份与单位代码，如 2026-150602",
        "the series: year and code of the unit, such as 2026-150602",
    )],
    handler: || get(list),
    ..ROUTE
};

fn token(text: String) -> Response {
    ([(header::CONTENT_TYPE, BADGE), (header::CACHE_CONTROL, "no-store")], text).into_response()
}

async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<CertificateId>) -> Result<Response, Problem> {
    let readable = bearer.visible(&app, Action::ReadPeople)?;
    let missing = || Problem::Missing("证书", "certificate");
    let certificate = app.store.certificate(id).await?;
    let holder = certificate.valid().map(|issue| issue.body.person).ok_or_else(missing)?;
    let paper = app.store.papers(&readable, &[(holder, certificate)]).await?.pop().ok_or_else(missing)?;
    app.store.note_reading(bearer.0.user, Area::Training.reading(), &[holder]).await?;
    Ok(token(app.store.badge(&paper)?))
}

async fn list(State(app): State<Arc<App>>, bearer: Bearer, Path(series): Path<String>) -> Result<Response, Problem> {
    let readable = bearer.visible(&app, Action::ReadPeople)?;
    let found = app.store.status_list(&readable, &series).await?;
    found.map(token).ok_or(Problem::Missing("证书序列", "series of certificates"))
}
