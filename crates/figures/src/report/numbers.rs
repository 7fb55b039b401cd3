//! Numbers in prose that are bound to nothing.

use nc_claims::Context;
use nc_kernel::Day;

/// A number in a text that a reader takes for a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// First character, counted from 0.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// The text between.
    pub text: String,
}

/// Reasons for which a reading sets a number aside although it may well be one: a report keeps those out too.
const DOUBTFUL: &[&str] = &["no_measure", "number", "ratio"];

/// Every number of `text`, written for `as_of`, that the article check would take for a claim, or could not say what it is.
/// Periods and bound numbers may be among them; the report takes those out.
pub(super) fn figures(text: &str, as_of: Day) -> Vec<Found> {
    let article = nc_claims::read(text, &Context { as_of: Some(as_of), ..Context::default() });
    let claims = article.claims.into_iter().map(|c| Found { start: c.start, end: c.end, text: c.text });
    let doubtful = article.untagged.into_iter().filter(|u| DOUBTFUL.contains(&u.why));
    let mut found: Vec<Found> = claims.chain(doubtful.map(|u| Found { start: u.start, end: u.end, text: u.text })).collect();
    found.sort_by_key(|f| f.start);
    found
}
