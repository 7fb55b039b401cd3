//! What stands in the way of a session, of nights in beds and of a cost. The rules that book and the what-if both ask
//! here, and nowhere else, so that they cannot disagree.

use nc_kernel::id::PersonId;
use nc_kernel::{Day, UnitPath};
use nc_people::directory::Directory;
use serde::{Deserialize, Serialize};

use super::fact::Booked;
use super::model::{ClassId, Cost, Equipment, Resource, Times};
use super::state::{Bookings, Plan, Slot};

/// The stock item that beds are counted by: one for the whole bureau.
pub const BEDS: &str = "beds";
/// In place of a session's number: what the class as a whole has, its beds and its money.
pub const WHOLE_CLASS: u32 = 0;

/// 课次需求: when a session would be, and what it would take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// When.
    pub day: Day,
    /// First minute of the day, 540 is nine o'clock.
    pub starts_minute: u16,
    /// First minute after it.
    pub ends_minute: u16,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub room: Option<String>,
    /// Who teaches, where it is a person of the bureau.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instructor: Option<PersonId>,
    /// What it needs from the store.
    #[serde(default)]
    pub equipment: Vec<Equipment>,
    /// Why the room, the instructor or the trainees may be elsewhere at the same time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub overlap_reason: Option<String>,
}

/// 冲突: one thing that stands in the way of a session.
pub(super) enum Conflict {
    /// The trainees sit in another session of the class.
    Trainees(Times),
    /// The instructor serves nowhere on the day, or nobody knows such a person.
    Serving { instructor: PersonId, known: bool },
    /// Somebody has the room or the instructor.
    Taken { resource: Resource, slot: Slot },
    /// The room holds fewer than the class.
    Seats { room: String, seats: u32, wanted: u32 },
    /// There is less of it than is wanted.
    Lack(Lack),
}

/// 数量不足: more is wanted of an item than is free.
pub(super) struct Lack {
    pub item: String,
    /// None: it is not in the stock list.
    pub stock: Option<u32>,
    pub used: u32,
    pub wanted: u32,
}

impl Lack {
    /// How many more there would have to be.
    pub fn short(&self) -> u32 {
        self.used.saturating_add(self.wanted).saturating_sub(self.stock.unwrap_or(0))
    }
}

/// 超出预算: a cost and what other classes reserve exceed the line of the plan.
pub(super) struct Overrun {
    pub budget: i64,
    pub reserved: i64,
    pub fen: i64,
}

impl Overrun {
    /// By how many fen.
    pub fn short(&self) -> i64 {
        self.fen.saturating_add(self.reserved).saturating_sub(self.budget)
    }
}

/// The stock item by which the seats of `room` are counted, and the name it is booked by. A room is named within the base
/// it lies in: two bases may each have a 一号教室. Where no seats are recorded, everybody fits.
#[must_use]
pub fn room_item(place: &UnitPath, room: &str) -> String {
    format!("{place} {}", room.trim())
}

impl Sitting {
    pub(super) fn times(&self) -> Times {
        Times { day: self.day, from: self.starts_minute, to: self.ends_minute }
    }

    /// What it takes of what can be booked, in rooms of `place`.
    pub(super) fn resources(&self, place: &UnitPath) -> Vec<(Resource, u32)> {
        let room = self.room.as_ref().map(|room| (Resource::Room(room_item(place, room)), 1));
        let instructor = self.instructor.map(|person| (Resource::Instructor(person), 1));
        let equipment = self.equipment.iter().map(|need| (Resource::Equipment(need.item.clone()), need.quantity));
        room.into_iter().chain(instructor).chain(equipment).collect()
    }

    /// The bookings it makes as session `session` of `class`.
    pub(super) fn bookings(&self, place: &UnitPath, class: ClassId, session: u32) -> Vec<Booked> {
        let Times { day, from: starts_minute, to: ends_minute } = self.times();
        let booked = |(resource, quantity)| Booked { class, day, ends_minute, quantity, resource, session, starts_minute };
        self.resources(place).into_iter().map(booked).collect()
    }

    /// Everything that stands in its way. Half-open minutes: back to back is free. A reason lets people and rooms overlap,
    /// but makes no equipment appear and no room larger.
    pub(super) fn conflicts(
        &self,
        (place, headcount): (&UnitPath, Option<u32>),
        others: impl IntoIterator<Item = Times>,
        booked: &Bookings,
        directory: &Directory,
    ) -> Vec<Conflict> {
        let times = self.times();
        let may_overlap = self.overlap_reason.is_some();
        let mut found = Vec::new();
        if let Some(instructor) = self.instructor.filter(|person| directory.member_on(*person, self.day).is_none()) {
            found.push(Conflict::Serving { instructor, known: directory.person(instructor).is_some() });
        }
        let other = others.into_iter().find(|other| other.meets(times));
        found.extend(other.filter(|_| !may_overlap).map(Conflict::Trainees));
        for (resource, wanted) in self.resources(place) {
            if let Resource::Equipment(item) = &resource {
                found.extend(lack(booked, item, times, wanted, None).map(Conflict::Lack));
                continue;
            }
            if let Resource::Room(room) = &resource
                && let (Some(seats), Some(wanted)) = (booked.stock(room), headcount)
                && wanted > seats
            {
                found.push(Conflict::Seats { room: room.clone(), seats, wanted });
            }
            let slot = booked.clash(&resource, times.day, times.from, times.to).filter(|_| !may_overlap).cloned();
            found.extend(slot.map(|slot| Conflict::Taken { resource, slot }));
        }
        found
    }
}

/// What is missing of `item` where `wanted` more are needed; what the class `but` has as a whole is not counted as used.
fn lack(booked: &Bookings, item: &str, times: Times, wanted: u32, but: Option<ClassId>) -> Option<Lack> {
    let used = booked.in_use_without(&Resource::Equipment(item.to_owned()), times, but.map(|class| (class, WHOLE_CLASS)));
    let lack = Lack { item: item.to_owned(), stock: booked.stock(item), used, wanted };
    (lack.stock.is_none() || lack.short() > 0).then_some(lack)
}

/// The booking of `beds` for the night that follows `night`: the whole day, as a bed is made for one guest.
pub(super) fn night_booking(class: ClassId, night: Day, beds: u32) -> Booked {
    let Times { day, from: starts_minute, to: ends_minute } = Times::whole(night);
    let resource = Resource::Equipment(BEDS.to_owned());
    Booked { class, day, ends_minute, quantity: beds, resource, session: WHOLE_CLASS, starts_minute }
}

/// What is missing of beds in a night of a class, which is `class` if it exists.
pub(super) fn night_lack(class: Option<ClassId>, night: Day, beds: u32, booked: &Bookings) -> Option<Lack> {
    lack(booked, BEDS, Times::whole(night), beds, class)
}

/// By how much a cost of a class, which is `class` if it exists, exceeds its line of `plan`. A line that is not in the plan
/// has no money.
pub(super) fn overrun(class: Option<ClassId>, cost: &Cost, booked: &Bookings, plan: &Plan) -> Option<Overrun> {
    let budget = plan.item(&cost.plan_item.item).map_or(0, |line| line.budget_fen);
    let overrun = Overrun { budget, reserved: booked.reserved(&cost.plan_item, class), fen: cost.fen };
    (overrun.short() > 0).then_some(overrun)
}
