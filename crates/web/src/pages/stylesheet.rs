//! `GET /assets/nuancheng.css`: the one stylesheet.

use axum::http::header;
use axum::response::IntoResponse;

pub(crate) async fn handle() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, include_str!("../../assets/nuancheng.css"))
}
