//! Documents, and the pools they wait in.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Recorded, UnitPath};

use crate::study::fact::{Fact, SourcePublished};
use crate::study::model::{MeetingId, SourceId};

/// 学习材料: one document.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Source {
    document: Option<SourcePublished>,
}

impl Source {
    /// What was registered; `None` for a document nobody registered.
    #[must_use]
    pub fn document(&self) -> Option<&SourcePublished> {
        self.document.as_ref()
    }
}

impl Aggregate for Source {
    type Fact = Fact;
    const FAMILY: &'static str = "study.source";

    fn changes(&self, _: &Recorded<Fact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, fact: &Recorded<Fact>) {
        if let Fact::SourcePublished(body) = &fact.fact {
            self.document.get_or_insert_with(|| body.clone());
        }
    }
}

/// One document in the pool of one committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// When it was cleared.
    pub cleared_on: Day,
    /// First day it waited no longer, and the meeting that studied it (none when it was dropped).
    pub left: Option<(Day, Option<MeetingId>)>,
}

impl Waiting {
    fn waited(&self, day: Day) -> bool {
        let still = self.left.is_none_or(|(left, meeting)| day < left || (day == left && meeting.is_some()));
        self.cleared_on <= day && still
    }
}

/// 议题池: documents cleared for a committee, and what became of them. One stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Pool {
    items: BTreeMap<UnitPath, BTreeMap<SourceId, Waiting>>,
}

impl Pool {
    /// The documents that waited for the committee of `unit` on `day`, one studied that very day included (it lay on the
    /// table when the meeting began), one dropped that day not. It is asked of the past too, because meetings are
    /// sometimes recorded late.
    pub fn pending(&self, unit: &UnitPath, day: Day) -> impl Iterator<Item = SourceId> {
        let items = self.items.get(unit).into_iter().flatten();
        items.filter(move |(_, w)| w.waited(day)).map(|(id, _)| *id)
    }

    /// What is known of a document in a committee's pool.
    #[must_use]
    pub fn item(&self, unit: &UnitPath, source: SourceId) -> Option<&Waiting> {
        self.items.get(unit)?.get(&source)
    }

    fn leave(&mut self, unit: &UnitPath, source: SourceId, day: Day, meeting: Option<MeetingId>) {
        if let Some(waiting) = self.items.get_mut(unit).and_then(|items| items.get_mut(&source))
            && waiting.left.is_none_or(|(left, _)| day < left)
        {
            waiting.left = Some((day, meeting));
        }
    }
}

impl Aggregate for Pool {
    type Fact = Fact;
    const FAMILY: &'static str = "study.pool";

    fn changes(&self, _: &Recorded<Fact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, fact: &Recorded<Fact>) {
        match &fact.fact {
            Fact::SourceCleared(body) => {
                let items = self.items.entry(body.committee.clone()).or_default();
                items.entry(body.source).or_insert(Waiting { cleared_on: fact.happened_on, left: None });
            }
            Fact::SourceStudied(body) => self.leave(&body.committee, body.source, fact.happened_on, Some(body.meeting)),
            Fact::SourceDropped(body) => self.leave(&body.committee, body.source, fact.happened_on, None),
            _ => {}
        }
    }
}
