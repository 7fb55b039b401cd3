//! Who may sign in, and in whose name records are made.
//!
//! Every account has the one password of [`PASSWORD`], which is public: it protects nothing and is for invented records only.

use std::collections::BTreeMap;

use nc_kernel::{Actor, IdGen, Micros, PersonId, UnitPath, UserId};
use nc_people::Role;
use nc_people::commands::{CreateUser, GrantRole};

use crate::clerk::Clerk;
use crate::days::Days;
use crate::error::DemoError;
use crate::places::Places;
use crate::summary::DemoAccount;

/// The password of every demonstration account.
pub const PASSWORD: &str = "nuancheng-demo";

/// In whose name records are made.
#[derive(Debug, Clone)]
pub(crate) struct Actors {
    /// 政工干部 of the bureau.
    pub political: Actor,
    /// 领导: may read figures only.
    pub leader: Actor,
    /// 督察: reads, and says who may not be put up for an honour.
    pub supervisor: Actor,
    /// 宣传内勤 of the bureau: records honours and culture, which the political officer confirms.
    pub publicity: Actor,
    /// 人才内勤: proposes studios and awards, which the political officer approves.
    pub talent: Actor,
    /// 财务: pays what was approved.
    pub treasurer: Actor,
    system_administrator: Actor,
    security_administrator: Actor,
    recorders: BTreeMap<usize, Actor>,
    class_heads: BTreeMap<usize, Actor>,
}

impl Actors {
    /// Who records for a banner or department; the political officer for the bureau itself.
    pub fn recorder(&self, top: usize) -> &Actor {
        self.recorders.get(&top).unwrap_or(&self.political)
    }

    /// Who plans and records training there.
    pub fn class_head(&self, top: usize) -> &Actor {
        self.class_heads.get(&top).unwrap_or_else(|| self.recorder(top))
    }
}

/// Gives out user ids and makes accounts.
pub(crate) struct Registrar<'a> {
    ids: &'a mut dyn IdGen,
    moment: Micros,
    made: i64,
    /// The accounts made.
    pub accounts: Vec<DemoAccount>,
    signs: Vec<(UserId, String)>,
}

struct Holder<'a> {
    login: String,
    role: Role,
    unit: &'a UnitPath,
    of: (&'a str, &'a str),
    person: Option<PersonId>,
}

impl<'a> Registrar<'a> {
    /// A registrar at `moment`.
    pub fn new(ids: &'a mut dyn IdGen, moment: Micros) -> Self {
        Self { ids, moment, made: 0, accounts: Vec::new(), signs: Vec::new() }
    }

    /// An id nobody else has: each a millisecond later than the one before.
    pub fn next_id(&mut self) -> i64 {
        self.made += 1;
        self.ids.next_id(Micros(self.moment.0 + self.made * 1_000))
    }

    /// The three administrators, the political officer, and who only reads.
    pub async fn first(&mut self, clerk: &mut Clerk<'_>, places: &Places, days: &Days) -> Result<Actors, DemoError> {
        let bureau = places.get(0)?;
        let of = (bureau.zh.as_str(), bureau.en.as_str());
        let mut hold = Vec::new();
        for (login, role) in [
            ("demo-sysadmin", Role::SystemAdministrator),
            ("demo-secadmin", Role::SecurityAdministrator),
            ("demo-audit", Role::AuditAdministrator),
            ("demo-political", Role::PoliticalOfficer),
            ("demo-leader", Role::Leader),
            ("demo-auditor", Role::Auditor),
            ("demo-supervisor", Role::Supervisor),
            ("demo-publicity", Role::Recorder),
            ("demo-talent", Role::PoliticalOfficer),
            ("demo-treasurer", Role::Treasurer),
        ] {
            let holder = Holder { login: login.to_owned(), role, unit: &bureau.path, of, person: None };
            hold.push(self.appoint(clerk, (&Actor::SYSTEM, &Actor::SYSTEM), days, holder).await?);
        }
        let actor = |n: usize| hold.get(n).cloned().ok_or(DemoError::Lost("an account"));
        Ok(Actors {
            political: actor(3)?,
            leader: actor(4)?,
            supervisor: actor(6)?,
            publicity: actor(7)?,
            talent: actor(8)?,
            treasurer: actor(9)?,
            system_administrator: actor(0)?,
            security_administrator: actor(1)?,
            recorders: BTreeMap::new(),
            class_heads: BTreeMap::new(),
        })
    }

