//! The rules: the only place of contests that says no.

/// What every command has in common by which somebody takes part: it is given by the account of its `$who` alone.
macro_rules! in_person {
    ($who:ident) => {
        fn needs(&self) -> Vec<Need> {
            needs(self.contest)
        }

        fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
            judge::ask_about(states, Action::TakePart, self.$who, None)
        }
    };
}

mod after;
mod discipline;
mod records;
mod run;
mod set_up;
mod sign;
mod unseal;

use std::collections::BTreeSet;

use nc_kernel::{Aggregate as _, Day, FactBody, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{self, Judge, REASON, TITLE, ask_of};

use super::command::*;
use super::fact::{
    AppealDecided, Appealed, Attempted, CodeFact, Coded, CodesDrawn, DisciplinePut, EntriesCoded, EntryRegistered, EventResult,
    ExtraTimeGranted, Fact, Frozen, MappingRefused, NamesCameOut, NamesOpened, Nominated, NominationReceived, PanelSeated, Published,
    RecordFact, Recused, Sanctioned, Scored, ScoresLocked, ScoresSigned, SetUp, SignatureWaived, Unfrozen, UnsealAsked, UnsealRefused,
    Unsealed,
};
use super::model::{ContestId, Correction, Discipline, Entrant, Measured, Moved, Outcome, Scoring, Seat, Signer, Stage};
use super::state::{Codes, Contest, Live, Records};
use super::{board, rules};
use crate::declare::of_known;

/// One contest that exists, its codes, and what its command decides.
struct Desk<'a, 'c> {
    contest: &'a Contest,
    head: &'a SetUp,
    codes: &'a Codes,
    judge: Judge<'c>,
}

impl<'a, 'c> Desk<'a, 'c> {
    fn of(states: &'a States, ctx: &Ctx<'c>, id: ContestId) -> Result<Self, Refused> {
        let known = states.get::<Contest>(id).and_then(|contest| Some((contest, contest.head()?)));
        let (contest, head) = known.ok_or_else(|| rules::UNKNOWN.refuse().at("contest"))?;
        let codes = states.get::<Codes>(id).ok_or_else(|| rules::UNKNOWN.refuse().at("contest"))?;
        Ok(Self { contest, head, codes, judge: Judge::new(ctx) })
    }

    fn live(&self) -> &'a Live {
        self.contest.live()
    }

    /// The discipline of a code; a fault when there is none.
    fn discipline_of(&mut self, code: &str) -> Option<&'a Discipline> {
        let found = self.live().discipline_of(code);
        if found.is_none() {
            self.judge.no(rules::CODE.refuse().at("code"));
        }
        found
    }

    fn unlocked(&mut self) {
        if self.live().is_locked() {
            self.judge.no(rules::LOCKED.refuse());
        }
    }

    fn write(&mut self, on: Day, fact: impl Into<Fact>) {
        self.append::<Fact>(Contest::FAMILY, on, fact.into());
    }

    fn write_code(&mut self, on: Day, fact: impl Into<CodeFact>) {
        self.append::<CodeFact>(Codes::FAMILY, on, fact.into());
    }

    fn append<F: FactBody>(&mut self, family: &str, on: Day, fact: F) {
        let Some(unit) = self.head.organisers.first() else { return };
        self.judge.fact::<F>(&StreamId::new(family, self.head.contest), unit, on, fact);
    }

    /// Today, but never before the contest's first day, nor after its last: results count for the days of the contest.
    fn held_on(&self) -> Day {
        self.judge.today.min(self.head.ends_on).max(self.head.starts_on)
    }
}

fn needs(contest: ContestId) -> Vec<Need> {
    vec![Need::of::<Contest>(contest), Need::of::<Codes>(contest)]
}

/// Whom to ask: the organisers. About a contest that does not exist the bureau is asked, so that only who may see everything
/// learns that it does not.
fn asks(states: &States, action: Action, contest: ContestId) -> Vec<(Action, UnitPath)> {
    if let Some(head) = states.get::<Contest>(contest).and_then(Contest::head) {
        return head.organisers.iter().map(|unit| (action, unit.clone())).collect();
    }
    ask_of(states, action, None)
}
