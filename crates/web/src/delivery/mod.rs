//! Training as people meet it: the code of the room, who is in, certificates to print and to check, one's own calendar.

pub(crate) mod calendar;
pub(crate) mod certificates;
pub(crate) mod check_in;
pub(crate) mod code;
pub(crate) mod paper;
pub(crate) mod scores;
pub(crate) mod verify;

use axum::http::{HeaderMap, header};

use crate::app::App;

/// The address of `path` as another device reaches it: the host this request came to.
fn outside(app: &App, headers: &HeaderMap, path: &str) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{}://{host}{path}", if app.secure { "https" } else { "http" })
}
