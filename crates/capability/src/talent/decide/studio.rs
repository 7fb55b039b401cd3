//! Rules of studios.

use nc_kernel::{Aggregate as _, Day, Document, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, TITLE, ask};

use crate::talent::command::{
    CompleteStudioTask, JoinStudio, JudgeStudio, LeaveStudio, LookAtStudio, NameStudio, ProposeStudio, SetStudioTask, WithdrawStudio,
};
use crate::talent::fact::{
    StudioFact, StudioJoined, StudioJudged, StudioLeft, StudioLookedAt, StudioNamed, StudioProposed, StudioTaskDone, StudioTaskSet,
    StudioWithdrawn,
};
use crate::talent::model::{Finding, StudioId, StudioState};
use crate::talent::rules;
use crate::talent::state::Studio;

const STANDING: &[StudioState] = &[StudioState::Named, StudioState::Rectifying];

fn stream(id: StudioId) -> StreamId {
    StreamId::new(Studio::FAMILY, id)
}

fn asks(states: &States, id: StudioId) -> Vec<(Action, UnitPath)> {
    states.get::<Studio>(id).and_then(Studio::unit).map(|unit| ask(Action::ManageTalent, std::slice::from_ref(unit))).unwrap_or_default()
}

/// The studio at one of `stages`, with its unit; `day` has come and is not before it was proposed.
fn at<'a>(
    states: &'a States,
    judge: &mut Judge<'_>,
    id: StudioId,
    stages: &[StudioState],
    (place, day): (&str, Day),
) -> Result<(&'a Studio, &'a UnitPath), Refused> {
    let known = states.get::<Studio>(id).and_then(|studio| Some((studio, studio.unit()?, studio.state()?)));
    let (studio, unit, state) = known.ok_or_else(|| Refused::from(rules::NO_STUDIO.refuse().at("studio")))?;
    if !stages.contains(&state) {
        judge.no(rules::STAGE.refuse().with("state", state.label().zh).with("state_en", state.label().en).at("studio"));
    }
    judge.come(place, day);
    let first = studio.named_on().or(studio.proposed_on());
    if let Some(first) = first.filter(|first| day < *first) {
        judge.no(rules::EARLIER.refuse().with("day", first).at(place));
    }
    Ok((studio, unit))
}

impl Command for ProposeStudio {
    const NAME: &'static str = "talent.propose_studio";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Studio>(StudioId::of_serial(&self.serial))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageTalent, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let studio = StudioId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.text("name", &self.name, TITLE);
        judge.text("domain", &self.domain, TITLE);
        judge.come("proposed_on", self.proposed_on);
        judge.unit("unit", &self.unit, self.proposed_on);
        judge.member("lead", self.lead, &[self.proposed_on]);
        if states.get::<Studio>(studio).is_some_and(|known| known.head().is_some()) {
            judge.no(rules::TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        let body =
            StudioProposed { domain: self.domain.clone(), lead: self.lead, name: self.name.clone(), serial: self.serial.clone(), studio };
        judge.fact::<StudioFact>(&stream(studio), &self.unit, self.proposed_on, body);
        judge.done()
    }
}

/// What every command about a known studio has in common: its stream, and the action it takes.
macro_rules! of_known {
    () => {
        fn needs(&self) -> Vec<Need> {
            vec![Need::of::<Studio>(self.studio)]
        }

        fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
            asks(states, self.studio)
        }
    };
}

impl Command for JudgeStudio {
    const NAME: &'static str = "talent.judge_studio";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (studio, unit) = at(states, &mut judge, self.studio, &[StudioState::Proposed], ("judged_on", self.judged_on))?;
        judge.text("reason", &self.reason, REASON);
        if studio.proposer() == Some(ctx.actor.user) {
            judge.no(rules::OWN.refuse());
        }
        let body = StudioJudged { fit: self.fit, reason: self.reason.clone(), studio: self.studio };
        judge.fact::<StudioFact>(&stream(self.studio), unit, self.judged_on, body);
        judge.done()
    }
}

impl Command for NameStudio {
    const NAME: &'static str = "talent.name_studio";
    of_known!();

    fn documents(&self) -> Vec<&Document> {
        vec![&self.document]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (_, unit) = at(states, &mut judge, self.studio, &[StudioState::Reviewed], ("named_on", self.named_on))?;
        judge.document(&self.document);
        let body = StudioNamed { document: self.document.clone(), studio: self.studio };
        judge.fact::<StudioFact>(&stream(self.studio), unit, self.named_on, body);
        judge.done()
    }
}

