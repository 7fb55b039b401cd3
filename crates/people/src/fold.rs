//! What a fact means for the directory. Cannot fail: a fact is true because it was recorded.

use nc_kernel::personal::Commitment;
use nc_kernel::{Aggregate, Change, Day, PersonId, Recorded, UnitPath};

use crate::directory::Directory;
use crate::fact::{Fact, RecordCorrected};
use crate::history::{Event, Step, memberships};
use crate::model::{Grant, Leave, Person, Post, Unit, User, Visit};
use crate::registers;

impl Aggregate for Directory {
    type Fact = Fact;

    const FAMILY: &'static str = "people.directory";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        let Some(id) = fact.fact.person() else { return };
        // Both states are derived by the same code as the fold, so what is removed is exactly what was added.
        let before = self.person(id);
        let mut after = before.cloned().unwrap_or_else(|| Person::unknown(id, 0));
        after.take(fact);
        registers::difference(before, &after, out);
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        match &fact.fact {
            Fact::UnitEstablished(f) => {
                let unit = Unit {
                    path: f.path.clone(),
                    name_zh: f.name_zh.clone(),
                    name_en: f.name_en.clone(),
                    kind: f.kind,
                    from: f.from,
                    until: None,
                };
                self.units.entry(f.path.clone()).or_default().push(unit);
                self.successors.remove(&f.path);
            }
            Fact::UnitRenamed(f) => self.rename(&f.path, f.from, &f.name_zh, &f.name_en),
            Fact::UnitDissolved(f) => {
                if let Some(last) = self.units.get_mut(&f.path).and_then(|names| names.last_mut()) {
                    last.until = Some(f.on);
                }
                if let Some(successor) = &f.successor {
                    self.successors.insert(f.path.clone(), successor.clone());
                }
            }
            Fact::UserCreated(f) => {
                self.users.entry(f.user).or_insert(User { id: f.user, person: f.person, created_at: fact.recorded_at, closed_at: None });
            }
            Fact::UserClosed(f) => {
                if let Some(user) = self.users.get_mut(&f.user) {
                    user.closed_at.get_or_insert(fact.recorded_at);
                }
            }
            Fact::RoleGranted(f) => {
                self.grants_by_user.entry(f.user).or_default().push(self.grants.len());
                self.grants.push(Grant {
                    seq: fact.seq,
                    user: f.user,
                    role: f.role,
                    unit: f.unit.clone(),
                    from: f.from,
                    until: f.until,
                    granted_at: fact.recorded_at,
                    revoked_at: None,
                });
            }
            Fact::RoleRevoked(f) => {
                // Facts come in the order of their numbers, so the grants are sorted.
                if let Ok(at) = self.grants.binary_search_by_key(&f.granted, |grant| grant.seq)
                    && let Some(grant) = self.grants.get_mut(at)
                {
                    grant.revoked_at.get_or_insert(fact.recorded_at);
                }
            }
            about_a_person => {
                if let Some(person) = about_a_person.person().and_then(|id| self.person_mut(id)) {
                    person.take(fact);
                }
            }
        }
    }
}

impl Directory {
    fn rename(&mut self, path: &UnitPath, from: Day, name_zh: &str, name_en: &str) {
        let Some(names) = self.units.get_mut(path) else { return };
        let Some(last) = names.last_mut() else { return };
        let next = Unit { name_zh: name_zh.to_owned(), name_en: name_en.to_owned(), from, until: last.until, ..last.clone() };
        last.until = Some(from);
        names.push(next);
    }

    /// The person, known from now on.
    fn person_mut(&mut self, id: PersonId) -> Option<&mut Person> {
        let next = u32::try_from(self.people.len()).ok()?;
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.people.push(Person::unknown(id, next));
        }
        self.people.get_mut(number as usize)
    }
}

impl Person {
    pub(crate) fn unknown(id: PersonId, number: u32) -> Self {
        Self {
            id,
            number,
            memberships: Vec::new(),
            visits: Vec::new(),
            leaves: Vec::new(),
            posts: Vec::new(),
            erased: false,
            events: Vec::new(),
            name: None,
            id_number: None,
            police_number: None,
        }
    }

