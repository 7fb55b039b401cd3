//! What a class puts into the registers, and takes out again.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Change, Entry, Facets, Recorded};

use super::class::Class;
use super::values::{Closing, Mark, Standing, standing};
use crate::training::fact::{ClassPlanned, Fact};
use crate::training::model::ClassState;
use crate::training::registers::{ATTENDANCE, IN_HAND, RUN};

impl Class {
    /// The entries that count now: what it came to once closed, that it is in hand before. Adding what facts added and taking away
    /// what they removed gives exactly these.
    #[must_use]
    pub fn live_entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        match self.state() {
            ClassState::Closed => {}
            ClassState::Cancelled => return entries,
            ClassState::Planned | ClassState::Open | ClassState::Running => {
                entries.extend(self.in_hand());
                return entries;
            }
        }
        if let (Some(head), Some(closing)) = (self.head(), self.closing()) {
            self.entries(head, closing, &mut |entry| entries.push(entry));
        }
        entries
    }

    /// What `recorded` does to the registers, seen from before it is folded in.
    pub(super) fn register_changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        let Some(head) = self.head() else {
            if let Fact::ClassPlanned(head) = &recorded.fact {
                out.push(Change::Add(in_hand(head, recorded.seq)));
            }
            return;
        };
        match &recorded.fact {
            Fact::ClassClosed(_) => {
                out.reserve(self.attending() + 2);
                out.extend(self.in_hand().map(Change::Remove));
                let closing = Closing { seq: recorded.seq, recorded_at: recorded.recorded_at };
                self.entries(head, closing, &mut |entry| out.push(Change::Add(entry)));
            }
            Fact::ClassCancelled(_) if self.state() != ClassState::Cancelled => {
                out.extend(self.live_entries().into_iter().map(Change::Remove));
            }
            Fact::Attended(_) | Fact::MarkCorrected(_) if self.counts_now() => {
                if let Some(now) = self.mark_of(recorded) {
                    let standing = self.standing(now.person);
                    self.swap(head, self.mark(now.person).map(|old| (old, standing)), Some((&now, standing)), out);
                }
            }
            Fact::Assessed(_) | Fact::ScoreCorrected(_) if self.counts_now() => {
                if let Some((person, attempts)) = self.attempts_after(recorded) {
                    let (before, after) = (self.standing(person), standing(&attempts));
                    if let Some(mark) = self.mark(person).filter(|_| before != after) {
                        self.swap(head, Some((mark, before)), Some((mark, after)), out);
                    }
                }
            }
            _ => {}
        }
    }

    fn in_hand(&self) -> Option<Entry> {
        Some(in_hand(self.head()?, self.since()?))
    }

    fn swap(&self, head: &ClassPlanned, before: Option<(&Mark, Standing)>, after: Option<(&Mark, Standing)>, out: &mut Vec<Change>) {
        let entry = |(mark, standing): (&Mark, Standing)| mark.value.status.attends().then(|| attendance(head, mark, standing));
        out.extend(before.and_then(entry).map(Change::Remove));
        out.extend(after.and_then(entry).map(Change::Add));
    }

    fn entries(&self, head: &ClassPlanned, closing: Closing, take: &mut dyn FnMut(Entry)) {
        take(run(head, closing));
        for mark in self.marks().iter().filter(|mark| mark.value.status.attends()) {
            take(attendance(head, mark, self.standing(mark.person)));
        }
    }
}

/// One 期 to come.
fn in_hand(head: &ClassPlanned, seq: u64) -> Entry {
    Entry {
        register: IN_HAND,
        // Its place in the ledger names it as well as its id does, and what is planned together lies together.
        key: format!("{seq:016}"),
        day: head.ends_on,
        until: None,
        facets: Facets { organisers: head.organisers.clone(), host: head.host.clone(), sender: None },
        person: None,
        attrs: BTreeMap::from([("category", head.category.word().into()), ("plan_item", plan_item(head))]),
        evidence: seq,
    }
}

/// One 期.
fn run(head: &ClassPlanned, closing: Closing) -> Entry {
    let attrs = BTreeMap::from([
        ("category", head.category.word().into()),
        ("hosted", head.host.is_some().into()),
        ("joint", (head.organisers.len() > 1).into()),
        ("late", Class::is_late(closing.recorded_at, head.ends_on).into()),
        ("plan_item", plan_item(head)),
        ("theme", theme(head)),
    ]);
    Entry {
        register: RUN,
        key: head.class.to_string(),
        day: head.ends_on,
        until: None,
        facets: Facets { organisers: head.organisers.clone(), host: head.host.clone(), sender: None },
        person: None,
        attrs,
        evidence: closing.seq,
    }
}

/// One 人次.
fn attendance(head: &ClassPlanned, mark: &Mark, standing: Standing) -> Entry {
    let attrs = BTreeMap::from([
        ("assessed", (standing != Standing::NotAssessed).into()),
        ("category", head.category.word().into()),
        ("credit_minutes", i64::from(mark.value.credit_minutes).into()),
        ("late", mark.late.into()),
        ("member", mark.value.member.word().into()),
        ("passed", (standing == Standing::Passed).into()),
        ("plan_item", plan_item(head)),
        ("sittings", i64::from(mark.value.sittings).into()),
        ("status", mark.value.status.word().into()),
        ("theme", theme(head)),
    ]);
    Entry {
        register: ATTENDANCE,
        key: format!("{}/{}", head.class, mark.person),
        day: head.ends_on,
        until: None,
        facets: Facets { organisers: head.organisers.clone(), host: head.host.clone(), sender: Some(mark.value.sender.clone()) },
        person: Some(mark.person),
        attrs,
        evidence: mark.seq,
    }
}

/// The line of a plan, `plan/item`; empty where it carries out none.
fn plan_item(head: &ClassPlanned) -> Attr {
    Attr::Text(head.plan_item.as_ref().map(ToString::to_string).unwrap_or_default())
}

/// The theme words with a space between, so that a definition asks `theme.contains("political")`.
fn theme(head: &ClassPlanned) -> Attr {
    Attr::Text(head.theme.join(" "))
}
