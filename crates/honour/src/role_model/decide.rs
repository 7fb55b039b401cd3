//! The rules of role models: the only place of this area that says no.

use nc_kernel::{Aggregate as _, Day, Document, Need, PersonId, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::command::{
    AnswerObjection, ConcludeNomination, LiftHold, Nominate, PlaceHold, PublishNomination, PutModelForward, RaiseObjection,
};
use super::fact::{Answered, Concluded, Fact, HoldFact, HoldLifted, HoldPlaced, Nominated, Objected, Published, PutForward};
use super::model::{ModelId, Outcome, PUBLIC_DAYS};
use super::rules;
use super::state::{Holds, RoleModel, Stage};
use crate::roll::Roll;
use nc_people::judge::{Judge, TITLE, ask, ask_about};

fn stream(id: ModelId) -> StreamId {
    StreamId::new(RoleModel::FAMILY, id)
}

fn needs(id: ModelId) -> Vec<Need> {
    vec![Need::of::<RoleModel>(id), Need::only::<Holds>()]
}

fn asks(states: &States, id: ModelId) -> Vec<(Action, UnitPath)> {
    let known = states.get::<RoleModel>(id).and_then(RoleModel::nominated);
    known.map(|body| ask(Action::RecordHonour, std::slice::from_ref(&body.unit))).unwrap_or_default()
}

/// The nomination, at one of `stages`.
fn at<'a>(states: &'a States, judge: &mut Judge<'_>, id: ModelId, stages: &[Stage]) -> Result<(&'a RoleModel, &'a Nominated), Refused> {
    let model = states.get::<RoleModel>(id);
    let known = model.and_then(|m| Some((m, m.nominated()?, m.stage()?)));
    let (model, body, stage) = known.ok_or_else(|| Refused::from(rules::UNKNOWN.refuse().at("model")))?;
    if !stages.contains(&stage) {
        judge.no(rules::STAGE.refuse().with("stage", stage.zh()).with("stage_en", stage.en()).at("model"));
    }
    Ok((model, body))
}

fn not_on_hold(states: &States, judge: &mut Judge<'_>, person: PersonId, days: &[Day]) {
    let held = states.only::<Holds>().is_some_and(|holds| days.iter().any(|day| holds.on(person, *day)));
    if held {
        judge.no(rules::ON_HOLD.refuse().at("person"));
    }
}

impl Nominate {
    /// The nomination it makes.
    #[must_use]
    pub fn id(&self) -> ModelId {
        let natural = || format!("{}|{}|{}", self.person, self.title.trim(), self.nominated_on.year());
        ModelId::of_serial(&self.serial.clone().unwrap_or_else(natural))
    }
}

impl Command for Nominate {
    const NAME: &'static str = "honour.nominate";

    fn needs(&self) -> Vec<Need> {
        needs(self.id())
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, Action::RecordHonour, self.person, Some(self.nominated_on))
    }

    fn documents(&self) -> Vec<&Document> {
        self.evidence.iter().collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = self.id();
        judge.text("title", &self.title, TITLE);
        judge.text_if_any("serial", self.serial.as_deref(), TITLE);
        judge.text_if_any("remark", self.remark.as_deref(), TITLE);
        judge.come("nominated_on", self.nominated_on);
        if states.get::<RoleModel>(id).is_some_and(|m| m.nominated().is_some()) {
            judge.no(rules::TWICE.refuse().with("model", id).at("person"));
        }
        not_on_hold(states, &mut judge, self.person, &[self.nominated_on, ctx.today()]);
        let unit = judge.member("person", self.person, &[self.nominated_on]).map(|member| member.unit.clone());
        let Some(evidence) = &self.evidence else {
            judge.no(rules::NO_EVIDENCE.refuse().at("evidence"));
            return judge.done();
        };
        judge.document(evidence);
        judge.lateness("nominated_on", self.nominated_on, crate::LATENESS);
        let Some(unit) = unit else { return judge.done() };
        let body = Nominated {
            evidence: evidence.clone(),
            level: self.level,
            model: id,
            person: self.person,
            remark: self.remark.clone(),
            serial: self.serial.clone().unwrap_or_else(|| id.to_string()),
            title: self.title.clone(),
            unit: unit.clone(),
        };
        judge.fact::<Fact>(&stream(id), &unit, self.nominated_on, body);
        judge.done()
    }
}

impl Command for PublishNomination {
    const NAME: &'static str = "honour.publish_nomination";

    fn needs(&self) -> Vec<Need> {
        needs(self.model)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.model)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (model, body) = at(states, &mut judge, self.model, &[Stage::Nominated])?;
        judge.come("from", self.from);
        not_on_hold(states, &mut judge, body.person, &[self.from, ctx.today()]);
        if self.to.days_since(self.from) + 1 < PUBLIC_DAYS || model.nominated_on().is_some_and(|on| self.from < on) {
            judge.no(rules::TOO_SHORT.refuse().with("least", PUBLIC_DAYS).at("to"));
        }
        judge.fact::<Fact>(&stream(self.model), &body.unit, self.from, Published { model: self.model, to: self.to });
        judge.done()
    }
}

