//! Recording, confirming, correcting and ending an honour.

use nc_kernel::{Document, Need, Refused, States, UnitPath, UserId};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::directory::Directory;

use super::{ask_honour, award, honour, needs, stream};
use crate::roll::command::{ConfirmHonour, CorrectHonour, RecordHonour, RevokeHonour, WithdrawHonour};
use crate::roll::fact::{Confirmed, Corrected, Fact, Recorded, Revoked, Withdrawn};
use crate::roll::model::{Award, HonourId};
use crate::roll::rules;
use crate::roll::state::{Honour, Roll};
use nc_people::judge::{Judge, TITLE};

/// The unit a fact about an honour belongs to.
fn unit_of(award: &Award, ctx: &Ctx<'_>) -> Option<UnitPath> {
    award.all_units().first().cloned().or_else(|| ctx.directory.bureau().map(|bureau| bureau.path.clone()))
}

impl Command for RecordHonour {
    const NAME: &'static str = "honour.record";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        award::asks(states, &self.award)
    }

    fn documents(&self) -> Vec<&Document> {
        self.award.document.iter().collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let nothing = Roll::default();
        let roll = states.only::<Roll>().unwrap_or(&nothing);
        let mut judge = Judge::new(ctx);
        judge.text_if_any("serial", self.serial.as_deref(), TITLE);
        let Some(award) = award::examine(&mut judge, roll, &self.award) else { return judge.done() };
        let id = HonourId::of_serial(&self.serial.clone().unwrap_or_else(|| award.natural_serial()));
        if roll.honour(id).is_some_and(|known| known.ended.is_none()) {
            judge.no(rules::TWICE.refuse().with("honour", id).at("serial"));
        } else if roll.honour(id).is_some() {
            judge.no(rules::ENDED.refuse().at("serial"));
        } else {
            twice(&mut judge, roll, &award, None);
        }
        let Some(unit) = unit_of(&award, ctx) else { return judge.done() };
        let on = award.awarded_on;
        judge.note(rules::AWAITS.refuse().with("honour", id));
        judge.fact::<Fact>(&stream(), &unit, on, Recorded { award, honour: id });
        judge.done()
    }
}

/// A shared award is one: the same prize of the same work, project or person cannot be recorded for each who shares it.
fn twice(judge: &mut Judge<'_>, roll: &Roll, award: &Award, except: Option<HonourId>) {
    let standing = roll.honours().filter(|h| h.ended.is_none() && Some(h.id) != except);
    let same = standing.filter_map(|h| h.latest().map(|v| (h.id, &v.award))).filter(|(_, other)| other.same_occasion(award));
    for (id, other) in same {
        let same_thing = award.work.is_some() && award.work == other.work
            || award.project.is_some() && award.project.as_ref().map(|p| &p.title) == other.project.as_ref().map(|p| &p.title);
        let nameless = award.work.is_none() && award.project.is_none() && other.work.is_none() && other.project.is_none();
        let same_holder = nameless
            && (award.people.iter().any(|p| other.people.iter().any(|o| o.person == p.person))
                || award.people.is_empty() && other.people.is_empty() && award.units.iter().any(|u| other.units.contains(u)));
        if same_thing || same_holder {
            judge.no(rules::SHARED.refuse().with("honour", id).at("award"));
            return;
        }
        if nameless && award.document.sha256 == other.document.sha256 {
            judge.note(rules::PERHAPS_SHARED.refuse().with("honour", id).at("award"));
        }
    }
}

/// Whether two accounts are one, or belong to one person.
fn same_person(directory: &Directory, one: UserId, other: UserId) -> bool {
    let person = |user| directory.user(user).and_then(|u| u.person);
    one == other || person(one).is_some() && person(one) == person(other)
}

impl Command for ConfirmHonour {
    const NAME: &'static str = "honour.confirm";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_honour(states, Action::ConfirmHonour, self.honour)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, honour) = honour(states, self.honour)?;
        let mut judge = Judge::new(ctx);
        let version = match (honour.ended, &honour.pending) {
            (Some(_), _) => return Err(rules::ENDED.refuse().at("honour").into()),
            (None, None) => return Err(rules::CONFIRMED.refuse().at("honour").into()),
            (None, Some(version)) => version,
        };
        if same_person(ctx.directory, version.by, ctx.actor.user) {
            judge.no(rules::SAME_PERSON.refuse().at("honour"));
        }
        let Some(unit) = unit_of(&version.award, ctx) else { return judge.done() };
        judge.fact::<Fact>(&stream(), &unit, ctx.today(), Confirmed { honour: honour.id, of: version.seq });
        judge.done()
    }
}

impl Command for CorrectHonour {
    const NAME: &'static str = "honour.correct";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let mut asks = ask_honour(states, Action::RecordHonour, self.honour);
        if !asks.is_empty() {
            asks.extend(award::asks(states, &self.award));
        }
        asks
    }

    fn documents(&self) -> Vec<&Document> {
        self.award.document.iter().collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (roll, honour) = honour(states, self.honour)?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        ended(&mut judge, honour);
        let Some(award) = award::examine(&mut judge, roll, &self.award) else { return judge.done() };
        twice(&mut judge, roll, &award, Some(honour.id));
        let Some(unit) = unit_of(&award, ctx) else { return judge.done() };
        let on = award.awarded_on;
        let body = Corrected { authority: self.authority.clone(), award, honour: honour.id, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream(), &unit, on, body);
        judge.done()
    }
}

fn ended(judge: &mut Judge<'_>, honour: &Honour) {
    if honour.ended.is_some() {
        judge.no(rules::ENDED.refuse().at("honour"));
    }
}

impl Command for WithdrawHonour {
    const NAME: &'static str = "honour.withdraw";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_honour(states, Action::ConfirmHonour, self.honour)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, honour) = honour(states, self.honour)?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        ended(&mut judge, honour);
        let Some(unit) = honour.latest().and_then(|v| unit_of(&v.award, ctx)) else { return judge.done() };
        let body = Withdrawn { authority: self.authority.clone(), honour: honour.id, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream(), &unit, ctx.today(), body);
        judge.done()
    }
}

impl Command for RevokeHonour {
    const NAME: &'static str = "honour.revoke";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_honour(states, Action::ConfirmHonour, self.honour)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, honour) = honour(states, self.honour)?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        judge.come("revoked_on", self.revoked_on);
        ended(&mut judge, honour);
        let Some(version) = honour.latest() else { return judge.done() };
        if self.revoked_on < version.award.awarded_on {
            judge.no(rules::REVOKED_BEFORE.refuse().with("day", version.award.awarded_on).at("revoked_on"));
        }
        let Some(unit) = unit_of(&version.award, ctx) else { return judge.done() };
        let body = Revoked { authority: self.authority.clone(), honour: honour.id, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream(), &unit, self.revoked_on, body);
        judge.done()
    }
}
