//! The roll, folded from its facts.

use std::collections::{BTreeMap, HashMap};

use nc_kernel::{Aggregate, Change, Day, Entry, PersonId, Recorded, UnitPath};

use super::fact::Fact;
use super::model::{Branch, BranchId, BranchMember};
use super::registers::membership;

/// 支部名册: every branch of the bureau and its members, over time. One stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Roll {
    branches: BTreeMap<BranchId, Branch>,
    of_person: HashMap<PersonId, Vec<BranchId>>,
}

impl Roll {
    /// The branch `id`.
    #[must_use]
    pub fn branch(&self, id: BranchId) -> Option<&Branch> {
        self.branches.get(&id)
    }

    /// Every branch there ever was, by id.
    pub fn branches(&self) -> impl Iterator<Item = &Branch> {
        self.branches.values()
    }

    /// The branches of `scope` and below that existed on `day`.
    pub fn in_force<'a>(&'a self, scope: &'a UnitPath, day: Day) -> impl Iterator<Item = &'a Branch> {
        self.branches.values().filter(move |b| scope.contains(&b.unit) && b.in_force(day))
    }

    /// Who belonged to a branch on `day`.
    pub fn members_on(&self, id: BranchId, day: Day) -> impl Iterator<Item = &BranchMember> {
        self.branches.get(&id).into_iter().flat_map(|b| &b.members).filter(move |m| m.on(day))
    }

    /// The branch a person belonged to on `day`.
    #[must_use]
    pub fn branch_of(&self, person: PersonId, day: Day) -> Option<&Branch> {
        self.times(person).find(|(_, m)| m.on(day)).map(|(b, _)| b)
    }

    /// Every time a person spent in a branch.
    pub fn times(&self, person: PersonId) -> impl Iterator<Item = (&Branch, &BranchMember)> {
        let ids = self.of_person.get(&person).into_iter().flatten();
        ids.filter_map(|id| self.branches.get(id))
            .flat_map(move |b| b.members.iter().filter(move |m| m.person == person).map(move |m| (b, m)))
    }

    /// What the roll puts in its register, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.branches.values().flat_map(|b| b.members.iter().filter_map(|m| membership(b, m))).collect()
    }

    fn ended(branch: &Branch, member: &BranchMember, until: Day, out: &mut Vec<Change>) {
        let after = BranchMember { until: Some(until), ..member.clone() };
        out.extend(membership(branch, member).map(Change::Remove));
        out.extend(membership(branch, &after).map(Change::Add));
    }
}

impl Aggregate for Roll {
    type Fact = Fact;
    const FAMILY: &'static str = "branch.roll";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        let day = fact.happened_on;
        match &fact.fact {
            Fact::Formed(_) => {}
            Fact::Joined(body) => {
                if let Some(branch) = self.branches.get(&body.branch) {
                    let member = BranchMember { person: body.person, from: day, until: None, seq: fact.seq };
                    out.extend(membership(branch, &member).map(Change::Add));
                }
            }
            Fact::Left(body) => {
                if let Some(branch) = self.branches.get(&body.branch) {
                    for member in branch.members.iter().filter(|m| m.person == body.person && m.until.is_none()) {
                        Self::ended(branch, member, day, out);
                    }
                }
            }
            Fact::Dissolved(body) => {
                if let Some(branch) = self.branches.get(&body.branch) {
                    for member in branch.members.iter().filter(|m| m.until.is_none()) {
                        Self::ended(branch, member, day, out);
                    }
                }
            }
        }
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        let day = fact.happened_on;
        match &fact.fact {
            Fact::Formed(body) => {
                self.branches.entry(body.branch).or_insert_with(|| Branch {
                    id: body.branch,
                    serial: body.serial.clone(),
                    name: body.name.clone(),
                    unit: fact.unit.clone(),
                    from: day,
                    until: None,
                    members: Vec::new(),
                });
            }
            Fact::Joined(body) => {
                if let Some(branch) = self.branches.get_mut(&body.branch) {
                    branch.members.push(BranchMember { person: body.person, from: day, until: None, seq: fact.seq });
                    let ids = self.of_person.entry(body.person).or_default();
                    if !ids.contains(&body.branch) {
                        ids.push(body.branch);
                    }
                }
            }
            Fact::Left(body) => {
                if let Some(branch) = self.branches.get_mut(&body.branch) {
                    for member in branch.members.iter_mut().filter(|m| m.person == body.person && m.until.is_none()) {
                        member.until = Some(day);
                    }
                }
            }
            Fact::Dissolved(body) => {
                if let Some(branch) = self.branches.get_mut(&body.branch) {
                    branch.until = Some(day);
                    for member in branch.members.iter_mut().filter(|m| m.until.is_none()) {
                        member.until = Some(day);
                    }
                }
            }
        }
    }
}
