//! Where a student goes: unit, post, days and mentors.

use std::collections::BTreeSet;

use nc_kernel::{Day, Need, PersonId, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, REPEATED, TITLE};
use nc_people::visitors;

use super::{ask_organiser, at, book, find, needs, stream};
use crate::internship::command::{AllocatePlacement, ChangeMentors, Seat, TransferPlacement};
use crate::internship::fact::{Allocated, BookFact, MentorEngaged, MentorReleased, MentorsChanged, PlacementFact, Transferred};
use crate::internship::model::{BatchId, PlacementId, Stage};
use crate::internship::rules;
use crate::internship::state::{Batch, BatchHead, Book, Engagement, Placement, Stay};

/// What a seat is judged against, and the engagements that others of the same command bring.
pub(super) struct Seating<'a> {
    pub batch: &'a BatchHead,
    pub book: Option<&'a Book>,
    pub planned: Vec<(PersonId, Engagement)>,
}

impl<'a> Seating<'a> {
    pub fn of(states: &'a States, batch: &'a BatchHead) -> Self {
        Self { batch, book: states.only::<Book>(), planned: Vec::new() }
    }

    /// Judges a seat; `prefix` says where in the input it stands.
    pub fn judge(&mut self, judge: &mut Judge<'_>, prefix: &str, placement: PlacementId, seat: &Seat) {
        let field = |name: &str| format!("{prefix}{name}");
        judge.unit(field("host"), &seat.host, seat.from);
        judge.text(&field("post"), &seat.post, TITLE);
        if seat.to < seat.from {
            judge.no(rules::BACKWARDS.refuse().at(field("to")));
        }
        for (name, day) in [("from", seat.from), ("to", seat.to)] {
            if day < self.batch.from || day > self.batch.to {
                let fault = rules::OUTSIDE_BATCH.refuse().with("day", day).with("from", self.batch.from).with("to", self.batch.to);
                judge.no(fault.at(field(name)));
            }
        }
        self.mentors(judge, prefix, placement, (&seat.mentors, seat.from, seat.to), seat.over.as_deref());
    }

    /// Judges mentors: they serve, and have room or a reason. `prefix` says where in the input they stand.
    pub fn mentors(
        &mut self,
        judge: &mut Judge<'_>,
        prefix: &str,
        placement: PlacementId,
        (mentors, from, to): (&[PersonId], Day, Day),
        over: Option<&str>,
    ) {
        let place = format!("{prefix}mentors");
        if mentors.is_empty() {
            judge.no(rules::NOBODY.refuse().at(place.clone()));
        }
        judge.text_if_any(&format!("{prefix}over"), over, REASON);
        let mut seen = BTreeSet::new();
        for (i, mentor) in mentors.iter().enumerate() {
            let place = format!("{place}[{i}]");
            if !seen.insert(*mentor) {
                judge.no(REPEATED.refuse().at(place));
                continue;
            }
            if judge.member(place.clone(), *mentor, &[from]).is_none() {
                continue;
            }
            let load = self.load(*mentor, placement, (from, to));
            let cap = usize::try_from(self.batch.load_cap).unwrap_or(usize::MAX);
            if load >= cap && over.is_none() {
                judge.no(rules::MENTOR_FULL.refuse().with("load", load).with("cap", cap).at(place));
            }
        }
    }

    fn load(&self, mentor: PersonId, placement: PlacementId, days: (Day, Day)) -> usize {
        let planned: Vec<Engagement> = self.planned.iter().filter(|(who, _)| *who == mentor).map(|(_, one)| one.clone()).collect();
        let empty = Book::default();
        self.book.unwrap_or(&empty).load(mentor, placement, days, &planned)
    }

    /// Enters mentors in the book. A reason is kept only with those who needed it.
    pub fn engage(
        &mut self,
        judge: &mut Judge<'_>,
        placement: PlacementId,
        (mentors, from, to): (&[PersonId], Day, Day),
        over: Option<&str>,
    ) {
        for mentor in mentors {
            let full = self.load(*mentor, placement, (from, to)) >= usize::try_from(self.batch.load_cap).unwrap_or(usize::MAX);
            let over = over.filter(|_| full).map(|reason| reason.trim().to_owned());
            self.planned.push((*mentor, Engagement { placement, from, to, over: over.clone() }));
            judge.fact::<BookFact>(&book(), &self.batch.unit, from, MentorEngaged { mentor: *mentor, over, placement, to });
        }
    }

    /// Allots a seat that was judged.
    pub fn allocate(&mut self, judge: &mut Judge<'_>, placement: PlacementId, person: PersonId, seat: &Seat) {
        let body =
            Allocated { host: seat.host.clone(), mentors: seat.mentors.clone(), placement, post: seat.post.trim().to_owned(), to: seat.to };
        judge.fact::<PlacementFact>(&stream(placement), &self.batch.unit, seat.from, body);
        self.engage(judge, placement, (&seat.mentors, seat.from, seat.to), seat.over.as_deref());
        visitors::receive(judge, person, &seat.host, seat.from, seat.to);
    }
}

/// Takes mentors out of the book after `last`.
pub(super) fn release(judge: &mut Judge<'_>, unit: &UnitPath, placement: PlacementId, mentors: &[PersonId], last: Day) {
    for mentor in mentors {
        judge.fact::<BookFact>(&book(), unit, last, MentorReleased { mentor: *mentor, placement });
    }
}

