//! `GET /api/v1/accounts/{user}/tokens`: the tokens of an account, never their secrets. Everybody sees their own.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::UserId;
use nc_people::access::Action;
use nc_store::tokens::{Token, TokenLimits};
use serde::Serialize;
use utoipa::ToSchema;

use super::account;
use super::close::USER;
use crate::api::bearer::{Bearer, Named};
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, At, Id, On, Unit, word};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/accounts/{user}/tokens",
    tag: Tag::Accounts,
    says: ("账户的令牌", "the tokens of an account"),
    needs: Needs::Any(&[Action::ManageAccounts]),
    params: &[USER],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<TokenList>),
    keyed: false,
    refuses: &[403, 404],
    handler: || get(handle),
};

/// 令牌范围.
#[derive(Serialize, ToSchema)]
pub(crate) struct Limits {
    writes: bool,
    /// The only actions it may be used for; empty for all its user may.
    actions: Vec<String>,
    /// The unit it is held to; absent for all its user may.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
}

impl From<&TokenLimits> for Limits {
    fn from(limits: &TokenLimits) -> Self {
        Self { writes: limits.writes, actions: limits.actions.iter().map(word).collect(), unit: limits.unit.clone().map(Unit) }
    }
}

/// 令牌.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenLine {
    token: Id,
    label: String,
    limits: Limits,
    created_at: At,
    expires_at: At,
    /// The last day it was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    used_on: Option<On>,
}

impl From<Token> for TokenLine {
    fn from(token: Token) -> Self {
        Self {
            token: Id(token.id),
            limits: Limits::from(&token.terms.limits),
            label: token.terms.label,
            created_at: At(token.created_at),
            expires_at: At(token.terms.expires_at),
            used_on: token.used_on.map(On),
        }
    }
}

/// The tokens, oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenList {
    tokens: Vec<TokenLine>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(user): Named<UserId>) -> Result<Json<TokenList>, Problem> {
    if bearer.0.user != user {
        bearer.bureau(&app, Action::ManageAccounts)?;
        account(&app, user).await?;
    }
    let tokens = app.store.tokens(user).await?.into_iter().map(TokenLine::from).collect();
    Ok(Json(TokenList { tokens }))
}
