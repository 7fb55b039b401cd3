//! Judges the rows of a roster, wherever they come from. One look-up a row, all faults at once.

use std::collections::HashMap;
use std::fmt;

use nc_kernel::id::PersonId;
use nc_kernel::{Day, Refusal, Refused, Rule};
use nc_people::directory::{Directory, Leave, LeaveKind, Person};

use super::head::{DAY_MINUTES, MAX_SCORE, days};
use super::{Known, Pen, on_class};
use crate::training::command::RosterRow;
use crate::training::fact::{Assessed, Attended};
use crate::training::model::{ClassState, EnrolmentState, Kind, MarkValue, Method, Status};
use crate::training::rules;
use crate::training::state::Mark;

/// Where a row stands in the input.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// The n-th row of the roster.
    Row(usize),
    /// As the importer calls it.
    Named(&'a str),
    /// A command about one person.
    Whole,
}

impl Place<'_> {
    fn field(self, field: &str) -> String {
        if matches!(self, Self::Whole) { field.to_owned() } else { format!("{self}.{field}") }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(row) => write!(f, "roster[{row}]"),
            Self::Named(name) => f.write_str(name),
            Self::Whole => Ok(()),
        }
    }
}

/// What a row adds.
#[derive(Default)]
pub(super) struct Added {
    mark: Option<(Day, Attended)>,
    score: Option<Assessed>,
}

