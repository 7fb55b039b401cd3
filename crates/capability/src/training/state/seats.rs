//! Whose calendar a class stands in: everybody who has or had a seat, and everybody who teaches.

use std::collections::BTreeMap;

use nc_kernel::{Change, Entry, Facets, PersonId, Recorded, UnitPath};

use super::class::Class;
use super::values::Enrolment;
use crate::training::fact::{ClassPlanned, Fact};
use crate::training::model::{ClassState, EnrolmentState};
use crate::training::registers::SEAT;

impl Class {
    /// The rows of the register of seats, recomputed from the state.
    #[must_use]
    pub fn seats(&self) -> Vec<Entry> {
        self.head().map(|head| self.seats_as(head, self.state() == ClassState::Cancelled)).unwrap_or_default()
    }

    /// What `recorded` does to the register of seats, seen from before it is folded in.
    pub(super) fn seat_changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        let Some(head) = self.head() else { return };
        let cancelled = self.state() == ClassState::Cancelled;
        match &recorded.fact {
            Fact::EnrolmentChanged(fact) => {
                let before = self.enrolment(fact.person).and_then(|one| seat(head, fact.person, one, cancelled));
                let after = seat(head, fact.person, &self.enrolment_after(fact, recorded.seq), cancelled);
                out.extend(before.map(Change::Remove));
                out.extend(after.map(Change::Add));
            }
            Fact::SessionScheduled(fact) => {
                let new = fact.instructor.filter(|person| !self.teaching.contains_key(person));
                out.extend(new.map(|person| Change::Add(teaching(head, person, recorded.seq, cancelled))));
            }
            Fact::ClassCancelled(_) if !cancelled => {
                out.extend(self.seats_as(head, false).into_iter().map(Change::Remove));
                out.extend(self.seats_as(head, true).into_iter().map(Change::Add));
            }
            _ => {}
        }
    }

    fn seats_as(&self, head: &ClassPlanned, cancelled: bool) -> Vec<Entry> {
        let mut seats: Vec<Entry> = self.roster().filter_map(|(person, one)| seat(head, person, one, cancelled)).collect();
        seats.extend(self.teaching.iter().map(|(person, seq)| teaching(head, *person, *seq, cancelled)));
        // The roster has no order, and what is appended must be the same on every replay.
        seats.sort_by(|a, b| a.key.cmp(&b.key));
        seats
    }
}

fn seat(head: &ClassPlanned, person: PersonId, one: &Enrolment, cancelled: bool) -> Option<Entry> {
    let state = match one.state {
        _ if cancelled => "cancelled",
        EnrolmentState::Enrolled | EnrolmentState::NoShow => "enrolled",
        _ => "withdrawn",
    };
    one.seated.then(|| entry(head, person, "trainee", state, Some(one.sender.clone()), one.seq))
}

fn teaching(head: &ClassPlanned, person: PersonId, seq: u64, cancelled: bool) -> Entry {
    entry(head, person, "instructor", if cancelled { "cancelled" } else { "enrolled" }, None, seq)
}

fn entry(head: &ClassPlanned, person: PersonId, role: &'static str, state: &'static str, sender: Option<UnitPath>, seq: u64) -> Entry {
    Entry {
        register: SEAT,
        key: format!("{role}/{}/{person}", head.class),
        day: head.starts_on,
        until: None,
        facets: Facets { organisers: head.organisers.clone(), host: head.host.clone(), sender },
        person: Some(person),
        attrs: BTreeMap::from([("role", role.into()), ("state", state.into())]),
        evidence: seq,
    }
}
