//! `user list`: accounts with the roles they hold.

use nc_kernel::{Day, PersonId, UnitPath};
use nc_people::access::Role;
use nc_store::accounts::Account;
use serde::Serialize;

use crate::exit::Failure;
use crate::output::{Cell, Column, List, ListFile};
use crate::session::Session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:\n  nuancheng user list\n  nuancheng user list --format xlsx -o 账户.xlsx")]
pub struct Args {
    #[command(flatten)]
    file: ListFile,
}

#[derive(Serialize)]
struct Held {
    role: Role,
    unit: UnitPath,
    from: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
}

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    account: Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    roles: Vec<Held>,
}

const COLUMNS: [Column; 4] = [
    Column::text("登录名", "login", 18.0),
    Column::text("账户", "user", 16.0),
    Column::text("状态", "state", 10.0),
    Column::text("角色", "roles", 60.0),
];

/// Lists.
///
/// # Errors
/// When accounts cannot be read.
pub async fn run(s: &Session<'_>, args: &Args) -> Result<(), Failure> {
    s.administrator().await?;
    let now = s.store.now();
    let lines: Vec<Line> = s
        .store
        .accounts()
        .await?
        .into_iter()
        .map(|account| {
            let (person, roles) = s.store.published().with_directory(|d| {
                let held = |g: &nc_people::Grant| Held { role: g.role, unit: g.unit.clone(), from: g.from, until: g.until };
                let roles = d.grants_of(account.user).filter(|g| g.stands(now)).map(held).collect();
                (d.user(account.user).and_then(|u| u.person), roles)
            });
            Line { account, person, roles }
        })
        .collect();
    let lang = s.lang();
    let row = |line: &Line| {
        let role = |h: &Held| {
            let until = h.until.map(|day| format!(" →{day}")).unwrap_or_default();
            format!("{} {}{until}", lang.pick(h.role.zh(), h.role.en()), h.unit)
        };
        vec![
            Cell::text(&line.account.login),
            Cell::text(line.account.user),
            Cell::text(if line.account.closed { lang.pick("已注销", "closed") } else { lang.pick("有效", "open") }),
            Cell::text(line.roles.iter().map(role).collect::<Vec<_>>().join("; ")),
        ]
    };
    let list = List {
        title: lang.pick("账户", "Accounts").to_owned(),
        notes: s.synthetic_note().into_iter().collect(),
        columns: COLUMNS.to_vec(),
        rows: lines.iter().map(row).collect(),
    };
    s.out.list(&list, &lines, &args.file)
}

impl Session<'_> {
    /// Accounts are the business of administrators, and of whoever runs the machine.
    async fn administrator(&self) -> Result<(), Failure> {
        use nc_people::access::Action;
        if self.global.acts_as.is_some() {
            let actor = self.actor(Action::ManageAccounts, None).await?;
            let bureau = self.store.bureau_path()?;
            if self.store.allow(&actor, Action::ManageGrants, &bureau).is_err() {
                self.store.allow(&actor, Action::ManageAccounts, &bureau)?;
            }
        }
        Ok(())
    }
}
