//! `GET /api/v1/accounts`: accounts by login.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_people::access::Action;
use nc_store::accounts::Account;
use serde::Serialize;
use utoipa::ToSchema;

use super::administrator;
use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{CURSOR, Gives, LIMIT, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Id};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/accounts",
    tag: Tag::Accounts,
    says: ("账户", "accounts"),
    needs: Needs::Any(&[Action::ManageAccounts, Action::ManageGrants]),
    params: &[CURSOR, LIMIT],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<AccountPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 账户.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountLine {
    user: Id,
    login: String,
    closed: bool,
    /// Whose account it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Id>,
}

impl AccountLine {
    pub(crate) fn of(app: &App, account: Account) -> Self {
        let person = app.store.published().with_directory(|d| d.user(account.user).and_then(|user| user.person));
        Self { user: Id::of(account.user), login: account.login, closed: account.closed, person: person.map(Id::of) }
    }
}

/// A page of accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountPage {
    accounts: Vec<AccountLine>,
    /// The last account's number; a login may be a name, and an address holds none.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Id>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<AccountPage>, Problem> {
    let after: Option<nc_kernel::UserId> = query.value("cursor", "next");
    let limit = query.limit();
    query.finish()?;
    administrator(&app, &bearer)?;
    let all = app.store.accounts().await?;
    let start = after.map_or(0, |after| all.iter().position(|account| account.user == after).map_or(all.len(), |at| at + 1));
    let more = all.len() > start.saturating_add(limit);
    let accounts: Vec<AccountLine> = all.into_iter().skip(start).take(limit).map(|account| AccountLine::of(&app, account)).collect();
    let next = accounts.last().filter(|_| more).map(|account| account.user.clone());
    Ok(Json(AccountPage { accounts, next }))
}
