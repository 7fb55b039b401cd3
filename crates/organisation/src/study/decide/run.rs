//! A run from plan to archive.

use nc_kernel::{Day, Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::{Order, sources, stream};
use crate::study::command::{ArchiveRun, CancelRun, CloseRun, HoldSitting, OpenRun, PlanRun};
use crate::study::fact::{Fact, RunArchived, RunCancelled, RunClosed, RunOpened, RunPlanned, SittingHeld};
use crate::study::model::{FULL_DAY_MINUTES, RunId, RunState};
use crate::study::rules;
use crate::study::state::Run;
use nc_people::judge::Judge;

/// A run that was planned, with its plan, its state and its leading unit.
pub(super) struct Known<'a> {
    pub run: &'a Run,
    pub plan: &'a RunPlanned,
    pub state: RunState,
    pub lead: &'a UnitPath,
}

impl<'a> Known<'a> {
    pub fn of(run: &'a Run) -> Option<Self> {
        let plan = run.planned()?;
        Some(Self { run, plan, state: run.state()?, lead: plan.organisers.first()? })
    }

    pub fn find(states: &'a States, id: RunId) -> Result<Self, Refused> {
        states.get::<Run>(id).and_then(Self::of).ok_or_else(|| rules::UNKNOWN_RUN.refuse().at("run").into())
    }
}

/// The leading organiser answers for a run.
pub(super) fn lead(states: &States, run: RunId, action: Action) -> Vec<(Action, UnitPath)> {
    states.get::<Run>(run).and_then(Known::of).map(|known| (action, known.lead.clone())).into_iter().collect()
}

/// What planning and recording afterwards have in common.
pub(super) fn plan(judge: &mut Judge<'_>, states: &States, order: &mut Order<'_>, plan: &RunPlanned) {
    judge.text("title", &plan.title, 200);
    if plan.ends_on < plan.starts_on {
        judge.no(rules::ENDS_FIRST.refuse().at("ends_on"));
    }
    if plan.ends_on.days_since(plan.starts_on) > 365 {
        judge.no(rules::TOO_LONG.refuse().at("ends_on"));
    }
    if plan.organisers.is_empty() {
        judge.no(rules::NO_ORGANISER.refuse().at("organisers"));
    }
    for (i, unit) in plan.organisers.iter().enumerate() {
        judge.unit(format!("organisers[{i}]"), unit, plan.starts_on);
        if plan.organisers.iter().take(i).any(|earlier| earlier == unit) {
            judge.no(rules::ORGANISER_TWICE.refuse().at(format!("organisers[{i}]")));
        }
    }
    if let Some(host) = &plan.host {
        judge.unit("host", host, plan.starts_on);
    }
    order.cites(judge, states, "starts_on", plan.starts_on, &plan.cites);
    let days = plan.ends_on.days_since(plan.starts_on).max(0) + 1;
    credit(judge, "hours", plan.credit_minutes.unwrap_or(0), days);
    if states.get::<Run>(RunId::of_serial(&plan.serial)).and_then(Run::planned).is_some() {
        judge.no(rules::TWICE.refuse().with("serial", &plan.serial).at("serial"));
    }
}

/// Nobody studies more than a full day's hours a day.
fn credit(judge: &mut Judge<'_>, place: &str, minutes: i64, days: i64) {
    let most = FULL_DAY_MINUTES * days;
    if !(0..=most).contains(&minutes) {
        judge.no(rules::CREDIT_TOO_MUCH.refuse().with("most", most).at(place));
    }
}

fn within(judge: &mut Judge<'_>, place: &str, day: Day, plan: &RunPlanned) {
    if day < plan.starts_on || day > plan.ends_on {
        judge.no(rules::OUTSIDE.refuse().with("day", day).with("from", plan.starts_on).with("to", plan.ends_on).at(place));
    }
}

impl Command for PlanRun {
    const NAME: &'static str = "study.plan_run";

    fn needs(&self) -> Vec<Need> {
        [Need::of::<Run>(RunId::of_serial(&self.serial))].into_iter().chain(sources(&self.cites)).collect()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        self.organisers.first().map(|unit| (Action::PlanStudy, unit.clone())).into_iter().collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let mut order = Order::new(self.reason.as_ref());
        judge.serial("serial", &self.serial);
        let mut body = RunPlanned {
            cites: self.cites.clone(),
            credit_minutes: self.hours.map(crate::study::model::ClassHours::minutes),
            ends_on: self.ends_on,
            host: self.host.clone(),
            kind: self.kind,
            organisers: self.organisers.clone(),
            reason: None,
            serial: self.serial.clone(),
            starts_on: self.starts_on,
            title: self.title.clone(),
        };
        plan(&mut judge, states, &mut order, &body);
        body.reason = order.reason();
        if let Some(unit) = self.organisers.first() {
            judge.fact::<Fact>(&stream::<Run>(RunId::of_serial(&self.serial)), unit, self.starts_on, body);
        }
        judge.done()
    }
}

