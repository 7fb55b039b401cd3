//! Rows of a roster.

use std::collections::{BTreeSet, HashSet};

use nc_kernel::{Day, Need, PersonId, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::run::{Known, lead};
use super::stream;
use crate::study::command::{CorrectMark, MarkAttendance};
use crate::study::fact::{Attended, Fact, MarkCorrected, MarkWithdrawn};
use crate::study::model::{FULL_DAY_MINUTES, Line, RowSource, RunId, RunState, Status};
use crate::study::rules;
use crate::study::state::Run;
use nc_people::judge::Judge;

/// A roster in the making: what all its rows share is worked out once.
pub(super) struct Roster<'a> {
    pub id: RunId,
    pub known: Known<'a>,
    ends: [Day; 2],
    days: Vec<Day>,
    full: i64,
    most: i64,
    source: RowSource,
}

impl<'a> Roster<'a> {
    pub fn new(id: RunId, known: Known<'a>, source: RowSource) -> Self {
        let (from, to) = (known.plan.starts_on, known.run.ends_on().unwrap_or(known.plan.ends_on));
        let span = to.days_since(from).clamp(0, 365) + 1;
        let sittings = known.run.sittings();
        let days = if sittings.is_empty() {
            (0..span).map(|n| from.plus_days(n)).collect()
        } else {
            sittings.iter().map(|(day, _)| *day).collect()
        };
        let full = known.run.full_credit();
        let most = if full > 0 { full } else { FULL_DAY_MINUTES * span };
        Self { id, known, ends: [from, to], days, full, most, source }
    }

    /// Whether a row makes up this very run.
    pub fn within(&self, line: &Line) -> bool {
        line.status == Status::MakeUp && line.makes_up == Some(self.id)
    }

    /// The day a mark happened on: within the run, or today for what is made up after it.
    pub fn day(&self, line: &Line, today: Day) -> Day {
        let [_, to] = self.ends;
        if self.within(line) { today } else { to.min(today) }
    }

    /// Judges one row. `missed` tells whether the person missed a run, as far as is recorded.
    pub fn row(
        &self,
        judge: &mut Judge<'_>,
        line: &Line,
        place: &dyn Fn(&str) -> String,
        missed: &dyn Fn(RunId, PersonId) -> bool,
    ) -> Option<Attended> {
        let member = judge.member(place("person"), line.person, &self.ends)?;
        let before = judge.faults();
        if (line.status == Status::Leave) != line.leave.is_some() {
            judge.no(rules::LEAVE_CLASS.refuse().at(place("leave")));
        }
        match (line.status == Status::MakeUp, line.makes_up) {
            (true, Some(run)) if !missed(run, line.person) => judge.no(rules::NOTHING_MISSED.refuse().at(place("makes_up"))),
            (true, Some(_)) | (false, None) => {}
            (true, None) | (false, Some(_)) => judge.no(rules::MAKE_UP_WHAT.refuse().at(place("makes_up"))),
        }
        let (sittings, credit_minutes) =
            if line.status.counts() { self.earned(judge, line, place) } else { not_earned(judge, line, place) };
        if line.status.counts() && !self.within(line) && self.away(judge, line.person, sittings) {
            judge.no(rules::ON_LEAVE.refuse().at(place("status")));
        }
        (judge.faults() == before).then(|| Attended {
            credit_minutes,
            leave: line.leave,
            makes_up: line.makes_up,
            member: member.kind,
            person: line.person,
            sender: member.unit.clone(),
            sittings,
            source: self.source,
            status: line.status,
        })
    }

    fn earned(&self, judge: &mut Judge<'_>, line: &Line, place: &dyn Fn(&str) -> String) -> (i64, i64) {
        let held = self.known.run.sitting_count();
        let sittings = line.sittings.unwrap_or(held);
        if !(1..=held).contains(&sittings) {
            judge.no(rules::SITTINGS.refuse().with("most", held).at(place("sittings")));
        }
        // Sittings may differ in length, but who was at some of them earns the share; exact minutes can be given.
        let credit = line.credit_minutes.unwrap_or_else(|| self.full * sittings.clamp(1, held) / held);
        if !(0..=self.most).contains(&credit) {
            judge.no(rules::CREDIT_TOO_MUCH.refuse().with("most", self.most).at(place("credit_minutes")));
        }
        (sittings, credit)
    }

    /// A9: whether approved leave left too few days for what is claimed.
    fn away(&self, judge: &Judge<'_>, person: PersonId, sittings: i64) -> bool {
        let claimed = if self.known.run.sittings().is_empty() { 1 } else { usize::try_from(sittings).unwrap_or(1) };
        self.days.iter().filter(|day| judge.directory.on_leave(person, **day).is_none()).count() < claimed
    }
}

fn not_earned(judge: &mut Judge<'_>, line: &Line, place: &dyn Fn(&str) -> String) -> (i64, i64) {
    if line.sittings.unwrap_or(0) != 0 || line.credit_minutes.unwrap_or(0) != 0 {
        judge.no(rules::CREDIT_UNEARNED.refuse().at(place("credit_minutes")));
    }
    (0, 0)
}

