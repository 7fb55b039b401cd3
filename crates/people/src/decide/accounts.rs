//! Accounts and roles. The three administrators are three people, and none can do another's work: the policy keeps
//! their actions apart, and the rules here keep their roles apart.

use nc_kernel::id::UserId;
use nc_kernel::{Actor, Need, Refused, States, UnitPath};

use super::{Judge, ask, ask_bureau, needs};
use crate::access::Action;
use crate::command::{Command, Ctx, Decision};
use crate::commands::{CloseUser, CreateUser, GrantRole, RevokeRole};
use crate::directory::Directory;
use crate::fact::{RoleGranted, RoleRevoked, UserClosed, UserCreated};
use crate::rules;

impl Command for CreateUser {
    const NAME: &'static str = "people.create_user";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_bureau(states, Action::ManageAccounts)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        if self.user.is_some_and(|user| user == Actor::SYSTEM.user || judge.directory.user(user).is_some()) {
            judge.no("user", &rules::USER_EXISTS);
        }
        if let Some(id) = self.person
            && judge.person(id).is_some()
            && judge.directory.user_of(id).is_some()
        {
            judge.no("person", &rules::ONE_ACCOUNT);
        }
        // Ids of one moment may meet; that of an account is never given twice.
        let free = |user: &UserId| *user != Actor::SYSTEM.user && judge.directory.user(*user).is_none();
        let user = self.user.unwrap_or_else(|| std::iter::repeat_with(|| UserId(ctx.new_id())).find(free).unwrap_or(Actor::SYSTEM.user));
        at_bureau(judge, UserCreated { person: self.person, user })
    }
}

impl Command for CloseUser {
    const NAME: &'static str = "people.close_user";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_bureau(states, Action::ManageAccounts)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        match judge.directory.user(self.user) {
            None => judge.no("user", &rules::USER),
            Some(user) if user.closed_at.is_some() => return judge.done(),
            Some(_) => {}
        }
        at_bureau(judge, UserClosed { user: self.user })
    }
}

/// Accounts belong to no unit below the bureau.
fn at_bureau(mut judge: Judge<'_>, fact: impl Into<crate::fact::Fact>) -> Result<Decision, Refused> {
    let today = judge.today;
    if let Some(bureau) = judge.directory.bureau() {
        judge.fact(&bureau.path, today, fact);
    }
    judge.done()
}

impl Command for GrantRole {
    const NAME: &'static str = "people.grant_role";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageGrants, &self.unit)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.day("from", self.from);
        judge.unit("unit", &self.unit, self.from);
        if self.from < judge.today {
            judge.no("from", &rules::GRANT_PAST);
        }
        if self.until.is_some_and(|until| until <= self.from) {
            judge.no("until", &rules::BACKWARDS);
        }
        if self.user == ctx.actor.user {
            judge.no("user", &rules::GRANT_TO_SELF);
        }
        if judge.directory.user(self.user).is_none_or(|user| user.closed_at.is_some()) {
            judge.no("user", &rules::USER);
        }
        if self.role.is_administrator() && self.unit.depth() != 1 {
            judge.no("unit", &rules::ADMINISTRATOR_AT_BUREAU);
        }
        let directory = judge.directory;
        let standing = || directory.grants_of(self.user).filter(|grant| grant.stands(ctx.now));
        if standing().any(|grant| grant.role != self.role && (grant.role.is_administrator() || self.role.is_administrator())) {
            judge.no("role", &rules::ADMINISTRATOR_ALONE);
        }
        let overlaps = |from: nc_kernel::Day, until: Option<nc_kernel::Day>| {
            until.is_none_or(|end| self.from < end) && self.until.is_none_or(|end| from < end)
        };
        if standing().any(|grant| grant.role == self.role && grant.unit == self.unit && overlaps(grant.from, grant.until)) {
            judge.no("role", &rules::GRANT_HELD);
        }
        judge.fact(
            &self.unit,
            self.from,
            RoleGranted { from: self.from, role: self.role, unit: self.unit.clone(), until: self.until, user: self.user },
        );
        judge.done()
    }
}

impl Command for RevokeRole {
    const NAME: &'static str = "people.revoke_role";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        match states.only::<Directory>().and_then(|directory| directory.grant(self.granted)) {
            Some(grant) => ask(Action::ManageGrants, &grant.unit),
            None => ask_bureau(states, Action::ManageGrants),
        }
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let today = judge.today;
        match judge.directory.grant(self.granted) {
            None => judge.faults.push(rules::GRANT.refuse().with("seq", self.granted).at("granted")),
            Some(grant) if grant.revoked_at.is_some() => {}
            Some(grant) => judge.fact(&grant.unit, today, RoleRevoked { granted: self.granted, user: grant.user }),
        }
        judge.done()
    }
}