    /// Takes in a fact about this person.
    pub(crate) fn take(&mut self, fact: &Recorded<Fact>) {
        let seq = fact.seq;
        match &fact.fact {
            Fact::PersonRegistered(f) => {
                self.happened(seq, f.from, Step::Enter { unit: f.unit.clone(), kind: f.kind });
                self.name = Some(f.name.clone());
                self.id_number = Some(f.id_number.clone());
                self.police_number = Some(f.police_number.clone());
            }
            Fact::PersonTransferred(f) => self.happened(seq, f.from, Step::Move { unit: f.unit.clone() }),
            Fact::PersonKindChanged(f) => {
                self.happened(seq, f.from, Step::Become { kind: f.kind });
                self.police_number = Some(f.police_number.clone());
            }
            Fact::PersonLeft(f) => self.happened(seq, f.on, Step::Leave),
            Fact::PersonReturned(f) => self.happened(seq, f.from, Step::Enter { unit: f.unit.clone(), kind: f.kind }),
            Fact::PostAssigned(f) => {
                self.posts.push(Post { title: f.title.clone(), unit: f.unit.clone(), from: f.from, until: None, since_seq: seq });
            }
            Fact::PostEnded(f) => {
                if let Some(post) = self.posts.iter_mut().find(|post| post.since_seq == f.assigned) {
                    post.until = Some(f.until);
                }
            }
            Fact::LeaveApproved(f) => self.leaves.push(Leave { from: f.from, to: f.to, kind: f.kind, since_seq: seq }),
            Fact::LeaveCancelled(f) => {
                if let Some(leave) = self.leaves.iter_mut().find(|leave| leave.since_seq == f.approved) {
                    leave.to = leave.to.min(f.from.minus_days(1));
                }
                self.leaves.retain(|leave| leave.from <= leave.to);
            }
            Fact::VisitorRegistered(f) => {
                self.name = Some(f.name.clone());
                self.id_number = Some(f.id_number.clone());
                // The unit that receives them knows them from the first day on, before anybody allots them a place.
                self.visits.push(Visit { unit: f.unit.clone(), from: fact.happened_on, to: fact.happened_on });
            }
            Fact::VisitBegan(f) => self.visits.push(Visit { unit: f.unit.clone(), from: f.from, to: f.to }),
            Fact::VisitEnded(f) => {
                if let Some(visit) = self.visits.iter_mut().rev().find(|visit| visit.unit == f.unit) {
                    visit.to = f.to;
                }
            }
            Fact::PersonErased(_) => self.erased = true,
            Fact::RecordCorrected(f) => self.correct(seq, f),
            Fact::RecordWithdrawn(f) => {
                self.events.retain(|event| event.seq != f.withdraws);
                self.leaves.retain(|leave| leave.since_seq != f.withdraws);
                self.posts.retain(|post| post.since_seq != f.withdraws);
            }
            Fact::UnitEstablished(_) | Fact::UnitRenamed(_) | Fact::UnitDissolved(_) => {}
            Fact::UserCreated(_) | Fact::UserClosed(_) | Fact::RoleGranted(_) | Fact::RoleRevoked(_) => {}
        }
        self.memberships = memberships(&self.events);
        self.leaves.sort_by_key(|leave| (leave.from, leave.since_seq));
        self.posts.sort_by_key(|post| (post.from, post.since_seq));
    }

    fn happened(&mut self, seq: u64, on: Day, step: Step) {
        self.events.push(Event { seq, evidence: seq, on, step });
    }

    fn correct(&mut self, seq: u64, f: &RecordCorrected) {
        if let Some(event) = self.events.iter_mut().find(|event| event.seq == f.corrects) {
            event.evidence = seq;
            event.on = f.from.unwrap_or(event.on);
            match &mut event.step {
                Step::Enter { unit, kind } => {
                    *unit = f.unit.clone().unwrap_or_else(|| unit.clone());
                    *kind = f.kind.unwrap_or(*kind);
                }
                Step::Move { unit } => *unit = f.unit.clone().unwrap_or_else(|| unit.clone()),
                Step::Become { kind } => *kind = f.kind.unwrap_or(*kind),
                Step::Leave => {}
            }
        }
        if let Some(leave) = self.leaves.iter_mut().find(|leave| leave.since_seq == f.corrects) {
            leave.from = f.from.unwrap_or(leave.from);
            leave.to = f.to.unwrap_or(leave.to);
        }
        if let Some(post) = self.posts.iter_mut().find(|post| post.since_seq == f.corrects) {
            post.from = f.from.unwrap_or(post.from);
            post.unit = f.unit.clone().unwrap_or_else(|| post.unit.clone());
        }
        let replace = |old: &mut Option<Commitment>, new: &Option<Commitment>| {
            if new.is_some() {
                old.clone_from(new);
            }
        };
        replace(&mut self.name, &f.name);
        replace(&mut self.id_number, &f.id_number);
        replace(&mut self.police_number, &f.police_number);
    }
}
