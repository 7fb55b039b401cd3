//! What happens while a student is here: arrival, work, logs, visits.

use std::collections::BTreeSet;

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, Lateness, TITLE};

use super::{ask_host, ask_part, at, find, find_batch, in_stay, is_mentor, needs, stream};
use crate::internship::command::{ConfirmArrival, KeepLog, RecordVisit, StartWork};
use crate::internship::fact::{Arrived, LogKept, PlacementFact, Started, Visited};
use crate::internship::model::{Side, Stage};
use crate::internship::rules;
use crate::internship::state::Batch;

/// A week after the day an entry is late.
const LATE: Lateness = Lateness { after_days: 7 };

impl Command for ConfirmArrival {
    const NAME: &'static str = "internship.confirm_arrival";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_host(states, self.placement, Action::RecordTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, stage, &[Stage::Allocated, Stage::Transferred]);
        judge.come("arrived_on", self.arrived_on);
        judge.lateness("arrived_on", self.arrived_on, LATE);
        if let Some(stay) = placement.stay()
            && (self.arrived_on < stay.from || self.arrived_on > stay.to)
        {
            let fault = rules::OUTSIDE_STAY.refuse().with("day", self.arrived_on).with("from", stay.from).with("to", stay.to);
            judge.no(fault.at("arrived_on"));
        }
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, self.arrived_on, Arrived { placement: self.placement });
        judge.done()
    }
}

impl Command for StartWork {
    const NAME: &'static str = "internship.start_work";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_host(states, self.placement, Action::RecordTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, stage, &[Stage::Arrived]);
        judge.come("started_on", self.started_on);
        judge.text("undertaking", &self.undertaking, TITLE);
        if let Some(stay) = placement.stay().filter(|stay| stay.arrived.is_some()) {
            in_stay(&mut judge, "started_on", stay, self.started_on);
        }
        let body = Started { placement: self.placement, undertaking: self.undertaking.trim().to_owned() };
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, self.started_on, body);
        judge.done()
    }
}

impl Command for KeepLog {
    const NAME: &'static str = "internship.keep_log";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement).into_iter().chain([Need::of::<Batch>(self.batch)]).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_part(states, &[self.by])
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let (batch, _) = find_batch(states, self.batch)?;
        let mut judge = Judge::new(ctx);
        if head.batch != self.batch {
            judge.no(rules::UNKNOWN.refuse().at("placement"));
        }
        at(&mut judge, stage, &[Stage::Active]);
        judge.in_person("by", self.by);
        if self.by != head.person && !placement.mentors().contains(&self.by) {
            judge.no(rules::NOT_THEIRS.refuse().at("by"));
        }
        judge.come("to", self.to);
        let days = self.to.days_since(self.from) + 1;
        if !(1..=7).contains(&days) {
            judge.no(rules::LOG_SPAN.refuse().at("to"));
        }
        if let Some(stay) = placement.stay() {
            in_stay(&mut judge, "from", stay, self.from);
        }
        if let Some(log) = placement.logs().iter().find(|log| log.from <= self.to && self.from <= log.to) {
            judge.no(rules::LOG_TWICE.refuse().with("from", log.from).with("to", log.to).at("from"));
        }
        let numbers: BTreeSet<u32> = self.practised.iter().map(|done| done.competency).collect();
        let fits =
            self.practised.iter().all(|done| batch.competency(done.competency).is_some() && (1..=days).contains(&i64::from(done.days)));
        if self.practised.is_empty() || numbers.len() < self.practised.len() || !fits {
            judge.no(rules::PRACTISED.refuse().with("days", days.clamp(1, 7)).at("practised"));
        }
        let body = LogKept { by: self.by, from: self.from, placement: self.placement, practised: self.practised.clone() };
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, self.to, body);
        judge.done()
    }
}

impl Command for RecordVisit {
    const NAME: &'static str = "internship.record_visit";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement).into_iter().chain([Need::of::<Batch>(self.batch)]).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let action = if self.visitor == Side::Mentor { Action::TakePart } else { Action::RecordTraining };
        ask_host(states, self.placement, action)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let (batch, _) = find_batch(states, self.batch)?;
        let mut judge = Judge::new(ctx);
        if head.batch != self.batch {
            judge.no(rules::UNKNOWN.refuse().at("placement"));
        }
        at(&mut judge, stage, &[Stage::Arrived, Stage::Active]);
        if self.visitor == Side::Mentor {
            is_mentor(&mut judge, "visitor", placement.mentors());
        }
        judge.come("visited_on", self.visited_on);
        if let Some(stay) = placement.stay() {
            in_stay(&mut judge, "visited_on", stay, self.visited_on);
        }
        let numbers: BTreeSet<u32> = self.next.iter().copied().collect();
        if numbers.len() < self.next.len() || !numbers.iter().all(|number| batch.competency(*number).is_some()) {
            judge.no(rules::PRACTISED.refuse().with("days", 1).at("next"));
        }
        let body = Visited { next: self.next.clone(), placement: self.placement, progress: self.progress, visitor: self.visitor };
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, self.visited_on, body);
        judge.done()
    }
}
