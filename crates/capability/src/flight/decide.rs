//! The rules of flight: the only place of this area that says no.

use nc_kernel::{Aggregate as _, Day, Need, PersonId, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, TITLE, ask, ask_of, bureau};

use super::command::{
    AssignMission, LicenseOperator, LogFlight, RecordAirworthiness, RecordInsurance, RegisterAircraft, RestoreLicence, RetireAircraft,
    SetCurrency, SuspendLicence,
};
use super::fact::{
    AircraftFact, AircraftRegistered, AircraftRetired, Airworthy, Assigned, CurrencyFact, CurrencySet, Flown, Insured, LicenceRestored,
    LicenceSuspended, Licensed, PilotFact,
};
use super::model::{AircraftId, Category};
use super::rules;
use super::state::{Aircraft, AircraftHead, CurrencyRule, Licence, Pilot};

/// Whose aircraft it is; about an unknown one the bureau is asked.
fn of_aircraft(states: &States, aircraft: AircraftId, action: Action) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Aircraft>(aircraft).and_then(Aircraft::head).map(|head| head.unit.clone());
    ask_of(states, action, unit)
}

fn aircraft(states: &States, id: AircraftId) -> Result<(&Aircraft, &AircraftHead), Refused> {
    let known = states.get::<Aircraft>(id).and_then(|aircraft| Some((aircraft, aircraft.head()?)));
    known.ok_or_else(|| rules::AIRCRAFT.refuse().at("aircraft").into())
}

fn pilot_stream(person: PersonId) -> StreamId {
    StreamId::new(Pilot::FAMILY, person)
}

impl Command for SetCurrency {
    const NAME: &'static str = "flight.set_currency";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<CurrencyRule>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_of(states, Action::ManageSupport, None)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.text("basis", &self.basis, TITLE);
        if !self.currency.sound() {
            judge.no(rules::CURRENCY.refuse().at("currency"));
        }
        let Some(unit) = bureau(states) else { return judge.done() };
        let body = CurrencySet { basis: self.basis.clone(), currency: self.currency };
        judge.fact::<CurrencyFact>(&StreamId::only(CurrencyRule::FAMILY), &unit, self.on, body);
        judge.done()
    }
}

impl Command for LicenseOperator {
    const NAME: &'static str = "flight.license";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Pilot>(self.person)]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageSupport, std::slice::from_ref(&self.base))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.come("on", self.on);
        judge.unit("base", &self.base, self.on);
        judge.text("class", &self.class, 20);
        judge.text("document", &self.document, TITLE);
        if self.until.is_some_and(|until| until < self.on) {
            judge.no(rules::BACKWARDS.refuse().at("until"));
        }
        let same = |held: &Licence| held.from == self.on && held.category == self.category && held.rating == self.rating;
        if states.get::<Pilot>(self.person).is_some_and(|pilot| pilot.licences().iter().any(same)) {
            judge.no(rules::LICENSED_TWICE.refuse().at("person"));
        }
        let Some(member) = judge.member("person", self.person, &[self.on]) else { return judge.done() };
        let body = Licensed {
            category: self.category,
            class: self.class.clone(),
            document: self.document.clone(),
            member: member.kind,
            person: self.person,
            rating: self.rating,
            sender: member.unit.clone(),
            until: self.until,
        };
        judge.fact::<PilotFact>(&pilot_stream(self.person), &self.base, self.on, body);
        judge.done()
    }
}

/// Licences of the category that `fits` on `day`, with whom to ask about them: the base they were earned at.
fn licences(states: &States, person: PersonId, category: Category, fits: impl Fn(&Licence) -> bool) -> Vec<&Licence> {
    let held = states.get::<Pilot>(person).map(Pilot::licences).unwrap_or_default();
    held.iter().filter(|held| held.category == category && fits(held)).collect()
}

