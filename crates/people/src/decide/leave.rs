//! Approved absence. Who is on leave and yet marked present is a conflict the areas that take rosters look for here.

use nc_kernel::{Need, Refused, States, UnitPath};

use super::{Judge, ask_about, needs};
use crate::access::Action;
use crate::command::{Command, Ctx, Decision};
use crate::commands::{ApproveLeave, CancelLeave};
use crate::fact::{LeaveApproved, LeaveCancelled};
use crate::rules;

/// A leave longer than two years is a mistyped year.
const LONGEST: i64 = 731;

impl Command for ApproveLeave {
    const NAME: &'static str = "people.approve_leave";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, self.person, self.from)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.day("from", self.from);
        if self.to < self.from {
            judge.no("to", &rules::BACKWARDS);
        } else if self.to.days_since(self.from) >= LONGEST {
            judge.faults.push(rules::LEAVE_LONG.refuse().with("most", LONGEST).at("to"));
        }
        if let Some(person) = judge.person(self.person) {
            if let Some(other) = person.leaves.iter().find(|leave| leave.from <= self.to && self.from <= leave.to) {
                judge.faults.push(rules::LEAVE_OVERLAPS.refuse().with("from", other.from).with("to", other.to).at("from"));
            }
            // Away for a while, and serving all the while.
            let idle = [("from", self.from), ("to", self.to)].into_iter().find(|(_, day)| person.member_on(*day).is_none());
            match (idle, person.member_on(self.from)) {
                (Some((place, day)), _) => judge.not_serving(place, day),
                (None, Some(member)) => {
                    judge.fact(&member.unit, self.from, LeaveApproved { from: self.from, kind: self.kind, person: person.id, to: self.to });
                }
                (None, None) => {}
            }
        }
        judge.done()
    }
}

impl Command for CancelLeave {
    const NAME: &'static str = "people.cancel_leave";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, self.person, self.from)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        if let Some(person) = judge.person(self.person) {
            match person.leaves.iter().find(|leave| leave.since_seq == self.approved) {
                None => judge.faults.push(rules::RECORD.refuse().with("seq", self.approved).at("approved")),
                Some(leave) if self.from < leave.from || self.from > leave.to => judge.no("from", &rules::BACKWARDS),
                Some(_) => {
                    if let Some(unit) = super::place_of(person, self.from) {
                        judge.fact(unit, self.from, LeaveCancelled { approved: self.approved, from: self.from, person: person.id });
                    }
                }
            }
        }
        judge.done()
    }
}
