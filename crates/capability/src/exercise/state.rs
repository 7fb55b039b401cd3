//! An exercise, folded from its facts.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Document, Micros, PersonId, Recorded};

use super::clock::Clock;
use super::fact::{ActionSet, Fact, Observed, Planned, ProgrammeNamed, Recurrence, Taker, Task, Team};
use super::model::{InjectNo, ProgrammeId, Rating, Report, Role, Stage, Turn};
use super::rating::{ObjectiveRating, objectives};
use super::registers;
use super::scenario::Handled;

/// 整改事项 with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What was set.
    pub set: ActionSet,
    /// When it was set.
    pub on: Day,
    /// The fact that set it.
    pub seq: u64,
    /// How it was finished.
    pub finished: Option<Finished>,
    /// When it was verified, and by whom.
    pub verified: Option<(Day, PersonId)>,
    /// Where the same issue was found again.
    pub again: Vec<Recurrence>,
}

/// 整改完成.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// When.
    pub on: Day,
    /// By whom.
    pub by: PersonId,
    /// What shows it.
    pub evidence: String,
    /// The paper that shows it.
    pub document: Option<Document>,
}

impl Action {
    /// 逾期: not verified after its last day. Read at the moment of asking.
    #[must_use]
    pub fn overdue(&self, today: Day) -> bool {
        self.verified.is_none() && self.set.due < today
    }
}

/// 一人一岗: somebody's place in the exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Who, and from where.
    pub taker: Taker,
    /// As what.
    pub role: Role,
    /// Of which team.
    pub team: Option<String>,
    /// The fact that named them.
    pub seq: u64,
}

/// 免去的岗位.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// What it was.
    pub place: Place,
    /// When it was taken back.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// Whether the exercise had begun by then.
    pub begun: bool,
}

/// 演练.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Exercise {
    pub(super) planned: Option<(Day, u64, Planned)>,
    pub(super) teams: Vec<Team>,
    pub(super) people: BTreeMap<PersonId, Place>,
    former: Vec<Former>,
    named: Option<ProgrammeNamed>,
    papers: Vec<(Day, u64, Document)>,
    pub(super) tasks: Vec<Task>,
    locked: Option<u32>,
    clock: Clock,
    handled: BTreeMap<InjectNo, (Handled, Micros)>,
    /// When each run was held, and the fact that says so.
    pub(super) runs: Vec<(Day, u64, Option<String>)>,
    pub(super) observed: Vec<(Micros, Observed)>,
    pub(super) ratings: BTreeMap<u32, Rating>,
    overridden: BTreeMap<String, (Rating, String)>,
    hotwash: Option<(Day, Vec<String>)>,
    report: Option<(Report, Day)>,
    pub(super) issued: Option<u64>,
    pub(super) actions: Vec<Action>,
    struck: bool,
}

impl Exercise {
    /// What was planned; `None` for an exercise nobody planned.
    #[must_use]
    pub fn planned(&self) -> Option<&Planned> {
        self.planned.as_ref().map(|(.., body)| body)
    }

    /// Its first day as planned.
    #[must_use]
    pub fn starts_on(&self) -> Option<Day> {
        self.planned.as_ref().map(|(day, ..)| *day)
    }

