//! `user grant` and `user revoke`.

use nc_kernel::Day;
use nc_people::access::{Action, Role};
use nc_people::commands::{GrantRole, RevokeRole};

use super::{account, role};
use crate::commands::record::print;
use crate::exit::Failure;
use crate::question::day;
use crate::session::{Session, fresh_key};

/// Options of `user grant`.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng user grant zhengzhi --role political_officer --unit /150600/ --until 2027-01-01")]
pub struct Grant {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    /// 角色 / Role
    #[arg(long, value_parser = role)]
    role: Role,
    /// 单位（及以下）/ For which unit and everything below
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// 自何日 / First day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
    /// 至何日（不含）/ First day no longer
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Day>,
}

/// Options of `user revoke`.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng user revoke neiqin --role recorder --unit /150600/150602/")]
pub struct Revoke {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    /// 角色 / Role
    #[arg(long, value_parser = role)]
    role: Role,
    /// 单位 / Unit [default: wherever the role is held]
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

/// Grants.
///
/// # Errors
/// When account or unit are unknown, or the rules say no.
pub async fn grant(s: &Session<'_>, args: &Grant) -> Result<(), Failure> {
    let unit = s.unit(&args.unit)?;
    let actor = s.actor(Action::ManageGrants, None).await?;
    let account = account(s, &args.login).await?;
    let from = args.from.unwrap_or_else(|| s.store.now().day());
    let command = GrantRole { user: account.user, role: args.role, unit, from, until: args.until };
    let receipt = s.store.execute(&actor, fresh_key(), command).await?;
    print(s, &receipt)
}

/// Revokes every grant that fits.
///
/// # Errors
/// When there is none, or the actor may not.
pub async fn revoke(s: &Session<'_>, args: &Revoke) -> Result<(), Failure> {
    let unit = args.unit.as_deref().map(|text| s.unit(text)).transpose()?;
    let actor = s.actor(Action::ManageGrants, None).await?;
    let account = account(s, &args.login).await?;
    let now = s.store.now();
    let standing: Vec<u64> = s.store.published().with_directory(|d| {
        let fits = |g: &&nc_people::Grant| g.role == args.role && g.stands(now) && unit.as_ref().is_none_or(|unit| g.unit == *unit);
        d.grants_of(account.user).filter(fits).map(|g| g.seq).collect()
    });
    let mut last = None;
    for granted in standing {
        last = Some(s.store.execute(&actor, fresh_key(), RevokeRole { granted }).await?);
    }
    match last {
        Some(receipt) => print(s, &receipt),
        None => Err(Failure::refused(
            format!("{} 没有这项授权；用 nuancheng user list 查看", args.login),
            format!("{} holds no such role; `nuancheng user list` shows which", args.login),
        )),
    }
}
