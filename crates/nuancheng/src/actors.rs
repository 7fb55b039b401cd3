//! Who acts: the account named with `--as`, or the only one whose role fits.
//!
//! The command line asks for no password: who can read the key files could write the ledger anyway. Roles still bind,
//! and every fact carries who acted.

use nc_kernel::{Actor, UnitPath};
use nc_people::access::Action;
use nc_store::accounts::Account;

use crate::exit::Failure;
use crate::session::Session;

/// Logins named in a message at most.
const NAMED: usize = 6;

impl Session<'_> {
    /// Who does `action` (on `unit`, where one is given).
    ///
    /// # Errors
    /// When nobody or more than one could, or the named account does not exist.
    pub async fn actor(&self, action: Action, unit: Option<&UnitPath>) -> Result<Actor, Failure> {
        self.actor_named(self.global.acts_as.as_deref(), "--as", action, unit).await
    }

    /// The same, with the option that names the account.
    ///
    /// # Errors
    /// As [`Self::actor`].
    pub async fn actor_named(&self, login: Option<&str>, option: &str, action: Action, unit: Option<&UnitPath>) -> Result<Actor, Failure> {
        let accounts = self.store.accounts().await?;
        if let Some(login) = login {
            return named(&accounts, login).map_err(|f| f.at(option));
        }
        let fits = |account: &&Account| self.may(&Actor { user: account.user }, action, unit);
        let fitting: Vec<&Account> = accounts.iter().filter(|a| !a.closed).filter(fits).collect();
        let preferred = self.config.user.as_deref().and_then(|login| fitting.iter().find(|a| a.login == login));
        match (preferred, fitting.as_slice()) {
            (Some(account), _) => Ok(Actor { user: account.user }),
            (None, [only]) => Ok(Actor { user: only.user }),
            (None, []) => Err(nobody(action)),
            (None, several) => Err(ask_whom(several, action, option)),
        }
    }

    /// Who runs the system: the program itself unless somebody is named.
    ///
    /// # Errors
    /// When the named account does not exist or may not.
    pub async fn operator(&self) -> Result<Actor, Failure> {
        let Some(login) = self.global.acts_as.as_deref() else { return Ok(Actor::SYSTEM) };
        let actor = named(&self.store.accounts().await?, login).map_err(|f| f.at("--as"))?;
        self.store.allow(&actor, Action::Operate, &self.store.bureau_path()?)?;
        Ok(actor)
    }

    fn may(&self, actor: &Actor, action: Action, unit: Option<&UnitPath>) -> bool {
        self.store.scopes(actor, action).iter().any(|scope| unit.is_none_or(|unit| scope.path().contains(unit)))
    }
}

fn named(accounts: &[Account], login: &str) -> Result<Actor, Failure> {
    match accounts.iter().find(|a| a.login == login) {
        Some(account) if account.closed => {
            Err(Failure::refused(format!("账户 {login} 已注销；请换一个账户"), format!("the account {login} is closed; take another")))
        }
        Some(account) => Ok(Actor { user: account.user }),
        None => Err(Failure::unreadable(
            format!("没有账户 {login}；用 nuancheng user list 查看有哪些账户"),
            format!("there is no account {login}; `nuancheng user list` shows which there are"),
        )),
    }
}

fn nobody(action: Action) -> Failure {
    let (zh, en) = (action.zh(), action.en());
    Failure::refused(
        format!("没有账户可以{zh}；请先用 nuancheng user add LOGIN --role 角色 --unit 单位 开户授权"),
        format!("no account may {en}: make one with `nuancheng user add LOGIN --role ROLE --unit PATH`"),
    )
    .at("--as")
}

fn ask_whom(several: &[&Account], action: Action, option: &str) -> Failure {
    let (zh, en) = (action.zh(), action.en());
    let more = if several.len() > NAMED { " …" } else { "" };
    let logins = several.iter().take(NAMED).map(|a| a.login.as_str()).collect::<Vec<_>>().join(", ") + more;
    Failure::unreadable(
        format!("有多个账户可以{zh}（{logins}）；请用 {option} 指明以谁的身份办理"),
        format!("several accounts may {en} ({logins}): say with {option} who acts"),
    )
    .at(option)
}
