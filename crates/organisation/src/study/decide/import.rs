//! Whole files of roster rows.

use std::collections::{BTreeSet, HashMap};

use nc_kernel::{Need, PersonId, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::marks::{Roster, missed};
use super::run::Known;
use super::stream;
use crate::study::command::{ImportRoster, RosterRow};
use crate::study::fact::{Attended, Fact};
use crate::study::model::{Line, RowSource, RunId, RunState};
use crate::study::rules;
use crate::study::state::{Mark, Run};
use nc_people::judge::Judge;

impl RosterRow {
    fn line(&self) -> Line {
        Line {
            person: self.person,
            status: self.status,
            leave: self.leave,
            credit_minutes: self.credit_minutes,
            sittings: self.sittings,
            makes_up: self.makes_up,
        }
    }
}

/// Whether a row says what is recorded. What the row leaves open agrees with anything.
fn same(line: &Line, body: &Attended) -> bool {
    line.status == body.status
        && line.leave == body.leave
        && line.makes_up == body.makes_up
        && line.credit_minutes.is_none_or(|minutes| minutes == body.credit_minutes)
        && line.sittings.is_none_or(|sittings| sittings == body.sittings)
}

/// Whether a row says what is recorded now, or what was before a make-up: the file of that day may be read again.
fn recorded(line: &Line, mark: &Mark) -> bool {
    same(line, &mark.body) || mark.missed.is_some_and(|m| m.status == line.status && m.leave == line.leave)
}

impl ImportRoster {
    fn runs(&self) -> BTreeSet<RunId> {
        self.rows.iter().map(|row| row.run).collect()
    }
}

impl Command for ImportRoster {
    const NAME: &'static str = "study.import_roster";

    fn needs(&self) -> Vec<Need> {
        let all: BTreeSet<RunId> = self.rows.iter().flat_map(|row| [Some(row.run), row.makes_up]).flatten().collect();
        all.into_iter().map(Need::of::<Run>).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let known = self.runs().into_iter().filter_map(|run| states.get::<Run>(run).and_then(Known::of));
        let leads: BTreeSet<UnitPath> = known.map(|k| k.lead.clone()).collect();
        leads.into_iter().map(|unit| (Action::RecordStudy, unit)).collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        if self.rows.is_empty() {
            judge.no(rules::NO_ROWS.refuse().at("rows"));
        }
        let rosters: HashMap<RunId, (Roster<'_>, StreamId)> = self
            .runs()
            .into_iter()
            .filter_map(|id| {
                let known = states.get::<Run>(id).and_then(Known::of)?;
                Some((id, (Roster::new(id, known, RowSource::Import), stream::<Run>(id))))
            })
            .collect();
        let mut seen: HashMap<(RunId, PersonId), Line> = HashMap::with_capacity(self.rows.len());
        for row in &self.rows {
            let place = |_: &str| row.place.clone();
            let Some((roster, stream)) = rosters.get(&row.run) else {
                judge.no(rules::UNKNOWN_RUN.refuse().at(place("run")));
                continue;
            };
            let line = row.line();
            let made_up = roster.within(&line);
            if let Some(earlier) = seen.get(&(row.run, row.person)) {
                if *earlier == line {
                    continue;
                }
                if !(made_up && earlier.status.missed()) {
                    judge.no(rules::LISTED_TWICE.refuse().at(place("person")));
                    continue;
                }
            }
            match roster.known.run.mark(row.person) {
                Some(mark) if recorded(&line, mark) => {
                    seen.insert((row.run, row.person), line);
                    continue;
                }
                Some(mark) if !(made_up && mark.body.status.missed()) => {
                    judge.no(rules::DIFFERS.refuse().at(place("status")));
                    continue;
                }
                _ => {}
            }
            if let Some(rule) = refused(roster.known.state, made_up) {
                judge.no(rule.refuse().at(place("run")));
            }
            // A file may hold the leave and, further down, its make-up.
            let missed = |run: RunId, person: PersonId| {
                missed(states, run, person) || seen.get(&(run, person)).is_some_and(|line| line.status.missed())
            };
            if let Some(body) = roster.row(&mut judge, &line, &place, &missed) {
                judge.fact::<Fact>(stream, roster.known.lead, roster.day(&line, ctx.today()), body);
            }
            seen.insert((row.run, row.person), line);
        }
        judge.done()
    }
}

fn refused(state: RunState, made_up: bool) -> Option<&'static nc_kernel::Rule> {
    match state {
        RunState::Open => None,
        RunState::Closed if made_up => None,
        RunState::Planned => Some(&rules::NOT_OPEN),
        RunState::Closed | RunState::Archived => Some(&rules::CLOSED),
        RunState::Cancelled => Some(&rules::CANCELLED),
    }
}