    /// Position of the fact that planned it.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.planned.as_ref().map(|(_, seq, _)| *seq)
    }

    /// The teams.
    #[must_use]
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// Everybody in it.
    pub fn people(&self) -> impl Iterator<Item = &Place> {
        self.people.values()
    }

    /// The place of somebody; none who is not in it.
    #[must_use]
    pub fn place(&self, person: PersonId) -> Option<&Place> {
        self.people.get(&person)
    }

    /// Places taken back, in the order in which they were.
    #[must_use]
    pub fn former(&self) -> &[Former] {
        &self.former
    }

    /// The programme it belongs to.
    #[must_use]
    pub fn programme(&self) -> Option<ProgrammeId> {
        self.named.as_ref().map(|named| named.programme)
    }

    /// The programme it belongs to, as it was named.
    #[must_use]
    pub fn named(&self) -> Option<&ProgrammeNamed> {
        self.named.as_ref()
    }

    /// Papers that show what was mended: when, by which fact, and which.
    pub(super) fn papers(&self) -> &[(Day, u64, Document)] {
        &self.papers
    }

    /// The earliest day on which an action that is not verified is due.
    #[must_use]
    pub fn next_due(&self) -> Option<Day> {
        self.actions.iter().filter(|action| action.verified.is_none()).map(|action| action.set.due).min()
    }

    /// The role of somebody.
    #[must_use]
    pub fn role(&self, person: PersonId) -> Option<Role> {
        self.place(person).map(|place| place.role)
    }

    /// The critical tasks, from 1.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// How many injects the locked scenario had.
    #[must_use]
    pub fn locked(&self) -> Option<u32> {
        self.locked
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What a controller did with an inject, and when.
    #[must_use]
    pub fn handled(&self, no: InjectNo) -> Option<(Handled, Micros)> {
        self.handled.get(&no).copied()
    }

    /// When each run was held.
    pub fn runs(&self) -> impl Iterator<Item = (Day, Option<&str>)> {
        self.runs.iter().map(|(day, _, team)| (*day, team.as_deref()))
    }

    /// What was observed, and when it was written down.
    pub fn observed(&self) -> impl Iterator<Item = (Micros, &Observed)> {
        self.observed.iter().map(|(at, body)| (*at, body))
    }

    /// The rating of a critical task, from 1.
    #[must_use]
    pub fn rating(&self, task: u32) -> Option<Rating> {
        self.ratings.get(&task).copied()
    }

    /// Every objective with its rating.
    #[must_use]
    pub fn objectives(&self) -> Vec<ObjectiveRating<'_>> {
        objectives(&self.tasks, &self.ratings, &self.overridden)
    }

    /// When the hot wash was held, and what was said.
    #[must_use]
    pub fn hotwash(&self) -> Option<(Day, &[String])> {
        self.hotwash.as_ref().map(|(day, points)| (*day, points.as_slice()))
    }

    /// How far the report has come, and when.
    #[must_use]
    pub fn report(&self) -> Option<(Report, Day)> {
        self.report
    }

    /// The improvement actions by number.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The action with this number, from 1.
    #[must_use]
    pub fn action(&self, number: u32) -> Option<&Action> {
        self.actions.iter().find(|action| action.set.action == number)
    }

    /// Whether it was struck out.
    #[must_use]
    pub fn is_struck(&self) -> bool {
        self.struck
    }

    /// 计一期: conducted, at least one objective evaluated, and its report issued.
    #[must_use]
    pub fn counts(&self) -> bool {
        let evaluated = self.objectives().iter().any(|objective| objective.rating().is_some());
        !self.struck && !self.runs.is_empty() && evaluated && self.issued.is_some()
    }

    /// How far it has come; `None` for an exercise nobody planned.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        self.planned.as_ref()?;
        let held = !self.runs.is_empty();
        Some(match self.report.map(|(report, _)| report) {
            _ if self.struck => Stage::Struck,
            Some(Report::Issued) if self.actions.iter().all(|action| action.verified.is_some()) => Stage::Closed,
            Some(Report::Issued) => Stage::Actions,
            Some(Report::Agreed) => Stage::Agreed,
            Some(Report::Drafted) => Stage::Drafted,
            None if held => Stage::Hotwash,
            None if self.clock.started() => Stage::Conduct,
            None if self.locked.is_some() => Stage::Locked,
            None => Stage::Planning,
        })
    }

    fn action_mut(&mut self, number: u32) -> Option<&mut Action> {
        self.actions.iter_mut().find(|action| action.set.action == number)
    }

    fn fold_conduct(&mut self, fact: &Recorded<Fact>) {
        let (day, at) = (fact.happened_on, fact.recorded_at);
        match &fact.fact {
            Fact::ClockTurned(body) => {
                self.clock.turn(body.turn, at);
                if body.turn == Turn::End {
                    self.runs.push((day, fact.seq, None));
                }
            }
            Fact::SpeedSet(body) => self.clock.set_speed(body.speed, at),
            Fact::InjectReleased(body) => {
                self.handled.insert(body.inject, (Handled::Released, at));
            }
            Fact::InjectSkipped(body) => {
                self.handled.insert(body.inject, (Handled::Skipped, at));
            }
            Fact::DrillHeld(body) => self.runs.extend((0..body.runs).map(|_| (day, fact.seq, None))),
            Fact::RunAdded(body) => self.runs.push((day, fact.seq, Some(body.team.clone()))),
            Fact::Observed(body) => self.observed.push((at, body.clone())),
            _ => {}
        }
    }

    fn fold_after(&mut self, fact: &Recorded<Fact>) {
        let day = fact.happened_on;
        match &fact.fact {
            Fact::HotwashHeld(body) => self.hotwash = Some((day, body.remarks.clone())),
            Fact::ReportAdvanced(body) => {
                self.report = Some((body.to, day));
                if body.to == Report::Issued {
                    self.issued = Some(fact.seq);
                }
            }
            Fact::ActionSet(body) => {
                self.actions.push(Action { set: body.clone(), on: day, seq: fact.seq, finished: None, verified: None, again: Vec::new() });
            }
            Fact::ActionFinished(body) => {
                let (evidence, document) = (body.evidence.clone(), body.document.clone());
                self.papers.extend(document.clone().map(|document| (day, fact.seq, document)));
                if let Some(action) = self.action_mut(body.action) {
                    action.finished = Some(Finished { on: day, by: body.by, evidence, document });
                }
            }
            Fact::ActionRecurred(body) => {
                if let Some(action) = self.action_mut(body.action) {
                    action.again.push(body.again.clone());
                }
            }
            Fact::ActionVerified(body) => {
                if let Some(action) = self.action_mut(body.action) {
                    match body.holds {
                        true => action.verified = Some((day, body.by)),
                        false => action.finished = None,
                    }
                }
            }
            _ => {}
        }
    }
}

