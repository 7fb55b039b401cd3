//! A run of training with its roster.

use std::collections::HashMap;

use nc_kernel::{Aggregate, Change, Day, Entry, PersonId, Recorded};

use crate::LATENESS;
use crate::study::fact::{Attended, Fact, MarkCorrected, RunPlanned, SittingHeld};
use crate::study::model::{LeaveClass, RunId, RunState, Status};
use crate::study::registers::{attendance_entry, run_entry};

/// 考勤: one person's row of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What is recorded.
    pub body: Attended,
    /// The fact that says so now.
    pub seq: u64,
    /// When the row was first recorded: a correction does not make an entry late.
    pub recorded_on: Day,
    /// For a make-up within the run: what was recorded before.
    pub missed: Option<Missed>,
}

impl Mark {
    /// Whether the person missed the run, made up since or not.
    #[must_use]
    pub fn was_missed(&self) -> bool {
        self.body.status.missed() || self.missed.is_some()
    }
}

/// 未到记录: the leave or absence that a make-up within the run came after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// The fact.
    pub seq: u64,
    /// Leave or absent.
    pub status: Status,
    /// The class of the leave.
    pub leave: Option<LeaveClass>,
}

/// How a run was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// The closing fact.
    pub seq: u64,
    /// Last day of the run.
    pub ends_on: Day,
    /// Whether it was closed late: counted as held, not as on time.
    pub late: bool,
}

/// 期: one run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Run {
    since: Option<u64>,
    key: String,
    planned: Option<RunPlanned>,
    opened: bool,
    sittings: Vec<(Day, i64)>,
    // In order of recording, so that the same facts always give the same rows in the same order.
    marks: Vec<Option<Mark>>,
    by_person: HashMap<PersonId, usize>,
    closing: Option<Closing>,
    archived: bool,
    cancelled: bool,
}

impl Run {
    /// The plan; `None` for a run nobody planned.
    #[must_use]
    pub fn planned(&self) -> Option<&RunPlanned> {
        self.planned.as_ref()
    }

    /// Position of its first fact: runs in the order they were planned.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.since
    }

    /// Its id as text, worked out once because every row of a roster carries it.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> Option<RunState> {
        self.planned.as_ref()?;
        Some(match (self.cancelled, self.archived, self.closing, self.opened) {
            (true, ..) => RunState::Cancelled,
            (_, true, ..) => RunState::Archived,
            (_, _, Some(_), _) => RunState::Closed,
            (_, _, _, true) => RunState::Open,
            _ => RunState::Planned,
        })
    }

    /// How it was closed, if it was.
    #[must_use]
    pub fn closing(&self) -> Option<&Closing> {
        self.closing.as_ref()
    }

    /// Last day: as closed, else as planned.
    #[must_use]
    pub fn ends_on(&self) -> Option<Day> {
        self.closing.map(|c| c.ends_on).or_else(|| self.planned.as_ref().map(|p| p.ends_on))
    }

    /// Days and minutes of its sittings, where they were recorded.
    #[must_use]
    pub fn sittings(&self) -> &[(Day, i64)] {
        &self.sittings
    }

    /// 场次: a run whose sittings nobody recorded apart is one sitting.
    #[must_use]
    pub fn sitting_count(&self) -> i64 {
        i64::try_from(self.sittings.len()).unwrap_or(i64::MAX).max(1)
    }

    /// What the whole run is worth, in minutes.
    #[must_use]
    pub fn full_credit(&self) -> i64 {
        let held: i64 = self.sittings.iter().map(|(_, minutes)| minutes).sum();
        if held > 0 { held } else { self.planned.as_ref().and_then(|p| p.credit_minutes).unwrap_or(0) }
    }

    /// A person's row.
    #[must_use]
    pub fn mark(&self, person: PersonId) -> Option<&Mark> {
        self.marks.get(*self.by_person.get(&person)?)?.as_ref()
    }

    /// The roster in order of recording.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().flatten()
    }

    /// Whether it counts: closed and not cancelled.
    #[must_use]
    pub fn counts(&self) -> Option<&Closing> {
        self.closing.as_ref().filter(|_| !self.cancelled)
    }

    /// What it puts in the registers, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.counts().map(|closing| self.rows(closing)).unwrap_or_default()
    }

    fn rows(&self, closing: &Closing) -> Vec<Entry> {
        let mut rows = Vec::with_capacity(self.marks.len() + 1);
        rows.extend(run_entry(self, closing));
        rows.extend(self.marks().filter_map(|mark| attendance_entry(self, closing, mark)));
        rows
    }

    fn closed_by(fact: &Recorded<Fact>, ends_on: Day) -> Closing {
        Closing { seq: fact.seq, ends_on, late: LATENESS.is_late(ends_on, fact.recorded_at.day()) }
    }

    /// What a person's row becomes by `fact`.
    fn marked(&self, body: &Attended, fact: &Recorded<Fact>) -> Mark {
        let today = fact.recorded_at.day();
        let (recorded_on, missed) = match (self.mark(body.person), &fact.fact) {
            (Some(old), Fact::MarkCorrected(_)) => (old.recorded_on, old.missed.filter(|_| body.status == Status::MakeUp)),
            (Some(old), _) if old.body.status.missed() => {
                (today, Some(Missed { seq: old.seq, status: old.body.status, leave: old.body.leave }))
            }
            _ => (today, None),
        };
        Mark { body: body.clone(), seq: fact.seq, recorded_on, missed }
    }

    fn put(&mut self, mark: Mark) {
        let place = *self.by_person.entry(mark.body.person).or_insert(self.marks.len());
        match self.marks.get_mut(place) {
            Some(slot) => *slot = Some(mark),
            None => self.marks.push(Some(mark)),
        }
    }
}