fn asks_bases(states: &States, person: PersonId, category: Category) -> Vec<(Action, UnitPath)> {
    let mut bases: Vec<UnitPath> = licences(states, person, category, |_| true).into_iter().map(|held| held.base.clone()).collect();
    bases.sort();
    bases.dedup();
    if bases.is_empty() {
        bases.extend(bureau(states));
    }
    ask(Action::ManageSupport, &bases)
}

impl Command for SuspendLicence {
    const NAME: &'static str = "flight.suspend_licence";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Pilot>(self.person)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks_bases(states, self.person, self.category)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.come("on", self.on);
        judge.because(&self.reason, &self.authority);
        // A suspension still open blocks another, and none begins before one that ended.
        let open = |held: &Licence| held.suspensions.last().is_none_or(|(_, until)| until.is_some_and(|until| until <= self.on));
        let held = licences(states, self.person, self.category, |held| held.covers(self.on) && open(held));
        if held.is_empty() {
            judge.no(rules::NO_LICENCE.refuse().with("day", self.on).at("person"));
        }
        for licence in held {
            let (authority, reason) = (self.authority.clone(), self.reason.clone());
            let body = LicenceSuspended { authority, licence: licence.seq, reason };
            judge.fact::<PilotFact>(&pilot_stream(self.person), &licence.base, self.on, body);
        }
        judge.done()
    }
}

impl Command for RestoreLicence {
    const NAME: &'static str = "flight.restore_licence";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Pilot>(self.person)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks_bases(states, self.person, self.category)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.come("on", self.on);
        judge.text("authority", &self.authority, REASON);
        let open = |held: &Licence| held.suspensions.last().is_some_and(|(from, until)| until.is_none() && *from <= self.on);
        let held = licences(states, self.person, self.category, open);
        if held.is_empty() {
            judge.no(rules::NOT_SUSPENDED.refuse().at("person"));
        }
        for licence in held {
            let body = LicenceRestored { authority: self.authority.clone(), licence: licence.seq };
            judge.fact::<PilotFact>(&pilot_stream(self.person), &licence.base, self.on, body);
        }
        judge.done()
    }
}

impl Command for RegisterAircraft {
    const NAME: &'static str = "flight.register_aircraft";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Aircraft>(AircraftId::of_serial(&self.serial))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageSupport, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let aircraft = AircraftId::of_serial(&self.serial);
        let mut judge = Judge::new(ctx);
        judge.serial("serial", &self.serial);
        judge.text("model", &self.model, TITLE);
        judge.come("on", self.on);
        judge.unit("unit", &self.unit, self.on);
        if states.get::<Aircraft>(aircraft).is_some_and(|known| known.head().is_some()) {
            judge.no(rules::TWICE.refuse().with("serial", &self.serial).at("serial"));
        }
        let (model, serial) = (self.model.clone(), self.serial.clone());
        let body = AircraftRegistered { aircraft, category: self.category, model, serial };
        judge.fact::<AircraftFact>(&StreamId::new(Aircraft::FAMILY, aircraft), &self.unit, self.on, body);
        judge.done()
    }
}

macro_rules! aircraft_times {
    ($($name:ident, $word:literal, $body:ident);+ $(;)?) => {
        $(impl Command for $name {
            const NAME: &'static str = $word;

            fn needs(&self) -> Vec<Need> {
                vec![Need::of::<Aircraft>(self.aircraft)]
            }

            fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
                of_aircraft(states, self.aircraft, Action::ManageSupport)
            }

            fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
                let (_, head) = aircraft(states, self.aircraft)?;
                let mut judge = Judge::new(ctx);
                judge.come("on", self.on);
                judge.text("document", &self.document, TITLE);
                if self.until < self.on {
                    judge.no(rules::BACKWARDS.refuse().at("until"));
                }
                let body = $body { document: self.document.clone(), until: self.until };
                judge.fact::<AircraftFact>(&StreamId::new(Aircraft::FAMILY, head.id), &head.unit, self.on, body);
                judge.done()
            }
        })+
    };
}