impl Command for JoinStudio {
    const NAME: &'static str = "talent.join_studio";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (studio, unit) = at(states, &mut judge, self.studio, STANDING, ("joined_on", self.joined_on))?;
        for (i, person) in self.people.iter().enumerate() {
            let place = format!("people[{i}]");
            let repeated = self.people.iter().take(i).any(|earlier| earlier == person);
            if repeated || studio.has(*person) {
                judge.no(rules::MEMBER.refuse().at(place));
            } else if let Some(member) = judge.member(place, *person, &[self.joined_on]) {
                let body = StudioJoined { person: *person, sender: member.unit.clone(), studio: self.studio };
                judge.fact::<StudioFact>(&stream(self.studio), unit, self.joined_on, body);
            }
        }
        judge.done()
    }
}

impl Command for LeaveStudio {
    const NAME: &'static str = "talent.leave_studio";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (studio, unit) = at(states, &mut judge, self.studio, STANDING, ("left_on", self.left_on))?;
        if !studio.has(self.person) {
            judge.no(rules::NO_MEMBER.refuse().at("person"));
        }
        let body = StudioLeft { person: self.person, studio: self.studio };
        judge.fact::<StudioFact>(&stream(self.studio), unit, self.left_on, body);
        judge.done()
    }
}

impl Command for SetStudioTask {
    const NAME: &'static str = "talent.set_studio_task";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let today = ctx.today();
        let mut judge = Judge::new(ctx);
        let (studio, unit) = at(states, &mut judge, self.studio, STANDING, ("studio", today))?;
        judge.text("text", &self.text, REASON);
        if self.due < today {
            judge.no(rules::EARLIER.refuse().with("day", today).at("due"));
        }
        let task = u32::try_from(studio.tasks().len() + 1).unwrap_or(u32::MAX);
        let body = StudioTaskSet { due: self.due, studio: self.studio, task, text: self.text.clone() };
        judge.fact::<StudioFact>(&stream(self.studio), unit, today, body);
        judge.done()
    }
}

impl Command for CompleteStudioTask {
    const NAME: &'static str = "talent.complete_studio_task";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (studio, unit) = at(states, &mut judge, self.studio, STANDING, ("done_on", self.done_on))?;
        judge.text("output", &self.output, REASON);
        if studio.task(self.task).is_none_or(|task| task.done.is_some()) {
            judge.no(rules::TASK.refuse().at("task"));
        }
        let body = StudioTaskDone { output: self.output.clone(), studio: self.studio, task: self.task };
        judge.fact::<StudioFact>(&stream(self.studio), unit, self.done_on, body);
        judge.done()
    }
}

impl Command for LookAtStudio {
    const NAME: &'static str = "talent.look_at_studio";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (studio, unit) = at(states, &mut judge, self.studio, STANDING, ("looked_on", self.looked_on))?;
        judge.text("reason", &self.reason, REASON);
        let rectify = self.finding == Finding::Rectify;
        if rectify != self.until.is_some() || self.until.is_some_and(|until| until <= self.looked_on) {
            judge.no(rules::UNTIL.refuse().at("until"));
        }
        // A rectification is looked at again in the same year.
        let again = studio.state() == Some(StudioState::Rectifying);
        if !again && studio.looks().iter().any(|look| look.year == self.year) {
            judge.no(rules::LOOKED.refuse().with("year", self.year).at("year"));
        }
        let body =
            StudioLookedAt { finding: self.finding, reason: self.reason.clone(), studio: self.studio, until: self.until, year: self.year };
        judge.fact::<StudioFact>(&stream(self.studio), unit, self.looked_on, body);
        judge.done()
    }
}

impl Command for WithdrawStudio {
    const NAME: &'static str = "talent.withdraw_studio";
    of_known!();

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let stages = [StudioState::Proposed, StudioState::Reviewed, StudioState::Named, StudioState::Rectifying];
        let (_, unit) = at(states, &mut judge, self.studio, &stages, ("withdrawn_on", self.withdrawn_on))?;
        judge.because(&self.reason, &self.authority);
        let body = StudioWithdrawn { authority: self.authority.clone(), reason: self.reason.clone(), studio: self.studio };
        judge.fact::<StudioFact>(&stream(self.studio), unit, self.withdrawn_on, body);
        judge.done()
    }
}
