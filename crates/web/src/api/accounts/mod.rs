//! Accounts, their tokens and their roles. A system administrator keeps accounts, a security administrator grants roles by
//! command (`people.grant_role`, `people.revoke_role`); neither can do the other's work.

pub(crate) mod close;
pub(crate) mod create;
pub(crate) mod grants;
pub(crate) mod issue_token;
pub(crate) mod list;
pub(crate) mod password;
pub(crate) mod revoke_token;
pub(crate) mod tokens;

use nc_kernel::UserId;
use nc_people::access::Action;
use nc_store::accounts::Account;

use super::bearer::Bearer;
use crate::app::App;
use crate::problem::Problem;

/// The account of `user`.
async fn account(app: &App, user: UserId) -> Result<Account, Problem> {
    let found = app.store.accounts().await?.into_iter().find(|account| account.user == user);
    found.ok_or(Problem::Missing("账户", "account"))
}

/// Whoever keeps accounts, or grants roles.
fn administrator(app: &App, bearer: &Bearer) -> Result<(), Problem> {
    if bearer.bureau(app, Action::ManageGrants).is_err() {
        bearer.bureau(app, Action::ManageAccounts)?;
    }
    Ok(())
}