impl Command for RaiseObjection {
    const NAME: &'static str = "honour.raise_objection";

    fn needs(&self) -> Vec<Need> {
        needs(self.model)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.model)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (model, body) = at(states, &mut judge, self.model, &[Stage::Public])?;
        judge.come("raised_on", self.raised_on);
        if model.public().is_some_and(|(from, to)| self.raised_on < from || self.raised_on > to) {
            judge.no(rules::NOT_PUBLIC.refuse().at("raised_on"));
        }
        let objection = u32::try_from(model.objections() + 1).unwrap_or(u32::MAX);
        judge.fact::<Fact>(&stream(self.model), &body.unit, self.raised_on, Objected { model: self.model, objection });
        judge.done()
    }
}

impl Command for AnswerObjection {
    const NAME: &'static str = "honour.answer_objection";

    fn needs(&self) -> Vec<Need> {
        needs(self.model)
    }

    /// Who nominated does not answer for it: the political department does.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.model).into_iter().map(|(_, unit)| (Action::ConfirmHonour, unit)).collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (model, body) = at(states, &mut judge, self.model, &[Stage::Public])?;
        judge.come("answered_on", self.answered_on);
        if !model.waits(self.objection) {
            judge.no(rules::OBJECTION.refuse().at("objection"));
        }
        let answer = Answered { model: self.model, objection: self.objection, upheld: self.upheld };
        judge.fact::<Fact>(&stream(self.model), &body.unit, self.answered_on, answer);
        judge.done()
    }
}

impl Command for ConcludeNomination {
    const NAME: &'static str = "honour.conclude_nomination";

    fn needs(&self) -> Vec<Need> {
        let mut needs = needs(self.model);
        needs.push(Need::only::<Roll>());
        needs
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.model)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let named = self.outcome == Outcome::Named;
        let stages: &[Stage] = if named { &[Stage::Public] } else { &[Stage::Nominated, Stage::Public] };
        let (model, body) = at(states, &mut judge, self.model, stages)?;
        judge.come("concluded_on", self.concluded_on);
        if named {
            not_on_hold(states, &mut judge, body.person, &[self.concluded_on, ctx.today()]);
            if let Some((_, to)) = model.public().filter(|(_, to)| self.concluded_on <= *to) {
                judge.no(rules::STILL_PUBLIC.refuse().with("day", to).at("concluded_on"));
            }
            if model.unanswered() > 0 {
                judge.no(rules::UNANSWERED.refuse().with("count", model.unanswered()).at("model"));
            }
            let given = self.honour.and_then(|id| states.only::<Roll>()?.honour(id)?.standing());
            if !given.is_some_and(|v| v.award.people.iter().any(|p| p.person == body.person)) {
                judge.no(rules::NO_HONOUR.refuse().at("honour"));
            }
        }
        let concluded = Concluded { honour: self.honour, model: self.model, outcome: self.outcome };
        judge.fact::<Fact>(&stream(self.model), &body.unit, self.concluded_on, concluded);
        judge.done()
    }
}

impl Command for PutModelForward {
    const NAME: &'static str = "honour.put_model_forward";

    fn needs(&self) -> Vec<Need> {
        needs(self.model)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.model)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (model, body) = at(states, &mut judge, self.model, &[Stage::Nominated, Stage::Public, Stage::Named])?;
        judge.text("programme", &self.programme, TITLE);
        judge.come("put_on", self.put_on);
        not_on_hold(states, &mut judge, body.person, &[self.put_on, ctx.today()]);
        if model.was_put_forward(&self.programme) {
            judge.no(nc_people::judge::REPEATED.refuse().at("programme"));
        }
        let put = PutForward { level: self.level, model: self.model, programme: self.programme.clone() };
        judge.fact::<Fact>(&stream(self.model), &body.unit, self.put_on, put);
        judge.done()
    }
}

impl Command for PlaceHold {
    const NAME: &'static str = "honour.place_hold";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Holds>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, Action::HoldHonour, self.person, None)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        if self.until <= ctx.today() {
            judge.no(rules::HOLD_ENDS.refuse().at("until"));
        }
        let Some(member) = judge.member("person", self.person, &[ctx.today()]) else { return judge.done() };
        let body = HoldPlaced { person: self.person, until: self.until };
        judge.fact::<HoldFact>(&StreamId::only(Holds::FAMILY), &member.unit, ctx.today(), body);
        judge.done()
    }
}

impl Command for LiftHold {
    const NAME: &'static str = "honour.lift_hold";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Holds>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, Action::HoldHonour, self.person, None)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        if !states.only::<Holds>().is_some_and(|holds| holds.on(self.person, ctx.today())) {
            judge.no(rules::NO_HOLD.refuse().at("person"));
        }
        let Some(member) = judge.member("person", self.person, &[ctx.today()]) else { return judge.done() };
        judge.fact::<HoldFact>(&StreamId::only(Holds::FAMILY), &member.unit, ctx.today(), HoldLifted { person: self.person });
        judge.done()
    }
}
