//! Pages a browser may keep and ask about: unchanged, they are not sent again.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};

use crate::problem::Problem;

/// Wraps the pages. One that says `no-store` (a handler does where a person's row or name is shown) is left alone.
pub(crate) async fn tag(request: Request, next: Next) -> Response {
    let asked = request.headers().get(header::IF_NONE_MATCH).cloned();
    let reads = *request.method() == Method::GET;
    let response = next.run(request).await;
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
    if !reads || response.status() != StatusCode::OK || !is_page || response.headers().contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return Problem::Fault.into_response() };
    let digest = Sha256::digest(&bytes);
    let tag = format!("W/\"{}\"", hex::encode(digest.get(..12).unwrap_or_default()));
    let Ok(value) = HeaderValue::from_str(&tag) else { return Problem::Fault.into_response() };
    parts.headers.insert(header::ETAG, value.clone());
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    parts.headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-language, accept-encoding"));
    if asked.is_some_and(|asked| asked == value) {
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.status = StatusCode::NOT_MODIFIED;
        return (parts, Body::empty()).into_response();
    }
    Response::from_parts(parts, Body::from(bytes))
}
