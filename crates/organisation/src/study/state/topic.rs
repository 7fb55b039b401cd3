//! A topic on its way down the three levels.

use std::collections::HashMap;

use nc_kernel::{Aggregate, Change, Day, Entry, PersonId, Recorded, UnitPath};
use nc_people::directory::MemberKind;

use crate::LATENESS;
use crate::branch::BranchId;
use crate::study::fact::{Fact, TopicPublished};
use crate::study::model::{Cascade, ItemState, MedianDays, TopicId};
use crate::study::registers::{due_entry, follow_entry, staff_entry};

/// What a branch did about a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Followed {
    pub on: Day,
    pub late: bool,
    pub reason: Option<String>,
    pub seq: u64,
}

/// What a branch owes of a topic, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub branch: BranchId,
    pub unit: UnitPath,
    pub followed: Option<Followed>,
    pub exempt: Option<String>,
}

/// 同步学记录: one person's study of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRecord {
    /// Who.
    pub person: PersonId,
    /// When.
    pub on: Day,
    /// As what they served.
    pub member: MemberKind,
    /// Their unit that day.
    pub sender: UnitPath,
    /// Recorded late.
    pub late: bool,
    /// The fact.
    pub seq: u64,
}

impl StaffRecord {
    fn of(fact: &Recorded<Fact>) -> Option<Self> {
        let Fact::StaffStudied(body) = &fact.fact else { return None };
        Some(Self {
            person: body.person,
            on: fact.happened_on,
            member: body.member,
            sender: body.sender.clone(),
            late: LATENESS.is_late(fact.happened_on, fact.recorded_at.day()),
            seq: fact.seq,
        })
    }
}

/// 学习专题: one topic.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Topic {
    key: String,
    published: Option<(Day, TopicPublished)>,
    seq: u64,
    committee_on: Option<Day>,
    items: Vec<Item>,
    by_branch: HashMap<BranchId, usize>,
    staff: HashMap<PersonId, StaffRecord>,
}

impl Topic {
    /// When it was published and what was recorded; `None` for a topic nobody published.
    #[must_use]
    pub fn published(&self) -> Option<(Day, &TopicPublished)> {
        self.published.as_ref().map(|(day, body)| (*day, body))
    }

    /// Where a branch stands, as of `today`; `None` when it never owed the topic.
    #[must_use]
    pub fn state_of(&self, branch: BranchId, today: Day) -> Option<ItemState> {
        let (_, body) = self.published()?;
        let item = self.item(branch)?;
        let late = today.days_since(body.due_by);
        Some(match (&item.followed, &item.exempt) {
            (Some(f), _) => ItemState::Followed { on: f.on, on_time: !f.late && f.on <= body.due_by },
            (None, Some(reason)) => ItemState::Exempt { reason: reason.clone() },
            (None, None) if late > 0 => ItemState::Overdue { days: late },
            (None, None) => ItemState::Due,
        })
    }

    /// The branches that owed it, with their states as of `today`.
    pub fn items(&self, today: Day) -> impl Iterator<Item = (BranchId, &UnitPath, ItemState)> {
        self.items.iter().filter_map(move |i| Some((i.branch, &i.unit, self.state_of(i.branch, today)?)))
    }

    /// A person's study of it.
    #[must_use]
    pub fn staff(&self, person: PersonId) -> Option<&StaffRecord> {
        self.staff.get(&person)
    }

    /// How it went down the levels, from the days of the events alone.
    #[must_use]
    pub fn cascade(&self) -> Option<Cascade> {
        let (published_on, _) = self.published()?;
        let lags = self.items.iter().filter_map(|i| i.followed.as_ref()).map(|f| f.on.days_since(published_on)).collect();
        Some(Cascade {
            committee_on: self.committee_on,
            committee_days: self.committee_on.map(|on| on.days_since(published_on)),
            branch_median: MedianDays::of(lags),
            followed: self.items.iter().filter(|i| i.followed.is_some()).count(),
            owing: self.items.iter().filter(|i| i.exempt.is_none()).count(),
            exempt: self.items.iter().filter(|i| i.exempt.is_some()).count(),
            people: self.staff.len(),
        })
    }

