//! Awards to mentors: proposed by a unit, confirmed by somebody else.

use nc_kernel::{Aggregate as _, Document, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, ask_of};

use crate::internship::command::{ConfirmMentorAward, DeclineMentorAward, ProposeMentorAward, RevokeMentorAward};
use crate::internship::fact::{AwardConfirmed, AwardDeclined, AwardFact, AwardProposed, AwardRevoked};
use crate::internship::model::{AwardStage, MentorAwardId};
use crate::internship::rules;
use crate::internship::state::{Award, Book, MentorAward};

fn stream(award: MentorAwardId) -> StreamId {
    StreamId::new(MentorAward::FAMILY, award)
}

/// Confirming is for the bureau: a unit does not decide on its own proposal.
fn ask_bureau(states: &States, action: Action) -> Vec<(Action, UnitPath)> {
    ask_of(states, action, None)
}

fn find(states: &States, award: MentorAwardId) -> Result<&Award, Refused> {
    states.get::<MentorAward>(award).and_then(MentorAward::award).ok_or_else(|| rules::UNKNOWN_AWARD.refuse().at("award").into())
}

fn at(judge: &mut Judge<'_>, award: &Award, stage: AwardStage) {
    if award.stage != stage {
        let label = award.stage.label();
        judge.no(rules::AWARD_STAGE.refuse().with("zh", label.zh).with("en", label.en).at("award"));
    }
}

fn by_another(judge: &mut Judge<'_>, ctx: &Ctx<'_>, award: &Award) {
    if award.proposed_by == ctx.actor.user || judge.acting == Some(award.mentor) {
        judge.no(rules::OTHER_PERSON.refuse().at("award"));
    }
}

impl Command for ProposeMentorAward {
    const NAME: &'static str = "internship.propose_mentor_award";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<MentorAward>(MentorAwardId::of_serial(&self.serial)), Need::only::<Book>()]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::RecordTraining, self.unit.clone())]
    }

    fn documents(&self) -> Vec<&Document> {
        vec![&self.document]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let award = MentorAwardId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.come("proposed_on", self.proposed_on);
        judge.unit("unit", &self.unit, self.proposed_on);
        judge.document(&self.document);
        if states.get::<MentorAward>(award).and_then(MentorAward::award).is_some() {
            judge.no(rules::SERIAL_TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        if states.only::<Book>().is_none_or(|book| book.of(self.mentor).iter().all(|engagement| engagement.from > self.proposed_on)) {
            judge.no(rules::NEVER_MENTOR.refuse().at("mentor"));
        }
        if judge.acting == Some(self.mentor) {
            judge.no(rules::OTHER_PERSON.refuse().at("mentor"));
        }
        if let Some(member) = judge.member("mentor", self.mentor, &[self.proposed_on]) {
            let body = AwardProposed {
                award,
                document: self.document.clone(),
                member: member.kind,
                mentor: self.mentor,
                sender: member.unit.clone(),
                serial: self.serial.clone(),
            };
            judge.fact::<AwardFact>(&stream(award), &self.unit, self.proposed_on, body);
        }
        judge.done()
    }
}

impl Command for ConfirmMentorAward {
    const NAME: &'static str = "internship.confirm_mentor_award";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<MentorAward>(self.award)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_bureau(states, Action::PlanTraining)
    }

    fn documents(&self) -> Vec<&Document> {
        vec![&self.document]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let award = find(states, self.award)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, award, AwardStage::Proposed);
        by_another(&mut judge, ctx, award);
        judge.document(&self.document);
        judge.come("awarded_on", self.awarded_on);
        if self.awarded_on < award.proposed_on {
            judge.no(rules::BACKWARDS.refuse().at("awarded_on"));
        }
        let body = AwardConfirmed { award: award.id, document: self.document.clone() };
        judge.fact::<AwardFact>(&stream(award.id), &award.unit, self.awarded_on, body);
        judge.done()
    }
}

impl Command for DeclineMentorAward {
    const NAME: &'static str = "internship.decline_mentor_award";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<MentorAward>(self.award)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_bureau(states, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let award = find(states, self.award)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, award, AwardStage::Proposed);
        by_another(&mut judge, ctx, award);
        judge.text("reason", &self.reason, REASON);
        let today = judge.today;
        let body = AwardDeclined { award: award.id, reason: self.reason.trim().to_owned() };
        judge.fact::<AwardFact>(&stream(award.id), &award.unit, today, body);
        judge.done()
    }
}

impl Command for RevokeMentorAward {
    const NAME: &'static str = "internship.revoke_mentor_award";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<MentorAward>(self.award)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_bureau(states, Action::CorrectTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let award = find(states, self.award)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, award, AwardStage::Confirmed);
        judge.because(&self.reason, &self.authority);
        let today = judge.today;
        let (authority, reason) = (self.authority.trim().to_owned(), self.reason.trim().to_owned());
        judge.fact::<AwardFact>(&stream(award.id), &award.unit, today, AwardRevoked { authority, award: award.id, reason });
        judge.done()
    }
}
