//! The rules of profiles and apprenticeships.

use nc_kernel::{Aggregate as _, Day, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, TITLE, ask, ask_of};

use super::command::{BeginApprenticeship, CloseProfile, EndApprenticeship, LookAtApprenticeship, OpenProfile, StageProfile};
use super::fact::{
    Apprenticed, ApprenticeshipEnded, ApprenticeshipFact, ApprenticeshipLookedAt, ProfileClosed, ProfileFact, ProfileOpened, ProfileStaged,
};
use super::model::{ApprenticeshipId, ProfileId};
use super::state::{Apprenticeship, Began, Profile};
use crate::talent::rules;

/// Whom to ask: who keeps it; of one that does not exist, the bureau.
fn asks(states: &States, began: Option<&Began>) -> Vec<(Action, UnitPath)> {
    ask_of(states, Action::ManageTalent, began.map(|began| began.unit.clone()))
}

fn profile(states: &States, id: ProfileId) -> Option<&Profile> {
    states.get::<Profile>(id).filter(|profile| profile.head().is_some())
}

fn apprenticeship(states: &States, id: ApprenticeshipId) -> Option<&Apprenticeship> {
    states.get::<Apprenticeship>(id).filter(|known| known.head().is_some())
}

/// A day that has come, not before `first`, and of something that did not end.
fn within(judge: &mut Judge<'_>, (place, day): (&str, Day), first: Day, ended: bool) {
    judge.come(place, day);
    if day < first {
        judge.no(rules::EARLIER.refuse().with("day", first).at(place));
    }
    if ended {
        judge.no(rules::ENDED.refuse());
    }
}

impl Command for OpenProfile {
    const NAME: &'static str = "talent.open_profile";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Profile>(ProfileId::of_serial(&self.serial))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageTalent, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = ProfileId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.text("domain", &self.domain, TITLE);
        judge.text("evidence", &self.evidence, REASON);
        judge.come("opened_on", self.opened_on);
        judge.unit("unit", &self.unit, self.opened_on);
        if profile(states, id).is_some() {
            judge.no(rules::TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        if let Some(member) = judge.member("person", self.person, &[self.opened_on]) {
            let body = ProfileOpened {
                domain: self.domain.clone(),
                evidence: self.evidence.clone(),
                level: self.level,
                member: member.kind,
                person: self.person,
                profile: id,
                sender: member.unit.clone(),
                serial: self.serial.clone(),
                source: self.source,
            };
            judge.fact::<ProfileFact>(&StreamId::new(Profile::FAMILY, id), &self.unit, self.opened_on, body);
        }
        judge.done()
    }
}

/// What every command about a known thing has in common: its stream, and the action it takes.
macro_rules! of_known {
    ($state:ident, $field:ident, $find:ident) => {
        fn needs(&self) -> Vec<Need> {
            vec![Need::of::<$state>(self.$field)]
        }

        fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
            asks(states, $find(states, self.$field).and_then($state::head).map(|(began, _)| began))
        }
    };
}

impl Command for StageProfile {
    const NAME: &'static str = "talent.stage_profile";
    of_known!(Profile, profile, profile);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let known = profile(states, self.profile).and_then(|known| Some((known, known.head()?.0)));
        let (known, began) = known.ok_or_else(|| Refused::from(rules::NO_PROFILE.refuse().at("profile")))?;
        within(&mut judge, ("staged_on", self.staged_on), began.on, known.closed_on().is_some());
        judge.text("basis", &self.basis, REASON);
        let body = ProfileStaged { basis: self.basis.clone(), profile: self.profile, stage: self.stage };
        judge.fact::<ProfileFact>(&StreamId::new(Profile::FAMILY, self.profile), &began.unit, self.staged_on, body);
        judge.done()
    }
}

