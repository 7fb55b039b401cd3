//! What a class has as a whole: beds for its nights, and money from its line of the plan.

use std::collections::BTreeMap;

use nc_kernel::{Day, Need, Refusal, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::head::line;
use super::proposal::within;
use super::session::lacking;
use super::{Pen, asks, changeable, number};
use crate::training::command::ProvideClass;
use crate::training::conflict::{Lack, Overrun, WHOLE_CLASS, night_booking, night_lack, overrun};
use crate::training::fact::{Released, Reserved};
use crate::training::model::Cost;
use crate::training::rules;
use crate::training::state::{Bookings, Class, Plan};

impl Command for ProvideClass {
    const NAME: &'static str = "training.provide_class";

    fn needs(&self) -> Vec<Need> {
        let plan = self.cost.as_ref().map(|cost| Need::of::<Plan>(cost.plan_item.plan));
        [Need::of::<Class>(self.class), Need::only::<Bookings>()].into_iter().chain(plan).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        let mut faults = Vec::new();
        form(&self.nights, self.cost.as_ref(), (known.head.starts_on, known.head.ends_on), &mut faults);
        if let Some(cost) = self.cost.as_ref().filter(|cost| known.head.plan_item.as_ref() != Some(&cost.plan_item)) {
            faults.push(rules::OTHER_ITEM.refuse().at("cost.plan_item").with("item", &cost.plan_item.item));
        }
        Refused::unless_empty(faults)?;

        let none = Bookings::default();
        let booked = states.only::<Bookings>().unwrap_or(&none);
        if booked.nights(self.class) == self.nights && booked.cost(self.class) == self.cost.as_ref() {
            return Ok(Decision::default());
        }
        self.there_is(states, booked)?;

        let mut pen = Pen::bookings(known.lead);
        if booked.holds(self.class, Some(WHOLE_CLASS)) {
            pen.write(ctx.today(), Released { class: self.class, session: Some(WHOLE_CLASS) })?;
        }
        for (night, beds) in &self.nights {
            pen.write(ctx.today(), night_booking(self.class, *night, *beds))?;
        }
        if let Some(cost) = self.cost.clone() {
            let (category, ends_on) = (known.head.category, known.head.ends_on);
            pen.write(ctx.today(), Reserved { category, class: self.class, ends_on, fen: cost.fen, plan_item: cost.plan_item })?;
        }
        Ok(pen.facts.into())
    }
}

impl ProvideClass {
    fn there_is(&self, states: &States, booked: &Bookings) -> Result<(), Refused> {
        let lack = |(night, beds): (&Day, &u32)| Some(no_bed(*night, &night_lack(Some(self.class), *night, *beds, booked)?));
        let mut faults: Vec<Refusal> = self.nights.iter().filter_map(lack).collect();
        if let Some(cost) = &self.cost {
            match line(&cost.plan_item, states.get::<Plan>(cost.plan_item.plan)) {
                Err(fault) => faults.push(within(fault, "cost")),
                Ok(plan) => faults.extend(overrun(Some(self.class), cost, booked, plan).as_ref().map(too_dear)),
            }
        }
        Refused::unless_empty(faults)
    }
}

/// A class has beds from the night before its first day, when who comes from afar arrives, to that of its last.
pub(super) fn form(nights: &BTreeMap<Day, u32>, cost: Option<&Cost>, (from, to): (Day, Day), faults: &mut Vec<Refusal>) {
    let from = from.minus_days(1);
    for (night, beds) in nights {
        let place = format!("nights.{night}");
        number(faults, &place, *beds, 1, 1_000_000);
        if *night < from || to < *night {
            faults.push(rules::OUTSIDE_CLASS.refuse().at(place).with("from", from).with("to", to));
        }
    }
    if cost.is_some_and(|cost| cost.fen < 1) {
        faults.push(rules::NUMBER.refuse().at("cost.fen").with("least", 1).with("most", i64::MAX));
    }
}

fn no_bed(night: Day, lack: &Lack) -> Refusal {
    lacking(lack).at(format!("nights.{night}"))
}

fn too_dear(overrun: &Overrun) -> Refusal {
    let Overrun { budget, reserved, fen } = overrun;
    rules::BUDGET.refuse().at("cost.fen").with("budget", budget).with("reserved", reserved).with("fen", fen)
}
