//! `DELETE /api/v1/accounts/{user}/tokens/{token}`: ends a token, at once in this process and within a second in others.
//! Everybody may end their own.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::delete;
use nc_kernel::UserId;
use nc_people::access::Action;

use super::close::USER;
use crate::api::bearer::Bearer;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Delete,
    path: "/accounts/{user}/tokens/{token}",
    tag: Tag::Accounts,
    says: ("吊销令牌", "ends a token"),
    needs: Needs::Any(&[Action::ManageAccounts]),
    params: &[USER, path("token", Form::Id, "令牌编号", "id of the token")],
    takes: Takes::Nothing,
    gives: Gives::Nothing,
    keyed: false,
    refuses: &[403, 404],
    handler: || delete(handle),
};

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Path((user, token)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let missing = || Problem::Missing("令牌", "token");
    bearer.may_write()?;
    let user: Option<UserId> = user.parse().ok();
    if user != Some(bearer.0.user) {
        bearer.bureau(&app, Action::ManageAccounts)?;
    }
    let user = user.ok_or_else(missing)?;
    if app.store.revoke_token(user, &token).await? { Ok(StatusCode::NO_CONTENT) } else { Err(missing()) }
}
