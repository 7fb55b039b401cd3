//! The rules of programmes.

use nc_kernel::{Aggregate as _, Day, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, REPEATED, TITLE, ask, ask_of};

use super::command::{AddDue, CloseProgramme, DropDue, SetUpProgramme, StrikeProgramme};
use super::fact::{Aim, Closed, Dropped, Due, ExerciseJoined, Extended, Fact, SetUp, StruckOut};
use super::state::Programme;
use crate::declare::of_known;
use crate::exercise::decide::{self, LONG, listed, natural};
use crate::exercise::fact::{Fact as ExerciseFact, ProgrammeNamed};
use crate::exercise::model::{ExerciseId, ProgrammeId, ProgrammeStage};
use crate::exercise::rules;

fn stream(id: ProgrammeId) -> StreamId {
    StreamId::new(Programme::FAMILY, id)
}

fn needs(id: ProgrammeId) -> Vec<Need> {
    vec![Need::of::<Programme>(id)]
}

fn asks(states: &States, action: Action, id: ProgrammeId) -> Vec<(Action, UnitPath)> {
    ask_of(states, action, states.get::<Programme>(id).and_then(Programme::head).map(|body| body.unit.clone()))
}

/// The programme, in progress.
fn open(states: &States, id: ProgrammeId) -> Result<(&Programme, &SetUp), Refused> {
    let programme = states.get::<Programme>(id).filter(|programme| programme.stage() == Some(ProgrammeStage::InForce));
    let known = programme.and_then(|programme| Some((programme, programme.head()?)));
    known.ok_or_else(|| Refused::from(rules::PROGRAMME.refuse().at("programme")))
}

/// Every exercise due is of the programme's unit or below it, within its days, for one of its capabilities.
fn due(judge: &mut Judge<'_>, rows: &[Due], aims: &[Aim], unit: &UnitPath, (from, to): (Day, Day)) {
    listed(judge, "due", rows.len());
    for (i, row) in rows.iter().enumerate() {
        let at = |field: &str| format!("due[{i}].{field}");
        judge.text(&at("title"), &row.title, TITLE);
        judge.unit(at("unit"), &row.unit, judge.today);
        if !aims.iter().any(|aim| aim.capability == row.capability) {
            judge.no(rules::CAPABILITY.refuse().at(at("capability")));
        }
        if !unit.contains(&row.unit) || !(from..=to).contains(&row.due) {
            judge.no(rules::PROGRAMME_REACH.refuse().with("from", from).with("to", to).at(at("due")));
        }
    }
}

/// 归入: an exercise, as it names its programme.
#[derive(Clone, Copy)]
pub(in crate::exercise) struct Naming<'a> {
    pub exercise: ExerciseId,
    pub programme: ProgrammeId,
    pub item: Option<u32>,
    /// The exercise's unit.
    pub unit: &'a UnitPath,
    /// Its first and last day.
    pub days: (Day, Day),
}

/// The facts by which an exercise names its programme, one on the stream of each.
pub(in crate::exercise) fn name(judge: &mut Judge<'_>, states: &States, naming: Naming<'_>) -> Result<(), Refused> {
    let Naming { exercise, programme: id, item, unit, days } = naming;
    let (programme, body) = open(states, id)?;
    let (from, to) = (programme.starts_on().unwrap_or(body.ends_on), body.ends_on);
    if !body.unit.contains(unit) || days.0 < from || days.1 > to {
        judge.no(rules::PROGRAMME_REACH.refuse().with("from", from).with("to", to).at("programme"));
    }
    if item.is_some_and(|number| programme.item(number).is_none_or(|item| item.dropped.is_some())) {
        judge.no(rules::ITEM.refuse().at("item"));
    }
    let named = ProgrammeNamed { exercise, item, programme: id, title: body.title.clone() };
    judge.fact::<ExerciseFact>(&decide::stream(exercise), unit, judge.today, named);
    judge.fact::<Fact>(&stream(id), &body.unit, judge.today, ExerciseJoined { exercise, item, programme: id });
    Ok(())
}

