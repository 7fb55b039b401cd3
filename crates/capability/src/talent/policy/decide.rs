//! The rules of subsidy policies, and what they ask of an award.

use nc_kernel::money::Money;
use nc_kernel::{Aggregate as _, Day, Document, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, TITLE, ask, ask_of};

use super::command::{AdoptPolicy, EndPolicy};
use super::fact::{PolicyAdopted, PolicyEnded, PolicyFact};
use super::model::PolicyId;
use super::state::SubsidyPolicy;
use crate::talent::command::AwardSubsidy;
use crate::talent::people::Profile;
use crate::talent::rules;

fn stream(id: PolicyId) -> StreamId {
    StreamId::new(SubsidyPolicy::FAMILY, id)
}

impl Command for AdoptPolicy {
    const NAME: &'static str = "talent.adopt_policy";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<SubsidyPolicy>(PolicyId::of_serial(&self.serial))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageTalent, std::slice::from_ref(&self.unit))
    }

    fn documents(&self) -> Vec<&Document> {
        vec![&self.basis]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let policy = PolicyId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.text("name", &self.name, TITLE);
        judge.text_if_any("domain", self.domain.as_deref(), TITLE);
        judge.document(&self.basis);
        judge.unit("unit", &self.unit, self.from);
        if self.amount <= Money::ZERO {
            judge.no(rules::AMOUNT.refuse().at("amount"));
        }
        if self.until.is_some_and(|until| until < self.from) {
            judge.no(rules::EARLIER.refuse().with("day", self.from).at("until"));
        }
        if states.get::<SubsidyPolicy>(policy).is_some_and(|known| known.adopted().is_some()) {
            judge.no(rules::TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        let body = PolicyAdopted {
            amount: self.amount,
            basis: self.basis.clone(),
            domain: self.domain.as_ref().map(|domain| domain.trim().to_owned()),
            level: self.level,
            name: self.name.trim().to_owned(),
            policy,
            rule: self.rule,
            serial: self.serial.clone(),
            until: self.until,
        };
        judge.fact::<PolicyFact>(&stream(policy), &self.unit, self.from, body);
        judge.done()
    }
}

impl Command for EndPolicy {
    const NAME: &'static str = "talent.end_policy";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<SubsidyPolicy>(self.policy)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let adopted = states.get::<SubsidyPolicy>(self.policy).and_then(SubsidyPolicy::adopted);
        ask_of(states, Action::ManageTalent, adopted.map(|adopted| adopted.unit.clone()))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = states.get::<SubsidyPolicy>(self.policy).and_then(|policy| Some((policy, policy.adopted()?)));
        let (policy, adopted) = known.ok_or_else(|| Refused::from(rules::NO_POLICY.refuse().at("policy")))?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        if policy.is_ended() {
            judge.no(rules::ENDED.refuse().at("policy"));
        }
        if self.until < adopted.from {
            judge.no(rules::EARLIER.refuse().with("day", adopted.from).at("until"));
        }
        // It ends before it would end by itself, or not by this.
        if adopted.body.until.is_some_and(|until| self.until > until) {
            judge.no(rules::LONGER.refuse().at("until"));
        }
        let body = PolicyEnded { authority: self.authority.trim().to_owned(), policy: self.policy, reason: self.reason.trim().to_owned() };
        judge.fact::<PolicyFact>(&stream(self.policy), &adopted.unit, self.until, body);
        judge.done()
    }
}

/// An award of money of `unit` on `day` keeps to the policy it names.
pub(in crate::talent) fn keeps_to(judge: &mut Judge<'_>, states: &States, award: &AwardSubsidy, unit: &UnitPath, day: Day) {
    let known = states.get::<SubsidyPolicy>(award.policy()).and_then(|policy| Some((policy, policy.adopted()?)));
    let Some((policy, adopted)) = known else {
        judge.no(rules::NO_POLICY.refuse().at("policy"));
        return;
    };
    if !policy.in_force(day) {
        judge.no(rules::NOT_IN_FORCE.refuse().with("day", day).at("policy"));
    }
    if !adopted.unit.contains(unit) {
        judge.no(rules::OTHER_UNIT.refuse().at("policy"));
    }
    if award.amount > Money::ZERO && !adopted.allows(award.amount) {
        let (rule, sum) = (adopted.body.rule.label(), adopted.body.amount);
        judge.no(rules::OFF_POLICY.refuse().with("zh", rule.zh).with("en", rule.en).with("sum", sum).at("amount"));
    }
    let profile = award.profile().and_then(|id| states.get::<Profile>(id)).and_then(|profile| Some((profile, profile.head()?)));
    let fits = profile.is_some_and(|(profile, (began, body))| {
        let stands = began.on <= day && profile.closed_on().is_none_or(|closed| day < closed);
        let said = &adopted.body;
        stands
            && body.person == award.person
            && said.level.is_none_or(|level| level == body.level)
            && said.domain.as_ref().is_none_or(|domain| *domain == body.domain)
    });
    let asked = adopted.body.level.is_some() || adopted.body.domain.is_some() || award.profile.is_some();
    if asked && !fits {
        judge.no(rules::NOT_FOR_THEM.refuse().at("profile"));
    }
}
