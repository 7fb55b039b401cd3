//! Sessions and what they book.

use nc_kernel::{Day, Need, Refusal, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::ask_of;

use super::head::DAY_MINUTES;
use super::{Known, LINE, Pen, REASON, SHORT, asks, changeable, clock, needs, number, text, text_if};
use crate::instructor::{Instructor, InstructorId};
use crate::training::command::{CancelSession, HoldSession, ScheduleSession, SetStock};
use crate::training::conflict::{Conflict, Lack, Sitting};
use crate::training::fact::{Released, SessionCancelled, SessionHeld, SessionScheduled, StockSet};
use crate::training::model::{Resource, Session, SessionState};
use crate::training::rules;
use crate::training::state::{Bookings, Class};

impl Command for ScheduleSession {
    const NAME: &'static str = "training.schedule_session";

    fn needs(&self) -> Vec<Need> {
        let instructor = self.instructor.map(|person| Need::of::<Instructor>(InstructorId::of(person)));
        [Need::of::<Class>(self.class), Need::only::<Bookings>()].into_iter().chain(instructor).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        let mut faults = Vec::new();
        self.form(known, &mut faults);
        Refused::unless_empty(faults)?;

        let sitting = self.sitting();
        let place = known.head.host.as_ref().unwrap_or(known.lead);
        let none = Bookings::default();
        let booked = states.only::<Bookings>().unwrap_or(&none);
        let standing = known.class.sessions().iter().filter(|session| session.state != SessionState::Cancelled).map(Session::times);
        let found = sitting.conflicts((place, known.head.capacity), standing, booked, ctx.directory);
        let mut faults: Vec<Refusal> = found.iter().map(|conflict| sitting.refuse(conflict)).collect();
        let mut notes = Vec::new();
        match self.term_fault(states) {
            Some(fault) if fault.rule.code == rules::OUT_OF_TERM.code && self.instructor_reason.is_none() => faults.push(fault),
            Some(note) => notes.push(note),
            None => {}
        }
        Refused::unless_empty(faults)?;

        let session = u32::try_from(known.class.sessions().len()).unwrap_or(u32::MAX).saturating_add(1);
        let mut pen = Pen::class(self.class, known.lead);
        pen.write(ctx.today(), self.scheduled(session))?;
        let mut bookings = Pen::bookings(known.lead);
        for booking in sitting.bookings(place, self.class, session) {
            bookings.write(ctx.today(), booking)?;
        }
        pen.facts.append(&mut bookings.facts);
        Ok(Decision { facts: pen.facts, notes })
    }
}

impl Sitting {
    /// Every fault of the session that shows without knowing what is booked, in a class of the days `from`..=`to`.
    pub(super) fn form(&self, (from, to): (Day, Day), faults: &mut Vec<Refusal>) {
        text_if(faults, "room", self.room.as_deref(), SHORT);
        text_if(faults, "overlap_reason", self.overlap_reason.as_deref(), REASON);
        if self.ends_minute <= self.starts_minute {
            faults.push(rules::ENDS_BEFORE_START.refuse().at("ends_minute"));
        }
        number(faults, "ends_minute", u32::from(self.ends_minute), 0, DAY_MINUTES);
        if self.day < from || to < self.day {
            faults.push(rules::OUTSIDE_CLASS.refuse().at("day").with("from", from).with("to", to));
        }
        for (i, need) in self.equipment.iter().enumerate() {
            number(faults, &format!("equipment[{i}].quantity"), need.quantity, 1, 1_000_000);
            if self.equipment.iter().take(i).any(|other| other.item == need.item) {
                faults.push(rules::ITEM_TWICE.refuse().at(format!("equipment[{i}].item")).with("item", &need.item));
            }
        }
    }

    fn refuse(&self, conflict: &Conflict) -> Refusal {
        let overlap = |place: &str, from: u16, to: u16| rules::OVERLAP.refuse().at(place).with("from", clock(from)).with("to", clock(to));
        match conflict {
            Conflict::Trainees(other) => overlap("starts_minute", other.from, other.to),
            Conflict::Serving { known: false, .. } => rules::UNKNOWN_PERSON.refuse().at("instructor"),
            Conflict::Serving { .. } => rules::NOT_SERVING.refuse().at("instructor").with("day", self.day),
            Conflict::Taken { resource, slot } => overlap(place(resource), slot.starts_minute, slot.ends_minute),
            Conflict::Seats { room, seats, wanted } => {
                rules::ROOM_SEATS.refuse().at("room").with("room", room).with("seats", seats).with("wanted", wanted)
            }
            Conflict::Lack(lack) => lacking(lack).at("equipment"),
        }
    }
}

/// The field of a session that names what is booked.
fn place(resource: &Resource) -> &'static str {
    match resource {
        Resource::Room(_) => "room",
        Resource::Instructor(_) => "instructor",
        Resource::Equipment(_) => "equipment",
    }
}

