//! `user token`: a token for a program that uses the API as this account.

use nc_people::access::Action;

use super::{Secret, account};
use crate::exit::Failure;
use crate::ids::OsIds;
use crate::session::{Session, in_days};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng user token jiankong --label 大屏 --days 90")]
pub struct Args {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    /// 用途 / What it is for
    #[arg(long)]
    label: String,
    /// 有效天数 / Days it is good for
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: u32,
}

/// Makes the token.
///
/// # Errors
/// When the account is unknown or closed, or the actor may not.
pub async fn run(s: &Session<'_>, args: &Args) -> Result<(), Failure> {
    let actor = s.actor(Action::ManageAccounts, None).await?;
    s.store.allow(&actor, Action::ManageAccounts, &s.store.bureau_path()?)?;
    let account = account(s, &args.login).await?;
    if account.closed {
        return Err(Failure::refused("此账户已注销", "this account is closed").at("LOGIN"));
    }
    let until = in_days(s.store.now(), args.days);
    let token = s.store.create_token(account.user, &args.label, until, &mut OsIds).await?;
    let lang = s.lang();
    let lines = [
        token.clone(),
        lang.say(
            || format!("令牌只显示这一次，{} 前有效", until.day()),
            || format!("the token is shown this once; it is good until {}", until.day()),
        ),
    ];
    s.out.answer(&Secret { login: &args.login, user: account.user, password: None, token: Some(&token) }, &lines)
}
