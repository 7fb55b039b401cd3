//! Check-in with the code of the room, and its confirmation.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{self, ask_about};

use super::roster::{Judge, Place};
use super::{Pen, asks, changeable, needs, on_class, scheduled};
use crate::training::checkin::{CheckIn, Window};
use crate::training::command::{ConfirmCheckIns, RosterRow};
use crate::training::fact::CheckedIn;
use crate::training::model::{EnrolmentState, Method, Status};
use crate::training::rules;

impl Command for CheckIn {
    const NAME: &'static str = "training.check_in";

    fn needs(&self) -> Vec<Need> {
        needs(self.class())
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, Action::TakePart, self.person(), None)
    }

    /// The code was right a moment ago; that it still is on time, and whose it is, is judged here, by the server's clock.
    /// Who is in already is in: typing it again adds nothing and is no fault.
    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class())?;
        let acting = judge::Judge::new(ctx).acting;
        if acting != Some(self.person()) {
            return Err(judge::NOT_YOU.refuse().at("person").into());
        }
        if known.class.is_checked_in(self.session(), self.person()) {
            return Ok(Decision::default());
        }
        let session = scheduled(known, self.session())?;
        if !Window::of(session).is_open(ctx.now) {
            return Err(rules::CHECK_IN_CLOSED.refuse().at("session").into());
        }
        let enrolled = known.class.enrolment(self.person()).is_some_and(|one| one.state == EnrolmentState::Enrolled);
        if known.class.keeps_roster() && !enrolled {
            return Err(on_class(&rules::NOT_ENROLLED, known.head).at("person").into());
        }
        if ctx.directory.member_on(self.person(), session.day).is_none() {
            return Err(rules::NOT_SERVING.refuse().at("person").with("day", session.day).into());
        }
        let mut pen = Pen::class(self.class(), known.lead);
        pen.write(session.day, CheckedIn { class: self.class(), person: self.person(), session: self.session() })?;
        Ok(pen.facts.into())
    }
}

impl Command for ConfirmCheckIns {
    const NAME: &'static str = "training.confirm_check_ins";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::RecordTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        let provisional = known.class.provisional();
        if provisional.is_empty() {
            return Err(rules::NOTHING_TO_CONFIRM.refuse().at("class").into());
        }
        let mut judge = Judge::new(known, ctx.directory, ctx.today(), Method::Code);
        for (i, (person, (sittings, minutes))) in provisional.into_iter().enumerate() {
            let row = RosterRow { sittings: Some(sittings), credit_minutes: Some(minutes), ..RosterRow::new(person, Status::Present) };
            judge.row(Place::Row(i), &row);
        }
        judge.check_capacity("class");
        Refused::unless_empty(std::mem::take(&mut judge.faults))?;
        let mut pen = Pen::class(self.class, known.lead);
        let notes = judge.write(&mut pen)?;
        Ok(Decision { facts: pen.facts, notes })
    }
}