impl Aggregate for Exercise {
    type Fact = Fact;
    const FAMILY: &'static str = "exercise.exercise";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(fact);
        let (before, after) = (registers::entries(self), registers::entries(&after));
        out.extend(before.iter().filter(|row| !after.contains(row)).cloned().map(Change::Remove));
        out.extend(after.into_iter().filter(|row| !before.contains(row)).map(Change::Add));
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        match &fact.fact {
            Fact::Planned(body) => self.planned = Some((fact.happened_on, fact.seq, body.clone())),
            Fact::TeamsSet(body) => self.teams.clone_from(&body.teams),
            Fact::Appointed(body) => {
                for taker in &body.people {
                    let place = Place { taker: taker.clone(), role: body.role, team: body.team.clone(), seq: fact.seq };
                    self.people.insert(taker.person, place);
                }
            }
            Fact::Released(body) => {
                if let Some(place) = self.people.remove(&body.person) {
                    let begun = self.clock.started();
                    self.former.push(Former { place, on: fact.happened_on, reason: body.reason.clone(), begun });
                }
            }
            Fact::ProgrammeNamed(body) => self.named = Some(body.clone()),
            Fact::ObjectivesSet(body) => self.tasks.clone_from(&body.tasks),
            Fact::ScenarioLocked(body) => self.locked = Some(body.injects),
            Fact::Rated(body) => {
                self.ratings.insert(body.task, body.rating);
            }
            Fact::Overridden(body) => {
                self.overridden.insert(body.objective.clone(), (body.rating, body.reason.clone()));
            }
            Fact::Struck(_) => self.struck = true,
            _ => {
                self.fold_conduct(fact);
                self.fold_after(fact);
            }
        }
    }
}