    /// What it puts in the registers, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let owed = self.items.iter().filter(|i| i.exempt.is_none()).filter_map(|i| due_entry(self, i));
        let followed = self.items.iter().filter_map(|i| follow_entry(self, i, i.followed.as_ref()?));
        let staff = self.staff.values().filter_map(|s| staff_entry(self, s));
        owed.chain(followed).chain(staff).collect()
    }

    /// Its id as text, worked out once.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// The fact that published it.
    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }

    pub(crate) fn item(&self, branch: BranchId) -> Option<&Item> {
        self.items.get(*self.by_branch.get(&branch)?)
    }

    fn item_mut(&mut self, branch: BranchId) -> Option<&mut Item> {
        self.items.get_mut(*self.by_branch.get(&branch)?)
    }
}

fn followed(fact: &Recorded<Fact>, reason: Option<&String>) -> Followed {
    Followed {
        on: fact.happened_on,
        late: LATENESS.is_late(fact.happened_on, fact.recorded_at.day()),
        reason: reason.cloned(),
        seq: fact.seq,
    }
}

impl Aggregate for Topic {
    type Fact = Fact;
    const FAMILY: &'static str = "study.topic";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        match &fact.fact {
            Fact::TopicPublished(_) if self.published.is_none() => {
                // The rows of a topic need the topic; it is folded in once, here and in `fold`.
                let mut after = Self::default();
                after.fold(fact);
                out.extend(after.entries().into_iter().map(Change::Add));
            }
            Fact::BranchStudied(body) => {
                if let Some(item) = self.item(body.branch).filter(|i| i.followed.is_none()) {
                    let entry = follow_entry(self, item, &followed(fact, body.reason.as_ref()));
                    out.extend(entry.map(Change::Add));
                }
            }
            Fact::BranchWithdrawn(body) => {
                if let Some((item, followed)) = self.item(body.branch).and_then(|i| Some((i, i.followed.as_ref()?))) {
                    out.extend(follow_entry(self, item, followed).map(Change::Remove));
                }
            }
            Fact::BranchExempted(body) => {
                if let Some(item) = self.item(body.branch).filter(|i| i.exempt.is_none()) {
                    out.extend(due_entry(self, item).map(Change::Remove));
                }
            }
            Fact::StaffStudied(body) if !self.staff.contains_key(&body.person) => {
                out.extend(StaffRecord::of(fact).and_then(|s| staff_entry(self, &s)).map(Change::Add));
            }
            Fact::StaffWithdrawn(body) => {
                out.extend(self.staff.get(&body.person).and_then(|s| staff_entry(self, s)).map(Change::Remove));
            }
            _ => {}
        }
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        match &fact.fact {
            Fact::TopicPublished(body) if self.published.is_none() => {
                self.seq = fact.seq;
                self.key = TopicId::of_serial(&body.serial).to_string();
                for due in &body.branches {
                    let place = self.items.len();
                    if *self.by_branch.entry(due.branch).or_insert(place) == place {
                        self.items.push(Item { branch: due.branch, unit: due.unit.clone(), followed: None, exempt: None });
                    }
                }
                self.published = Some((fact.happened_on, body.clone()));
            }
            Fact::CommitteeStudied(_) => {
                // Several meetings may return to a topic; the first one is when the committee led.
                let on = self.committee_on.map_or(fact.happened_on, |known| known.min(fact.happened_on));
                self.committee_on = Some(on);
            }
            Fact::BranchStudied(body) => {
                if let Some(item) = self.item_mut(body.branch) {
                    item.followed.get_or_insert_with(|| followed(fact, body.reason.as_ref()));
                }
            }
            Fact::BranchWithdrawn(body) => {
                if let Some(item) = self.item_mut(body.branch) {
                    item.followed = None;
                }
            }
            Fact::BranchExempted(body) => {
                if let Some(item) = self.item_mut(body.branch) {
                    item.exempt.get_or_insert_with(|| body.reason.clone());
                }
            }
            Fact::StaffStudied(body) => {
                if let Some(record) = StaffRecord::of(fact) {
                    self.staff.entry(body.person).or_insert(record);
                }
            }
            Fact::StaffWithdrawn(body) => {
                self.staff.remove(&body.person);
            }
            _ => {}
        }
    }
}
