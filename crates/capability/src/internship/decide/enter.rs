//! Students enter a batch: by hand, or all of a roster or none.

use std::collections::{BTreeMap, HashSet};

use nc_kernel::{Need, PersonId, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REPEATED};
use nc_people::numbers;
use nc_people::visitors::{self, Newcomer};

use super::seat::Seating;
use super::{ask_batch, batch_stream, stream};
use crate::internship::command::{EnterStudents, ImportRoster, NewStudent, RosterRow, Seat, Student};
use crate::internship::fact::{BatchFact, PlacementFact, Requested, StudentEntered};
use crate::internship::model::{BatchId, PlacementId, Stage};
use crate::internship::rules;
use crate::internship::state::{Batch, BatchHead, Book, Placement};

/// Enters somebody in a batch.
fn request(judge: &mut Judge<'_>, head: &BatchHead, person: PersonId) -> PlacementId {
    let placement = PlacementId::of(head.id, person);
    let today = judge.today;
    judge.fact::<BatchFact>(&batch_stream(head.id), &head.unit, today, StudentEntered { batch: head.id, person, placement });
    let body = Requested {
        batch: head.id,
        minimum_days: head.minimum_days,
        person,
        placement,
        school: head.school.clone(),
        serial: head.serial.clone(),
    };
    judge.fact::<PlacementFact>(&stream(placement), &head.unit, today, body);
    placement
}

/// Registers a newcomer, each number once in one command.
fn register(
    judge: &mut Judge<'_>,
    ctx: &mut Ctx<'_>,
    prefix: &str,
    (student, unit): (&NewStudent, &UnitPath),
    given: &mut HashSet<PersonId>,
    numbers_seen: &mut HashSet<String>,
) -> Option<PersonId> {
    let today = judge.today;
    if let Ok(number) = numbers::id_number(&student.id_number, today)
        && !numbers_seen.insert(number)
    {
        judge.no(REPEATED.refuse().at(format!("{prefix}id_number")));
        return None;
    }
    let wish = Newcomer { person: student.person, name: &student.name, id_number: &student.id_number, unit, on: today };
    visitors::register(judge, ctx, prefix, wish, given)
}

impl Command for EnterStudents {
    const NAME: &'static str = "internship.enter_students";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Batch>(self.batch)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_batch(states, self.batch, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (batch, head) = super::find_batch(states, self.batch)?;
        let mut judge = Judge::new(ctx);
        if batch.closed_on().is_some() {
            judge.no(rules::BATCH_CLOSED.refuse().at("batch"));
        }
        if self.students.is_empty() {
            judge.no(rules::NOBODY.refuse().at("students"));
        }
        let (mut given, mut seen) = (HashSet::new(), HashSet::new());
        for (i, student) in self.students.iter().enumerate() {
            let prefix = format!("students[{i}].");
            if let Some(person) = register(&mut judge, ctx, &prefix, (student, &head.unit), &mut given, &mut seen) {
                request(&mut judge, head, person);
            }
        }
        judge.done()
    }
}

impl RosterRow {
    fn known(&self) -> Option<PersonId> {
        match &self.student {
            Student::Known(person) => Some(*person),
            Student::New(_) => None,
        }
    }
}

impl Command for ImportRoster {
    const NAME: &'static str = "internship.import_roster";

