//! `POST /api/v1/accounts`: makes an account. Its number follows from the idempotency key, so a repeated request finds the
//! account it made. A password that was not given is drawn here and shown once.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_kernel::refusal::No;
use nc_kernel::{IdGen as _, PersonId, Rule, UserId, id};
use nc_people::access::Action;
use nc_people::command::Command as _;
use nc_people::commands::CreateUser;
use nc_store::StoreError;
use nc_store::accounts::MIN_PASSWORD;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::bearer::{Bearer, Key};
use crate::api::body::JsonBody;
use crate::api::commands::run::CommandReceipt;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Id};
use crate::api::shape;
use crate::app::App;
use crate::problem::Problem;

/// Somebody else has the login.
static LOGIN_TAKEN: Rule = Rule::new("account.login_taken", No::Conflict, "登录名已被占用，请换一个", "the login is taken; choose another");
/// A login nobody could type.
static LOGIN: Rule = Rule::new(
    "account.login",
    No::Invalid,
    "登录名为 2 至 64 个字符，不含空白和控制字符",
    "a login has 2 to 64 characters, without spaces or control characters",
);
/// A password that is too short.
static PASSWORD: Rule = Rule::new(
    "account.password",
    No::Invalid,
    "密码至少 {least} 个字符；用一句记得住的话最好",
    "a password has at least {least} characters; take a sentence you remember",
);

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/accounts",
    tag: Tag::Accounts,
    says: ("开户", "makes an account"),
    needs: Needs::Any(&[Action::ManageAccounts]),
    params: &[],
    takes: Takes::Json(|_| shape::of::<NewAccount>()),
    gives: Gives::Json(schema::of::<CreatedAccount>),
    keyed: true,
    refuses: &[403, 409, 422],
    handler: || post(handle),
};

/// The account wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    /// What they sign in with.
    login: String,
    /// Whose account it is; none for machines and people from outside the bureau.
    #[serde(default)]
    person: Option<PersonId>,
    /// A password; drawn and shown once where there is none.
    #[serde(default)]
    password: Option<String>,
}

/// The account made.
#[derive(Serialize, ToSchema)]
pub(crate) struct CreatedAccount {
    user: Id,
    login: String,
    /// The drawn password, this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
    receipt: CommandReceipt,
}

/// Refuses a password that is too short.
pub(crate) fn check_password(password: &str) -> Result<(), Problem> {
    let fits = (MIN_PASSWORD..=1_000).contains(&password.chars().count());
    if fits { Ok(()) } else { Err(PASSWORD.refuse().with("least", MIN_PASSWORD).at("password").into()) }
}

/// A password nobody guesses: twenty letters and digits of five bits each.
pub(crate) async fn draw_password(app: &App) -> Result<String, Problem> {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bytes = [0_u8; 20];
    app.store.secret_ids().await?.fill(&mut bytes);
    let letters: Vec<char> = bytes.iter().map(|b| char::from(ALPHABET.get(usize::from(b & 31)).copied().unwrap_or(b'0'))).collect();
    Ok(letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    key: Key,
    JsonBody(wanted): JsonBody<NewAccount>,
) -> Result<Json<CreatedAccount>, Problem> {
    bearer.may_write()?;
    bearer.bureau(&app, Action::ManageAccounts)?;
    let login = wanted.login.trim();
    if !(2..=64).contains(&login.chars().count()) || login.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(LOGIN.refuse().at("login").into());
    }
    if let Some(password) = &wanted.password {
        check_password(password)?;
    }
    let named = key.of(bearer.0.user);
    let user = UserId(id::natural("api.account", &named));
    let taken = app.store.account(login).await?;
    if taken.as_ref().is_some_and(|account| account.user != user) {
        return Err(LOGIN_TAKEN.refuse().at("login").into());
    }
    let command =
        serde_json::to_value(CreateUser { user: Some(user), person: wanted.person }).map_err(|e| StoreError::Unusable(e.to_string()))?;
    let receipt = app.store.execute_named_within(&bearer.0, named, CreateUser::NAME, command).await?;
    let mut shown = None;
    if taken.is_none() {
        let password = match wanted.password {
            Some(password) => password,
            None => shown.insert(draw_password(&app).await?).clone(),
        };
        app.store.create_account(user, login, &password, &mut app.store.secret_ids().await?).await?;
    }
    Ok(Json(CreatedAccount { user: Id::of(user), login: login.to_owned(), password: shown, receipt: CommandReceipt::of(receipt, key.0) }))
}
