//! Bases, laboratories, operators of unmanned aircraft, and what people must hold: what supports training.

use nc_capability::base::command::{OpenBase, SetEquipment, SetVenue};
use nc_capability::base::{BaseId, BaseKind, VenueKind};
use nc_capability::flight::command::{
    AssignMission, LicenseOperator, LogFlight, RecordAirworthiness, RecordInsurance, RegisterAircraft, SetCurrency,
};
use nc_capability::flight::model::Mission;
use nc_capability::flight::{AircraftId, Category, Currency, Rating};
use nc_capability::readiness::command::{
    BindPeople, DecideExemption, EndExemption, ExemptPerson, IssueCredential, RequestExemption, SetRequirement,
};
use nc_capability::readiness::{Renewal, RequirementId};
use nc_kernel::{Day, UnitPath};

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::{Clerk, Ticket};
use crate::error::DemoError;
use crate::laboratories;
use crate::places::zh_labelled;
use crate::summary::Options;
use crate::world::World;

/// Operators the base trained: what the bureau published.
const OPERATORS: usize = 273;
/// Courses they were trained in.
const COURSES: usize = 11;
/// Months a licence of the demonstration is valid; no published text fixes it.
const LICENCE_MONTHS: i32 = 24;
/// Requirements: serial, title, how often it is due, how many are bound of a bureau of full size.
const REQUIREMENTS: [(&str, &str, Renewal, usize); 4] = [
    ("YQ-枪", "持枪资格", Renewal::Anchored { every_years: 1, month: 12 }, 400),
    ("YQ-教", "教官资格", Renewal::Rolling { months: 36 }, 60),
    ("YQ-鉴", "鉴定人员资格", Renewal::Rolling { months: 24 }, 30),
    ("YQ-飞", "警用无人机操控资格", Renewal::Rolling { months: 24 }, 80),
];

#[derive(Debug, Clone, Copy)]
enum Task {
    Open,
    Laboratory(laboratories::Task),
    /// A course ends: these licences, by number from and to.
    Course(usize),
    Mission(usize),
    Flight(usize),
    Insure,
    Require(usize),
    Issue(usize),
    /// The unit of somebody bound asks for an exemption.
    AskExemption(usize),
    /// The first that was asked for is approved; the second waits.
    Approve,
    /// Who was lent out came back early.
    ComeBack,
    Refuse,
}

/// The desk that keeps what supports training.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    operators: Vec<usize>,
    aircraft: usize,
    bound: [Vec<usize>; REQUIREMENTS.len()],
    /// For whom an exemption is asked, and the request that is approved.
    hurt: Vec<usize>,
    asked: Option<Ticket>,
    chance: Chance,
}

/// Draws who is trained, licensed and bound, and when.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let days = &world.days;
    let last = days.last;
    let mut chance = Chance::new(options.seed, "support");
    let there = |(number, member): (usize, &crate::staff::Member)| (member.registered() == 0 && member.there(0, last)).then_some(number);
    let mut staying: Vec<usize> = world.staff.all.iter().enumerate().filter_map(there).collect();
    chance.shuffle(&mut staying);
    let mut take = |n: usize| staying.split_off(staying.len().saturating_sub(n));
    let operators = take(options.share(OPERATORS, 12));
    let bound = REQUIREMENTS.map(|(.., full)| take(options.share(full, 4)));
    let aircraft = options.share(24, 2);
    let mut agenda = Agenda::new(days);
    agenda.put(0, Task::Open);
    agenda.put(0, Task::Insure);
    for year in 1..=(last / 365) {
        agenda.put(year * 365 - 20, Task::Insure);
    }
    for course in 0..COURSES {
        let day = agenda.put(days.at_part(course + 1, COURSES + 2, 60), Task::Course(course));
        agenda.put(day + 20, Task::Mission(course));
    }
    let flights = options.share(600, 20);
    for flight in 0..flights {
        agenda.put(days.at_part(flight + 1, flights + 2, 10), Task::Flight(flight));
    }
    for (which, _) in REQUIREMENTS.iter().enumerate() {
        agenda.put(5, Task::Require(which));
        for year in 0..=(last / 365) {
            agenda.put(40 + year * 365, Task::Issue(which));
        }
    }
    for (day, task) in laboratories::plan(days) {
        agenda.put(day, Task::Laboratory(task));
    }
    agenda.put(days.at_part(5, 6, 30), Task::Refuse);
    agenda.put(days.at_part(2, 3, 30), Task::ComeBack);
    for (n, back) in [12, 6].into_iter().enumerate() {
        agenda.put(last - back, Task::AskExemption(n));
    }
    agenda.put(last - 8, Task::Approve);
    // Whoever records for a unit of the first level is another account than the one that decides.
    let of_unit = |person: &&usize| {
        let unit = world.staff.get(**person).ok().and_then(|member| member.spells.first()).map_or(0, |spell| spell.unit);
        world.places.tops().contains(&world.places.top_of(unit))
    };
    let hurt = bound.first().into_iter().flatten().skip(1).filter(of_unit).copied().take(2).collect();
    Desk { agenda, operators, aircraft, bound, hurt, asked: None, chance }
}