/// A stay ends on another day than planned: book and directory are told.
pub(super) fn leave(judge: &mut Judge<'_>, unit: &UnitPath, (placement, person): (PlacementId, PersonId), stay: &Stay, last: Day) {
    if last != stay.to {
        release(judge, unit, placement, &stay.mentors, last);
        visitors::part(judge, person, &stay.host, last);
    }
}

/// The batch of a placement is found through the placement, so a command about a seat names both.
fn seating(states: &States, batch: BatchId) -> Result<Seating<'_>, Refused> {
    let head = states.get::<Batch>(batch).and_then(Batch::head);
    head.map(|head| Seating::of(states, head)).ok_or_else(|| rules::UNKNOWN_BATCH.refuse().at("batch").into())
}

fn seat_needs(placement: PlacementId, batch: BatchId) -> Vec<Need> {
    needs(placement).into_iter().chain([Need::of::<Batch>(batch), Need::only::<Book>()]).collect()
}

fn of_batch(judge: &mut Judge<'_>, placement: &Placement, batch: BatchId) {
    if placement.head().is_none_or(|head| head.batch != batch) {
        judge.no(rules::UNKNOWN.refuse().at("placement"));
    }
}

impl Command for AllocatePlacement {
    const NAME: &'static str = "internship.allocate_placement";

    fn needs(&self) -> Vec<Need> {
        seat_needs(self.placement, self.batch)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_organiser(states, self.placement, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut seating = seating(states, self.batch)?;
        let mut judge = Judge::new(ctx);
        of_batch(&mut judge, placement, self.batch);
        at(&mut judge, stage, &[Stage::Requested]);
        seating.judge(&mut judge, "seat.", self.placement, &self.seat);
        if judge.faults() == 0 {
            seating.allocate(&mut judge, self.placement, head.person, &self.seat);
        }
        judge.done()
    }
}

impl Command for TransferPlacement {
    const NAME: &'static str = "internship.transfer_placement";

    fn needs(&self) -> Vec<Need> {
        seat_needs(self.placement, self.batch)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_organiser(states, self.placement, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut seating = seating(states, self.batch)?;
        let mut judge = Judge::new(ctx);
        of_batch(&mut judge, placement, self.batch);
        at(&mut judge, stage, &[Stage::Allocated, Stage::Arrived, Stage::Active, Stage::Transferred]);
        seating.judge(&mut judge, "seat.", self.placement, &self.seat);
        let seat = &self.seat;
        let Some(stay) = placement.stay() else { return judge.done() };
        if stay.host == seat.host && stay.post == seat.post.trim() {
            judge.no(rules::SAME_HOST.refuse().at("seat.host"));
        }
        let first = stay.arrived.map_or(stay.from, |(on, _)| on);
        if seat.from < first {
            judge.no(rules::OUTSIDE_STAY.refuse().with("day", seat.from).with("from", first).with("to", stay.to).at("seat.from"));
        }
        if judge.faults() == 0 {
            let last = seat.from.minus_days(1);
            leave(&mut judge, &head.organiser, (self.placement, head.person), stay, last);
            let (host, mentors, post) = (seat.host.clone(), seat.mentors.clone(), seat.post.trim().to_owned());
            let body = Transferred { host, mentors, placement: self.placement, post, reason: self.reason, to: seat.to };
            judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, seat.from, body);
            seating.engage(&mut judge, self.placement, (&seat.mentors, seat.from, seat.to), seat.over.as_deref());
            visitors::receive(&mut judge, head.person, &seat.host, seat.from, seat.to);
        }
        judge.done()
    }
}

impl Command for ChangeMentors {
    const NAME: &'static str = "internship.change_mentors";

    fn needs(&self) -> Vec<Need> {
        seat_needs(self.placement, self.batch)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_organiser(states, self.placement, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut seating = seating(states, self.batch)?;
        let mut judge = Judge::new(ctx);
        of_batch(&mut judge, placement, self.batch);
        at(&mut judge, stage, &[Stage::Allocated, Stage::Arrived, Stage::Active, Stage::Transferred]);
        let Some(stay) = placement.stay() else { return judge.done() };
        if self.from < stay.from || self.from > stay.to {
            let fault = rules::OUTSIDE_STAY.refuse().with("day", self.from).with("from", stay.from).with("to", stay.to);
            judge.no(fault.at("from"));
        }
        let fresh: Vec<PersonId> = self.mentors.iter().copied().filter(|mentor| !stay.mentors.contains(mentor)).collect();
        let gone: Vec<PersonId> = stay.mentors.iter().copied().filter(|mentor| !self.mentors.contains(mentor)).collect();
        seating.mentors(&mut judge, "", self.placement, (&self.mentors, self.from, stay.to), self.over.as_deref());
        if judge.faults() == 0 && (!fresh.is_empty() || !gone.is_empty()) {
            release(&mut judge, &head.organiser, self.placement, &gone, self.from.minus_days(1));
            seating.engage(&mut judge, self.placement, (&fresh, self.from, stay.to), self.over.as_deref());
            let body = MentorsChanged { mentors: self.mentors.clone(), placement: self.placement };
            judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, self.from, body);
        }
        judge.done()
    }
}
