//! An article as it comes: JSON with its text, or the file itself.

use axum::extract::{FromRequest, Request};
use serde::Deserialize;

use crate::api::body::{FileBody, read_json};
use crate::problem::Problem;

/// The text of an article.
pub(crate) struct Article(pub String);

/// 文稿.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArticleText {
    /// The text.
    text: String,
}

impl<S: Send + Sync> FromRequest<S> for Article {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let file = FileBody::from_request(request, state).await?;
        if file.media == "application/json" {
            let ArticleText { text } = serde_json::from_value(read_json(&file.bytes)?).map_err(|e| Problem::Input(e.to_string()))?;
            return Ok(Self(text));
        }
        if file.media.is_empty() {
            return Err(Problem::MediaType);
        }
        // Unpacking and parsing a document is no work for a thread that serves others.
        let read = tokio::task::spawn_blocking(move || nc_office::prose(&file.bytes)).await.map_err(|_| Problem::Fault)?;
        read.map(Self).map_err(|fault| Problem::Input(fault.to_string()))
    }
}