/// Refuses for want of an item.
pub(super) fn lacking(lack: &Lack) -> Refusal {
    let Lack { item, stock, used, wanted } = lack;
    match stock {
        None => rules::NO_STOCK.refuse().with("item", item),
        Some(stock) => rules::STOCK.refuse().with("item", item).with("stock", stock).with("used", used).with("wanted", wanted),
    }
}

impl ScheduleSession {
    /// What is to be said of who teaches: no instructor at all, or one whose term does not run on the day.
    fn term_fault(&self, states: &States) -> Option<Refusal> {
        let file = states.get::<Instructor>(InstructorId::of(self.instructor?));
        match file.filter(|file| file.head().is_some()) {
            None => Some(rules::NOT_AN_INSTRUCTOR.refuse().at("instructor")),
            Some(file) if file.in_term(self.day) => None,
            Some(_) => Some(rules::OUT_OF_TERM.refuse().at("instructor").with("day", self.day)),
        }
    }

    fn form(&self, known: Known<'_>, faults: &mut Vec<Refusal>) {
        text(faults, "subject", &self.subject, LINE);
        text_if(faults, "instructor_reason", self.instructor_reason.as_deref(), REASON);
        self.sitting().form((known.head.starts_on, known.head.ends_on), faults);
        if let Some(minutes) = self.credit_minutes {
            number(faults, "credit_minutes", minutes, 0, DAY_MINUTES);
        }
    }

    fn sitting(&self) -> Sitting {
        Sitting {
            day: self.day,
            starts_minute: self.starts_minute,
            ends_minute: self.ends_minute,
            room: self.room.clone(),
            instructor: self.instructor,
            equipment: self.equipment.clone(),
            overlap_reason: self.overlap_reason.clone(),
        }
    }

    fn scheduled(&self, session: u32) -> SessionScheduled {
        SessionScheduled {
            class: self.class,
            credit_minutes: self.credit_minutes.unwrap_or_else(|| u32::from(self.ends_minute.saturating_sub(self.starts_minute))),
            day: self.day,
            ends_minute: self.ends_minute,
            equipment: self.equipment.clone(),
            instructor: self.instructor,
            instructor_reason: self.instructor_reason.as_ref().map(|reason| reason.trim().to_owned()),
            overlap_reason: self.overlap_reason.as_ref().map(|reason| reason.trim().to_owned()),
            room: self.room.as_ref().map(|room| room.trim().to_owned()),
            session,
            starts_minute: self.starts_minute,
            subject: self.subject.trim().to_owned(),
        }
    }
}

impl Command for HoldSession {
    const NAME: &'static str = "training.hold_session";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::RecordTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        let session = scheduled(known, self.session)?;
        if session.day > ctx.today() {
            return Err(rules::FUTURE.refuse().at("session").with("day", session.day).into());
        }
        let mut pen = Pen::class(self.class, known.lead);
        pen.write(session.day, SessionHeld { class: self.class, session: self.session })?;
        Ok(pen.facts.into())
    }
}

impl Command for CancelSession {
    const NAME: &'static str = "training.cancel_session";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Class>(self.class), Need::only::<Bookings>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        scheduled(known, self.session)?;
        let mut faults = Vec::new();
        text(&mut faults, "reason", &self.reason, REASON);
        Refused::unless_empty(faults)?;

        let mut pen = Pen::class(self.class, known.lead);
        pen.write(ctx.today(), SessionCancelled { class: self.class, reason: self.reason.trim().to_owned(), session: self.session })?;
        let mut bookings = Pen::bookings(known.lead);
        bookings.write(ctx.today(), Released { class: self.class, session: Some(self.session) })?;
        pen.facts.append(&mut bookings.facts);
        Ok(pen.facts.into())
    }
}

/// A session that is to come.
pub(super) fn scheduled(known: Known<'_>, number: u32) -> Result<&Session, Refusal> {
    match known.class.session(number) {
        None => Err(rules::UNKNOWN_SESSION.refuse().at("session").with("session", number)),
        Some(session) if session.state != SessionState::Scheduled => {
            Err(rules::SESSION_STATE.refuse().at("session").with("session", number).with("state", session.state.zh()))
        }
        Some(session) => Ok(session),
    }
}

impl Command for SetStock {
    const NAME: &'static str = "training.set_stock";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Bookings>()]
    }

    /// The stock is the bureau's.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_of(states, Action::PlanTraining, None)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut faults = Vec::new();
        text(&mut faults, "item", &self.item, SHORT);
        Refused::unless_empty(faults)?;
        let item = self.item.trim().to_owned();
        let Some(unit) = ctx.directory.bureau().map(|unit| &unit.path) else { return Ok(Decision::default()) };
        if states.only::<Bookings>().and_then(|booked| booked.stock(&item)) == Some(self.quantity) {
            return Ok(Decision::default());
        }
        let mut pen = Pen::bookings(unit);
        pen.write(ctx.today(), StockSet { item, quantity: self.quantity })?;
        Ok(pen.facts.into())
    }
}
