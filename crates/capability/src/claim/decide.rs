//! The rules: the only place where claims are refused.

use nc_kernel::{Aggregate as _, Document, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::{self, Action};
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, TITLE, ask_about};

use super::command::{ClaimTraining, DecideClaim};
use super::fact::{Claimed, Decided, Fact};
use super::model::ClaimState;
use super::rules;
use super::state::{Claim, LATENESS};

/// Longest course.
const MAX_DAYS: i64 = 366;
/// Most minutes of a day that can be credited: ten hours.
const DAY_MINUTES: i64 = 600;

impl Command for ClaimTraining {
    const NAME: &'static str = "claim.claim_training";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Claim>(self.id())]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, Action::TakePart, self.person, Some(self.to))
    }

    fn documents(&self) -> Vec<&Document> {
        vec![&self.document]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.text("title", &self.title, TITLE);
        judge.text("provider", &self.provider, TITLE);
        judge.document(&self.document);
        judge.come("to", self.to);
        let days = self.to.days_since(self.from) + 1;
        if !(1..=MAX_DAYS).contains(&days) {
            judge.no(rules::DAYS.refuse().at("to").with("max", MAX_DAYS));
        }
        let most = days.clamp(1, MAX_DAYS) * DAY_MINUTES;
        if !(1..=most).contains(&i64::from(self.credit_minutes)) {
            judge.no(rules::MINUTES.refuse().at("credit_minutes").with("most", most));
        }
        if let Some(state) = states.get::<Claim>(self.id()).and_then(Claim::state).filter(|state| *state != ClaimState::Refused) {
            judge.no(rules::TWICE.refuse().at("title").with("state", state.zh()));
        }
        judge.lateness("to", self.to, LATENESS);
        if let Some(member) = judge.member("person", self.person, &[self.to]) {
            let clerk = || access::allow(ctx.directory, ctx.actor, Action::RecordTraining, &member.unit, ctx.now).is_ok();
            if judge.acting != Some(self.person) && !clerk() {
                judge.no(rules::FOR_ANOTHER.refuse().at("person"));
            }
            let body = Claimed {
                claim: self.id(),
                credit_minutes: self.credit_minutes,
                document: self.document.clone(),
                from: self.from,
                member: member.kind,
                person: self.person,
                provider: self.provider.trim().to_owned(),
                sender: member.unit.clone(),
                title: self.title.trim().to_owned(),
            };
            judge.fact::<Fact>(&StreamId::new(Claim::FAMILY, self.id()), &member.unit, self.to, body);
        }
        judge.done()
    }
}

impl Command for DecideClaim {
    const NAME: &'static str = "claim.decide";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Claim>(self.claim)]
    }

    /// Crediting takes the authority that correcting training takes: it changes what counts.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let made = states.get::<Claim>(self.claim).and_then(Claim::made);
        let person = made.map_or(nc_kernel::PersonId(0), |made| made.body.person);
        ask_about(states, Action::CorrectTraining, person, made.map(|made| made.ended_on))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let claim = states.get::<Claim>(self.claim);
        let known = claim.and_then(|claim| Some((claim.made()?, claim.state()?)));
        let (made, state) = known.ok_or_else(|| rules::UNKNOWN.refuse().at("claim"))?;
        let mut judge = Judge::new(ctx);
        judge.text("authority", &self.authority, TITLE);
        judge.text_if_any("reason", self.reason.as_deref(), REASON);
        if state != ClaimState::Claimed {
            judge.no(rules::DECIDED.refuse().at("claim").with("state", state.zh()));
        }
        if ctx.actor.user == made.by || judge.acting == Some(made.body.person) {
            judge.no(rules::OWN.refuse());
        }
        let credited = if self.approve { self.credit_minutes.unwrap_or(made.body.credit_minutes) } else { 0 };
        if self.approve && !(1..=made.body.credit_minutes).contains(&credited) {
            judge.no(rules::MINUTES.refuse().at("credit_minutes").with("most", made.body.credit_minutes));
        }
        if credited < made.body.credit_minutes && self.reason.is_none() {
            judge.no(rules::REASON.refuse().at("reason"));
        }
        let body = Decided {
            approved: self.approve,
            authority: self.authority.trim().to_owned(),
            claim: self.claim,
            credit_minutes: credited,
            reason: self.reason.as_ref().map(|reason| reason.trim().to_owned()),
        };
        judge.fact::<Fact>(&StreamId::new(Claim::FAMILY, self.claim), &made.body.sender, ctx.today(), body);
        judge.done()
    }
}
