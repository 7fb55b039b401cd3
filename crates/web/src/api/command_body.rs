//! A JSON body of bounded size.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde_json::Value;

use crate::problem::Problem;

/// The fields of a command. A body that says it is too large is refused before a byte of it is read.
pub(crate) struct CommandBody(pub Value);

impl<S: Send + Sync> FromRequest<S> for CommandBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        admit(request.headers())?;
        // A body without a declared length is counted while it comes in; one that breaks off reaches nobody.
        let bytes = to_bytes(request.into_body(), Problem::LARGEST_BODY).await.map_err(|_| Problem::TooLarge)?;
        serde_json::from_slice(&bytes).map(Self).map_err(|fault| {
            let (line, column) = (fault.line(), fault.column());
            let why = fault.to_string();
            let why = why.split(" at line ").next().unwrap_or_default().to_owned();
            Problem::Malformed { line, column, why }
        })
    }
}

/// Judges a body by what is said of it.
fn admit(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if !text(header::CONTENT_TYPE).is_some_and(is_json) {
        return Err(Problem::MediaType);
    }
    let declared = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if declared.is_some_and(|length| length > Problem::LARGEST_BODY as u64) {
        return Err(Problem::TooLarge);
    }
    Ok(())
}

fn is_json(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"))
}
