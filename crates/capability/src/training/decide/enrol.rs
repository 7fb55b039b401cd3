//! The roster and its waiting list.

use std::collections::HashSet;

use nc_kernel::id::PersonId;
use nc_kernel::{Day, Need, Refusal, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::{Known, Pen, REASON, asks, changeable, needs, text_if};
use crate::training::command::{Enrol, Step, Withdraw};
use crate::training::fact::EnrolmentChanged;
use crate::training::model::{ClassId, ClassState, EnrolmentState};
use crate::training::rules;

impl Command for Enrol {
    const NAME: &'static str = "training.enrol";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        let cut_off = known.head.cut_off.unwrap_or(known.head.starts_on);
        let late = ctx.today() > cut_off;
        let mut faults = Vec::new();
        text_if(&mut faults, "late_reason", self.late_reason.as_deref(), REASON);
        if self.step == Step::Enrol && known.class.state() == ClassState::Planned {
            faults.push(rules::NOT_OPEN.refuse().at("class"));
        }
        if late && self.late_reason.is_none() {
            faults.push(rules::ENROLMENT_OVER.refuse().at("class").with("day", cut_off));
        }
        let senders = self.senders(known, late, ctx, &mut faults);
        let mut free = known.class.seats_free().unwrap_or(usize::MAX);
        if late && self.step == Step::Enrol && self.persons.len() > free {
            faults.push(rules::CAPACITY.refuse().at("persons").with("wanted", self.persons.len()).with("seats", free));
        }
        Refused::unless_empty(faults)?;

        // Who comes while others wait goes behind them, even if a seat is free.
        let queue = !late && known.class.waiting().next().is_some();
        let reason = self.late_reason.as_ref().filter(|_| late).map(|reason| reason.trim().to_owned());
        let mut pen = Pen::class(self.class, known.lead);
        for (person, sender) in senders {
            let state = match self.step {
                Step::Nominate => EnrolmentState::Nominated,
                Step::Approve => EnrolmentState::Approved,
                Step::Enrol if queue || free == 0 => EnrolmentState::Waitlisted,
                Step::Enrol => {
                    free = free.saturating_sub(1);
                    EnrolmentState::Enrolled
                }
            };
            pen.write(ctx.today(), EnrolmentChanged { class: self.class, person, promoted: false, reason: reason.clone(), sender, state })?;
        }
        Ok(pen.facts.into())
    }
}

impl Enrol {
    /// Everybody with the unit that sends them.
    fn senders(&self, known: Known<'_>, late: bool, ctx: &Ctx<'_>, faults: &mut Vec<Refusal>) -> Vec<(PersonId, UnitPath)> {
        if self.persons.is_empty() {
            faults.push(rules::EMPTY.refuse().at("persons"));
        }
        let mut seen = HashSet::with_capacity(self.persons.len());
        let mut senders = Vec::with_capacity(self.persons.len());
        for (i, person) in self.persons.iter().copied().enumerate() {
            let refuse = |refusal: Refusal| refusal.at(format!("persons[{i}]"));
            let day: Day = known.head.starts_on;
            let state = known.class.enrolment(person).map(|enrolment| enrolment.state);
            if !seen.insert(person) || !self.may_follow(state, late) {
                faults.push(refuse(rules::ENROLLED_TWICE.refuse()));
            } else if ctx.directory.person(person).is_none() {
                faults.push(refuse(rules::UNKNOWN_PERSON.refuse()));
            } else if let Some(member) = ctx.directory.member_on(person, day) {
                senders.push((person, member.unit.clone()));
            } else {
                faults.push(refuse(rules::NOT_SERVING.refuse().with("day", day)));
            }
        }
        senders
    }

    fn may_follow(&self, state: Option<EnrolmentState>, late: bool) -> bool {
        use EnrolmentState::{Approved, Nominated, Waitlisted, Withdrawn};
        match (self.step, state) {
            (_, None | Some(Withdrawn)) | (Step::Approve | Step::Enrol, Some(Nominated)) | (Step::Enrol, Some(Approved)) => true,
            // After the cut-off the queue is over: who still waits may be given a free seat for a reason.
            (Step::Enrol, Some(Waitlisted)) => late,
            _ => false,
        }
    }
}

impl Command for Withdraw {
    const NAME: &'static str = "training.withdraw";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        let mut faults = Vec::new();
        text_if(&mut faults, "reason", self.reason.as_deref(), REASON);
        let mut leaving = HashSet::with_capacity(self.persons.len());
        let mut freed = 0_usize;
        for (i, person) in self.persons.iter().copied().enumerate() {
            let state = known.class.enrolment(person).map(|enrolment| enrolment.state);
            let gone = matches!(state, None | Some(EnrolmentState::Withdrawn | EnrolmentState::NoShow));
            if gone || !leaving.insert(person) {
                faults.push(rules::NOT_ENROLLED.refuse().at(format!("persons[{i}]")));
            } else if known.class.mark(person).is_some() {
                faults.push(rules::ALREADY_ATTENDED.refuse().at(format!("persons[{i}]")));
            }
            freed += usize::from(state == Some(EnrolmentState::Enrolled));
        }
        Refused::unless_empty(faults)?;

        let mut pen = Pen::class(self.class, known.lead);
        let reason = self.reason.as_ref().map(|reason| reason.trim().to_owned());
        for person in self.persons.iter().copied() {
            pen.write(ctx.today(), change(known, person, EnrolmentState::Withdrawn, reason.clone()))?;
        }
        for person in promoted(known, &leaving, freed, ctx.today()) {
            pen.write(ctx.today(), change(known, person, EnrolmentState::Enrolled, None))?;
        }
        Ok(pen.facts.into())
    }
}

/// Who gets the seats that fall free: whoever waits longest, as many as there are seats, and nobody after the cut-off.
fn promoted(known: Known<'_>, leaving: &HashSet<PersonId>, freed: usize, today: Day) -> Vec<PersonId> {
    if known.class.cut_off().is_none_or(|cut_off| today > cut_off) {
        return Vec::new();
    }
    let free = known.class.seats_free().map_or(usize::MAX, |free| free.saturating_add(freed));
    known.class.waiting().filter(|person| !leaving.contains(person)).take(free).collect()
}

fn change(known: Known<'_>, person: PersonId, state: EnrolmentState, reason: Option<String>) -> EnrolmentChanged {
    let class: ClassId = known.head.class;
    let sender = known.class.enrolment(person).map_or_else(|| known.lead.clone(), |enrolment| enrolment.sender.clone());
    EnrolmentChanged { class, person, promoted: state == EnrolmentState::Enrolled, reason, sender, state }
}
