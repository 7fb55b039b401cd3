//! `POST /api/v1/accounts/{user}/close`: closes an account; its tokens end with it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_kernel::UserId;
use nc_people::access::Action;
use nc_people::command::Command as _;
use nc_people::commands::CloseUser;
use nc_store::StoreError;

use super::account;
use crate::api::bearer::{Bearer, Key, Named};
use crate::api::commands::run::CommandReceipt;
use crate::api::route::{Form, Gives, Needs, Param, Route, Tag, Takes, Verb, path};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

/// Which account.
pub(crate) const USER: Param = path("user", Form::Id, "账户编号", "id of the account");

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/accounts/{user}/close",
    tag: Tag::Accounts,
    says: ("销户", "closes an account"),
    needs: Needs::Any(&[Action::ManageAccounts]),
    params: &[USER],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<CommandReceipt>),
    keyed: true,
    refuses: &[403, 404, 409],
    handler: || post(handle),
};

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Named(user): Named<UserId>,
    key: Key,
) -> Result<Json<CommandReceipt>, Problem> {
    bearer.may_write()?;
    bearer.bureau(&app, Action::ManageAccounts)?;
    let account = account(&app, user).await?;
    let command = serde_json::to_value(CloseUser { user }).map_err(|e| StoreError::Unusable(e.to_string()))?;
    let receipt = app.store.execute_named_within(&bearer.0, key.of(bearer.0.user), CloseUser::NAME, command).await?;
    app.store.close_account(&account.login).await?;
    Ok(Json(CommandReceipt::of(receipt, key.0)))
}
