//! The roll of honour, folded from its facts.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::document::attachment;
use nc_kernel::{Aggregate, Change, Day, Entry, PersonId, Recorded, UnitPath, UserId};

use super::fact::Fact;
use super::model::{Award, HonourId, Measure, Theme, WorkId};
use super::registers::{at, award_rows, project_row, work_award_rows, work_row};
use crate::DOCUMENTS;

/// 荣誉内容版本: one content of an honour, and who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What the document says.
    pub award: Award,
    /// The fact that says so.
    pub seq: u64,
    /// Who wrote it down.
    pub by: UserId,
    /// When.
    pub recorded_on: Day,
}

/// 荣誉状态: how an honour stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HonourState {
    /// 待核验.
    Recorded,
    /// 已核验: it counts.
    Confirmed,
    /// 更正待核验: the confirmed content counts, another one waits.
    Correcting,
    /// 已撤回.
    Withdrawn,
    /// 已撤销 by whoever gave it.
    Revoked,
}

/// 荣誉: one honour over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honour {
    /// Its id.
    pub id: HonourId,
    /// What counts.
    pub counted: Option<Version>,
    /// What waits for a second person.
    pub pending: Option<Version>,
    /// Why it counts no more.
    pub ended: Option<HonourState>,
}

impl Honour {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> HonourState {
        match (self.ended, &self.counted, &self.pending) {
            (Some(ended), ..) => ended,
            (None, Some(_), Some(_)) => HonourState::Correcting,
            (None, Some(_), None) => HonourState::Confirmed,
            (None, None, _) => HonourState::Recorded,
        }
    }

    /// What was said of it last.
    #[must_use]
    pub fn latest(&self) -> Option<&Version> {
        self.pending.as_ref().or(self.counted.as_ref())
    }

    /// What counts, unless it ended.
    #[must_use]
    pub fn standing(&self) -> Option<&Version> {
        self.counted.as_ref().filter(|_| self.ended.is_none())
    }
}

/// 发布: a work was released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// When.
    pub released_on: Day,
    /// Who approved it.
    pub approver: PersonId,
    /// Where.
    pub channel: String,
}

/// 作品: one work over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Its id.
    pub id: WorkId,
    /// Natural key.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// By which word it is counted.
    pub measure: Measure,
    /// What it was made for.
    pub theme: Theme,
    /// When it was made.
    pub created_on: Day,
    /// The units that made it.
    pub units: Vec<UnitPath>,
    /// Its makers, where they are of the bureau.
    pub authors: Vec<PersonId>,
    /// What its further versions are called.
    pub versions: Vec<String>,
    /// Its releases.
    pub publications: Vec<Publication>,
    /// It should never have been entered.
    pub withdrawn: bool,
    /// The fact that entered it.
    pub seq: u64,
}

/// 荣誉册: every honour and every work of the bureau. One stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Roll {
    honours: BTreeMap<HonourId, Honour>,
    works: BTreeMap<WorkId, Work>,
    /// Honours that name a thing, or ever did.
    of_thing: BTreeMap<Thing, BTreeSet<HonourId>>,
}

/// What several honours may be given for, and is then counted once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Work(WorkId),
    /// By its title.
    Project(String),
}

impl Thing {
    fn of(award: &Award) -> impl Iterator<Item = Self> {
        let project = award.project.as_ref().map(|p| Self::Project(p.title.clone()));
        award.work.map(Self::Work).into_iter().chain(project)
    }
}

impl Roll {
    /// The honour `id`.
    #[must_use]
    pub fn honour(&self, id: HonourId) -> Option<&Honour> {
        self.honours.get(&id)
    }

    /// Every honour ever recorded, by id.
    pub fn honours(&self) -> impl Iterator<Item = &Honour> {
        self.honours.values()
    }

    /// The work `id`, unless it was withdrawn.
    #[must_use]
    pub fn work(&self, id: WorkId) -> Option<&Work> {
        self.works.get(&id).filter(|work| !work.withdrawn)
    }

