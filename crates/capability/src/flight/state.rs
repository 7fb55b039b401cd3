//! One operator, one aircraft, and the rule of currency, folded from their facts.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::{Aggregate, Attr, Change, Day, Entry, Facets, PersonId, Recorded, Refusal, UnitPath};
use nc_people::directory::MemberKind;

use super::fact::{AircraftFact, CurrencyFact, PilotFact};
use super::model::{AircraftId, Category, Currency, Mission, Rating};
use super::registers::{FLIGHT, LICENCE, MISSION};
use super::rules;

/// 操控员: one stream a person.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Pilot {
    licences: Vec<Licence>,
    flights: Vec<Flight>,
    numbers: BTreeSet<String>,
}

/// 架次.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flight {
    /// When.
    pub on: Day,
    /// How long, in minutes.
    pub minutes: u32,
    /// With which aircraft.
    pub aircraft: AircraftId,
    /// What for.
    pub mission: Mission,
    /// Who instructed, where it was dual.
    pub instructor: Option<PersonId>,
}

/// 执照.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Whose.
    pub person: PersonId,
    /// The base where it was earned.
    pub base: UnitPath,
    /// The category it is good for.
    pub category: Category,
    /// Class.
    pub class: String,
    /// Rating.
    pub rating: Rating,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Option<Day>,
    /// The record of the examination.
    pub document: String,
    /// When it was suspended, and from when it counted again.
    pub suspensions: Vec<(Day, Option<Day>)>,
    first: bool,
    member: MemberKind,
    sender: UnitPath,
    pub(super) seq: u64,
}

impl Licence {
    /// Whether its dates cover `day`, suspended or not.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it is suspended on `day`.
    #[must_use]
    pub fn suspended(&self, day: Day) -> bool {
        self.suspensions.iter().any(|(from, until)| *from <= day && until.is_none_or(|until| day < until))
    }

    /// Its rows: one for each time it counts.
    fn rows(&self) -> Vec<Entry> {
        let end = self.until.map(|until| until.plus_days(1));
        let mut times = Vec::new();
        let mut from = Some(self.from);
        for (stopped, resumed) in &self.suspensions {
            times.extend(from.map(|start| (start, Some(*stopped))));
            from = *resumed;
        }
        times.extend(from.map(|start| (start, end)));
        times.retain(|(from, until)| until.is_none_or(|until| *from < until));
        let row = |(nth, (day, until)): (usize, (Day, Option<Day>))| Entry {
            register: LICENCE,
            key: format!("{}/{}/{}", self.person, self.seq, day.key()),
            day,
            until,
            facets: Facets { organisers: vec![self.base.clone()], host: Some(self.base.clone()), sender: Some(self.sender.clone()) },
            person: Some(self.person),
            attrs: BTreeMap::from([
                ("category", self.category.word().into()),
                ("first", Attr::Bool(self.first && nth == 0)),
                ("member", self.member.word().into()),
                ("rating", self.rating.word().into()),
            ]),
            evidence: self.seq,
        };
        times.into_iter().enumerate().map(row).collect()
    }
}

impl Pilot {
    /// Every licence, oldest first, with dates as they were given.
    #[must_use]
    pub fn licences(&self) -> &[Licence] {
        &self.licences
    }

    /// Every flight, in the order they were recorded.
    #[must_use]
    pub fn flights(&self) -> &[Flight] {
        &self.flights
    }

    fn flown(&self) -> impl Iterator<Item = (Day, u32)> {
        self.flights.iter().map(|flight| (flight.on, flight.minutes))
    }

    /// Flights and minutes that count towards `rule` on `day`.
    #[must_use]
    pub fn recent(&self, rule: Currency, day: Day) -> (u32, u32) {
        rule.counted(self.flown(), day)
    }

    /// 最高等级: the best rating good on `day` in `category`, and the last day it holds; none where none is good.
    #[must_use]
    pub fn rated(&self, category: Category, day: Day) -> Option<(Rating, Option<Day>)> {
        let good = self.licences.iter().filter(|held| held.category == category && held.covers(day) && !held.suspended(day));
        good.map(|held| (held.rating, held.until)).max_by_key(|(rating, until)| (*rating, until.is_none(), *until))
    }

