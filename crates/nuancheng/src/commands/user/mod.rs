//! `user`: accounts and roles. A system administrator creates accounts, a security administrator grants roles; neither
//! can do the other's work.

mod add;
mod grant;
#[cfg(feature = "oidc")]
mod link;
mod list;
mod password;
mod token;

use nc_kernel::UserId;
use nc_people::access::{Action, Role};
use nc_people::commands::CloseUser;
use nc_store::accounts::Account;
use serde::Serialize;

use super::record::print;
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::session::{self, Session, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "开户由系统管理员办理，授权由安全管理员办理（默认取唯一的一位，否则用 --as 指明）。
A system administrator creates accounts, a security administrator grants roles; --as says who, where there are several.

示例 / Examples:
  nuancheng user add neiqin --role recorder --unit /150600/150602/
  nuancheng user grant zhengzhi --role 政工干部 --unit /150600/ --until 2027-01-01
  nuancheng user revoke neiqin --role recorder
  nuancheng user list --format json")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 开户 / Make an account
    Add(add::Args),
    /// 列出账户 / List accounts and roles
    List(list::Args),
    /// 销户 / Close an account
    Close(Close),
    /// 重设密码 / Set a new password
    Password(password::Args),
    /// 接口令牌 / Make a token for a program
    Token(token::Args),
    /// 列出令牌 / List the tokens of an account
    Tokens(token::Listing),
    /// 吊销令牌 / Revoke a token, at once
    RevokeToken(token::Revoking),
    /// 关联统一身份认证 / Link an account to the provider of identities
    #[cfg(feature = "oidc")]
    Link(link::Link),
    /// 解除关联 / Take that link away
    #[cfg(feature = "oidc")]
    Unlink(link::Unlink),
    /// 授权 / Grant a role
    Grant(grant::Grant),
    /// 收回授权 / Revoke a role, at once
    Revoke(grant::Revoke),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng user close neiqin")]
struct Close {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
}

impl Args {
    /// Whether a list is printed.
    #[must_use]
    pub fn lists(&self) -> bool {
        matches!(self.what, What::List(_) | What::Tokens(_))
    }
}

/// Does what was asked.
///
/// # Errors
/// As the subcommand.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| match &args.what {
        What::Add(args) => add::run(s, args).await,
        What::List(args) => list::run(s, args).await,
        What::Close(args) => close(s, args).await,
        What::Password(args) => password::run(s, args).await,
        What::Token(args) => token::run(s, args).await,
        What::Tokens(args) => token::list(s, args).await,
        What::RevokeToken(args) => token::revoke(s, args).await,
        #[cfg(feature = "oidc")]
        What::Link(args) => link::link(s, args).await,
        #[cfg(feature = "oidc")]
        What::Unlink(args) => link::unlink(s, args).await,
        What::Grant(args) => grant::grant(s, args).await,
        What::Revoke(args) => grant::revoke(s, args).await,
    })
    .await?;
    Ok(Exit::Done)
}

async fn close(s: &Session<'_>, args: &Close) -> Result<(), Failure> {
    let actor = s.actor(Action::ManageAccounts, None).await?;
    let account = account(s, &args.login).await?;
    let receipt = s.store.execute(&actor, fresh_key(), CloseUser { user: account.user }).await?;
    s.store.close_account(&args.login).await?;
    print(s, &receipt)
}

/// The account of `login`.
async fn account(s: &Session<'_>, login: &str) -> Result<Account, Failure> {
    s.store.account(login).await?.ok_or_else(|| {
        Failure::unreadable(
            format!("没有账户 {login}；用 nuancheng user list 查看有哪些账户"),
            format!("there is no account {login}; `nuancheng user list` shows which there are"),
        )
    })
}

/// Reads a role by its word or its name in either language.
fn role(text: &str) -> Result<Role, String> {
    let text = text.trim();
    Role::ALL.iter().copied().find(|r| word(*r) == text || r.zh() == text || r.en() == text).ok_or_else(|| {
        let words = Role::ALL.iter().map(|r| format!("{} {}", word(*r), r.zh())).collect::<Vec<_>>().join(", ");
        format!("应为其中之一 / one of: {words}")
    })
}

/// The word of a role, as records have it.
fn word(role: Role) -> String {
    serde_json::to_value(role).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A secret shown once.
#[derive(Serialize)]
struct Secret<'a> {
    login: &'a str,
    user: UserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
}