/// Judges rows about one class.
pub(super) struct Judge<'a> {
    known: Known<'a>,
    directory: &'a Directory,
    today: Day,
    /// The day on which people must have served: the last day of the class, or today while it runs.
    on: Day,
    method: Method,
    full_credit: u32,
    full_sittings: u32,
    seen: HashMap<PersonId, Place<'a>>,
    attending: usize,
    added: Vec<Added>,
    pub(super) faults: Vec<Refusal>,
    pub(super) notes: Vec<Refusal>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(known: Known<'a>, directory: &'a Directory, today: Day, method: Method) -> Self {
        Self {
            known,
            directory,
            today,
            on: known.head.ends_on.min(today),
            method,
            full_credit: known.class.full_credit(),
            full_sittings: known.class.full_sittings(),
            seen: HashMap::new(),
            attending: known.class.attending(),
            added: Vec::new(),
            faults: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Completed attendances, with those added.
    pub(super) fn attending(&self) -> usize {
        self.attending
    }

    /// What is wrong with marking this class at all.
    pub(super) fn class_fault(&self) -> Option<Refusal> {
        if self.known.class.state() == ClassState::Cancelled {
            return Some(on_class(&rules::CANCELLED, self.known.head));
        }
        let starts_on = self.known.head.starts_on;
        (starts_on > self.today).then(|| rules::FUTURE.refuse().at("class").with("day", starts_on))
    }

    /// Takes a row in, or says what is wrong with it.
    pub(super) fn row(&mut self, place: Place<'a>, row: &RosterRow) {
        if let Some(first) = self.seen.insert(row.person, place) {
            self.faults.push(rules::ROW_TWICE.refuse().at(place.field("person")).with("other", first));
            return;
        }
        let mut added = Added::default();
        match self.known.class.mark(row.person) {
            Some(mark) if self.method == Method::Import && same_mark(mark, row) => {}
            Some(mark) if row.status == Status::MakeUp && !mark.value.status.attends() => self.mark(place, row, Some(mark.seq), &mut added),
            Some(_) => {
                let rule: &'static Rule = if self.method == Method::Import { &rules::ROW_DIFFERS } else { &rules::MARKED_TWICE };
                self.faults.push(rule.refuse().at(place.field("person")));
                return;
            }
            None => {
                if let Some(rule) = self.roster_fault(row) {
                    self.faults.push(on_class(rule, self.known.head).at(place.field("person")));
                    return;
                }
                self.mark(place, row, None, &mut added);
            }
        }
        self.score(place, row, &mut added);
        if added.mark.is_some() || added.score.is_some() {
            self.added.push(added);
        }
    }

    /// Whether the person may get a first mark.
    fn roster_fault(&self, row: &RosterRow) -> Option<&'static Rule> {
        let enrolment = self.known.class.enrolment(row.person).map(|enrolment| enrolment.state);
        if self.known.class.state() == ClassState::Closed {
            // Who had a seat and did not come can still make it up.
            let makes_up = row.status == Status::MakeUp && enrolment == Some(EnrolmentState::NoShow);
            return (!makes_up).then_some(&rules::CLOSED);
        }
        (self.known.class.keeps_roster() && enrolment != Some(EnrolmentState::Enrolled)).then_some(&rules::NOT_ENROLLED)
    }

    fn mark(&mut self, place: Place<'_>, row: &RosterRow, missed: Option<u64>, added: &mut Added) {
        let Some(value) = self.value(place, row) else { return };
        self.attending += usize::from(value.status.attends());
        let fact = Attended {
            class: self.known.head.class,
            credit_minutes: value.credit_minutes,
            made_up_on: row.made_up_on,
            member: value.member,
            method: self.method,
            missed,
            person: row.person,
            sender: value.sender,
            sittings: value.sittings,
            status: value.status,
        };
        added.mark = Some((row.made_up_on.unwrap_or(self.on), fact));
    }

    /// What a mark says about a person who served and was not on leave; `None` when that is not so.
    pub(super) fn value(&mut self, place: Place<'_>, row: &RosterRow) -> Option<MarkValue> {
        let before = self.faults.len();
        let Some(person) = self.directory.person(row.person) else {
            self.faults.push(rules::UNKNOWN_PERSON.refuse().at(place.field("person")));
            return None;
        };
        let member = person.member_on(self.on);
        if member.is_none() {
            self.faults.push(rules::NOT_SERVING.refuse().at(place.field("person")).with("day", self.on));
        } else if let Some((leave, day)) = self.leave(person, row) {
            let travels = leave.kind == LeaveKind::OfficialTravel;
            let (rule, to): (&'static Rule, _) =
                if travels { (&rules::TRAVELLING, &mut self.notes) } else { (&rules::ON_LEAVE, &mut self.faults) };
            to.push(rule.refuse().at(place.field("person")).with("day", day));
        }
        self.made_up_on(place, row, person);
        let credit_minutes = self.credit(place, row);
        let sittings = self.sittings(place, row);
        let member = member.filter(|_| self.faults.len() == before)?;
        Some(MarkValue { credit_minutes, member: member.kind, sender: member.unit.clone(), sittings, status: row.status })
    }

    /// The leave that contradicts being there, with a day it covers. Who was there from beginning to end was on leave on
    /// none of the days; who came late or left early was at least not on leave on all of them.
    fn leave<'p>(&self, person: &'p Person, row: &RosterRow) -> Option<(&'p Leave, Day)> {
        let (from, to) = (self.known.head.starts_on.min(self.on), self.on);
        let over = |from: Day, to: Day| {
            person.leaves.iter().find(move |leave| leave.from <= to && from <= leave.to).map(|leave| (leave, leave.from.max(from)))
        };
        match row.status {
            Status::Present => over(from, to),
            Status::Late | Status::EarlyLeave => over(from, to).filter(|(leave, _)| leave.from <= from && to <= leave.to),
            Status::MakeUp => row.made_up_on.and_then(|day| over(day, day)),
            Status::OfficialLeave | Status::SickLeave | Status::Absent => None,
        }
    }

    fn made_up_on(&mut self, place: Place<'_>, row: &RosterRow, person: &Person) {
        let Some(day) = row.made_up_on else { return };
        if row.status != Status::MakeUp || day < self.known.head.starts_on || day > self.today {
            self.faults.push(rules::MADE_UP_ON.refuse().at(place.field("made_up_on")));
        } else if person.member_on(day).is_none() {
            self.faults.push(rules::NOT_SERVING.refuse().at(place.field("made_up_on")).with("day", day));
        }
    }

    fn credit(&mut self, place: Place<'_>, row: &RosterRow) -> u32 {
        let attends = row.status.attends();
        let given = row.credit_minutes.unwrap_or(if attends { self.full_credit } else { 0 });
        let head = self.known.head;
        let most = if self.full_credit > 0 { self.full_credit } else { days(head.starts_on, head.ends_on).saturating_mul(DAY_MINUTES) };
        if !attends && given > 0 {
            self.faults.push(rules::CREDIT_UNEARNED.refuse().at(place.field("credit_minutes")));
        } else if given > most {
            self.faults.push(rules::CREDIT_TOO_HIGH.refuse().at(place.field("credit_minutes")).with("minutes", given).with("most", most));
        }
        given
    }

    fn sittings(&mut self, place: Place<'_>, row: &RosterRow) -> u32 {
        let (least, most) = if row.status.attends() { (1, self.full_sittings) } else { (0, 0) };
        let given = row.sittings.unwrap_or(most);
        if !(least..=most).contains(&given) {
            self.faults.push(rules::SITTINGS.refuse().at(place.field("sittings")).with("least", least).with("most", most));
        }
        given
    }

    /// The overall score a row may carry.
    fn score(&mut self, place: Place<'_>, row: &RosterRow, added: &mut Added) {
        let Some(score) = row.score else { return };
        let recorded = self.known.class.attempts(row.person).iter().rfind(|attempt| attempt.kind == Kind::Overall);
        let refuse = |rule: &'static Rule| on_class(rule, self.known.head).at(place.field("score"));
        let fault = match recorded {
            Some(attempt) if attempt.score == score => return,
            Some(_) => Some(refuse(&rules::ROW_DIFFERS)),
            None if self.known.class.state() == ClassState::Closed => Some(refuse(&rules::CLOSED)),
            None if !row.status.attends() => Some(refuse(&rules::SCORE_WITHOUT_ATTENDANCE)),
            None if score > MAX_SCORE => Some(refuse(&rules::NUMBER).with("least", 0).with("most", MAX_SCORE)),
            None => None,
        };
        match (fault, self.known.head.pass_line) {
            (Some(fault), _) => self.faults.push(fault),
            (None, None) => self.faults.push(rules::NO_PASS_LINE.refuse().at(place.field("score"))),
            (None, Some(pass_line)) => {
                let class = self.known.head.class;
                added.score = Some(Assessed { attempt: 1, class, kind: Kind::Overall, pass_line, person: row.person, score });
            }
        }
    }

    /// Says that there are more people than seats. `place` is the field that holds the people.
    pub(super) fn check_capacity(&mut self, place: &str) {
        if let Some(seats) = self.known.class.capacity().filter(|seats| self.attending > *seats as usize) {
            self.faults.push(rules::CAPACITY.refuse().at(place).with("wanted", self.attending).with("seats", seats));
        }
    }

    /// Writes what the rows add.
    pub(super) fn write(self, pen: &mut Pen) -> Result<Vec<Refusal>, Refused> {
        for added in self.added {
            if let Some((day, mark)) = added.mark {
                pen.write(day, mark)?;
            }
            if let Some(score) = added.score {
                pen.write(self.on, score)?;
            }
        }
        Ok(self.notes)
    }
}

/// Whether a row says nothing else than the mark: what it leaves out it does not deny.
fn same_mark(mark: &Mark, row: &RosterRow) -> bool {
    mark.value.status == row.status
        && row.credit_minutes.is_none_or(|minutes| minutes == mark.value.credit_minutes)
        && row.sittings.is_none_or(|sittings| sittings == mark.value.sittings)
}
