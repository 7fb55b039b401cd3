//! A class: planned, opened, closed, cancelled.

use nc_kernel::{Need, Refusal, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::{LINE, Pen, REASON, asks, asks_lead, changeable, head, known, needs, on_class, standing, text};
use crate::training::command::{CancelClass, CloseClass, OpenClass, PlanClass};
use crate::training::fact::{ClassCancelled, ClassClosed, ClassOpened, ClassPlanned, Released};
use crate::training::model::{ClassId, ClassState, SessionState};
use crate::training::rules;
use crate::training::state::{Bookings, Class, LATE_AFTER_DAYS};

impl Command for PlanClass {
    const NAME: &'static str = "training.plan_class";

    fn needs(&self) -> Vec<Need> {
        head::needs(Some(ClassId::of_serial(&self.serial)), self.plan_item.as_ref())
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks_lead(states, &self.organisers, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let class = ClassId::of_serial(&self.serial);
        let planned = ClassPlanned {
            capacity: self.capacity,
            category: self.category,
            class,
            credit_minutes: self.credit_minutes,
            cut_off: self.cut_off,
            ends_on: self.ends_on.unwrap_or(self.starts_on),
            host: self.host.clone(),
            organisers: self.organisers.clone(),
            pass_line: self.pass_line,
            plan_item: self.plan_item.clone(),
            serial: self.serial.trim().to_owned(),
            starts_on: self.starts_on,
            theme: self.theme.clone(),
            title: self.title.trim().to_owned(),
            venue: self.venue.as_ref().map(|venue| venue.trim().to_owned()),
        };
        let mut faults = Vec::new();
        head::check(&planned, "starts_on", states, ctx.directory, &mut faults);
        Refused::unless_empty(faults)?;
        let Some(lead) = planned.organisers.first().cloned() else { return Err(rules::NO_ORGANISER.refuse().at("organisers").into()) };

        let mut pen = Pen::class(class, &lead);
        pen.write(ctx.today(), planned)?;
        Ok(pen.facts.into())
    }
}

impl Command for OpenClass {
    const NAME: &'static str = "training.open_class";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        if known.class.state() != ClassState::Planned {
            return Err(rules::OPEN_TWICE.refuse().at("class").into());
        }
        let mut pen = Pen::class(self.class, known.lead);
        pen.write(ctx.today(), ClassOpened { class: self.class })?;
        Ok(pen.facts.into())
    }
}

impl Command for CloseClass {
    const NAME: &'static str = "training.close_class";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::RecordTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = standing(states, self.class)?;
        if known.class.state() == ClassState::Closed {
            return Err(on_class(&rules::CLOSED_TWICE, known.head).into());
        }
        let mut faults = Vec::new();
        if known.head.ends_on > ctx.today() {
            faults.push(rules::FUTURE.refuse().at("class").with("day", known.head.ends_on));
        }
        if known.class.attending() == 0 {
            faults.push(rules::EMPTY_ROSTER.refuse().at("class"));
        }
        let open = known.class.sessions().iter().filter(|session| session.state == SessionState::Scheduled);
        faults.extend(open.map(|session| rules::SESSION_OPEN.refuse().at("class").with("session", session.session)));
        Refused::unless_empty(faults)?;

        let mut pen = Pen::class(self.class, known.lead);
        pen.write(known.head.ends_on, closed(self.class, known.class.attending()))?;
        Ok(Decision { facts: pen.facts, notes: late_note(known.head, ctx).into_iter().collect() })
    }
}

impl Command for CancelClass {
    const NAME: &'static str = "training.cancel_class";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Class>(self.class), Need::only::<Bookings>()]
    }

    /// Withdrawing a class that counts is a correction.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let counts = states.get::<Class>(self.class).is_some_and(Class::counts_now);
        asks(states, self.class, if counts { Action::CorrectTraining } else { Action::RecordTraining })
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = known(states, self.class)?;
        let mut faults = Vec::new();
        if known.class.state() == ClassState::Cancelled {
            faults.push(on_class(&rules::CANCELLED, known.head));
        }
        text(&mut faults, "reason", &self.reason, REASON);
        text(&mut faults, "authority", &self.authority, LINE);
        Refused::unless_empty(faults)?;

        let mut pen = Pen::class(self.class, known.lead);
        let (reason, authority) = (self.reason.trim().to_owned(), self.authority.trim().to_owned());
        pen.write(ctx.today(), ClassCancelled { authority, class: self.class, reason, was: known.class.state() })?;
        let mut facts = pen.facts;
        let holds = states.only::<Bookings>().is_some_and(|booked| booked.holds(self.class, None));
        if holds || !known.class.sessions().is_empty() {
            let mut pen = Pen::bookings(known.lead);
            pen.write(ctx.today(), Released { class: self.class, session: None })?;
            facts.append(&mut pen.facts);
        }
        Ok(facts.into())
    }
}

/// The closing of a class that so many completed.
pub(super) fn closed(class: ClassId, attending: usize) -> ClassClosed {
    ClassClosed { attendances: u32::try_from(attending).unwrap_or(u32::MAX), class }
}

/// Says that an entry is late, where it is.
pub(super) fn late_note(head: &ClassPlanned, ctx: &Ctx<'_>) -> Option<Refusal> {
    let days = ctx.today().days_since(head.ends_on);
    (days > LATE_AFTER_DAYS).then(|| rules::LATE_ENTRY.refuse().with("days", days))
}