/// Whether `person` missed `run`, by what is recorded.
pub(super) fn missed(states: &States, run: RunId, person: PersonId) -> bool {
    let marked = states.get::<Run>(run).filter(|r| r.state() != Some(RunState::Cancelled)).and_then(|r| r.mark(person));
    marked.is_some_and(crate::study::state::Mark::was_missed)
}

impl Command for MarkAttendance {
    const NAME: &'static str = "study.mark_attendance";

    fn needs(&self) -> Vec<Need> {
        let others: BTreeSet<RunId> = self.roster.iter().filter_map(|line| line.makes_up).chain([self.run]).collect();
        others.into_iter().map(Need::of::<Run>).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        lead(states, self.run, Action::RecordStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let roster = Roster::new(self.run, Known::find(states, self.run)?, self.source);
        let mut judge = Judge::new(ctx);
        match roster.known.state {
            RunState::Planned => return Err(rules::NOT_OPEN.refuse().at("run").into()),
            RunState::Cancelled => return Err(rules::CANCELLED.refuse().at("run").into()),
            RunState::Archived => return Err(rules::CLOSED.refuse().at("run").into()),
            RunState::Open | RunState::Closed => {}
        }
        if self.roster.is_empty() {
            judge.no(rules::NO_ROWS.refuse().at("roster"));
        }
        let stream = stream::<Run>(self.run);
        let mut seen = HashSet::with_capacity(self.roster.len());
        for (i, line) in self.roster.iter().enumerate() {
            let place = |field: &str| format!("roster[{i}].{field}");
            let made_up = roster.within(line);
            if !seen.insert(line.person) {
                judge.no(rules::LISTED_TWICE.refuse().at(place("person")));
            } else if roster.known.run.mark(line.person).is_some_and(|m| !(made_up && m.body.status.missed())) {
                judge.no(rules::MARKED_TWICE.refuse().at(place("person")));
            } else if roster.known.state == RunState::Closed && !made_up {
                judge.no(rules::CLOSED.refuse().at(place("person")));
            }
            if let Some(body) = roster.row(&mut judge, line, &place, &|run, person| missed(states, run, person)) {
                judge.fact::<Fact>(&stream, roster.known.lead, roster.day(line, ctx.today()), body);
            }
        }
        judge.done()
    }
}

impl Command for CorrectMark {
    const NAME: &'static str = "study.correct_mark";

    fn needs(&self) -> Vec<Need> {
        let others: BTreeSet<RunId> = self.to.iter().filter_map(|line| line.makes_up).chain([self.run]).collect();
        others.into_iter().map(Need::of::<Run>).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        lead(states, self.run, Action::CorrectStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let roster = Roster::new(self.run, Known::find(states, self.run)?, RowSource::Recorder);
        let mut judge = Judge::new(ctx);
        match roster.known.state {
            RunState::Planned => return Err(rules::NOT_OPEN.refuse().at("run").into()),
            RunState::Cancelled => return Err(rules::CANCELLED.refuse().at("run").into()),
            RunState::Open | RunState::Closed | RunState::Archived => {}
        }
        judge.text("reason", &self.reason, 200);
        judge.text("authority", &self.authority, 100);
        let stream = stream::<Run>(self.run);
        let unit = roster.known.lead;
        match (&self.to, roster.known.run.mark(self.person)) {
            (None, None) => judge.no(rules::NO_MARK.refuse().at("person")),
            (None, Some(mark)) if mark.missed.is_some() => judge.no(rules::MAKE_UP_STAYS.refuse().at("person")),
            (None, Some(mark)) => {
                let body = MarkWithdrawn {
                    authority: self.authority.clone(),
                    old_seq: mark.seq,
                    person: self.person,
                    reason: self.reason.clone(),
                };
                judge.fact::<Fact>(&stream, unit, ctx.today(), body);
            }
            (Some(line), _) if line.person != self.person => judge.no(rules::OTHER_PERSON.refuse().at("to.person")),
            (Some(_), None) if roster.known.state == RunState::Open => judge.no(rules::MARK_INSTEAD.refuse().at("person")),
            (Some(line), old) => {
                let place = |field: &str| format!("to.{field}");
                let row = roster.row(&mut judge, line, &place, &|run, person| missed(states, run, person));
                if let Some(mut mark) = row {
                    if let Some(old) = old {
                        // The correction changes what was said, not where the row came from.
                        mark.source = old.body.source;
                        if mark == old.body {
                            judge.no(rules::SAME.refuse().at("to"));
                        }
                    }
                    let body =
                        MarkCorrected { authority: self.authority.clone(), mark, old_seq: old.map(|m| m.seq), reason: self.reason.clone() };
                    judge.fact::<Fact>(&stream, unit, ctx.today(), body);
                }
            }
        }
        judge.done()
    }
}