fn base_serial() -> String {
    "JD-01".to_owned()
}

fn drone(number: usize) -> String {
    format!("WRJ-{:03}", number + 1)
}

impl Desk {
    /// Operators trained at the base.
    pub fn operators(&self) -> usize {
        self.operators.len()
    }

    /// Whether anything is to be done that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Records what is due that day.
    pub async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            let today = world.days.day(day);
            match task {
                Task::Open => self.open(today, world, clerk).await?,
                Task::Laboratory(task) => laboratories::record(task, today, world, clerk).await?,
                Task::Course(course) => self.course(course, today, world, clerk).await?,
                Task::Mission(course) => self.mission(course, today, world, clerk).await?,
                Task::Flight(flight) => self.flight(flight, today, world, clerk).await?,
                Task::Insure => self.insure(today, world, clerk).await?,
                Task::Require(which) => self.require(which, today, world, clerk).await?,
                Task::Issue(which) => self.issue(which, today, world, clerk).await?,
                Task::AskExemption(n) => self.ask_exemption(n, today, world, clerk).await?,
                Task::Approve => self.approve(world, clerk).await?,
                Task::ComeBack => self.come_back(today, world, clerk).await?,
                Task::Refuse => self.refuse(today, world, clerk).await?,
            }
        }
        Ok(())
    }

    /// Who is trained in a course.
    fn trained(&self, course: usize) -> &[usize] {
        let at = |course: usize| self.operators.len() * course / COURSES;
        self.operators.get(at(course)..at(course + 1)).unwrap_or_default()
    }

    async fn open(&self, on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (actor, unit) = (&world.actors.political, home(world)?);
        let (serial, title) = (base_serial(), zh_labelled("警察训练基地"));
        let base = BaseId::of_serial(&serial);
        clerk.send(actor, 1, OpenBase { serial, title, kind: BaseKind::TrainingBase, unit: unit.clone(), on }).await?;
        for (name, kind, capacity, beds) in [
            ("一号教室", VenueKind::Classroom, 200, 0),
            ("射击馆", VenueKind::Range, 40, 0),
            ("搏击馆", VenueKind::Combat, 80, 0),
            ("战术街区", VenueKind::Tactical, 60, 0),
            ("无人机飞行场", VenueKind::Airfield, 40, 0),
            ("学员宿舍", VenueKind::Dormitory, 300, 300),
        ] {
            clerk.send(actor, 3, SetVenue { base, name: name.to_owned(), kind, capacity, beds, on }).await?;
        }
        clerk.send(actor, 2, SetEquipment { base, item: "防护装具".to_owned(), quantity: 120, on }).await?;
        for number in 0..self.aircraft {
            let (serial, model, unit) = (drone(number), zh_labelled("多旋翼"), unit.clone());
            clerk.send(actor, 1, RegisterAircraft { serial, model, category: Category::Multirotor, unit, on }).await?;
        }
        let (currency, basis) = (Currency { days: 90, flights: 3, minutes: 60 }, zh_labelled("警航规〔2023〕1号"));
        clerk.send(actor, 1, SetCurrency { currency, basis, on }).await?;
        Ok(())
    }

    async fn insure(&self, on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (actor, until) = (&world.actors.political, on.plus_days(400));
        for number in 0..self.aircraft {
            let aircraft = AircraftId::of_serial(&drone(number));
            clerk.send(actor, 1, RecordAirworthiness { aircraft, document: zh_labelled("适航检查单"), on, until }).await?;
            clerk.send(actor, 1, RecordInsurance { aircraft, document: zh_labelled("保险单"), on, until }).await?;
        }
        Ok(())
    }

    async fn course(&self, course: usize, on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        // Every second operator of the course two years before comes back for another licence.
        let again = course.checked_sub(8).map(|early| self.trained(early).iter().copied().step_by(2)).into_iter().flatten();
        for person in self.trained(course).iter().copied().chain(again) {
            let licence = LicenseOperator {
                person: world.id(person)?,
                base: home(world)?.clone(),
                category: Category::Multirotor,
                class: "B2".to_owned(),
                rating: if person % 9 == 0 { Rating::Bvlos } else { Rating::Vlos },
                document: zh_labelled(&format!("第{}期考核记录", course + 1)),
                on,
                until: Some(on.plus_months(LICENCE_MONTHS).minus_days(1)),
            };
            clerk.send(&world.actors.political, 1, licence).await?;
        }
        Ok(())
    }

    async fn mission(&self, course: usize, on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for (nth, person) in self.trained(course).iter().take(3).enumerate() {
            let (aircraft, person) = (AircraftId::of_serial(&drone(nth % self.aircraft.max(1))), world.id(*person)?);
            let number = format!("RW-{}-{}", course + 1, nth + 1);
            let mission = AssignMission { aircraft, person, number, mission: Mission::Patrol, beyond: false, on };
            clerk.send(&world.actors.political, 1, mission).await?;
        }
        Ok(())
    }

    async fn flight(&mut self, flight: usize, on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let Some(person) = self.chance.pick(&self.operators) else { return Ok(()) };
        let minutes = u32::try_from(self.chance.between(8, 35)).unwrap_or(8);
        let aircraft = AircraftId::of_serial(&drone(flight % self.aircraft.max(1)));
        let mission = if flight.is_multiple_of(3) { Mission::Patrol } else { Mission::Training };
        let log = LogFlight { aircraft, person: world.id(person)?, instructor: None, minutes, mission, on };
        clerk.send(&world.actors.political, 1, log).await?;
        Ok(())
    }

    fn held(&self, which: usize) -> Result<(&'static str, &'static str, Renewal, &[usize]), DemoError> {
        let lost = || DemoError::Lost("a requirement");
        let (serial, title, renewal, _) = *REQUIREMENTS.get(which).ok_or_else(lost)?;
        Ok((serial, title, renewal, self.bound.get(which).ok_or_else(lost)?))
    }

    async fn require(&self, which: usize, from: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (serial, title, renewal, bound) = self.held(which)?;
        let (actor, requirement) = (&world.actors.political, RequirementId::of_serial(serial));
        let (unit, basis) = (world.places.bureau()?.clone(), zh_labelled("资格规〔2023〕2号"));
        clerk.send(actor, 1, SetRequirement { serial: serial.to_owned(), title: zh_labelled(title), unit, basis, renewal, from }).await?;
        let people = bound.iter().map(|person| world.id(*person)).collect::<Result<Vec<_>, _>>()?;
        clerk.send(actor, people.len(), BindPeople { requirement, people, from }).await?;
        if let Some(person) = bound.first() {
            let (reason, authority) = ("借调外单位".to_owned(), zh_labelled("政治部批准"));
            let exempt = ExemptPerson { requirement, person: world.id(*person)?, from, to: from.plus_months(60), reason, authority };
            clerk.send(actor, 1, exempt).await?;
        }
        Ok(())
    }

    async fn issue(&self, which: usize, completed_on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (serial, .., bound) = self.held(which)?;
        // One in twelve does not come, so that there is somebody overdue to see.
        let came = bound.iter().enumerate().filter(|(nth, _)| nth % 12 != 1).map(|(_, person)| world.id(*person));
        let people = came.collect::<Result<Vec<_>, _>>()?;
        let (requirement, document) = (RequirementId::of_serial(serial), zh_labelled("考核登记"));
        let weight = people.len();
        clerk.send(&world.actors.political, weight, IssueCredential { requirement, people, completed_on, document }).await?;
        Ok(())
    }

    async fn ask_exemption(&mut self, n: usize, today: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let Some(number) = self.hurt.get(n).copied() else { return Ok(()) };
        let unit = world.staff.get(number)?.spells.first().map_or(0, |spell| spell.unit);
        let by = world.actors.class_head(world.places.top_of(unit));
        let (requirement, person) = (RequirementId::of_serial(self.held(0)?.0), world.id(number)?);
        let (from, to, reason) = (today.plus_days(3), today.plus_months(3), zh_labelled("训练受伤，医嘱休养"));
        let ticket = clerk.send(by, 1, RequestExemption { requirement, person, from, to, reason }).await?;
        self.asked.get_or_insert(ticket);
        Ok(())
    }

    async fn approve(&self, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let Some(ticket) = self.asked else { return Ok(()) };
        let request = clerk.first_seq(ticket).await?;
        let requirement = RequirementId::of_serial(self.held(0)?.0);
        let (reason, authority) = (String::new(), zh_labelled("政治部批准"));
        clerk.send(&world.actors.political, 1, DecideExemption { requirement, request, approve: true, reason, authority }).await?;
        Ok(())
    }

    async fn come_back(&self, on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (serial, .., bound) = self.held(1)?;
        let Some(person) = bound.first() else { return Ok(()) };
        let (requirement, person, reason) = (RequirementId::of_serial(serial), world.id(*person)?, zh_labelled("借调期满提前返回"));
        clerk.send(&world.actors.political, 1, EndExemption { requirement, person, on, reason }).await?;
        Ok(())
    }

    async fn refuse(&self, on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let Some(person) = self.bound.iter().flatten().next() else { return Ok(()) };
        let (aircraft, person) = (AircraftId::of_serial(&drone(0)), world.id(*person)?);
        let mission = AssignMission { aircraft, person, number: "RW-X".to_owned(), mission: Mission::Search, beyond: false, on };
        let why = ("没有执照的人不能派遣飞行任务", "nobody without a licence is assigned a flight");
        clerk.send_refused(&world.actors.political, why, mission).await
    }
}

/// Where the training base stands; the bureau where there is none.
fn home(world: &World) -> Result<&UnitPath, DemoError> {
    Ok(&world.places.get(world.places.base().unwrap_or(0))?.path)
}
