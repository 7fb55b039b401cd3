//! A class that was held, recorded in one step.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::class::{closed, late_note};
use super::roster::{Judge, Place};
use super::{Pen, asks_lead, head, see};
use crate::training::command::RecordHeld;
use crate::training::credit::FULL_DAY_MINUTES;
use crate::training::fact::ClassPlanned;
use crate::training::model::{ClassId, Method};
use crate::training::rules;
use crate::training::state::Class;

impl Command for RecordHeld {
    const NAME: &'static str = "training.record_held";

    fn needs(&self) -> Vec<Need> {
        head::needs(self.serial.as_deref().map(ClassId::of_serial), self.plan_item.as_ref())
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks_lead(states, &self.organisers, Action::RecordTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let planned = self.head(ctx);
        let mut faults = Vec::new();
        head::check(&planned, "held_on", states, ctx.directory, &mut faults);
        if planned.ends_on > ctx.today() {
            let place = if self.ends_on.is_some() { "ends_on" } else { "held_on" };
            faults.push(rules::FUTURE.refuse().at(place).with("day", planned.ends_on));
        }
        let class = Class::of(planned.clone());
        let Some(known) = see(&class) else { return Err(Refused(faults)) };
        let mut judge = Judge::new(known, ctx.directory, ctx.today(), Method::Roster);
        // Dates that make no sense would make every row look wrong.
        let dated = !faults.iter().any(|fault| fault.place.as_deref().is_some_and(|place| matches!(place, "held_on" | "ends_on")));
        if dated {
            for (i, row) in self.roster.iter().enumerate() {
                judge.row(Place::Row(i), row);
            }
        }
        if !self.roster.iter().any(|row| row.status.attends()) {
            judge.faults.push(rules::EMPTY_ROSTER.refuse().at("roster"));
        }
        faults.append(&mut judge.faults);
        Refused::unless_empty(faults)?;

        let id = planned.class;
        let attending = judge.attending();
        let mut pen = Pen::class(id, known.lead);
        pen.write(planned.starts_on, planned.clone())?;
        let mut notes = judge.write(&mut pen)?;
        pen.write(planned.ends_on, closed(id, attending))?;
        notes.extend(late_note(&planned, ctx));
        if self.credit_minutes.is_none() {
            notes.push(rules::CREDIT_ASSUMED.refuse().at("credit_minutes").with("minutes", FULL_DAY_MINUTES));
        }
        Ok(Decision { facts: pen.facts, notes })
    }
}

impl RecordHeld {
    fn head(&self, ctx: &mut Ctx<'_>) -> ClassPlanned {
        let ends_on = self.ends_on.unwrap_or(self.held_on);
        let serial = self.serial.as_ref().map_or_else(|| self.new_serial(ctx), |serial| serial.trim().to_owned());
        let assumed = || head::days(self.held_on, ends_on).saturating_mul(FULL_DAY_MINUTES);
        ClassPlanned {
            capacity: None,
            category: self.category,
            class: ClassId::of_serial(&serial),
            credit_minutes: self.credit_minutes.unwrap_or_else(assumed),
            cut_off: None,
            ends_on,
            host: self.host.clone(),
            organisers: self.organisers.clone(),
            pass_line: self.pass_line,
            plan_item: self.plan_item.clone(),
            serial,
            starts_on: self.held_on,
            theme: self.theme.clone(),
            title: self.title.trim().to_owned(),
            venue: self.venue.as_ref().map(|venue| venue.trim().to_owned()),
        }
    }

    /// Year, unit and an id that nobody else has.
    fn new_serial(&self, ctx: &mut Ctx<'_>) -> String {
        let unit = self.organisers.first().map_or("", UnitPath::code);
        // Ids of one moment differ in 22 random bits: too few where a whole group of commands has one moment.
        let mut more = [0; 5];
        ctx.ids.fill(&mut more);
        let more: String = more.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{unit}-{}{more}", self.held_on.year(), nc_kernel::id::to_text(ctx.new_id()))
    }
}
