//! The rules of innovation.

use nc_kernel::{Aggregate as _, Day, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, TITLE, ask, ask_of};

use super::command::{AdoptProject, MoveProject, ProposeProject, ReferToHonour};
use super::fact::{Adopted, Fact, Honoured, Moved, Proposed};
use super::model::{ProjectId, Stage};
use super::rules;
use super::state::{Head, Project};
use crate::talent::Studio;

fn stream(id: ProjectId) -> StreamId {
    StreamId::new(Project::FAMILY, id)
}

/// Whom to ask: whose project it is; of one nobody proposed, the bureau.
fn asks(states: &States, id: ProjectId) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Project>(id).and_then(Project::head).map(|head| head.unit.clone());
    ask_of(states, Action::ManageTalent, unit)
}

/// A proposed project; `day` has come and is not before it was proposed.
fn known<'a>(
    states: &'a States,
    judge: &mut Judge<'_>,
    id: ProjectId,
    (place, day): (&str, Day),
) -> Result<(&'a Project, &'a Head, Stage), Refused> {
    let found = states.get::<Project>(id).and_then(|project| Some((project, project.head()?, project.stage()?)));
    let (project, head, stage) = found.ok_or_else(|| Refused::from(rules::NO_PROJECT.refuse().at("project")))?;
    judge.come(place, day);
    if day < head.on {
        judge.no(rules::EARLIER.refuse().with("day", head.on).at(place));
    }
    Ok((project, head, stage))
}

fn wrong_stage(judge: &mut Judge<'_>, stage: Stage) {
    judge.no(rules::STAGE.refuse().with("state", stage.label().zh).with("state_en", stage.label().en).at("project"));
}

impl Command for ProposeProject {
    const NAME: &'static str = "innovation.propose";

    fn needs(&self) -> Vec<Need> {
        let project = Need::of::<Project>(ProjectId::of_serial(&self.serial));
        std::iter::once(project).chain(self.studio().map(Need::of::<Studio>)).collect()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageTalent, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let project = ProjectId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.text("title", &self.title, TITLE);
        judge.text("purpose", &self.purpose, REASON);
        judge.text_if_any("model", self.model.as_deref(), TITLE);
        judge.come("proposed_on", self.proposed_on);
        judge.unit("unit", &self.unit, self.proposed_on);
        if states.get::<Project>(project).and_then(Project::head).is_some() {
            judge.no(rules::TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        let studio = self.studio();
        if studio.is_some_and(|id| states.get::<Studio>(id).and_then(Studio::head).is_none()) {
            judge.no(rules::STUDIO.refuse().at("studio"));
        }
        let body = Proposed {
            model: self.model.clone(),
            project,
            purpose: self.purpose.clone(),
            serial: self.serial.clone(),
            studio,
            title: self.title.clone(),
        };
        judge.fact::<Fact>(&stream(project), &self.unit, self.proposed_on, body);
        judge.done()
    }
}

/// What every command about a known project has in common: its stream, and the action it takes.
macro_rules! of_known {
    () => {
        fn needs(&self) -> Vec<Need> {
            vec![Need::of::<Project>(self.project)]
        }

        fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
            asks(states, self.project)
        }
    };
}

impl Command for MoveProject {
    const NAME: &'static str = "innovation.move";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (project, head, stage) = known(states, &mut judge, self.project, ("moved_on", self.moved_on))?;
        judge.text("basis", &self.basis, REASON);
        if !stage.leads_to(self.stage) {
            wrong_stage(&mut judge, stage);
        }
        if let Some(since) = project.since().filter(|since| self.moved_on < *since) {
            judge.no(rules::EARLIER.refuse().with("day", since).at("moved_on"));
        }
        let person = |user| ctx.directory.user(user).and_then(|user| user.person);
        let same = head.by == ctx.actor.user || person(head.by).is_some_and(|one| judge.acting == Some(one));
        if self.stage == Stage::Approved && same {
            judge.no(rules::OWN.refuse());
        }
        let body = Moved { basis: self.basis.clone(), project: self.project, stage: self.stage };
        judge.fact::<Fact>(&stream(self.project), &head.unit, self.moved_on, body);
        judge.done()
    }
}

impl Command for AdoptProject {
    const NAME: &'static str = "innovation.adopt";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (project, head, stage) = known(states, &mut judge, self.project, ("adopted_on", self.adopted_on))?;
        judge.text("basis", &self.basis, REASON);
        judge.unit("adopter", &self.adopter, self.adopted_on);
        if !stage.can_be_adopted() {
            wrong_stage(&mut judge, stage);
        }
        let pilot = project.stages().iter().find(|(stage, ..)| *stage == Stage::Pilot).map(|(_, on, _)| *on);
        if let Some(pilot) = pilot.filter(|pilot| self.adopted_on < *pilot) {
            judge.no(rules::EARLIER.refuse().with("day", pilot).at("adopted_on"));
        }
        if self.adopter == head.unit {
            judge.no(rules::ITS_OWN.refuse().at("adopter"));
        }
        if project.adopters().iter().any(|(unit, ..)| *unit == self.adopter) {
            judge.no(rules::ADOPTED.refuse().at("adopter"));
        }
        let body = Adopted { adopter: self.adopter.clone(), basis: self.basis.clone(), project: self.project };
        judge.fact::<Fact>(&stream(self.project), &head.unit, self.adopted_on, body);
        judge.done()
    }
}

impl Command for ReferToHonour {
    const NAME: &'static str = "innovation.refer_to_honour";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (project, head, _) = known(states, &mut judge, self.project, ("referred_on", self.referred_on))?;
        judge.serial("honour", &self.honour);
        if project.honours().iter().any(|(honour, _)| *honour == self.honour) {
            judge.no(rules::REFERRED.refuse().at("honour"));
        }
        let body = Honoured { honour: self.honour.clone(), kind: self.kind, project: self.project };
        judge.fact::<Fact>(&stream(self.project), &head.unit, self.referred_on, body);
        judge.done()
    }
}