impl Aggregate for Run {
    type Fact = Fact;
    const FAMILY: &'static str = "study.run";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        let row = |closing: &Closing, mark: &Mark| attendance_entry(self, closing, mark);
        match (&fact.fact, self.counts()) {
            (Fact::RunClosed(body), None) if self.closing.is_none() && !self.cancelled => {
                out.extend(self.rows(&Self::closed_by(fact, body.ends_on)).into_iter().map(Change::Add));
            }
            (Fact::RunCancelled(_), Some(closing)) => out.extend(self.rows(closing).into_iter().map(Change::Remove)),
            (Fact::Attended(body) | Fact::MarkCorrected(MarkCorrected { mark: body, .. }), Some(closing)) => {
                out.extend(self.mark(body.person).and_then(|m| row(closing, m)).map(Change::Remove));
                out.extend(row(closing, &self.marked(body, fact)).map(Change::Add));
            }
            (Fact::MarkWithdrawn(body), Some(closing)) => {
                out.extend(self.mark(body.person).and_then(|m| row(closing, m)).map(Change::Remove));
            }
            _ => {}
        }
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        match &fact.fact {
            Fact::RunPlanned(body) if self.planned.is_none() => {
                self.since = Some(fact.seq);
                self.key = RunId::of_serial(&body.serial).to_string();
                self.planned = Some(body.clone());
            }
            Fact::RunOpened(_) => self.opened = true,
            Fact::SittingHeld(SittingHeld { minutes, .. }) => self.sittings.push((fact.happened_on, *minutes)),
            Fact::Attended(body) => self.put(self.marked(body, fact)),
            Fact::MarkCorrected(body) => self.put(self.marked(&body.mark, fact)),
            Fact::MarkWithdrawn(body) => {
                if let Some(slot) = self.by_person.remove(&body.person).and_then(|place| self.marks.get_mut(place)) {
                    *slot = None;
                }
            }
            Fact::RunClosed(body) if self.closing.is_none() => self.closing = Some(Self::closed_by(fact, body.ends_on)),
            Fact::RunArchived(_) => self.archived = true,
            Fact::RunCancelled(_) => self.cancelled = true,
            _ => {}
        }
    }
}