aircraft_times! {
    RecordAirworthiness, "flight.record_airworthiness", Airworthy;
    RecordInsurance, "flight.record_insurance", Insured;
}

impl Command for RetireAircraft {
    const NAME: &'static str = "flight.retire_aircraft";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Aircraft>(self.aircraft)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        of_aircraft(states, self.aircraft, Action::ManageSupport)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (known, head) = aircraft(states, self.aircraft)?;
        let mut judge = Judge::new(ctx);
        judge.come("on", self.on);
        judge.text("reason", &self.reason, REASON);
        in_service(&mut judge, known, self.on);
        let body = AircraftRetired { reason: self.reason.clone() };
        judge.fact::<AircraftFact>(&StreamId::new(Aircraft::FAMILY, head.id), &head.unit, self.on, body);
        judge.done()
    }
}

fn in_service(judge: &mut Judge<'_>, aircraft: &Aircraft, day: Day) {
    if !aircraft.in_service(day) {
        judge.no(rules::RETIRED.refuse().with("day", day).at("aircraft"));
    }
}

impl Command for LogFlight {
    const NAME: &'static str = "flight.log";

    fn needs(&self) -> Vec<Need> {
        let people = [self.person].into_iter().chain(self.instructor);
        people.map(Need::of::<Pilot>).chain([Need::of::<Aircraft>(self.aircraft)]).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        of_aircraft(states, self.aircraft, Action::ManageSupport)
    }

    // A flight that took place is recorded whatever the licence says: what happened is not refused. It is the assignment
    // that is.
    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (known, head) = aircraft(states, self.aircraft)?;
        let mut judge = Judge::new(ctx);
        judge.come("on", self.on);
        in_service(&mut judge, known, self.on);
        judge.member("person", self.person, &[self.on]);
        if !(1..=1_440).contains(&self.minutes) {
            judge.no(rules::MINUTES.refuse().at("minutes"));
        }
        if let Some(instructor) = self.instructor {
            let instructs = states.get::<Pilot>(instructor).is_some_and(|pilot| pilot.instructs(head.category, self.on));
            if !instructs || instructor == self.person {
                judge.no(rules::INSTRUCTOR.refuse().with("day", self.on).at("instructor"));
            }
        }
        let (instructor, mission) = (self.instructor, self.mission);
        let body = Flown { aircraft: self.aircraft, instructor, minutes: self.minutes, mission, person: self.person };
        judge.fact::<PilotFact>(&pilot_stream(self.person), &head.unit, self.on, body);
        judge.done()
    }
}

impl Command for AssignMission {
    const NAME: &'static str = "flight.assign";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Pilot>(self.person), Need::of::<Aircraft>(self.aircraft), Need::only::<CurrencyRule>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        of_aircraft(states, self.aircraft, Action::ManageSupport)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (known, head) = aircraft(states, self.aircraft)?;
        let mut judge = Judge::new(ctx);
        judge.serial("number", &self.number);
        judge.member("person", self.person, &[self.on.min(judge.today)]);
        for no in known.against(self.on) {
            judge.no(no.at("aircraft"));
        }
        let nobody = Pilot::default();
        let pilot = states.get::<Pilot>(self.person).unwrap_or(&nobody);
        let currency = states.only::<CurrencyRule>().and_then(|rule| rule.on(self.on));
        for no in pilot.against(head.category, self.beyond, currency, self.on) {
            judge.no(no.at("person"));
        }
        if pilot.assigned(&self.number) {
            judge.no(rules::NUMBER.refuse().with("number", &self.number).at("number"));
        }
        let (mission, number) = (self.mission, self.number.clone());
        let body = Assigned { aircraft: self.aircraft, beyond: self.beyond, mission, number, person: self.person };
        judge.fact::<PilotFact>(&pilot_stream(self.person), &head.unit, self.on, body);
        judge.done()
    }
}
