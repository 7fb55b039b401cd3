//! Who has which room, instructor, equipment or bed at which minutes, and who has how much of which line of a plan, across
//! all classes of the bureau.

use std::collections::{BTreeMap, HashMap};

use nc_kernel::{Aggregate, Change, Day, Entry, Facets, Recorded};

use crate::training::conflict::{BEDS, WHOLE_CLASS};
use crate::training::fact::{Booked, Fact, Reserved};
use crate::training::model::{ClassId, Cost, PlanItemRef, Resource, Times};
use crate::training::registers::COST;

/// 预约时段: half-open minutes of one day, so that back to back does not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// For which class.
    pub class: ClassId,
    /// For which session; 0 for the class as a whole.
    pub session: u32,
    /// First minute of the day.
    pub starts_minute: u16,
    /// First minute after it.
    pub ends_minute: u16,
    /// How many.
    pub quantity: u32,
}

impl Slot {
    fn covers(&self, minute: u16) -> bool {
        self.starts_minute <= minute && minute < self.ends_minute
    }
}

/// 预约总表: one stream for the bureau.
#[derive(Debug, Clone, Default)]
pub struct Bookings {
    stock: BTreeMap<String, u32>,
    slots: HashMap<(Resource, Day), Vec<Slot>>,
    of_class: HashMap<ClassId, Vec<(Resource, Day)>>,
    costs: HashMap<ClassId, (Cost, Entry)>,
}

impl Bookings {
    /// How many of `item` there are; `None` when it is not in the stock list.
    #[must_use]
    pub fn stock(&self, item: &str) -> Option<u32> {
        self.stock.get(item).copied()
    }

    /// What is booked of `resource` on `day`.
    #[must_use]
    pub fn slots(&self, resource: &Resource, day: Day) -> &[Slot] {
        self.slots.get(&(resource.clone(), day)).map_or(&[], Vec::as_slice)
    }

    /// The first booking of `resource` that overlaps the minutes `from`..`to`.
    #[must_use]
    pub fn clash(&self, resource: &Resource, day: Day, from: u16, to: u16) -> Option<&Slot> {
        self.slots(resource, day).iter().find(|slot| slot.starts_minute < to && from < slot.ends_minute)
    }

    /// The most of `resource` that is in use at any minute of `from`..`to`.
    #[must_use]
    pub fn in_use(&self, resource: &Resource, day: Day, from: u16, to: u16) -> u32 {
        self.in_use_without(resource, Times { day, from, to }, None)
    }

    /// As [`Bookings::in_use`], but for what one session of a class has. Use only rises where a booking starts, so looking
    /// at those minutes is enough.
    #[must_use]
    pub fn in_use_without(&self, resource: &Resource, times: Times, but: Option<(ClassId, u32)>) -> u32 {
        let slots = self.slots(resource, times.day).iter().filter(|slot| but != Some((slot.class, slot.session)));
        let rises = slots.clone().map(|slot| slot.starts_minute).filter(|minute| times.from < *minute && *minute < times.to);
        let covering = |minute: u16| slots.clone().filter(move |slot| slot.covers(minute));
        let at = |minute: u16| covering(minute).fold(0_u32, |sum, slot| sum.saturating_add(slot.quantity));
        rises.chain([times.from]).map(at).max().unwrap_or(0)
    }

    /// The beds that `class` has, by night.
    #[must_use]
    pub fn nights(&self, class: ClassId) -> BTreeMap<Day, u32> {
        let beds = Resource::Equipment(BEDS.to_owned());
        let places = self.of_class.get(&class).into_iter().flatten().filter(|(resource, _)| *resource == beds);
        let slots = places.flat_map(|(_, day)| self.slots(&beds, *day).iter().map(|slot| (*day, slot)));
        slots.filter(|(_, slot)| slot.class == class && slot.session == WHOLE_CLASS).map(|(day, slot)| (day, slot.quantity)).collect()
    }

    /// The money that `class` has.
    #[must_use]
    pub fn cost(&self, class: ClassId) -> Option<&Cost> {
        self.costs.get(&class).map(|(cost, _)| cost)
    }

