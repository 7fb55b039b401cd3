//! Bodies of bounded size: a body that says it is too large is refused before a byte of it is read.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::Problem;

/// JSON as it came: the fields of a command.
pub(crate) struct CommandBody(pub Value);

/// JSON read into a type.
pub(crate) struct JsonBody<T>(pub T);

/// The bytes of a file, with its declared media type.
pub(crate) struct FileBody {
    pub media: String,
    pub bytes: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for CommandBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if media(request.headers()) != "application/json" {
            return Err(Problem::MediaType);
        }
        read_json(&bytes(request).await?).map(Self)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let CommandBody(value) = CommandBody::from_request(request, state).await?;
        serde_json::from_value(value).map(Self).map_err(|fault| Problem::Input(fault.to_string()))
    }
}

impl<S: Send + Sync> FromRequest<S> for FileBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let media = media(request.headers());
        Ok(Self { media, bytes: bytes(request).await? })
    }
}

/// JSON, with the place of what is wrong.
pub(crate) fn read_json(bytes: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(bytes).map_err(|fault| {
        let (line, column) = (fault.line(), fault.column());
        let why = fault.to_string();
        let why = why.split(" at line ").next().unwrap_or_default().to_owned();
        Problem::Malformed { line, column, why }
    })
}

/// The whole body. One without a declared length is counted while it comes in; one that breaks off reaches nobody.
async fn bytes(request: Request<Body>) -> Result<Bytes, Problem> {
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > Problem::LARGEST_BODY as u64) {
        return Err(Problem::TooLarge);
    }
    to_bytes(request.into_body(), Problem::LARGEST_BODY).await.map_err(|_| Problem::TooLarge)
}

fn media(headers: &HeaderMap) -> String {
    let text = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
