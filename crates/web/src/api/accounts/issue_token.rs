//! `POST /api/v1/accounts/{user}/tokens`: makes a token, held to what is asked. Its secret is shown once: the same key again
//! is refused with the token's number, so that a lost answer leaves no second token.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_kernel::refusal::No;
use nc_kernel::{Day, Micros, Refused, Rule, UnitPath, UserId};
use nc_people::access::Action;
use nc_store::tokens::{TokenLimits, TokenTerms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account;
use super::close::USER;
use super::tokens::Limits;
use crate::api::bearer::{Bearer, Key, Named};
use crate::api::body::JsonBody;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, At, Id};
use crate::api::shape;
use crate::app::App;
use crate::problem::Problem;

/// Days a token may be good for.
const MOST_DAYS: i64 = 3_650;

static LABEL: Rule = Rule::new("token.label", No::Invalid, "请用 1 至 100 个字写明用途", "say what it is for, in 1 to 100 characters");
static EXPIRY: Rule = Rule::new(
    "token.expiry",
    No::Invalid,
    "有效期的最后一天须在今天之后、十年之内",
    "the last day must come after today and within ten years",
);
static CLOSED: Rule = Rule::new("account.closed", No::Conflict, "此账户已注销", "this account is closed");

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/accounts/{user}/tokens",
    tag: Tag::Accounts,
    says: ("发放令牌", "makes a token"),
    needs: Needs::Any(&[Action::ManageAccounts]),
    params: &[USER],
    takes: Takes::Json(|_| shape::of::<NewToken>()),
    gives: Gives::Json(schema::of::<IssuedToken>),
    keyed: true,
    refuses: &[403, 404, 409, 422],
    handler: || post(handle),
};

/// The token wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewToken {
    /// What it is for.
    label: String,
    /// Last day it is good.
    last_day: Day,
    /// Whether it may write.
    #[serde(default)]
    writes: bool,
    /// The only actions it may be used for; all its user may where there are none.
    #[serde(default)]
    actions: Vec<Action>,
    /// The unit it is held to, with everything below.
    #[serde(default)]
    unit: Option<UnitPath>,
}

/// The token made.
#[derive(Serialize, ToSchema)]
pub(crate) struct IssuedToken {
    token: Id,
    /// What to send as `Authorization: Bearer …`; shown this once.
    secret: String,
    limits: Limits,
    expires_at: At,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Named(user): Named<UserId>,
    key: Key,
    JsonBody(wanted): JsonBody<NewToken>,
) -> Result<Json<IssuedToken>, Problem> {
    bearer.may_write()?;
    bearer.bureau(&app, Action::ManageAccounts)?;
    let account = account(&app, user).await?;
    let label = wanted.label.trim();
    let mut faults = Vec::new();
    if !(1..=100).contains(&label.chars().count()) || label.chars().any(char::is_control) {
        faults.push(LABEL.refuse().at("label"));
    }
    let today = app.store.now().day();
    if wanted.last_day <= today || wanted.last_day > today.plus_days(MOST_DAYS) {
        faults.push(EXPIRY.refuse().at("last_day"));
    }
    Refused::unless_empty(faults).map_err(Problem::Refused)?;
    if account.closed {
        return Err(CLOSED.refuse().at("user").into());
    }
    let limits = TokenLimits { writes: wanted.writes, actions: wanted.actions, unit: wanted.unit };
    let terms = TokenTerms { label: label.to_owned(), expires_at: Micros::end_of(wanted.last_day), limits };
    let mut ids = app.store.secret_ids().await?;
    let (token, secret) = app.store.issue_token(user, &terms, &key.of(bearer.0.user), &mut ids).await?;
    Ok(Json(IssuedToken { token: Id(token), secret, limits: Limits::from(&terms.limits), expires_at: At(terms.expires_at) }))
}
