//! What every answer gets: a request id, headers that keep a browser from doing more than showing a page, and a log line.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument as _;

use crate::app::App;
use crate::problem::Problem;

/// The id of a request, for handlers that show it.
#[derive(Clone)]
pub(crate) struct RequestId(pub Arc<str>);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // Not `no-referrer`: browsers then send `Origin: null` with our own forms, and the origin is what tells ours from others'.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static("camera=(), geolocation=(), microphone=()")),
];

/// The media type of a workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file to take away; nothing between here and whoever asked keeps it.
pub(crate) fn attachment(media: &'static str, name: &str, bytes: impl IntoResponse) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// How long a request may take to come in and be answered.
pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Wraps every request.
pub(crate) async fn finish(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let id = RequestId(app.request_id().into());
    request.extensions_mut().insert(id.clone());
    let RequestId(id) = id;
    let method = request.method().clone();
    // The pattern, not the address: an address may name somebody.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let started = app.store.now();
    let span = tracing::info_span!("request", id = %id, %method, route = %route);
    let answered = tokio::time::timeout(PATIENCE, next.run(request).instrument(span.clone())).await;
    let mut response = answered.unwrap_or_else(|_| Problem::TooSlow.into_response());
    if let Some(problem) = response.extensions_mut().remove::<Arc<Problem>>() {
        let mut told = problem.to_json(&id);
        let headers = std::mem::take(response.headers_mut());
        let content =
            headers.iter().filter(|(name, _)| *name == header::WWW_AUTHENTICATE || *name == header::RETRY_AFTER || *name == header::ALLOW);
        told.headers_mut().extend(content.map(|(name, value)| (name.clone(), value.clone())));
        response = told;
    }
    let headers = response.headers_mut();
    headers.extend(HEADERS);
    // What is answered depends on who asks and when, unless the handler says otherwise.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    let micros = app.store.now().0 - started.0;
    let status = response.status().as_u16();
    metrics::counter!("nuancheng_requests_total", "route" => route.clone(), "status" => status.to_string()).increment(1);
    metrics::histogram!("nuancheng_request_seconds", "route" => route).record(f64::from(u32::try_from(micros).unwrap_or(u32::MAX)) / 1e6);
    span.in_scope(|| tracing::info!(status, micros, "answered"));
    response
}