    fn needs(&self) -> Vec<Need> {
        let batches: HashSet<BatchId> = self.rows.iter().map(|row| row.batch).collect();
        let known = self.rows.iter().filter_map(|row| Some(Need::of::<Placement>(PlacementId::of(row.batch, row.known()?))));
        batches.into_iter().map(Need::of::<Batch>).chain([Need::only::<Book>()]).chain(known).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let mut asks: Vec<_> = self.rows.iter().flat_map(|row| ask_batch(states, row.batch, Action::PlanTraining)).collect();
        asks.sort_by(|a, b| a.1.cmp(&b.1));
        asks.dedup();
        asks
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        if self.rows.is_empty() {
            judge.no(rules::NOBODY.refuse().at("rows"));
        }
        let mut seatings: BTreeMap<BatchId, Seating<'_>> = BTreeMap::new();
        let (mut given, mut numbers_seen, mut rows_seen) = (HashSet::new(), HashSet::new(), HashSet::new());
        // What other batches of the same file bring must count for a mentor too.
        let mut planned = Vec::new();
        for row in &self.rows {
            let field = |name: &str| format!("{}.{name}", row.place);
            let Some((batch, head)) = states.get::<Batch>(row.batch).and_then(|batch| Some((batch, batch.head()?))) else {
                judge.no(rules::UNKNOWN_BATCH.refuse().at(field("batch")));
                continue;
            };
            if batch.closed_on().is_some() {
                judge.no(rules::BATCH_CLOSED.refuse().at(field("batch")));
                continue;
            }
            let seating = seatings.entry(row.batch).or_insert_with(|| Seating::of(states, head));
            seating.planned = std::mem::take(&mut planned);
            if let Some(person) = row.known()
                && !rows_seen.insert((row.batch, person))
            {
                judge.no(REPEATED.refuse().at(field("id_number")));
            } else {
                take(&mut judge, ctx, states, row, seating, (&mut given, &mut numbers_seen));
            }
            planned = std::mem::take(&mut seating.planned);
        }
        judge.done()
    }
}

/// Takes one row in.
fn take(
    judge: &mut Judge<'_>,
    ctx: &mut Ctx<'_>,
    states: &States,
    row: &RosterRow,
    seating: &mut Seating<'_>,
    (given, numbers_seen): (&mut HashSet<PersonId>, &mut HashSet<String>),
) {
    let prefix = format!("{}.", row.place);
    let head = seating.batch;
    let before = judge.faults();
    // Judged before anything is written for the row: a placement that is not allotted yet has no load of its own.
    let judged = |judge: &mut Judge<'_>, seating: &mut Seating<'_>, placement: PlacementId, seat: &Seat| {
        seating.judge(judge, &prefix, placement, seat);
        judge.faults() == before
    };
    match &row.student {
        Student::New(student) => {
            let person = register(judge, ctx, &prefix, (student, &head.unit), given, numbers_seen);
            let placement = person.map_or(PlacementId(0), |person| PlacementId::of(head.id, person));
            let fits = row.seat.as_ref().is_none_or(|seat| judged(judge, seating, placement, seat));
            if let Some(person) = person.filter(|_| fits) {
                let placement = request(judge, head, person);
                if let Some(seat) = &row.seat {
                    seating.allocate(judge, placement, person, seat);
                }
            }
        }
        Student::Known(person) => {
            let placement = PlacementId::of(head.id, *person);
            let known = judge.directory.person(*person);
            let today = judge.today;
            match known {
                None => judge.no(rules::UNKNOWN_STUDENT.refuse().at(format!("{prefix}id_number"))),
                Some(found) if found.erased => judge.no(rules::ERASED.refuse().at(format!("{prefix}id_number"))),
                Some(found) if found.member_on(today).is_some() => judge.no(rules::STAFF.refuse().at(format!("{prefix}id_number"))),
                Some(_) => {}
            }
            let state = states.get::<Placement>(placement).filter(|state| state.head().is_some());
            match (state.and_then(Placement::stage), &row.seat) {
                // Entered by mistake once, and the mistake was taken back: the same two cannot begin anew.
                (Some(Stage::Withdrawn), _) => {
                    let label = Stage::Withdrawn.label();
                    judge.no(rules::STAGE.refuse().with("zh", label.zh).with("en", label.en).at(format!("{prefix}id_number")));
                }
                (Some(Stage::Requested), Some(seat)) => {
                    if judged(judge, seating, placement, seat) {
                        seating.allocate(judge, placement, *person, seat);
                    }
                }
                (Some(_), Some(seat)) => {
                    let same = state.and_then(|state| state.stays().first()).is_some_and(|stay| {
                        stay.host == seat.host
                            && stay.post == seat.post.trim()
                            && stay.mentors == seat.mentors
                            && (stay.from, stay.to) == (seat.from, seat.to)
                    });
                    if !same {
                        judge.no(rules::ELSEWHERE.refuse().at(format!("{prefix}host")));
                    }
                }
                (Some(_), None) => {}
                (None, seat) => {
                    if seat.as_ref().is_none_or(|seat| judged(judge, seating, placement, seat)) && judge.faults() == before {
                        request(judge, head, *person);
                        if let Some(seat) = seat {
                            seating.allocate(judge, placement, *person, seat);
                        }
                    }
                }
            }
        }
    }
}
