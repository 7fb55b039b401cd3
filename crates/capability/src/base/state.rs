//! One base, folded from its facts.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Attr, Change, Day, Entry, Facets, Recorded, UnitPath};

use super::fact::{Fact, VenueSet};
use super::model::{BaseId, BaseKind};
use super::registers::{BASE, VENUE};

/// 基地: one stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Base {
    head: Option<Head>,
    venues: BTreeMap<String, Vec<(Day, u64, VenueSet)>>,
    equipment: BTreeMap<String, u32>,
    closed: Option<Day>,
    changed: Option<Day>,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: BaseId,
    /// Its serial.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: BaseKind,
    /// Whose.
    pub unit: UnitPath,
    /// Since when.
    pub from: Day,
    /// Position of the fact that opened it.
    pub seq: u64,
}

impl Base {
    /// What it is; `None` before it was opened.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// First day closed.
    #[must_use]
    pub fn closed(&self) -> Option<Day> {
        self.closed
    }

    /// The day of the last change.
    #[must_use]
    pub fn changed(&self) -> Option<Day> {
        self.changed
    }

    /// Venues in use, as they were set last.
    pub fn venues(&self) -> impl Iterator<Item = &VenueSet> {
        let last = self.venues.values().filter_map(|versions| versions.last());
        last.map(|(.., set)| set).filter(|set| set.capacity > 0 && self.closed.is_none())
    }

    /// The venue with this name, as it was set last.
    #[must_use]
    pub fn venue(&self, name: &str) -> Option<&VenueSet> {
        self.venues.get(name)?.last().map(|(.., set)| set)
    }

    /// Equipment, as much as there is.
    pub fn equipment(&self) -> impl Iterator<Item = (&str, u32)> {
        self.equipment.iter().map(|(item, quantity)| (item.as_str(), *quantity)).filter(|(_, quantity)| *quantity > 0)
    }

    /// How many there are of an item.
    #[must_use]
    pub fn quantity(&self, item: &str) -> u32 {
        self.equipment.get(item).copied().unwrap_or(0)
    }

    fn rows(&self) -> Vec<Entry> {
        let Some(head) = &self.head else { return Vec::new() };
        let entry = |register, key, (day, until), attrs, evidence| Entry {
            register,
            key,
            day,
            until,
            facets: Facets { organisers: vec![head.unit.clone()], host: Some(head.unit.clone()), sender: None },
            person: None,
            attrs,
            evidence,
        };
        let kind = BTreeMap::from([("kind", Attr::from(head.kind.word()))]);
        let mut rows = vec![entry(BASE, head.id.to_string(), (head.from, self.closed), kind, head.seq)];
        for (name, versions) in &self.venues {
            for (at, (day, seq, set)) in versions.iter().enumerate() {
                let until = versions.get(at + 1).map(|(next, ..)| *next).into_iter().chain(self.closed).min();
                let attrs = BTreeMap::from([
                    ("beds", Attr::Int(i64::from(set.beds))),
                    ("capacity", Attr::Int(i64::from(set.capacity))),
                    ("kind", set.kind.word().into()),
                ]);
                rows.push(entry(VENUE, format!("{}/{name}/{seq}", head.id), (*day, until), attrs, *seq));
            }
        }
        let used = |row: &Entry| row.attrs.get("capacity") != Some(&Attr::Int(0));
        rows.retain(|row| used(row) && row.until.is_none_or(|until| row.day < until));
        rows
    }
}

impl Aggregate for Base {
    type Fact = Fact;

    const FAMILY: &'static str = "base.base";

    fn changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        let mut next = self.clone();
        next.fold(recorded);
        let (before, after) = (self.rows(), next.rows());
        out.extend(before.iter().filter(|row| !after.contains(row)).cloned().map(Change::Remove));
        out.extend(after.into_iter().filter(|row| !before.contains(row)).map(Change::Add));
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        let (day, seq) = (recorded.happened_on, recorded.seq);
        self.changed = self.changed.max(Some(day));
        match &recorded.fact {
            Fact::Opened(body) => {
                let (serial, title) = (body.serial.clone(), body.title.clone());
                let head = Head { id: body.base, serial, title, kind: body.kind, unit: recorded.unit.clone(), from: day, seq };
                self.head.get_or_insert(head);
            }
            Fact::VenueSet(body) => self.venues.entry(body.name.clone()).or_default().push((day, seq, body.clone())),
            Fact::EquipmentSet(body) => {
                self.equipment.insert(body.item.clone(), body.quantity);
            }
            Fact::Closed(_) => self.closed = Some(day),
        }
    }
}
