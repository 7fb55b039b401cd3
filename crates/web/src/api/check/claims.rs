//! `POST /api/v1/claims?as_of=`: the numbers of a text, without the ledger; the same JSON as
//! `nuancheng claims --untagged --format json`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_claims::Context;
use nc_figures::check::PrintedClaim;
use serde_json::{Value, json};

use super::article::{Article, ArticleText};
use super::checks::AS_OF;
use super::finding::Claims;
use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::{schema, shape};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/claims",
    tag: Tag::Check,
    says: ("读数：文中的数字", "the numbers of a text"),
    needs: Needs::Token,
    params: &[AS_OF],
    takes: Takes::Json(|_| shape::of::<ArticleText>()),
    gives: Gives::Json(schema::of::<Claims>),
    keyed: false,
    refuses: &[422],
    handler: || post(handle),
};

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    _: Bearer,
    mut query: Query,
    Article(text): Article,
) -> Result<Json<Value>, Problem> {
    let as_of = query.day("as_of");
    query.finish()?;
    let context = Context { as_of, campaigns: app.campaigns.clone(), publisher: None };
    let article = tokio::task::spawn_blocking(move || nc_claims::read(&text, &context)).await.map_err(|_| Problem::Fault)?;
    let claims: Vec<PrintedClaim<'_>> = article.claims.iter().map(PrintedClaim::from).collect();
    Ok(Json(json!({"claims": claims, "untagged": article.untagged, "sums": article.sums})))
}
