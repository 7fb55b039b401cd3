//! 假设推演: what a proposed class would lack, before anything of it is recorded.
//!
//! It asks the same questions as the commands that record a class (the private module `conflict`), against the same states, and
//! writes nothing. A proposal that lacks nothing is accepted by [`super::command::PlanClass`] with its headcount as
//! capacity, [`super::command::ScheduleSession`] for each of its sessions and [`super::command::ProvideClass`] for its beds
//! and its cost; one that lacks something is refused by one of them.

use std::collections::BTreeMap;

use nc_kernel::id::PersonId;
use nc_kernel::{Day, Refused, UnitPath};
use nc_people::directory::Directory;
use serde::{Deserialize, Serialize};

pub use super::conflict::{BEDS, Sitting, room_item};
use super::conflict::{Conflict, night_booking, night_lack, overrun};
use super::decide::proposal;
use super::model::{ClassId, Cost, Resource};
use super::state::{Bookings, Plan, Slot};

/// 拟办班次: a class that somebody thinks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// The base that hosts it, or the unit that leads it where none does: its rooms are meant.
    pub place: UnitPath,
    /// How many come.
    pub headcount: u32,
    /// Its sessions.
    #[serde(default)]
    pub sessions: Vec<Sitting>,
    /// How many beds in which night; the night of a day is the one that follows it.
    #[serde(default)]
    pub nights: BTreeMap<Day, u32>,
    /// What it costs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cost: Option<Cost>,
}

/// 缺口: what the proposed class lacks. Sessions are numbered from 1, as in the proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shortfalls {
    /// Sessions at the time of an earlier one of the class: the trainees cannot sit in both.
    pub trainees: Vec<TraineesShort>,
    /// Instructors who are not to be had.
    pub instructors: Vec<InstructorShort>,
    /// Rooms that are taken or too small.
    pub rooms: Vec<RoomShort>,
    /// Equipment there is too little of.
    pub equipment: Vec<EquipmentShort>,
    /// How many beds more there would have to be, by night.
    pub beds: BTreeMap<Day, u32>,
    /// How much more the line of the plan would have to hold, in fen.
    pub budget_fen: i64,
}

impl Shortfalls {
    /// Whether nothing is lacking.
    #[must_use]
    pub fn none(&self) -> bool {
        *self == Self::default()
    }
}

/// 学员时间冲突: two sessions of the class at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TraineesShort {
    /// The later one.
    pub session: u32,
    /// First minute of the earlier one.
    pub starts_minute: u16,
    /// First minute after it.
    pub ends_minute: u16,
}

/// 占用: who has what is wanted, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The class that has it; none when it is an earlier session of the proposal.
    pub class: Option<ClassId>,
    /// First minute of the day.
    pub starts_minute: u16,
    /// First minute after it.
    pub ends_minute: u16,
}

/// 教官缺口: an instructor who is not to be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InstructorShort {
    /// The session.
    pub session: u32,
    /// Who.
    pub instructor: PersonId,
    /// Who has the instructor; none when the instructor serves in no unit that day.
    pub taken: Option<Taken>,
}

/// 场地缺口: a room that is taken or too small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoomShort {
    /// The session.
    pub session: u32,
    /// Which room, with its base.
    pub room: String,
    /// Who has it; none when it is too small.
    pub taken: Option<Taken>,
    /// How many find no seat.
    pub seats: u32,
}

/// 装备缺口: too little of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EquipmentShort {
    /// The session.
    pub session: u32,
    /// Which.
    pub item: String,
    /// How many more there would have to be.
    pub short: u32,
}

/// Weighs `proposal` against what is booked and reserved in `booked`. `plan` is the plan its cost names, if it names one.
///
/// Every session is taken to be held, also one that lacks something: what is told is what the class lacks as a whole.
///
/// # Errors
/// [`Refused`] when the proposal makes no sense: dates the wrong way round, a session outside them, a line of no plan in
/// force.
pub fn what_if(proposal: &Proposal, booked: &Bookings, plan: Option<&Plan>, directory: &Directory) -> Result<Shortfalls, Refused> {
    proposal::check(proposal, plan, directory)?;
    let mut short = Shortfalls::default();
    let mut booked = proposal.surroundings(booked);
    let room = (&proposal.place, Some(proposal.headcount));
    for (i, sitting) in proposal.sessions.iter().enumerate() {
        let session = u32::try_from(i).unwrap_or(u32::MAX).saturating_add(1);
        let earlier = proposal.sessions.iter().take(i).map(Sitting::times);
        for conflict in sitting.conflicts(room, earlier, &booked, directory) {
            short.add(session, conflict);
        }
        for booking in sitting.bookings(&proposal.place, nobody(), session) {
            booked.book(&booking);
        }
    }
    let lacks = proposal.nights.iter().filter_map(|(night, beds)| Some((*night, night_lack(None, *night, *beds, &booked)?.short())));
    short.beds = lacks.collect();
    if let (Some(cost), Some(plan)) = (&proposal.cost, plan) {
        short.budget_fen = overrun(None, cost, &booked, plan).map_or(0, |overrun| overrun.short());
    }
    Ok(short)
}

/// The class that does not exist: none has an empty serial number.
fn nobody() -> ClassId {
    ClassId::of_serial("")
}

impl Proposal {
    /// A copy of so much of what is booked as the proposal touches.
    fn surroundings(&self, booked: &Bookings) -> Bookings {
        let sittings = self.sessions.iter().flat_map(|sitting| sitting.bookings(&self.place, nobody(), 0));
        let nights = self.nights.iter().map(|(night, beds)| night_booking(nobody(), *night, *beds));
        booked.around(sittings.chain(nights).map(|booking| (booking.resource, booking.day)))
    }
}

impl Shortfalls {
    fn add(&mut self, session: u32, conflict: Conflict) {
        match conflict {
            Conflict::Trainees(times) => {
                self.trainees.push(TraineesShort { session, starts_minute: times.from, ends_minute: times.to });
            }
            Conflict::Serving { instructor, .. } => self.instructors.push(InstructorShort { session, instructor, taken: None }),
            Conflict::Taken { resource, slot } => match resource {
                Resource::Instructor(instructor) => {
                    self.instructors.push(InstructorShort { session, instructor, taken: Some(Taken::by(&slot)) });
                }
                Resource::Room(room) => self.rooms.push(RoomShort { session, room, taken: Some(Taken::by(&slot)), seats: 0 }),
                Resource::Equipment(item) => self.equipment.push(EquipmentShort { session, item, short: slot.quantity }),
            },
            Conflict::Seats { room, seats, wanted } => {
                self.rooms.push(RoomShort { session, room, taken: None, seats: wanted.saturating_sub(seats) });
            }
            Conflict::Lack(lack) => self.equipment.push(EquipmentShort { session, short: lack.short(), item: lack.item }),
        }
    }
}

impl Taken {
    fn by(slot: &Slot) -> Self {
        let class = Some(slot.class).filter(|class| *class != nobody());
        Self { class, starts_minute: slot.starts_minute, ends_minute: slot.ends_minute }
    }
}