    /// 近期经历保持至: the last day somebody who may fly on `day` is still current without another flight. Nobody's licence
    /// is told by it.
    #[must_use]
    pub fn current_until(&self, category: Category, rule: Currency, day: Day) -> Option<Day> {
        let good = self.licences.iter().filter(|held| held.category == category && held.covers(day) && !held.suspended(day));
        let licensed = good.map(|held| held.from).max()?;
        rule.lasts(|| self.flown().filter(|(on, _)| *on <= day), licensed, day)
    }

    pub(super) fn assigned(&self, number: &str) -> bool {
        self.numbers.contains(number)
    }

    /// 今日可派: everything that stands against this person flying an aircraft of `category` on `day`. Empty: they may.
    /// Computed from dates when it is asked; nothing is stored.
    #[must_use]
    pub fn against(&self, category: Category, beyond: bool, currency: Option<Currency>, day: Day) -> Vec<Refusal> {
        let covering = || self.licences.iter().filter(move |held| held.category == category && held.covers(day));
        if covering().next().is_none() {
            return vec![rules::NO_LICENCE.refuse().with("day", day)];
        }
        let good = || covering().filter(|held| !held.suspended(day));
        let Some(licensed) = good().map(|held| held.from).max() else {
            return vec![rules::SUSPENDED.refuse().with("day", day)];
        };
        let mut against = Vec::new();
        if beyond && good().all(|held| held.rating == Rating::Vlos) {
            against.push(rules::RATING.refuse());
        }
        match currency {
            None => against.push(rules::NO_RULE.refuse().with("day", day)),
            Some(rule) if !rule.met(self.flown(), licensed, day) => {
                let no = rules::NOT_CURRENT.refuse().with("day", day).with("days", rule.days);
                against.push(no.with("flights", rule.flights).with("minutes", rule.minutes));
            }
            Some(_) => {}
        }
        against
    }

    /// Whether the person may instruct in `category` on `day`.
    #[must_use]
    pub fn instructs(&self, category: Category, day: Day) -> bool {
        let fits = |held: &&Licence| held.category == category && held.rating == Rating::Instructor;
        self.licences.iter().filter(fits).any(|held| held.covers(day) && !held.suspended(day))
    }

    fn licence(&mut self, seq: u64) -> Option<&mut Licence> {
        self.licences.iter_mut().find(|held| held.seq == seq)
    }
}

impl Aggregate for Pilot {
    type Fact = PilotFact;

    const FAMILY: &'static str = "flight.pilot";

    fn changes(&self, recorded: &Recorded<PilotFact>, out: &mut Vec<Change>) {
        // Flights and missions are counted for the unit of the aircraft and name nobody: who flew how much is no figure.
        let event = |register, attrs| Entry {
            register,
            key: recorded.seq.to_string(),
            day: recorded.happened_on,
            until: None,
            facets: Facets { organisers: vec![recorded.unit.clone()], host: None, sender: None },
            person: None,
            attrs,
            evidence: recorded.seq,
        };
        match &recorded.fact {
            PilotFact::Flown(body) => {
                let attrs = BTreeMap::from([("minutes", Attr::Int(i64::from(body.minutes))), ("mission", body.mission.word().into())]);
                out.push(Change::Add(event(FLIGHT, attrs)));
            }
            PilotFact::Assigned(body) => {
                out.push(Change::Add(event(MISSION, BTreeMap::from([("mission", body.mission.word().into())]))));
            }
            PilotFact::Licensed(_) | PilotFact::LicenceSuspended(_) | PilotFact::LicenceRestored(_) => {
                let mut next = self.clone();
                next.fold(recorded);
                let rows = |pilot: &Self| pilot.licences.iter().flat_map(Licence::rows).collect::<Vec<_>>();
                let (before, after) = (rows(self), rows(&next));
                out.extend(before.iter().filter(|row| !after.contains(row)).cloned().map(Change::Remove));
                out.extend(after.into_iter().filter(|row| !before.contains(row)).map(Change::Add));
            }
        }
    }

