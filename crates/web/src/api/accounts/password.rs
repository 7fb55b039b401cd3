//! `PUT /api/v1/accounts/{user}/password`: sets a new password. Asked again it sets the same, so it needs no key.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::put;
use nc_kernel::UserId;
use nc_people::access::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account;
use super::close::USER;
use super::create::{check_password, draw_password};
use crate::api::bearer::{Bearer, Named};
use crate::api::body::JsonBody;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Id};
use crate::api::shape;
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Put,
    path: "/accounts/{user}/password",
    tag: Tag::Accounts,
    says: ("重设密码", "sets a new password"),
    needs: Needs::Any(&[Action::ManageAccounts]),
    params: &[USER],
    takes: Takes::Json(|_| shape::of::<NewPassword>()),
    gives: Gives::Json(schema::of::<PasswordSet>),
    keyed: false,
    refuses: &[403, 404, 422],
    handler: || put(handle),
};

/// The password wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// Drawn and shown once where there is none.
    #[serde(default)]
    password: Option<String>,
}

/// The password set.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasswordSet {
    user: Id,
    /// The drawn password, this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Named(user): Named<UserId>,
    JsonBody(wanted): JsonBody<NewPassword>,
) -> Result<Json<PasswordSet>, Problem> {
    bearer.may_write()?;
    bearer.bureau(&app, Action::ManageAccounts)?;
    let account = account(&app, user).await?;
    let mut shown = None;
    let password = match wanted.password {
        Some(password) => password,
        None => shown.insert(draw_password(&app).await?).clone(),
    };
    check_password(&password)?;
    app.store.set_password(&account.login, &password, &mut app.store.secret_ids().await?).await?;
    Ok(Json(PasswordSet { user: Id::of(user), password: shown }))
}