impl SetUpProgramme {
    /// The programme it makes.
    #[must_use]
    pub fn id(&self) -> ProgrammeId {
        ProgrammeId::of_serial(&natural(self.serial.as_deref(), &self.title, &self.unit, self.starts_on))
    }
}

impl Command for SetUpProgramme {
    const NAME: &'static str = "exercise.set_up_programme";

    fn needs(&self) -> Vec<Need> {
        needs(self.id())
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::PlanTraining, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = self.id();
        judge.text("title", &self.title, TITLE);
        if let Some(serial) = &self.serial {
            judge.serial("serial", serial);
        }
        judge.text_if_any("remark", self.remark.as_deref(), TITLE);
        judge.unit("unit", &self.unit, ctx.today());
        if states.get::<Programme>(id).is_some_and(|programme| programme.head().is_some()) {
            judge.no(rules::PROGRAMME_TAKEN.refuse().at("serial"));
        }
        if self.ends_on < self.starts_on {
            judge.no(rules::BACKWARDS.refuse().at("ends_on"));
        }
        listed(&mut judge, "aims", self.aims.len());
        for (i, aim) in self.aims.iter().enumerate() {
            judge.text(&format!("aims[{i}].capability"), &aim.capability, TITLE);
            judge.text(&format!("aims[{i}].objective"), &aim.objective, LONG);
            if self.aims.iter().take(i).any(|other| other.capability == aim.capability) {
                judge.no(REPEATED.refuse().at(format!("aims[{i}].capability")));
            }
        }
        due(&mut judge, &self.due, &self.aims, &self.unit, (self.starts_on, self.ends_on));
        let body = SetUp {
            aims: self.aims.clone(),
            due: self.due.clone(),
            ends_on: self.ends_on,
            programme: id,
            remark: self.remark.clone(),
            serial: self.serial.clone().unwrap_or_else(|| id.to_string()),
            title: self.title.clone(),
            unit: self.unit.clone(),
        };
        judge.fact::<Fact>(&stream(id), &self.unit, self.starts_on, body);
        judge.done()
    }
}

impl Command for AddDue {
    const NAME: &'static str = "exercise.add_due";
    of_known!(programme, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (programme, body) = open(states, self.programme)?;
        let days = (programme.starts_on().unwrap_or(body.ends_on), body.ends_on);
        due(&mut judge, &self.due, &body.aims, &body.unit, days);
        judge.text("reason", &self.reason, REASON);
        let extended = Extended { due: self.due.clone(), programme: self.programme, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream(self.programme), &body.unit, ctx.today(), extended);
        judge.done()
    }
}

impl Command for DropDue {
    const NAME: &'static str = "exercise.drop_due";
    of_known!(programme, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (programme, body) = open(states, self.programme)?;
        if programme.item(self.item).is_none_or(|item| item.dropped.is_some()) {
            judge.no(rules::ITEM.refuse().at("item"));
        }
        judge.text("reason", &self.reason, REASON);
        let dropped = Dropped { item: self.item, programme: self.programme, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream(self.programme), &body.unit, ctx.today(), dropped);
        judge.done()
    }
}

impl Command for CloseProgramme {
    const NAME: &'static str = "exercise.close_programme";
    of_known!(programme, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (_, body) = open(states, self.programme)?;
        judge.text("review", &self.review, LONG);
        let closed = Closed { programme: self.programme, review: self.review.clone() };
        judge.fact::<Fact>(&stream(self.programme), &body.unit, ctx.today(), closed);
        judge.done()
    }
}

impl Command for StrikeProgramme {
    const NAME: &'static str = "exercise.strike_programme";
    of_known!(programme, CorrectTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (programme, body) = open(states, self.programme)?;
        if !programme.joined().is_empty() {
            judge.no(rules::TAKEN_UP.refuse().at("programme"));
        }
        judge.because(&self.reason, &self.authority);
        let struck = StruckOut { authority: self.authority.clone(), programme: self.programme, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream(self.programme), &body.unit, ctx.today(), struck);
        judge.done()
    }
}
