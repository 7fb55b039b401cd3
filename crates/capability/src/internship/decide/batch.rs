//! Batches.

use std::collections::BTreeSet;

use nc_kernel::{Document, Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, TITLE};

use super::{NAME, ask_batch, batch_stream, find_batch};
use crate::internship::command::{CloseBatch, ExtendBatch, OpenBatch};
use crate::internship::fact::{BatchClosed, BatchExtended, BatchFact, BatchOpened};
use crate::internship::model::{BatchId, Stage};
use crate::internship::rules;
use crate::internship::state::{Batch, Placement};

impl Command for OpenBatch {
    const NAME: &'static str = "internship.open_batch";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Batch>(BatchId::of_serial(&self.serial))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::PlanTraining, self.unit.clone())]
    }

    fn documents(&self) -> Vec<&Document> {
        vec![&self.agreement]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let batch = BatchId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.text("title", &self.title, TITLE);
        judge.text("school", &self.school, NAME);
        judge.text("major", &self.major, NAME);
        judge.document(&self.agreement);
        judge.unit("unit", &self.unit, self.from);
        for (place, number, most) in [("weeks", self.weeks, 60), ("load_cap", self.load_cap, 20), ("minimum_days", self.minimum_days, 400)]
        {
            if !(1..=most).contains(&number) {
                judge.no(rules::NUMBERS.refuse().with("least", 1).with("most", most).at(place));
            }
        }
        let days = self.to.days_since(self.from) + 1;
        if days < 1 {
            judge.no(rules::BACKWARDS.refuse().at("to"));
        } else if days < i64::from(self.minimum_days) {
            judge.no(rules::SHORTER.refuse().with("days", days).with("least", self.minimum_days).at("minimum_days"));
        }
        let fits = |name: &String| !name.trim().is_empty() && name.chars().count() <= NAME;
        let apart: BTreeSet<&str> = self.competencies.iter().map(|name| name.trim()).collect();
        if !(1..=40).contains(&self.competencies.len()) || !self.competencies.iter().all(fits) || apart.len() < self.competencies.len() {
            judge.no(rules::COMPETENCIES.refuse().at("competencies"));
        }
        if states.get::<Batch>(batch).and_then(Batch::head).is_some() {
            judge.no(rules::SERIAL_TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        let trimmed = |text: &String| text.trim().to_owned();
        let body = BatchOpened {
            agreement: self.agreement.clone(),
            batch,
            competencies: self.competencies.iter().map(trimmed).collect(),
            from: self.from,
            load_cap: self.load_cap,
            major: trimmed(&self.major),
            minimum_days: self.minimum_days,
            school: trimmed(&self.school),
            serial: self.serial.clone(),
            title: trimmed(&self.title),
            to: self.to,
            weeks: self.weeks,
        };
        let today = judge.today;
        judge.fact::<BatchFact>(&batch_stream(batch), &self.unit, today, body);
        judge.done()
    }
}

impl Command for ExtendBatch {
    const NAME: &'static str = "internship.extend_batch";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Batch>(self.batch)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_batch(states, self.batch, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (batch, head) = find_batch(states, self.batch)?;
        let mut judge = Judge::new(ctx);
        judge.text("basis", &self.basis, REASON);
        if batch.closed_on().is_some() {
            judge.no(rules::BATCH_CLOSED.refuse().at("batch"));
        }
        if self.to < head.from {
            judge.no(rules::BACKWARDS.refuse().at("to"));
        }
        let today = judge.today;
        let body = BatchExtended { batch: self.batch, basis: self.basis.trim().to_owned(), to: self.to };
        judge.fact::<BatchFact>(&batch_stream(self.batch), &head.unit, today, body);
        judge.done()
    }
}

impl Command for CloseBatch {
    const NAME: &'static str = "internship.close_batch";

    fn needs(&self) -> Vec<Need> {
        std::iter::once(Need::of::<Batch>(self.batch)).chain(self.placements.iter().map(Need::of::<Placement>)).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_batch(states, self.batch, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (batch, head) = find_batch(states, self.batch)?;
        let mut judge = Judge::new(ctx);
        if batch.closed_on().is_some() {
            return judge.done();
        }
        let over = |id: &_| states.get::<Placement>(id).and_then(Placement::stage).is_some_and(Stage::is_over);
        let running = batch.students().keys().filter(|id| !over(*id)).count();
        if running > 0 {
            judge.no(rules::BATCH_OPEN.refuse().with("count", running).at("batch"));
        }
        let today = judge.today;
        judge.fact::<BatchFact>(&batch_stream(self.batch), &head.unit, today, BatchClosed { batch: self.batch });
        judge.done()
    }
}
