//! The rules of police culture: the only place of this area that says no.

use nc_kernel::{Aggregate as _, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::command::{PublishIssue, RecordEvent, WithdrawEvent, WithdrawIssue};
use super::fact::{EventFact, EventHeld, EventWithdrawn, IssueFact, IssuePublished, IssueWithdrawn};
use super::model::{BulletinId, EventId};
use super::rules;
use super::state::{Bulletin, Event};
use crate::role_model::{self, RoleModel};
use nc_people::judge::{Judge, REPEATED, TITLE, ask};

impl RecordEvent {
    fn natural_serial(&self) -> String {
        self.serial.clone().unwrap_or_else(|| format!("{}|{}", self.held_on, self.title.trim()))
    }

    /// The event it records.
    #[must_use]
    pub fn id(&self) -> EventId {
        EventId::of_serial(&self.natural_serial())
    }
}

impl Command for RecordEvent {
    const NAME: &'static str = "honour.record_event";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Event>(self.id())]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::RecordHonour, &self.units)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = self.id();
        judge.text("title", &self.title, TITLE);
        judge.text_if_any("serial", self.serial.as_deref(), TITLE);
        judge.come("held_on", self.held_on);
        judge.units("units", &self.units, self.held_on);
        if states.get::<Event>(id).is_some_and(Event::is_known) {
            judge.no(rules::TWICE.refuse().with("event", id).at("title"));
        }
        judge.lateness("held_on", self.held_on, crate::LATENESS);
        let Some(unit) = self.units.first() else {
            judge.no(rules::NO_HOST.refuse().at("units"));
            return judge.done();
        };
        let body =
            EventHeld { event: id, kind: self.kind, serial: self.natural_serial(), title: self.title.clone(), units: self.units.clone() };
        judge.fact::<EventFact>(&StreamId::new(Event::FAMILY, id), unit, self.held_on, body);
        judge.done()
    }
}

impl Command for WithdrawEvent {
    const NAME: &'static str = "honour.withdraw_event";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Event>(self.event)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let held = states.get::<Event>(self.event).and_then(Event::held);
        held.map(|(_, body)| ask(Action::ConfirmHonour, &body.units)).unwrap_or_default()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        let held = states.get::<Event>(self.event).and_then(Event::held);
        let Some(unit) = held.and_then(|(_, body)| body.units.first()) else { return Err(rules::UNKNOWN.refuse().at("event").into()) };
        let body = EventWithdrawn { authority: self.authority.clone(), event: self.event, reason: self.reason.clone() };
        judge.fact::<EventFact>(&StreamId::new(Event::FAMILY, self.event), unit, ctx.today(), body);
        judge.done()
    }
}

impl Command for PublishIssue {
    const NAME: &'static str = "honour.publish_issue";

    fn needs(&self) -> Vec<Need> {
        let models = self.models.iter().map(Need::of::<RoleModel>);
        std::iter::once(Need::of::<Bulletin>(BulletinId::of_serial(&self.bulletin))).chain(models).collect()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::RecordHonour, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = BulletinId::of_serial(&self.bulletin);
        judge.text("bulletin", &self.bulletin, TITLE);
        judge.text("title", &self.title, TITLE);
        judge.come("published_on", self.published_on);
        judge.units("unit", std::slice::from_ref(&self.unit), self.published_on);
        judge.member("approver", self.approver, &[self.published_on]);
        if self.issue == 0 {
            judge.no(rules::ISSUE_NUMBER.refuse().at("issue"));
        } else if states.get::<Bulletin>(id).is_some_and(|b| b.issue(self.issue).is_some()) {
            judge.no(rules::ISSUE_TWICE.refuse().with("bulletin", &self.bulletin).with("issue", self.issue).at("issue"));
        }
        for (i, model) in self.models.iter().enumerate() {
            if states.get::<RoleModel>(model).and_then(RoleModel::nominated).is_none() {
                judge.no(role_model::rules::UNKNOWN.refuse().at(format!("models[{i}]")));
            } else if self.models.iter().take(i).any(|earlier| earlier == model) {
                judge.no(REPEATED.refuse().at(format!("models[{i}]")));
            }
        }
        judge.lateness("published_on", self.published_on, crate::LATENESS);
        let body = IssuePublished {
            approver: self.approver,
            bulletin: id,
            issue: self.issue,
            models: self.models.clone(),
            name: self.bulletin.clone(),
            title: self.title.clone(),
        };
        judge.fact::<IssueFact>(&StreamId::new(Bulletin::FAMILY, id), &self.unit, self.published_on, body);
        judge.done()
    }
}

impl Command for WithdrawIssue {
    const NAME: &'static str = "honour.withdraw_issue";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Bulletin>(BulletinId::of_serial(&self.bulletin))]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let bulletin = states.get::<Bulletin>(BulletinId::of_serial(&self.bulletin));
        let issue = bulletin.and_then(|b| b.issue(self.issue));
        issue.map(|(_, unit, _)| ask(Action::ConfirmHonour, std::slice::from_ref(unit))).unwrap_or_default()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = BulletinId::of_serial(&self.bulletin);
        judge.because(&self.reason, &self.authority);
        let bulletin = states.get::<Bulletin>(id);
        let Some((_, unit, _)) = bulletin.and_then(|b| b.issue(self.issue)) else {
            return Err(rules::ISSUE_UNKNOWN.refuse().at("issue").into());
        };
        let body = IssueWithdrawn { authority: self.authority.clone(), bulletin: id, issue: self.issue, reason: self.reason.clone() };
        judge.fact::<IssueFact>(&StreamId::new(Bulletin::FAMILY, id), unit, ctx.today(), body);
        judge.done()
    }
}
