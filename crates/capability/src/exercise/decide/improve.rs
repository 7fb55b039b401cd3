//! Improvement: what is to be mended, by whom and until when; finished with evidence, verified by somebody else.

use nc_kernel::{Document, Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON};

use super::{HELD, LONG, at, in_role, needs, part, stream};
use crate::exercise::command::{FinishAction, SetAction, VerifyAction};
use crate::exercise::fact::{ActionFinished, ActionRecurred, ActionSet, ActionVerified, Fact, Recurrence};
use crate::exercise::model::Role;
use crate::exercise::rules;
use crate::exercise::state::{Action as Improvement, Exercise};

impl SetAction {
    /// The earlier issue, where the command names one; an exercise and a number go together.
    fn recurrence(&self, states: &States, judge: &mut Judge<'_>) -> Option<Recurrence> {
        let (id, action) = match (self.recurs_exercise, self.recurs_action) {
            (None, None) => return None,
            (Some(id), Some(action)) if id != self.exercise => (id, action),
            _ => {
                judge.no(rules::RECURS.refuse().at("recurs_exercise"));
                return None;
            }
        };
        let earlier = states.get::<Exercise>(id).filter(|earlier| earlier.action(action).is_some());
        let title = earlier.and_then(|earlier| Some(earlier.planned()?.title.clone()));
        if title.is_none() {
            judge.no(rules::RECURS.refuse().at("recurs_action"));
        }
        Some(Recurrence { action, exercise: id, title: title? })
    }
}

impl Command for SetAction {
    const NAME: &'static str = "exercise.set_action";

    fn needs(&self) -> Vec<Need> {
        let mut all = needs(self.exercise);
        all.extend(self.recurs_exercise.filter(|id| *id != self.exercise).map(Need::of::<Exercise>));
        all
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, HELD)?;
        in_role(&mut judge, exercise, self.by, |role| role.evaluates() || role == Role::Director)?;
        judge.text("issue", &self.issue, LONG);
        judge.text("cause", &self.cause, LONG);
        judge.text("measure", &self.measure, LONG);
        judge.unit("unit", &self.unit, ctx.today());
        judge.member("contact", self.contact, &[ctx.today()]);
        if self.due < ctx.today() {
            judge.no(rules::BACKWARDS.refuse().at("due"));
        }
        let recurs = self.recurrence(states, &mut judge);
        let number = u32::try_from(exercise.actions().len() + 1).unwrap_or(u32::MAX);
        // The earlier exercise says where its issue came up again, so that each leads to the other.
        let earlier = recurs.as_ref().and_then(|earlier| Some((earlier, states.get::<Exercise>(earlier.exercise)?.planned()?)));
        if let Some((earlier, found)) = earlier {
            let again = Recurrence { action: number, exercise: self.exercise, title: body.title.clone() };
            let recurred = ActionRecurred { action: earlier.action, again, exercise: earlier.exercise };
            judge.fact::<Fact>(&stream(earlier.exercise), &found.unit, ctx.today(), recurred);
        }
        let set = ActionSet {
            action: number,
            cause: self.cause.clone(),
            contact: self.contact,
            due: self.due,
            element: self.element,
            exercise: self.exercise,
            issue: self.issue.clone(),
            measure: self.measure.clone(),
            recurs,
            unit: self.unit.clone(),
        };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), set);
        judge.done()
    }
}

impl Command for FinishAction {
    const NAME: &'static str = "exercise.finish_action";

    fn documents(&self) -> Vec<&Document> {
        vec![&self.document]
    }

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, HELD)?;
        judge.in_person("by", self.by);
        let open = exercise.action(self.action).filter(|action| action.finished.is_none() && action.set.contact == self.by);
        if open.is_none() {
            judge.no(rules::ACTION.refuse().at("action"));
        }
        judge.text("evidence", &self.evidence, REASON);
        judge.document(&self.document);
        let (evidence, document) = (self.evidence.clone(), Some(self.document.clone()));
        let finished = ActionFinished { action: self.action, by: self.by, document, evidence, exercise: self.exercise };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), finished);
        judge.done()
    }
}

/// Whether somebody owns an action or finished it: they do not verify it.
pub(in crate::exercise) fn owns(action: &Improvement, person: nc_kernel::PersonId) -> bool {
    action.set.contact == person || action.finished.as_ref().is_some_and(|finished| finished.by == person)
}

impl Command for VerifyAction {
    const NAME: &'static str = "exercise.verify_action";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, HELD)?;
        in_role(&mut judge, exercise, self.by, |role| role.evaluates() || role == Role::Director)?;
        match exercise.action(self.action).filter(|action| action.verified.is_none()) {
            None => judge.no(rules::ACTION.refuse().at("action")),
            Some(action) if owns(action, self.by) => judge.no(rules::OWNER.refuse().at("by")),
            Some(action) if action.finished.is_none() => judge.no(rules::NOT_FINISHED.refuse().at("action")),
            Some(action) if self.holds && action.finished.as_ref().is_some_and(|finished| finished.document.is_none()) => {
                judge.no(rules::NO_EVIDENCE.refuse().at("action"));
            }
            Some(_) => {}
        }
        let verified = ActionVerified { action: self.action, by: self.by, exercise: self.exercise, holds: self.holds };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), verified);
        judge.done()
    }
}