    /// How much of the line `item` classes have, but for the class `but`; in fen.
    #[must_use]
    pub fn reserved(&self, item: &PlanItemRef, but: Option<ClassId>) -> i64 {
        let others = self.costs.iter().filter(|(class, (cost, _))| Some(**class) != but && cost.plan_item == *item);
        others.fold(0, |sum, (_, (cost, _))| sum.saturating_add(cost.fen))
    }

    /// Whether `class` has anything, or that session of it.
    #[must_use]
    pub fn holds(&self, class: ClassId, session: Option<u32>) -> bool {
        let whole = session.is_none_or(|session| session == WHOLE_CLASS);
        let has = |slot: &Slot| slot.class == class && session.is_none_or(|session| slot.session == session);
        let mut places = self.of_class.get(&class).into_iter().flatten();
        (whole && self.costs.contains_key(&class)) || places.any(|(resource, day)| self.slots(resource, *day).iter().any(has))
    }

    /// A copy that knows all stock and all money, but of what is booked only those `places`: to try something out.
    pub(in crate::training) fn around(&self, places: impl Iterator<Item = (Resource, Day)>) -> Self {
        let slots = places.filter_map(|place| self.slots.get(&place).cloned().map(|slots| (place, slots))).collect();
        Self { stock: self.stock.clone(), slots, of_class: HashMap::new(), costs: self.costs.clone() }
    }

    pub(in crate::training) fn book(&mut self, fact: &Booked) {
        let place = (fact.resource.clone(), fact.day);
        self.of_class.entry(fact.class).or_default().push(place.clone());
        self.slots.entry(place).or_default().push(Slot {
            class: fact.class,
            session: fact.session,
            starts_minute: fact.starts_minute,
            ends_minute: fact.ends_minute,
            quantity: fact.quantity,
        });
    }

    fn release(&mut self, class: ClassId, session: Option<u32>) {
        if session.is_none_or(|session| session == WHOLE_CLASS) {
            self.costs.remove(&class);
        }
        let Some(places) = self.of_class.get_mut(&class) else { return };
        let slots = &mut self.slots;
        places.retain(|place| {
            let Some(booked) = slots.get_mut(place) else { return false };
            booked.retain(|slot| slot.class != class || session.is_some_and(|session| slot.session != session));
            let kept = booked.iter().any(|slot| slot.class == class);
            if booked.is_empty() {
                slots.remove(place);
            }
            kept
        });
    }
}

/// The money of one class.
fn money(recorded: &Recorded<Fact>, fact: &Reserved) -> Entry {
    let attrs = BTreeMap::from([
        ("category", fact.category.word().into()),
        ("fen", fact.fen.into()),
        ("plan_item", fact.plan_item.to_string().as_str().into()),
    ]);
    Entry {
        register: COST,
        key: fact.class.to_string(),
        day: fact.ends_on,
        until: None,
        facets: Facets { organisers: vec![recorded.unit.clone()], host: None, sender: None },
        person: None,
        attrs,
        evidence: recorded.seq,
    }
}

impl Aggregate for Bookings {
    type Fact = Fact;

    const FAMILY: &'static str = "training.bookings";

    fn changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        let had = |class: &ClassId| self.costs.get(class).map(|(_, entry)| Change::Remove(entry.clone()));
        match &recorded.fact {
            Fact::Reserved(fact) => {
                out.extend(had(&fact.class));
                out.push(Change::Add(money(recorded, fact)));
            }
            Fact::Released(fact) if fact.session.is_none_or(|session| session == WHOLE_CLASS) => out.extend(had(&fact.class)),
            _ => {}
        }
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        match &recorded.fact {
            Fact::StockSet(fact) => drop(self.stock.insert(fact.item.clone(), fact.quantity)),
            Fact::Booked(fact) => self.book(fact),
            Fact::Released(fact) => self.release(fact.class, fact.session),
            Fact::Reserved(fact) => {
                let cost = Cost { fen: fact.fen, plan_item: fact.plan_item.clone() };
                self.costs.insert(fact.class, (cost, money(recorded, fact)));
            }
            _ => {}
        }
    }
}
