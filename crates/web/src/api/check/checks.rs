//! `POST /api/v1/checks?unit=&period_from=&period_to=&as_of=`: every number of a text against the ledger; the same JSON as
//! `nuancheng check --format json`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_intake::check_findings;
use nc_kernel::{Day, Period};
use nc_people::Scope;
use nc_people::access::Action;
use nc_store::{Checked, Draft};
use serde_json::{Value, json};

use super::article::{Article, ArticleText};
use super::finding::Finding;
use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{FROM, Form, Gives, Needs, Param, Route, TO, Tag, Takes, UNIT, Verb, query};
use crate::api::{schema, shape};
use crate::app::App;
use crate::problem::Problem;

/// The day the text was written for.
pub(crate) const AS_OF: Param = query("as_of", Form::Day, "文稿所述截止日", "the day the text was written for");

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/checks",
    tag: Tag::Check,
    says: ("核稿：逐条核对文中数字", "checks every number of a text"),
    needs: Needs::Any(&[Action::ReadFigures]),
    params: &[UNIT, FROM, TO, AS_OF],
    takes: Takes::Json(|_| shape::of::<ArticleText>()),
    gives: Gives::Json(|schemas| json!({"type": "array", "items": schema::of::<Finding>(schemas)})),
    keyed: false,
    refuses: &[403, 422],
    handler: || post(handle),
};

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    mut query: Query,
    Article(text): Article,
) -> Result<Json<Value>, Problem> {
    let (unit, (from, to), as_of) = (query.unit(), query.period(), query.day("as_of"));
    query.finish()?;
    let scope = bearer.scope(&app, Action::ReadFigures, unit.as_ref())?;
    let today = app.store.now().day();
    let period = (from.is_some() || to.is_some()).then(|| Period { from, to: to.unwrap_or_else(|| today.max(from.unwrap_or(today))) });
    let checked = check(&app, &scope, &text, period, as_of).await?;
    serde_json::to_value(check_findings(&checked)).map(Json).map_err(|_| Problem::Fault)
}

/// A text against the ledger: the one way for machines and for the page.
pub(crate) async fn check(app: &App, scope: &Scope, text: &str, period: Option<Period>, as_of: Option<Day>) -> Result<Checked, Problem> {
    let draft = Draft { text, period, as_of, unit: scope.path().clone(), campaigns: app.campaigns.clone() };
    Ok(app.store.check(scope, &draft).await?)
}