    /// Recorders, class heads, branch secretaries and one officer; `people` gives two people of a unit who stay.
    pub async fn rest(
        &mut self,
        clerk: &mut Clerk<'_>,
        (places, days): (&Places, &Days),
        actors: &mut Actors,
        people: &dyn Fn(usize) -> [Option<PersonId>; 2],
    ) -> Result<(), DemoError> {
        let by = (actors.system_administrator.clone(), actors.security_administrator.clone());
        let by = (&by.0, &by.1);
        for top in places.tops().iter().copied() {
            let place = places.get(top)?;
            let [first, second] = people(top);
            let (unit, of) = (&place.path, (place.zh.as_str(), place.en.as_str()));
            let code = place.path.code();
            let recorder = Holder { login: format!("demo-recorder-{code}"), role: Role::Recorder, unit, of, person: first };
            actors.recorders.insert(top, self.appoint(clerk, by, days, recorder).await?);
            if places.banners().contains(&top) || places.base() == Some(top) {
                let head = Holder { login: format!("demo-classhead-{code}"), role: Role::ClassHead, unit, of, person: second };
                actors.class_heads.insert(top, self.appoint(clerk, by, days, head).await?);
            }
        }
        if let Some((number, place)) = places.iter().find(|(_, place)| place.path.depth() > 2) {
            let [first, second] = people(number);
            let (unit, of) = (&place.path, (place.zh.as_str(), place.en.as_str()));
            for (login, role, person) in [("demo-secretary", Role::BranchSecretary, first), ("demo-officer", Role::Officer, second)] {
                self.appoint(clerk, by, days, Holder { login: login.to_owned(), role, unit, of, person }).await?;
            }
        }
        clerk.settle().await
    }

    async fn appoint(
        &mut self,
        clerk: &mut Clerk<'_>,
        (creates, grants): (&Actor, &Actor),
        days: &Days,
        holder: Holder<'_>,
    ) -> Result<Actor, DemoError> {
        let user = UserId(self.next_id());
        clerk.send(creates, 1, CreateUser { user: Some(user), person: holder.person }).await?;
        let role = GrantRole { user, role: holder.role, unit: holder.unit.clone(), from: days.day(0), until: None };
        clerk.send(grants, 1, role).await?;
        self.accounts.push(DemoAccount {
            login: holder.login.clone(),
            password: PASSWORD.to_owned(),
            role_zh: format!("{}{}", holder.of.0, holder.role.zh()),
            role_en: format!("{}, {}", holder.role.en(), holder.of.1),
        });
        self.signs.push((user, holder.login));
        Ok(Actor { user })
    }

    /// Accounts of people who take part in an exercise, by login, unit and person: each as the officer they are.
    pub async fn cast(
        &mut self,
        clerk: &mut Clerk<'_>,
        (places, days): (&Places, &Days),
        actors: &Actors,
        people: &[(&str, usize, PersonId)],
    ) -> Result<Vec<Actor>, DemoError> {
        let by = (&actors.system_administrator, &actors.security_administrator);
        let mut hold = Vec::new();
        for (login, unit, person) in people {
            let place = places.get(*unit)?;
            let of = (place.zh.as_str(), place.en.as_str());
            let holder = Holder { login: format!("demo-{login}"), role: Role::Officer, unit: &place.path, of, person: Some(*person) };
            hold.push(self.appoint(clerk, by, days, holder).await?);
        }
        clerk.settle().await?;
        Ok(hold)
    }

    /// Gives every account its login and password.
    pub async fn open_accounts(&mut self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        clerk.settle().await?;
        for (user, login) in std::mem::take(&mut self.signs) {
            let made = clerk.store.create_account(user, &login, PASSWORD, self.ids).await;
            made.map_err(|source| DemoError::Store { doing: format!("account {login}"), source })?;
        }
        Ok(())
    }
}
