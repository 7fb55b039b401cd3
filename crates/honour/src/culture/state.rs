//! Events and bulletins, folded from their facts.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Entry, Recorded, UnitPath};

use super::fact::{EventFact, EventHeld, IssueFact, IssuePublished};
use super::registers::{event_row, issue_row};
use crate::roll::differences;

/// 文化活动: one event.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Event {
    held: Option<(Day, u64, EventHeld)>,
    withdrawn: bool,
}

impl Event {
    /// What was held and when; `None` for one nobody recorded, or that was withdrawn.
    #[must_use]
    pub fn held(&self) -> Option<(Day, &EventHeld)> {
        self.held.as_ref().filter(|_| !self.withdrawn).map(|(day, _, body)| (*day, body))
    }

    /// Whether an event of this id was ever recorded.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.held.is_some()
    }

    /// What it puts in its register, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.held.iter().filter(|_| !self.withdrawn).map(|(day, seq, body)| event_row(*day, *seq, body)).collect()
    }
}

impl Aggregate for Event {
    type Fact = EventFact;
    const FAMILY: &'static str = "honour.event";

    fn changes(&self, fact: &Recorded<EventFact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(fact);
        differences(&self.entries(), after.entries(), out);
    }

    fn fold(&mut self, fact: &Recorded<EventFact>) {
        match &fact.fact {
            EventFact::EventHeld(body) => self.held = Some((fact.happened_on, fact.seq, body.clone())),
            EventFact::EventWithdrawn(_) => self.withdrawn = true,
        }
    }
}

/// One issue that is out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Issue {
    pub on: Day,
    pub unit: UnitPath,
    pub seq: u64,
    pub body: IssuePublished,
}

/// 简报: one bulletin with its issues.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Bulletin {
    issues: BTreeMap<u32, Issue>,
}

impl Bulletin {
    /// The issue `number` with the day it came out; `None` when there is none, or it was withdrawn.
    #[must_use]
    pub fn issue(&self, number: u32) -> Option<(Day, &UnitPath, &IssuePublished)> {
        self.issues.get(&number).map(|issue| (issue.on, &issue.unit, &issue.body))
    }

    /// What it puts in its register, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.issues.values().map(issue_row).collect()
    }
}

impl Aggregate for Bulletin {
    type Fact = IssueFact;
    const FAMILY: &'static str = "honour.bulletin";

    fn changes(&self, fact: &Recorded<IssueFact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(fact);
        differences(&self.entries(), after.entries(), out);
    }

    fn fold(&mut self, fact: &Recorded<IssueFact>) {
        match &fact.fact {
            IssueFact::IssuePublished(body) => {
                let issue = Issue { on: fact.happened_on, unit: fact.unit.clone(), seq: fact.seq, body: body.clone() };
                self.issues.insert(body.issue, issue);
            }
            IssueFact::IssueWithdrawn(body) => {
                self.issues.remove(&body.issue);
            }
        }
    }
}
