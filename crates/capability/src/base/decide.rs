//! The rules of bases: the only place of this area that says no.

use nc_kernel::{Aggregate as _, Day, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, TITLE, ask, ask_of};

use super::command::{CloseBase, OpenBase, SetEquipment, SetVenue};
use super::fact::{Closed, EquipmentSet, Fact, Opened, VenueSet};
use super::model::BaseId;
use super::rules;
use super::state::{Base, Head};
use crate::training::Bookings;
use crate::training::fact::{Fact as TrainingFact, StockSet};
use crate::training::what_if::{BEDS, room_item};

/// Longest name of a room or an item: as training books them.
const NAME: usize = 40;

fn needs(base: BaseId) -> Vec<Need> {
    vec![Need::of::<Base>(base), Need::only::<Bookings>()]
}

/// Whose base it is; about an unknown one the bureau is asked.
fn asks(states: &States, base: BaseId) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Base>(base).and_then(Base::head).map(|head| head.unit.clone());
    ask_of(states, Action::ManageSupport, unit)
}

/// A base in use, and what can be booked.
struct Yard<'s, 'c> {
    base: &'s Base,
    head: &'s Head,
    booked: Option<&'s Bookings>,
    judge: Judge<'c>,
    on: Day,
}

impl<'s, 'c> Yard<'s, 'c> {
    fn of(states: &'s States, ctx: &Ctx<'c>, id: BaseId, on: Day) -> Result<Self, Refused> {
        let known = states.get::<Base>(id).and_then(|base| Some((base, base.head()?)));
        let (base, head) = known.ok_or_else(|| Refused::from(rules::UNKNOWN.refuse().at("base")))?;
        let mut judge = Judge::new(ctx);
        judge.come("on", on);
        if on < head.from || base.closed().is_some() {
            judge.no(rules::CLOSED.refuse().with("day", on).at("base"));
        }
        if let Some(last) = base.changed().filter(|last| on < *last) {
            judge.no(rules::ORDER.refuse().with("last", last).at("on"));
        }
        Ok(Self { base, head, booked: states.only::<Bookings>(), judge, on })
    }

    fn write(&mut self, fact: impl Into<Fact>) {
        self.judge.fact::<Fact>(&StreamId::new(Base::FAMILY, self.head.id), &self.head.unit, self.on, fact);
    }

    /// Sets what training may book of an item.
    fn stock(&mut self, item: String, quantity: u32) {
        if self.booked.and_then(|booked| booked.stock(&item)) == Some(quantity) {
            return;
        }
        let Some(bureau) = self.judge.directory.bureau() else { return };
        let today = self.judge.today;
        self.judge.fact::<TrainingFact>(&StreamId::only(Bookings::FAMILY), &bureau.path, today, StockSet { item, quantity });
    }

    /// Moves the bureau's stock of an item by what this base has of it more or less than before.
    fn move_stock(&mut self, item: &str, before: u32, after: u32) {
        if before != after {
            let all = self.booked.and_then(|booked| booked.stock(item)).unwrap_or(0);
            self.stock(item.to_owned(), all.saturating_sub(before).saturating_add(after));
        }
    }
}

impl Command for OpenBase {
    const NAME: &'static str = "base.open";

    fn needs(&self) -> Vec<Need> {
        needs(BaseId::of_serial(&self.serial))
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageSupport, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let base = BaseId::of_serial(&self.serial);
        let mut judge = Judge::new(ctx);
        judge.serial("serial", &self.serial);
        judge.text("title", &self.title, TITLE);
        judge.come("on", self.on);
        judge.unit("unit", &self.unit, self.on);
        if states.get::<Base>(base).is_some_and(|known| known.head().is_some()) {
            judge.no(rules::TWICE.refuse().with("serial", &self.serial).at("serial"));
        }
        let body = Opened { base, kind: self.kind, serial: self.serial.clone(), title: self.title.clone() };
        judge.fact::<Fact>(&StreamId::new(Base::FAMILY, base), &self.unit, self.on, body);
        judge.done()
    }
}

impl Command for SetVenue {
    const NAME: &'static str = "base.set_venue";

    fn needs(&self) -> Vec<Need> {
        needs(self.base)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.base)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut yard = Yard::of(states, ctx, self.base, self.on)?;
        yard.judge.text("name", &self.name, NAME);
        yard.judge.serial("name", &self.name);
        let beds = yard.base.venue(&self.name).filter(|before| before.capacity > 0).map_or(0, |before| before.beds);
        yard.write(VenueSet { beds: self.beds, capacity: self.capacity, kind: self.kind, name: self.name.clone() });
        yard.stock(room_item(&yard.head.unit, &self.name), self.capacity);
        yard.move_stock(BEDS, beds, if self.capacity > 0 { self.beds } else { 0 });
        yard.judge.done()
    }
}

impl Command for SetEquipment {
    const NAME: &'static str = "base.set_equipment";

    fn needs(&self) -> Vec<Need> {
        needs(self.base)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.base)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut yard = Yard::of(states, ctx, self.base, self.on)?;
        yard.judge.text("item", &self.item, NAME);
        yard.judge.serial("item", &self.item);
        if self.item == BEDS {
            yard.judge.no(rules::RESERVED.refuse().at("item"));
        }
        yard.write(EquipmentSet { item: self.item.clone(), quantity: self.quantity });
        yard.move_stock(&self.item, yard.base.quantity(&self.item), self.quantity);
        yard.judge.done()
    }
}

impl Command for CloseBase {
    const NAME: &'static str = "base.close";

    fn needs(&self) -> Vec<Need> {
        needs(self.base)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.base)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut yard = Yard::of(states, ctx, self.base, self.on)?;
        yard.judge.text("reason", &self.reason, REASON);
        yard.write(Closed { reason: self.reason.clone() });
        let beds = yard.base.venues().map(|venue| venue.beds).sum();
        for venue in yard.base.venues() {
            yard.stock(room_item(&yard.head.unit, &venue.name), 0);
        }
        yard.move_stock(BEDS, beds, 0);
        for (item, quantity) in yard.base.equipment() {
            yard.move_stock(item, quantity, 0);
        }
        yard.judge.done()
    }
}
