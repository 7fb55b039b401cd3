//! Entering, sharing, publishing and withdrawing a work.

use nc_kernel::{Day, Document, Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::{ask_work, needs, stream, work};
use crate::roll::command::{AddWorkVersion, EnterWork, PublishWork, ShareWork, WithdrawWork};
use crate::roll::fact::{Fact, WorkEntered, WorkPublished, WorkShared, WorkVersionAdded, WorkWithdrawn};
use crate::roll::model::WorkId;
use crate::roll::rules;
use crate::roll::state::{Roll, Work};
use nc_people::judge::{Judge, REASON, REPEATED, TITLE, ask};

impl Command for EnterWork {
    const NAME: &'static str = "honour.enter_work";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::RecordHonour, &self.units)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.text("title", &self.title, TITLE);
        judge.text_if_any("serial", self.serial.as_deref(), TITLE);
        judge.text_if_any("remark", self.remark.as_deref(), TITLE);
        judge.come("created_on", self.created_on);
        judge.units("units", &self.units, self.created_on);
        for (i, author) in self.authors.iter().enumerate() {
            judge.member(format!("authors[{i}]"), *author, &[self.created_on]);
        }
        let serial = self.serial.clone().unwrap_or_else(|| self.title.trim().to_owned());
        let id = WorkId::of_serial(&serial);
        if states.only::<Roll>().is_some_and(|roll| roll.knows_work(id)) {
            judge.no(rules::WORK_TWICE.refuse().with("serial", &serial).at("title"));
        }
        judge.lateness("created_on", self.created_on, crate::LATENESS);
        let Some(unit) = self.units.first() else {
            judge.no(rules::NO_MAKER.refuse().at("units"));
            return judge.done();
        };
        let body = WorkEntered {
            authors: self.authors.clone(),
            measure: self.measure,
            remark: self.remark.clone(),
            serial,
            theme: self.theme,
            title: self.title.clone(),
            units: self.units.clone(),
            work: id,
        };
        judge.fact::<Fact>(&stream(), unit, self.created_on, body);
        judge.done()
    }
}

impl Command for ShareWork {
    const NAME: &'static str = "honour.share_work";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    /// Who keeps the work's record says with whom it was made.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_work(states, Action::RecordHonour, self.work)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, work) = work(states, self.work)?;
        let mut judge = Judge::new(ctx);
        judge.units("unit", std::slice::from_ref(&self.unit), work.created_on);
        if work.units.contains(&self.unit) {
            judge.no(REPEATED.refuse().at("unit"));
        }
        judge.fact::<Fact>(&stream(), &self.unit, ctx.today(), WorkShared { unit: self.unit.clone(), work: work.id });
        judge.done()
    }
}

fn after_made(judge: &mut Judge<'_>, work: &Work, place: &str, day: Day) {
    judge.come(place, day);
    if day < work.created_on {
        judge.no(rules::BEFORE_MADE.refuse().with("day", work.created_on).at(place));
    }
}

/// The unit a fact about a work belongs to.
fn unit_of(work: &Work, ctx: &Ctx<'_>) -> Option<UnitPath> {
    work.units.first().cloned().or_else(|| ctx.directory.bureau().map(|bureau| bureau.path.clone()))
}

impl Command for AddWorkVersion {
    const NAME: &'static str = "honour.add_work_version";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_work(states, Action::RecordHonour, self.work)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, work) = work(states, self.work)?;
        let mut judge = Judge::new(ctx);
        judge.text("label", &self.label, TITLE);
        if work.versions.contains(&self.label) {
            judge.no(REPEATED.refuse().at("label"));
        }
        after_made(&mut judge, work, "added_on", self.added_on);
        let Some(unit) = unit_of(work, ctx) else { return judge.done() };
        judge.fact::<Fact>(&stream(), &unit, self.added_on, WorkVersionAdded { label: self.label.clone(), work: work.id });
        judge.done()
    }
}

impl Command for PublishWork {
    const NAME: &'static str = "honour.publish_work";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_work(states, Action::RecordHonour, self.work)
    }

    fn documents(&self) -> Vec<&Document> {
        self.document.iter().collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, work) = work(states, self.work)?;
        let mut judge = Judge::new(ctx);
        judge.text("channel", &self.channel, TITLE);
        if let Some(document) = &self.document {
            judge.document(document);
        }
        after_made(&mut judge, work, "released_on", self.released_on);
        judge.member("approver", self.approver, &[self.released_on]);
        let Some(unit) = unit_of(work, ctx) else { return judge.done() };
        let body = WorkPublished { approver: self.approver, channel: self.channel.clone(), document: self.document.clone(), work: work.id };
        judge.fact::<Fact>(&stream(), &unit, self.released_on, body);
        judge.done()
    }
}

impl Command for WithdrawWork {
    const NAME: &'static str = "honour.withdraw_work";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_work(states, Action::ConfirmHonour, self.work)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (roll, work) = work(states, self.work)?;
        let mut judge = Judge::new(ctx);
        judge.text("reason", &self.reason, REASON);
        judge.text("authority", &self.authority, REASON);
        if roll.honours_of(work.id).next().is_some() {
            judge.no(rules::WORK_HAS_HONOURS.refuse().at("work"));
        }
        let Some(unit) = unit_of(work, ctx) else { return judge.done() };
        let body = WorkWithdrawn { authority: self.authority.clone(), reason: self.reason.clone(), work: work.id };
        judge.fact::<Fact>(&stream(), &unit, ctx.today(), body);
        judge.done()
    }
}