impl Command for CloseProfile {
    const NAME: &'static str = "talent.close_profile";
    of_known!(Profile, profile, profile);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let known = profile(states, self.profile).and_then(|known| Some((known, known.head()?.0)));
        let (known, began) = known.ok_or_else(|| Refused::from(rules::NO_PROFILE.refuse().at("profile")))?;
        let last = known.stages().iter().map(|(_, on, _)| *on).max().unwrap_or(began.on);
        within(&mut judge, ("closed_on", self.closed_on), last, known.closed_on().is_some());
        judge.because(&self.reason, &self.authority);
        let body = ProfileClosed { authority: self.authority.clone(), profile: self.profile, reason: self.reason.clone() };
        judge.fact::<ProfileFact>(&StreamId::new(Profile::FAMILY, self.profile), &began.unit, self.closed_on, body);
        judge.done()
    }
}

impl Command for BeginApprenticeship {
    const NAME: &'static str = "talent.begin_apprenticeship";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Apprenticeship>(ApprenticeshipId::of_serial(&self.serial))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageTalent, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = ApprenticeshipId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.text("goal", &self.goal, REASON);
        judge.come("begun_on", self.begun_on);
        judge.unit("unit", &self.unit, self.begun_on);
        if apprenticeship(states, id).is_some() {
            judge.no(rules::TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        if self.master == self.apprentice {
            judge.no(rules::THEMSELVES.refuse().at("apprentice"));
        }
        judge.member("master", self.master, &[self.begun_on]);
        if let Some(member) = judge.member("apprentice", self.apprentice, &[self.begun_on]) {
            let body = Apprenticed {
                apprentice: self.apprentice,
                apprenticeship: id,
                goal: self.goal.clone(),
                master: self.master,
                member: member.kind,
                sender: member.unit.clone(),
                serial: self.serial.clone(),
            };
            judge.fact::<ApprenticeshipFact>(&StreamId::new(Apprenticeship::FAMILY, id), &self.unit, self.begun_on, body);
        }
        judge.done()
    }
}

impl Command for LookAtApprenticeship {
    const NAME: &'static str = "talent.look_at_apprenticeship";
    of_known!(Apprenticeship, apprenticeship, apprenticeship);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let known = apprenticeship(states, self.apprenticeship).and_then(|known| Some((known, known.head()?.0)));
        let (known, began) = known.ok_or_else(|| Refused::from(rules::NO_APPRENTICESHIP.refuse().at("apprenticeship")))?;
        within(&mut judge, ("looked_on", self.looked_on), began.on, known.ended().is_some());
        judge.text("remark", &self.remark, REASON);
        if !(1..=2).contains(&self.half) {
            judge.no(rules::HALF.refuse().at("half"));
        }
        if known.looks().iter().any(|look| (look.year, look.half) == (self.year, self.half)) {
            judge.no(rules::LOOKED.refuse().with("year", self.year).at("half"));
        }
        let body =
            ApprenticeshipLookedAt { apprenticeship: self.apprenticeship, half: self.half, remark: self.remark.clone(), year: self.year };
        let stream = StreamId::new(Apprenticeship::FAMILY, self.apprenticeship);
        judge.fact::<ApprenticeshipFact>(&stream, &began.unit, self.looked_on, body);
        judge.done()
    }
}

impl Command for EndApprenticeship {
    const NAME: &'static str = "talent.end_apprenticeship";
    of_known!(Apprenticeship, apprenticeship, apprenticeship);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let known = apprenticeship(states, self.apprenticeship).and_then(|known| Some((known, known.head()?.0)));
        let (known, began) = known.ok_or_else(|| Refused::from(rules::NO_APPRENTICESHIP.refuse().at("apprenticeship")))?;
        let last = known.looks().iter().map(|look| look.on).max().unwrap_or(began.on);
        within(&mut judge, ("ended_on", self.ended_on), last, known.ended().is_some());
        judge.text("reason", &self.reason, REASON);
        let body = ApprenticeshipEnded { apprenticeship: self.apprenticeship, reached: self.reached, reason: self.reason.clone() };
        let stream = StreamId::new(Apprenticeship::FAMILY, self.apprenticeship);
        judge.fact::<ApprenticeshipFact>(&stream, &began.unit, self.ended_on, body);
        judge.done()
    }
}
