//! The rules of the roll: the only place of this area that says no.

use nc_kernel::{Day, Need, PersonId, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::directory::MemberKind;

use super::command::{DissolveBranch, FormBranch, JoinBranch, LeaveBranch};
use super::fact::{Dissolved, Fact, Formed, Joined, Left};
use super::model::{Branch, BranchId};
use super::rules;
use super::state::Roll;
use nc_kernel::Aggregate as _;

use nc_people::judge::Judge;

fn stream() -> StreamId {
    StreamId::only(Roll::FAMILY)
}

fn unit_of(states: &States, branch: BranchId) -> Vec<(Action, UnitPath)> {
    let known = states.only::<Roll>().and_then(|roll| roll.branch(branch));
    known.map(|b| (Action::PlanStudy, b.unit.clone())).into_iter().collect()
}

fn find(states: &States, branch: BranchId) -> Result<(&Roll, &Branch), Refused> {
    let roll = states.only::<Roll>();
    roll.and_then(|roll| roll.branch(branch).map(|b| (roll, b))).ok_or_else(|| rules::UNKNOWN.refuse().at("branch").into())
}

impl Command for FormBranch {
    const NAME: &'static str = "branch.form";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Roll>()]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::PlanStudy, self.unit.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let branch = BranchId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.text("name", &self.name, 60);
        judge.come("formed_on", self.formed_on);
        judge.unit("unit", &self.unit, self.formed_on);
        if states.only::<Roll>().is_some_and(|roll| roll.branch(branch).is_some()) {
            judge.no(rules::TWICE.refuse().with("serial", &self.serial).at("serial"));
        }
        let body = Formed { branch, name: self.name.clone(), serial: self.serial.clone() };
        judge.fact::<Fact>(&stream(), &self.unit, self.formed_on, body);
        judge.done()
    }
}

impl Command for DissolveBranch {
    const NAME: &'static str = "branch.dissolve";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Roll>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        unit_of(states, self.branch)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, branch) = find(states, self.branch)?;
        let mut judge = Judge::new(ctx);
        judge.text("reason", &self.reason, 200);
        judge.come("dissolved_on", self.dissolved_on);
        in_force(&mut judge, branch, "dissolved_on", self.dissolved_on);
        // Time somebody spent in a branch that did not exist any more would be counted nowhere and contradict the roll.
        if branch.members.iter().any(|m| m.from >= self.dissolved_on || m.until.is_some_and(|until| until > self.dissolved_on)) {
            judge.no(rules::LATER_MEMBER.refuse().with("day", self.dissolved_on).at("dissolved_on"));
        }
        judge.fact::<Fact>(&stream(), &branch.unit, self.dissolved_on, Dissolved { branch: branch.id, reason: self.reason.clone() });
        judge.done()
    }
}

impl Command for JoinBranch {
    const NAME: &'static str = "branch.join";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Roll>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        unit_of(states, self.branch)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (roll, branch) = find(states, self.branch)?;
        let mut judge = Judge::new(ctx);
        judge.come("joined_on", self.joined_on);
        in_force(&mut judge, branch, "joined_on", self.joined_on);
        if branch.until.is_some() {
            judge.no(rules::NOT_IN_FORCE.refuse().with("day", judge.today).at("branch"));
        }
        let mut seen = std::collections::HashSet::new();
        for (i, person) in self.people.iter().enumerate().filter(|(_, p)| seen.insert(**p)) {
            let place = || format!("people[{i}]");
            let Some(service) = judge.member(place(), *person, &[self.joined_on]) else { continue };
            if service.kind == MemberKind::Auxiliary {
                judge.no(rules::AUXILIARY.refuse().at(place()));
            } else if roll.branch_of(*person, self.joined_on).is_some_and(|b| b.id == branch.id) {
                // On this roll already: nothing to add.
            } else if roll.times(*person).any(|(_, m)| m.until.is_none_or(|until| until > self.joined_on)) {
                judge.no(rules::ELSEWHERE.refuse().at(place()));
            } else {
                judge.fact::<Fact>(&stream(), &branch.unit, self.joined_on, Joined { branch: branch.id, person: *person });
            }
        }
        judge.done()
    }
}

impl Command for LeaveBranch {
    const NAME: &'static str = "branch.leave";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Roll>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        unit_of(states, self.branch)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, branch) = find(states, self.branch)?;
        let mut judge = Judge::new(ctx);
        judge.come("left_on", self.left_on);
        let mut seen = std::collections::HashSet::new();
        for (i, person) in self.people.iter().enumerate() {
            if !seen.insert(*person) || !belongs(branch, *person, self.left_on) {
                judge.no(rules::NOT_MEMBER.refuse().with("day", self.left_on).at(format!("people[{i}]")));
            }
            judge.fact::<Fact>(&stream(), &branch.unit, self.left_on, Left { branch: branch.id, person: *person });
        }
        judge.done()
    }
}

fn in_force(judge: &mut Judge<'_>, branch: &Branch, place: &str, day: Day) {
    if !branch.in_force(day) {
        judge.no(rules::NOT_IN_FORCE.refuse().with("day", day).at(place));
    }
}

fn belongs(branch: &Branch, person: PersonId, before: Day) -> bool {
    branch.members.iter().any(|m| m.person == person && m.until.is_none() && m.from < before)
}
