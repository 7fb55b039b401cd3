//! Shows a problem as a page, in the reader's language.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::answer::RequestId;
use crate::app::App;
use crate::frame::{Frame, go_on, show};
use crate::lang::Lang;
use crate::link::link;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "pages/problem.html")]
struct Page {
    frame: Frame,
    what: String,
    reasons: Vec<String>,
    request_id: String,
}

/// Wraps the pages.
pub(crate) async fn show_problem(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(|RequestId(id)| id.to_string()).unwrap_or_default();
    let (parts, body) = request.into_parts();
    let reads = parts.method == axum::http::Method::GET;
    let frame = Frame::new(&app, &parts);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = response.extensions().get::<Arc<Problem>>().cloned() else { return response };
    if *problem == Problem::SignIn && reads {
        return go_on(&link("/sign-in", &[("next", &frame.here)]));
    }
    let in_lang = |zh: String, en: String| if frame.lang == Lang::Zh { zh } else { en };
    let page = Page {
        what: in_lang(problem.zh(), problem.en()),
        reasons: problem.refusals().iter().map(|refusal| in_lang(refusal.zh(), refusal.en())).collect(),
        request_id: id,
        frame,
    };
    let Ok(html) = show(&page) else { return response };
    response.extensions_mut().remove::<Arc<Problem>>();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    (parts.status, parts.headers, html).into_response()
}