    /// Whether a work of that id was ever entered.
    #[must_use]
    pub fn knows_work(&self, id: WorkId) -> bool {
        self.works.contains_key(&id)
    }

    /// Every work that stands, by id.
    pub fn works(&self) -> impl Iterator<Item = &Work> {
        self.works.values().filter(|work| !work.withdrawn)
    }

    /// The honours of a work that have not ended.
    pub fn honours_of(&self, work: WorkId) -> impl Iterator<Item = &Honour> {
        self.of(Thing::Work(work))
    }

    fn of(&self, thing: Thing) -> impl Iterator<Item = &Honour> {
        let ids = self.of_thing.get(&thing).into_iter().flatten();
        let names = move |version: &Version| Thing::of(&version.award).any(|t| t == thing);
        ids.filter_map(|id| self.honours.get(id))
            .filter(move |h| h.ended.is_none() && [&h.counted, &h.pending].into_iter().flatten().any(&names))
    }

    /// The confirmed honours by which a thing won something.
    fn won(&self, thing: &Thing) -> Vec<&Version> {
        let standing = self.of(thing.clone()).filter_map(Honour::standing);
        standing.filter(|v| v.award.kind.is_won() && Thing::of(&v.award).any(|t| t == *thing)).collect()
    }

    /// What the roll puts in its registers, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let honours = self.honours.values().filter_map(|honour| {
            let version = honour.standing()?;
            let work = version.award.work.and_then(|id| self.works.get(&id));
            Some(award_rows(honour, version, work))
        });
        let works =
            self.works().flat_map(|work| std::iter::once(work_row(work)).chain(work_award_rows(work, self.won(&Thing::Work(work.id)))));
        let projects = self.of_thing.keys().filter(|thing| matches!(thing, Thing::Project(_)));
        let projects = projects.filter_map(|thing| project_row(&self.won(thing)));
        honours.flatten().chain(works).chain(projects).collect()
    }

    /// The part of the roll whose rows `fact` may change.
    fn excerpt(&self, fact: &Fact) -> Self {
        let (honour, award, work) = match fact {
            Fact::Recorded(body) => (Some(body.honour), Some(&body.award), None),
            Fact::Corrected(body) => (Some(body.honour), Some(&body.award), None),
            Fact::Confirmed(body) => (Some(body.honour), None, None),
            Fact::Withdrawn(body) => (Some(body.honour), None, None),
            Fact::Revoked(body) => (Some(body.honour), None, None),
            Fact::WorkEntered(body) => (None, None, Some(body.work)),
            Fact::WorkShared(body) => (None, None, Some(body.work)),
            Fact::WorkVersionAdded(body) => (None, None, Some(body.work)),
            Fact::WorkPublished(body) => (None, None, Some(body.work)),
            Fact::WorkWithdrawn(body) => (None, None, Some(body.work)),
        };
        let known = honour.and_then(|id| self.honours.get(&id));
        let versions = known.into_iter().flat_map(|h| [&h.counted, &h.pending]).flatten().map(|v| &v.award);
        let things: BTreeSet<Thing> = versions.chain(award).flat_map(Thing::of).chain(work.map(Thing::Work)).collect();
        let of_thing: BTreeMap<Thing, BTreeSet<HonourId>> =
            things.iter().filter_map(|thing| Some((thing.clone(), self.of_thing.get(thing)?.clone()))).collect();
        let honours: BTreeSet<HonourId> = of_thing.values().flatten().copied().chain(honour).collect();
        let works = things.iter().filter_map(|thing| if let Thing::Work(id) = thing { Some(*id) } else { None });
        Self {
            honours: honours.iter().filter_map(|id| Some((*id, self.honours.get(id)?.clone()))).collect(),
            works: works.filter_map(|id| Some((id, self.works.get(&id)?.clone()))).collect(),
            of_thing,
        }
    }

    fn write(&mut self, id: HonourId, award: &Award, fact: &Recorded<Fact>) {
        let version = Version { award: award.clone(), seq: fact.seq, by: fact.actor.user, recorded_on: fact.recorded_at.day() };
        for thing in Thing::of(award) {
            self.of_thing.entry(thing).or_default().insert(id);
        }
        let honour = self.honours.entry(id).or_insert_with(|| Honour { id, counted: None, pending: None, ended: None });
        honour.pending = Some(version);
    }

    fn end(&mut self, id: HonourId, how: HonourState) {
        if let Some(honour) = self.honours.get_mut(&id) {
            honour.ended = Some(how);
        }
    }
}