    fn fold(&mut self, recorded: &Recorded<PilotFact>) {
        let (day, seq) = (recorded.happened_on, recorded.seq);
        match &recorded.fact {
            PilotFact::Licensed(body) => self.licences.push(Licence {
                person: body.person,
                base: recorded.unit.clone(),
                category: body.category,
                class: body.class.clone(),
                rating: body.rating,
                from: day,
                until: body.until,
                document: body.document.clone(),
                suspensions: Vec::new(),
                first: self.licences.is_empty(),
                member: body.member,
                sender: body.sender.clone(),
                seq,
            }),
            PilotFact::LicenceSuspended(body) => {
                self.licence(body.licence).into_iter().for_each(|held| held.suspensions.push((day, None)));
            }
            PilotFact::LicenceRestored(body) => {
                let last = self.licence(body.licence).and_then(|held| held.suspensions.last_mut());
                last.into_iter().for_each(|(_, until)| *until = Some(day));
            }
            PilotFact::Flown(body) => self.flights.push(Flight {
                on: day,
                minutes: body.minutes,
                aircraft: body.aircraft,
                mission: body.mission,
                instructor: body.instructor,
            }),
            PilotFact::Assigned(body) => {
                self.numbers.insert(body.number.clone());
            }
        }
    }
}

/// 航空器: one stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Aircraft {
    head: Option<AircraftHead>,
    /// Times of airworthiness, and the certificate.
    pub(super) airworthy: Vec<(Day, Day, String)>,
    /// Times of insurance, and the policy.
    pub(super) insured: Vec<(Day, Day, String)>,
    pub(super) retired: Option<Day>,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AircraftHead {
    /// Its id.
    pub id: AircraftId,
    /// Its serial.
    pub serial: String,
    /// Its type.
    pub model: String,
    /// Its category.
    pub category: Category,
    /// Whose.
    pub unit: UnitPath,
    /// Since when.
    pub from: Day,
    /// Position of the fact that recorded it.
    pub seq: u64,
}

impl Aircraft {
    /// What it is; `None` before it was recorded.
    #[must_use]
    pub fn head(&self) -> Option<&AircraftHead> {
        self.head.as_ref()
    }

    /// Whether it is in service on `day`.
    #[must_use]
    pub fn in_service(&self, day: Day) -> bool {
        self.head.as_ref().is_some_and(|head| head.from <= day) && self.retired.is_none_or(|retired| day < retired)
    }

    /// Everything that stands against flying it on `day`.
    #[must_use]
    pub fn against(&self, day: Day) -> Vec<Refusal> {
        let covered = |times: &[(Day, Day, String)]| times.iter().any(|(from, until, _)| *from <= day && day <= *until);
        let mut against = Vec::new();
        if !self.in_service(day) {
            against.push(rules::RETIRED.refuse().with("day", day));
        }
        if !covered(&self.airworthy) {
            against.push(rules::AIRWORTHINESS.refuse().with("day", day));
        }
        if !covered(&self.insured) {
            against.push(rules::INSURANCE.refuse().with("day", day));
        }
        against
    }
}

impl Aggregate for Aircraft {
    type Fact = AircraftFact;

    const FAMILY: &'static str = "flight.aircraft";

    fn changes(&self, _: &Recorded<AircraftFact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<AircraftFact>) {
        let day = recorded.happened_on;
        match &recorded.fact {
            AircraftFact::AircraftRegistered(body) => {
                self.head.get_or_insert_with(|| AircraftHead {
                    id: body.aircraft,
                    serial: body.serial.clone(),
                    model: body.model.clone(),
                    category: body.category,
                    unit: recorded.unit.clone(),
                    from: day,
                    seq: recorded.seq,
                });
            }
            AircraftFact::Airworthy(body) => self.airworthy.push((day, body.until, body.document.clone())),
            AircraftFact::Insured(body) => self.insured.push((day, body.until, body.document.clone())),
            AircraftFact::AircraftRetired(_) => self.retired = Some(day),
        }
    }
}

/// 近期经历要求: one stream, every setting with its first day.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct CurrencyRule {
    set: Vec<(Day, Currency)>,
}

impl CurrencyRule {
    /// The rule in force on `day`.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<Currency> {
        self.set.iter().filter(|(from, _)| *from <= day).max_by_key(|(from, _)| *from).map(|(_, rule)| *rule)
    }
}

impl Aggregate for CurrencyRule {
    type Fact = CurrencyFact;

    const FAMILY: &'static str = "flight.currency";

    fn changes(&self, _: &Recorded<CurrencyFact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<CurrencyFact>) {
        let CurrencyFact::CurrencySet(body) = &recorded.fact;
        self.set.retain(|(from, _)| *from != recorded.happened_on);
        self.set.push((recorded.happened_on, body.currency));
    }
}
