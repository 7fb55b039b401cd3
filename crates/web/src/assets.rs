//! `GET /assets/{file}`: stylesheets and scripts, embedded in the program and named by their content, so that a browser
//! keeps them for ever. `build.rs` says where they come from.

use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// One file as it is sent.
struct Asset {
    name: &'static str,
    file: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
    brotli: &'static [u8],
}

static ASSETS: &[Asset] = &include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an asset; `None` for a library that this development build was made without.
pub(crate) fn href(name: &str) -> Option<String> {
    ASSETS.iter().find(|asset| asset.name == name).map(|asset| format!("/assets/{}", asset.file))
}

/// Whether the libraries are in: not in a development build before `cargo xtask assets`.
#[must_use]
pub fn are_complete() -> bool {
    ["tabler.css", "htmx.js", "echarts.js"].iter().all(|name| href(name).is_some())
}

pub(crate) async fn handle(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let asset = ASSETS.iter().find(|asset| asset.file == file).ok_or(Problem::Missing("文件", "file"))?;
    let media = match asset.file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |coding: &str| accepted.split(',').any(|word| word.trim().split(';').next() == Some(coding));
    let kept =
        [(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "public, max-age=31536000, immutable"), (header::VARY, "accept-encoding")];
    Ok(if takes("br") {
        (kept, [(header::CONTENT_ENCODING, "br")], asset.brotli).into_response()
    } else if takes("gzip") {
        (kept, [(header::CONTENT_ENCODING, "gzip")], asset.gzip).into_response()
    } else {
        (kept, asset.plain).into_response()
    })
}
