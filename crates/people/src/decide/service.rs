//! Where and as what somebody serves: transfer, change of kind, leaving, return.

use nc_kernel::personal::PersonalValue;
use nc_kernel::{Day, Need, Refused, States, UnitPath};

use super::{Judge, ask, ask_about, needs};
use crate::access::Action;
use crate::command::{Command, Ctx, Decision};
use crate::commands::{ChangeKind, LeaveService, ReturnToService, TransferPerson};
use crate::fact::{LeaveCancelled, PersonKindChanged, PersonLeft, PersonReturned, PersonTransferred, PostEnded};
use crate::model::{POLICE_NUMBER, Person, Post};
use crate::{numbers, rules};

impl Command for TransferPerson {
    const NAME: &'static str = "people.transfer_person";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    /// Both units: nobody takes people from a unit they do not manage.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let mut asks = ask_about(states, self.person, self.from);
        asks.extend(ask(Action::ManagePeople, &self.unit));
        asks
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.day("from", self.from);
        judge.unit("unit", &self.unit, self.from);
        if let Some(person) = judge.person(self.person) {
            judge.after_the_rest("from", person, self.from);
            match person.member_on(self.from) {
                None => judge.not_serving("person", self.from),
                Some(member) if member.unit == self.unit => judge.no("unit", &rules::SAME_UNIT),
                Some(member) => {
                    judge.fact(&self.unit, self.from, PersonTransferred { from: self.from, person: person.id, unit: self.unit.clone() });
                    end_posts(&mut judge, person, self.from, |post| post.unit == member.unit);
                }
            }
            note_grants(&mut judge, person, ctx);
        }
        judge.done()
    }
}

impl Command for ChangeKind {
    const NAME: &'static str = "people.change_kind";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, self.person, self.from)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.day("from", self.from);
        let number = numbers::police_number(&self.police_number, self.kind);
        if number.is_none() {
            judge.no(POLICE_NUMBER, &rules::POLICE_NUMBER);
        }
        if let Some(person) = judge.person(self.person) {
            judge.after_the_rest("from", person, self.from);
            match (person.member_on(self.from), number) {
                (None, _) => judge.not_serving("person", self.from),
                (Some(member), _) if member.kind == self.kind => judge.no("kind", &rules::SAME_KIND),
                (Some(member), Some(number)) => {
                    let value = PersonalValue::new(person.id, POLICE_NUMBER, number, ctx.ids);
                    let fact = PersonKindChanged { from: self.from, kind: self.kind, person: person.id, police_number: value.commitment() };
                    judge.fact_holding(&member.unit, self.from, fact, vec![value]);
                }
                _ => {}
            }
        }
        judge.done()
    }
}

impl Command for LeaveService {
    const NAME: &'static str = "people.leave_service";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, self.person, self.on)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.day("on", self.on);
        if let Some(person) = judge.person(self.person) {
            judge.after_the_rest("on", person, self.on);
            if let Some(member) = person.member_on(self.on) {
                judge.fact(&member.unit, self.on, PersonLeft { on: self.on, person: person.id, reason: self.reason });
                end_posts(&mut judge, person, self.on, |_| true);
                for leave in person.leaves.iter().filter(|leave| leave.to >= self.on) {
                    judge.fact(
                        &member.unit,
                        self.on,
                        LeaveCancelled { approved: leave.since_seq, from: self.on.max(leave.from), person: person.id },
                    );
                }
            } else {
                judge.not_serving("person", self.on);
            }
            note_grants(&mut judge, person, ctx);
        }
        judge.done()
    }
}

impl Command for ReturnToService {
    const NAME: &'static str = "people.return_to_service";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let mut asks = ask_about(states, self.person, self.from);
        asks.extend(ask(Action::ManagePeople, &self.unit));
        asks
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.day("from", self.from);
        judge.unit("unit", &self.unit, self.from);
        if let Some(person) = judge.person(self.person) {
            if let Some(last) = person.memberships.last() {
                if person.member_on(self.from).is_some() {
                    judge.faults.push(rules::SERVING.refuse().with("day", self.from).at("person"));
                } else if last.until.is_none_or(|until| until > self.from) {
                    judge.after_the_rest("from", person, self.from);
                }
                judge.fact(
                    &self.unit,
                    self.from,
                    PersonReturned { from: self.from, kind: last.kind, person: person.id, unit: self.unit.clone() },
                );
            } else {
                judge.not_serving("person", self.from);
            }
        }
        judge.done()
    }
}

/// Ends the open posts that `which` names.
fn end_posts(judge: &mut Judge<'_>, person: &Person, on: Day, which: impl Fn(&Post) -> bool) {
    for post in person.posts.iter().filter(|post| post.until.is_none() && which(post)) {
        // A post that was to begin later never begins.
        judge.fact(&post.unit, on, PostEnded { assigned: post.since_seq, person: person.id, until: on.max(post.from) });
    }
}

/// Roles do not follow a person by themselves; who grants them must look.
fn note_grants(judge: &mut Judge<'_>, person: &Person, ctx: &Ctx<'_>) {
    let Some(user) = judge.directory.user_of(person.id) else { return };
    let count = judge.directory.grants_of(user.id).filter(|grant| grant.stands(ctx.now)).count();
    if count > 0 {
        judge.notes.push(rules::GRANTS_TO_REVIEW.refuse().with("count", count).at("person"));
    }
}
