//! Plans.

use std::collections::HashSet;

use nc_kernel::{Aggregate, Need, Refusal, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::ask_of;

use super::{LINE, Pen, REASON, SHORT, number, text, unit};
use crate::training::command::{AmendPlan, ApprovePlan, DraftPlan};
use crate::training::fact::{PlanAmended, PlanApproved, PlanDrafted};
use crate::training::model::{PlanId, PlanItem};
use crate::training::rules;
use crate::training::state::Plan;

impl Command for DraftPlan {
    const NAME: &'static str = "training.draft_plan";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Plan>(PlanId::of(&self.unit, self.year))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::PlanTraining, self.unit.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let plan = PlanId::of(&self.unit, self.year);
        let mut faults = Vec::new();
        if states.get::<Plan>(plan).and_then(Plan::id).is_some() {
            faults.push(rules::PLAN_EXISTS.refuse().at("year").with("year", self.year));
        }
        if !(2000..=2100).contains(&self.year) {
            faults.push(rules::NUMBER.refuse().at("year").with("least", 2000).with("most", 2100));
        }
        text(&mut faults, "title", &self.title, LINE);
        unit(&mut faults, ctx.directory, "unit".to_owned(), &self.unit, ctx.today());
        items(&mut faults, &self.items);
        Refused::unless_empty(faults)?;

        let mut pen = Pen::on(StreamId::new(Plan::FAMILY, plan), &self.unit);
        let title = self.title.trim().to_owned();
        pen.write(ctx.today(), PlanDrafted { items: self.items.clone(), plan, title, unit: self.unit.clone(), year: self.year })?;
        Ok(pen.facts.into())
    }
}

impl Command for ApprovePlan {
    const NAME: &'static str = "training.approve_plan";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Plan>(self.plan)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.plan)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (plan, unit, version) = known(states, self.plan)?;
        let mut faults = Vec::new();
        if plan.approved() {
            faults.push(rules::PLAN_APPROVED.refuse().at("plan"));
        }
        text(&mut faults, "authority", &self.authority, LINE);
        Refused::unless_empty(faults)?;

        let mut pen = Pen::on(StreamId::new(Plan::FAMILY, self.plan), unit);
        pen.write(ctx.today(), PlanApproved { authority: self.authority.trim().to_owned(), plan: self.plan, version })?;
        Ok(pen.facts.into())
    }
}

impl Command for AmendPlan {
    const NAME: &'static str = "training.amend_plan";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Plan>(self.plan)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.plan)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (plan, unit, version) = known(states, self.plan)?;
        let mut faults = Vec::new();
        if !plan.approved() {
            faults.push(rules::PLAN_NOT_APPROVED.refuse().at("plan"));
        }
        if plan.version().is_some_and(|version| version.items == self.items) {
            faults.push(rules::NO_CHANGE.refuse().at("items"));
        }
        text(&mut faults, "reason", &self.reason, REASON);
        text(&mut faults, "authority", &self.authority, LINE);
        items(&mut faults, &self.items);
        Refused::unless_empty(faults)?;

        let mut pen = Pen::on(StreamId::new(Plan::FAMILY, self.plan), unit);
        let fact = PlanAmended {
            authority: self.authority.trim().to_owned(),
            items: self.items.clone(),
            plan: self.plan,
            reason: self.reason.trim().to_owned(),
            version: version.saturating_add(1),
        };
        pen.write(ctx.today(), fact)?;
        Ok(pen.facts.into())
    }
}

fn asks(states: &States, plan: PlanId) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Plan>(plan).and_then(Plan::unit).cloned();
    ask_of(states, Action::PlanTraining, unit)
}

fn known(states: &States, id: PlanId) -> Result<(&Plan, &UnitPath, u32), Refusal> {
    let found = states.get::<Plan>(id).and_then(|plan| Some((plan, plan.unit()?, plan.version()?.number)));
    found.ok_or_else(|| rules::UNKNOWN_PLAN.refuse().at("plan"))
}

fn items(faults: &mut Vec<Refusal>, items: &[PlanItem]) {
    if items.is_empty() {
        faults.push(rules::EMPTY.refuse().at("items"));
    }
    let mut seen = HashSet::new();
    for (i, line) in items.iter().enumerate() {
        text(faults, &format!("items[{i}].item"), &line.item, SHORT);
        text(faults, &format!("items[{i}].title"), &line.title, LINE);
        number(faults, &format!("items[{i}].runs"), line.runs, 1, 10_000);
        if let Some(month) = line.due_month {
            number(faults, &format!("items[{i}].due_month"), u32::from(month), 1, 12);
        }
        if line.budget_fen < 0 {
            faults.push(rules::NUMBER.refuse().at(format!("items[{i}].budget_fen")).with("least", 0).with("most", i64::MAX));
        }
        if !seen.insert(&line.item) {
            faults.push(rules::ITEM_TWICE.refuse().at(format!("items[{i}].item")).with("item", &line.item));
        }
    }
}
