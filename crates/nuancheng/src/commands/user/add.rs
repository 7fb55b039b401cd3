//! `user add`: an account, with its first role where one is named.

use nc_kernel::{Day, IdGen as _, PersonId, UserId};
use nc_people::access::{Action, Role};
use nc_people::commands::{CreateUser, GrantRole};

use super::password::Password;
use super::{Secret, role};
use crate::exit::Failure;
use crate::ids::OsIds;
use crate::question::day;
use crate::session::{Session, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng user add neiqin --role recorder --unit /150600/150602/
  nuancheng user add jiankong                         # 只开户 / an account without a role
  nuancheng user add zhang --role leader --unit /150600/ --person 0123456789abc --until 2027-01-01")]
pub struct Args {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    /// 角色 / Role
    #[arg(long, value_parser = role, requires = "unit")]
    role: Option<Role>,
    /// 单位（及以下）/ For which unit and everything below
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 授权至（不含）/ First day no longer
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Day>,
    /// 账户所属人员的代号 / Whose account it is, by id
    #[arg(long, value_name = "ID")]
    person: Option<PersonId>,
    /// 从标准输入读密码 / Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
    /// 由哪位安全管理员授权 / The security administrator who grants the role
    #[arg(long, value_name = "LOGIN")]
    granted_by: Option<String>,
}

/// Makes the account.
///
/// # Errors
/// When the login is taken, the unit unknown, or an administrator may not.
pub async fn run(s: &Session<'_>, args: &Args) -> Result<(), Failure> {
    let system = s.actor(Action::ManageAccounts, None).await?;
    let grant = match (args.role, &args.unit) {
        (Some(role), Some(unit)) => {
            let security = s.actor_named(args.granted_by.as_deref(), "--granted-by", Action::ManageGrants, None).await?;
            Some((security, role, s.unit(unit)?))
        }
        _ => None,
    };
    if s.store.account(&args.login).await?.is_some() {
        return Err(Failure::refused(
            format!("登录名 {} 已被使用；请换一个", args.login),
            format!("the login {} is taken; choose another", args.login),
        )
        .at("LOGIN"));
    }
    let password = Password::choose(args.password_stdin)?;
    let now = s.store.now();
    let user = UserId(OsIds.next_id(now));
    s.store.execute(&system, fresh_key(), CreateUser { user: Some(user), person: args.person }).await?;
    s.store.create_account(user, &args.login, &password.text, &mut OsIds).await?;
    if let Some((security, role, unit)) = grant {
        s.store.execute(&security, fresh_key(), GrantRole { user, role, unit, from: now.day(), until: args.until }).await?;
    }
    let secret = Secret { login: &args.login, user, password: password.to_show(), token: None };
    s.out.answer(&secret, &password.lines(s, &args.login))
}
