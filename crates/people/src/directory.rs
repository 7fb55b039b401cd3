//! The directory's state and its questions.

use std::collections::{BTreeMap, HashMap};

use nc_kernel::id::{PersonId, UserId};
use nc_kernel::{Day, Micros, UnitPath};

pub use crate::model::{Grant, Leave, LeaveKind, LeavingReason, MemberKind, Membership, Person, Post, Unit, UnitKind, User, Visit};

/// 组织与人员目录: every unit, person, account and grant of the bureau, over time. The only thing of its family.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Directory {
    /// Names of each unit over time, oldest first.
    pub(crate) units: BTreeMap<UnitPath, Vec<Unit>>,
    pub(crate) successors: BTreeMap<UnitPath, UnitPath>,
    /// People by their dense number.
    pub(crate) people: Vec<Person>,
    pub(crate) numbers: HashMap<PersonId, u32>,
    pub(crate) users: BTreeMap<UserId, User>,
    /// Oldest first.
    pub(crate) grants: Vec<Grant>,
    /// Where in `grants` those of a user stand: asked at every command.
    pub(crate) grants_by_user: HashMap<UserId, Vec<usize>>,
}

impl Directory {
    /// The unit at `path`, if in force on that day, under the name it had then.
    #[must_use]
    pub fn unit(&self, path: &UnitPath, on: Day) -> Option<&Unit> {
        self.units.get(path)?.iter().find(|unit| unit.in_force(on))
    }

    /// Every name the unit at `path` had, oldest first.
    pub fn unit_names(&self, path: &UnitPath) -> impl Iterator<Item = &Unit> {
        self.units.get(path).into_iter().flatten()
    }

    /// Where units are or were: every path there ever was, in order.
    pub fn paths(&self) -> impl Iterator<Item = &UnitPath> {
        self.units.keys()
    }

    /// The unit that carries on the work of the dissolved unit `path`.
    #[must_use]
    pub fn successor(&self, path: &UnitPath) -> Option<&UnitPath> {
        self.successors.get(path)
    }

    /// The units of the subtree `scope` in force on that day, by path.
    pub fn units_within(&self, scope: &UnitPath, on: Day) -> impl Iterator<Item = &Unit> {
        let scope = scope.clone();
        self.units
            .range(scope.clone()..)
            .take_while(move |(path, _)| scope.contains(path))
            .flat_map(|(_, names)| names)
            .filter(move |unit| unit.in_force(on))
    }

    /// The person `id`.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(*self.numbers.get(&id)? as usize)
    }

    /// The person with that dense number.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<&Person> {
        self.people.get(number as usize)
    }

    /// Everybody ever registered, by number.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.iter()
    }

    /// Where and as what the person serves that day.
    #[must_use]
    pub fn member_on(&self, id: PersonId, on: Day) -> Option<&Membership> {
        self.person(id)?.member_on(on)
    }

    /// Everybody serving in the subtree `scope` that day, by number.
    pub fn serving(&self, scope: &UnitPath, on: Day) -> impl Iterator<Item = (&Person, &Membership)> {
        let scope = scope.clone();
        self.people
            .iter()
            .filter_map(move |person| Some((person, person.member_on(on)?)))
            .filter(move |(_, member)| scope.contains(&member.unit))
    }

    /// Whether the account is of somebody who is only received here.
    #[must_use]
    pub fn is_visitors(&self, user: UserId) -> bool {
        self.user(user).and_then(|user| user.person).and_then(|person| self.person(person)).is_some_and(Person::is_visitor)
    }

    /// The approved leave that covers that day.
    #[must_use]
    pub fn on_leave(&self, id: PersonId, on: Day) -> Option<&Leave> {
        self.person(id)?.on_leave(on)
    }

    /// The bureau itself, under its latest name.
    #[must_use]
    pub fn bureau(&self) -> Option<&Unit> {
        self.units.values().next()?.last()
    }

    /// The account `id`.
    #[must_use]
    pub fn user(&self, id: UserId) -> Option<&User> {
        self.users.get(&id)
    }

    /// Every account ever created.
    pub fn users(&self) -> impl Iterator<Item = &User> {
        self.users.values()
    }

    /// The open account of a person.
    #[must_use]
    pub fn user_of(&self, person: PersonId) -> Option<&User> {
        self.users.values().find(|user| user.person == Some(person) && user.closed_at.is_none())
    }

    /// Every grant ever made, oldest first.
    pub fn grants(&self) -> impl Iterator<Item = &Grant> {
        self.grants.iter()
    }

    /// Every grant ever made to `user`, oldest first.
    pub fn grants_of(&self, user: UserId) -> impl Iterator<Item = &Grant> {
        self.grants_by_user.get(&user).into_iter().flatten().filter_map(|at| self.grants.get(*at))
    }

    /// The grant that the fact `seq` made.
    #[must_use]
    pub fn grant(&self, seq: u64) -> Option<&Grant> {
        self.grants.get(self.grants.binary_search_by_key(&seq, |grant| grant.seq).ok()?)
    }

    /// The grants that count for `user` at that moment: none once the account is closed, and none while the person
    /// behind it is neither in service nor received by a unit.
    pub fn grants_in_force(&self, user: UserId, at: Micros) -> impl Iterator<Item = &Grant> {
        let active = self.user(user).is_some_and(|u| {
            let open = u.created_at <= at && u.closed_at.is_none_or(|end| at < end);
            let here = |person| self.person(person).is_some_and(|p| p.member_on(at.day()).is_some() || p.visit_on(at.day()).is_some());
            open && u.person.is_none_or(here)
        });
        self.grants_of(user).filter(move |grant| active && grant.in_force(at))
    }
}