impl Command for OpenRun {
    const NAME: &'static str = "study.open_run";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Run>(self.run)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        lead(states, self.run, Action::RecordStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = Known::find(states, self.run)?;
        let mut judge = Judge::new(ctx);
        match known.state {
            RunState::Planned => {}
            RunState::Open => judge.no(rules::OPENED_TWICE.refuse().at("run")),
            RunState::Closed | RunState::Archived => judge.no(rules::CLOSED.refuse().at("run")),
            RunState::Cancelled => judge.no(rules::CANCELLED.refuse().at("run")),
        }
        judge.come("opened_on", self.opened_on);
        within(&mut judge, "opened_on", self.opened_on, known.plan);
        judge.fact::<Fact>(&stream::<Run>(self.run), known.lead, self.opened_on, RunOpened {});
        judge.done()
    }
}

/// Refuses unless the run is open.
fn open(judge: &mut Judge<'_>, state: RunState) {
    match state {
        RunState::Open => {}
        RunState::Planned => judge.no(rules::NOT_OPEN.refuse().at("run")),
        RunState::Closed | RunState::Archived => judge.no(rules::CLOSED.refuse().at("run")),
        RunState::Cancelled => judge.no(rules::CANCELLED.refuse().at("run")),
    }
}

impl Command for HoldSitting {
    const NAME: &'static str = "study.hold_sitting";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Run>(self.run)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        lead(states, self.run, Action::RecordStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = Known::find(states, self.run)?;
        let mut judge = Judge::new(ctx);
        open(&mut judge, known.state);
        judge.come("held_on", self.held_on);
        within(&mut judge, "held_on", self.held_on, known.plan);
        credit(&mut judge, "hours", self.hours.minutes(), 1);
        let number = u32::try_from(known.run.sittings().len()).unwrap_or(u32::MAX).saturating_add(1);
        let body = SittingHeld { minutes: self.hours.minutes(), number };
        judge.fact::<Fact>(&stream::<Run>(self.run), known.lead, self.held_on, body);
        judge.done()
    }
}

impl Command for CloseRun {
    const NAME: &'static str = "study.close_run";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Run>(self.run)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        lead(states, self.run, Action::RecordStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = Known::find(states, self.run)?;
        let mut judge = Judge::new(ctx);
        open(&mut judge, known.state);
        let ends_on = self.ends_on.unwrap_or(known.plan.ends_on);
        judge.come("ends_on", ends_on);
        if ends_on < known.plan.starts_on {
            judge.no(rules::ENDS_FIRST.refuse().at("ends_on"));
        }
        if ends_on.days_since(known.plan.starts_on) > 365 {
            judge.no(rules::TOO_LONG.refuse().at("ends_on"));
        }
        for (day, _) in known.run.sittings().iter().filter(|(day, _)| *day > ends_on) {
            let from = known.plan.starts_on;
            judge.no(rules::OUTSIDE.refuse().with("day", day).with("from", from).with("to", ends_on).at("ends_on"));
        }
        if !known.run.marks().any(|mark| mark.body.status.counts()) {
            judge.no(rules::EMPTY_ROSTER.refuse().at("run"));
        }
        judge.lateness("ends_on", ends_on, crate::LATENESS);
        judge.fact::<Fact>(&stream::<Run>(self.run), known.lead, ends_on, RunClosed { ends_on });
        judge.done()
    }
}

impl Command for ArchiveRun {
    const NAME: &'static str = "study.archive_run";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Run>(self.run)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        lead(states, self.run, Action::RecordStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = Known::find(states, self.run)?;
        let mut judge = Judge::new(ctx);
        match known.state {
            RunState::Closed => judge.fact::<Fact>(&stream::<Run>(self.run), known.lead, ctx.today(), RunArchived {}),
            RunState::Archived => {}
            RunState::Cancelled => judge.no(rules::CANCELLED.refuse().at("run")),
            RunState::Planned | RunState::Open => judge.no(rules::NOT_CLOSED.refuse().at("run")),
        }
        judge.done()
    }
}

impl Command for CancelRun {
    const NAME: &'static str = "study.cancel_run";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Run>(self.run)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        lead(states, self.run, Action::CorrectStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = Known::find(states, self.run)?;
        let mut judge = Judge::new(ctx);
        if known.state == RunState::Cancelled {
            judge.no(rules::CANCELLED.refuse().at("run"));
        }
        judge.text("reason", &self.reason, 200);
        judge.text("authority", &self.authority, 100);
        let body = RunCancelled { authority: self.authority.clone(), reason: self.reason.clone() };
        judge.fact::<Fact>(&stream::<Run>(self.run), known.lead, ctx.today(), body);
        judge.done()
    }
}
