//! `GET /api/v1/me`: whose token this is, what it is held to, and which roles its user holds.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::accounts::grants::GrantLine;
use crate::api::accounts::tokens::Limits;
use crate::api::bearer::Bearer;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Id};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/me",
    tag: Tag::Operation,
    says: ("当前令牌的用户和范围", "whose token this is and what it may"),
    needs: Needs::Token,
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<Me>),
    keyed: false,
    refuses: &[],
    handler: || get(handle),
};

/// 当前用户.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    user: Id,
    limits: Limits,
    grants: Vec<GrantLine>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer) -> Result<Json<Me>, Problem> {
    let now = app.store.now();
    let grants = app.store.published().with_directory(|d| d.grants_in_force(bearer.0.user, now).map(GrantLine::from).collect());
    Ok(Json(Me { user: Id::of(bearer.0.user), limits: Limits::from(&bearer.0.limits), grants }))
}