/// The documents a fact attaches, as rows.
fn attachments(fact: &Recorded<Fact>) -> Vec<Entry> {
    let of_award = |award: &Award, id: HonourId| {
        let people: Vec<PersonId> = award.people.iter().map(|p| p.person).collect();
        attachment(DOCUMENTS, &format!("award/{id}"), award.awarded_on, &at(&award.all_units()), fact.seq, &award.document, &people)
    };
    match &fact.fact {
        Fact::Recorded(body) => of_award(&body.award, body.honour),
        Fact::Corrected(body) => of_award(&body.award, body.honour),
        Fact::WorkPublished(body) => {
            let at = at(std::slice::from_ref(&fact.unit));
            let rows = |document| {
                attachment(DOCUMENTS, &format!("work/{}", body.work), fact.happened_on, &at, fact.seq, document, &[body.approver])
            };
            body.document.as_ref().map(rows).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// What turns the rows `before` into the rows `after`.
pub(crate) fn differences(before: &[Entry], after: Vec<Entry>, out: &mut Vec<Change>) {
    let gone: Vec<Change> = before.iter().filter(|row| !after.contains(row)).cloned().map(Change::Remove).collect();
    out.extend(gone);
    out.extend(after.into_iter().filter(|row| !before.contains(row)).map(Change::Add));
}

impl Aggregate for Roll {
    type Fact = Fact;
    const FAMILY: &'static str = "honour.roll";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        let mut part = self.excerpt(&fact.fact);
        let before = part.entries();
        part.fold(fact);
        differences(&before, part.entries(), out);
        out.extend(attachments(fact).into_iter().map(Change::Add));
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        match &fact.fact {
            Fact::Recorded(body) => self.write(body.honour, &body.award, fact),
            Fact::Corrected(body) => self.write(body.honour, &body.award, fact),
            Fact::Confirmed(body) => {
                if let Some(honour) = self.honours.get_mut(&body.honour)
                    && let Some(version) = honour.pending.take()
                {
                    honour.counted = Some(version);
                }
            }
            Fact::Withdrawn(body) => self.end(body.honour, HonourState::Withdrawn),
            Fact::Revoked(body) => self.end(body.honour, HonourState::Revoked),
            Fact::WorkEntered(body) => {
                self.works.entry(body.work).or_insert_with(|| Work {
                    id: body.work,
                    serial: body.serial.clone(),
                    title: body.title.clone(),
                    measure: body.measure,
                    theme: body.theme,
                    created_on: fact.happened_on,
                    units: body.units.clone(),
                    authors: body.authors.clone(),
                    versions: Vec::new(),
                    publications: Vec::new(),
                    withdrawn: false,
                    seq: fact.seq,
                });
            }
            Fact::WorkShared(body) => {
                if let Some(work) = self.works.get_mut(&body.work) {
                    work.units.push(body.unit.clone());
                }
            }
            Fact::WorkVersionAdded(body) => {
                if let Some(work) = self.works.get_mut(&body.work) {
                    work.versions.push(body.label.clone());
                }
            }
            Fact::WorkPublished(body) => {
                if let Some(work) = self.works.get_mut(&body.work) {
                    let (approver, channel) = (body.approver, body.channel.clone());
                    work.publications.push(Publication { released_on: fact.happened_on, approver, channel });
                }
            }
            Fact::WorkWithdrawn(body) => {
                if let Some(work) = self.works.get_mut(&body.work) {
                    work.withdrawn = true;
                }
            }
        }
    }
}
