//! 人才工作室: one studio.

use std::collections::BTreeMap;

use nc_kernel::document::attachment;
use nc_kernel::{Aggregate, Change, Day, Entry, Facets, PersonId, Recorded, UnitPath, UserId};

use crate::talent::fact::{StudioFact, StudioProposed};
use crate::talent::model::{Finding, StudioState};
use crate::talent::registers::{DOCUMENTS, OUTPUT, STUDIO, row};

/// 年度任务.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is to come of it.
    pub text: String,
    /// Last day.
    pub due: Day,
    /// When it was done, and what came of it.
    pub done: Option<(Day, String)>,
}

/// 年度评议.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The year looked at.
    pub year: u16,
    /// When.
    pub on: Day,
    /// What was found.
    pub finding: Finding,
    /// Why.
    pub reason: String,
    /// Last day to put it right.
    pub until: Option<Day>,
}

/// 工作室.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Studio {
    head: Option<(u64, Day, UnitPath, UserId, StudioProposed)>,
    fit: Option<bool>,
    named: Option<(Day, u64)>,
    withdrawn: Option<Day>,
    members: BTreeMap<PersonId, (UnitPath, Day, Option<Day>)>,
    tasks: Vec<Task>,
    looks: Vec<Look>,
}

impl Studio {
    /// What was proposed; `None` for a studio nobody proposed.
    #[must_use]
    pub fn head(&self) -> Option<&StudioProposed> {
        self.head.as_ref().map(|head| &head.4)
    }

    /// Position of its first fact.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.head.as_ref().map(|head| head.0)
    }

    /// When it was proposed.
    #[must_use]
    pub fn proposed_on(&self) -> Option<Day> {
        self.head.as_ref().map(|head| head.1)
    }

    /// Whose it is.
    #[must_use]
    pub fn unit(&self) -> Option<&UnitPath> {
        self.head.as_ref().map(|head| &head.2)
    }

    /// Who proposed it.
    #[must_use]
    pub fn proposer(&self) -> Option<UserId> {
        self.head.as_ref().map(|head| head.3)
    }

    /// When it was named.
    #[must_use]
    pub fn named_on(&self) -> Option<Day> {
        self.named.map(|(day, _)| day)
    }

    /// When it was withdrawn.
    #[must_use]
    pub fn withdrawn_on(&self) -> Option<Day> {
        self.withdrawn
    }

    /// How far it has come; `None` for a studio nobody proposed.
    #[must_use]
    pub fn state(&self) -> Option<StudioState> {
        self.head.as_ref()?;
        Some(match (self.withdrawn, self.named, self.fit, self.looks.last()) {
            (Some(_), ..) | (_, None, Some(false), _) => StudioState::Withdrawn,
            (None, Some(_), _, Some(look)) if look.finding == Finding::Rectify => StudioState::Rectifying,
            (None, Some(_), ..) => StudioState::Named,
            (None, None, Some(true), _) => StudioState::Reviewed,
            (None, None, None, _) => StudioState::Proposed,
        })
    }

    /// Members: who, from which unit, since when, and until when.
    pub fn members(&self) -> impl Iterator<Item = (PersonId, &UnitPath, Day, Option<Day>)> {
        self.members.iter().map(|(person, (unit, from, until))| (*person, unit, *from, *until))
    }

    /// Whether somebody is a member.
    #[must_use]
    pub fn has(&self, person: PersonId) -> bool {
        self.members.get(&person).is_some_and(|(.., until)| until.is_none())
    }

    /// Its tasks, the first has number 1.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// A task by its number.
    #[must_use]
    pub fn task(&self, number: u32) -> Option<&Task> {
        self.tasks.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// Its yearly reviews, in order.
    #[must_use]
    pub fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// The day something is due of it: the rectification, else the first task that is not done.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        let rectify = self.looks.last().filter(|look| look.finding == Finding::Rectify).and_then(|look| look.until);
        rectify.or_else(|| self.tasks.iter().filter(|task| task.done.is_none()).map(|task| task.due).min())
    }

    /// Its row in the register of studios.
    fn entry(&self) -> Option<Entry> {
        let ((day, seq), head, unit) = (self.named?, self.head()?, self.unit()?);
        if self.withdrawn.is_some_and(|until| until <= day) {
            return None;
        }
        Some(row(STUDIO, head.serial.clone(), day, self.withdrawn, unit, &head.domain, seq))
    }
}

impl Aggregate for Studio {
    type Fact = StudioFact;
    const FAMILY: &'static str = "talent.studio";

    fn changes(&self, fact: &Recorded<StudioFact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(fact);
        let (was, is) = (self.entry(), after.entry());
        if was != is {
            out.extend(was.map(Change::Remove));
            out.extend(is.map(Change::Add));
        }
        let Some((head, unit)) = self.head().zip(self.unit()) else { return };
        match &fact.fact {
            StudioFact::StudioTaskDone(body) => {
                let key = format!("{}/{}", head.serial, body.task);
                out.push(Change::Add(row(OUTPUT, key, fact.happened_on, None, unit, &head.domain, fact.seq)));
            }
            StudioFact::StudioNamed(body) => {
                let at = Facets { organisers: vec![unit.clone()], host: None, sender: None };
                let rows = attachment(DOCUMENTS, &head.serial, fact.happened_on, &at, fact.seq, &body.document, &[]);
                out.extend(rows.into_iter().map(Change::Add));
            }
            _ => {}
        }
    }

    fn fold(&mut self, fact: &Recorded<StudioFact>) {
        let day = fact.happened_on;
        match &fact.fact {
            StudioFact::StudioProposed(body) => {
                self.head = Some((fact.seq, day, fact.unit.clone(), fact.actor.user, body.clone()));
            }
            StudioFact::StudioJudged(body) => self.fit = Some(body.fit),
            StudioFact::StudioNamed(_) => self.named = Some((day, fact.seq)),
            StudioFact::StudioJoined(body) => {
                self.members.insert(body.person, (body.sender.clone(), day, None));
            }
            StudioFact::StudioLeft(body) => {
                if let Some((.., until)) = self.members.get_mut(&body.person) {
                    *until = Some(day);
                }
            }
            StudioFact::StudioTaskSet(body) => self.tasks.push(Task { text: body.text.clone(), due: body.due, done: None }),
            StudioFact::StudioTaskDone(body) => {
                let at = usize::try_from(body.task).ok().and_then(|n| n.checked_sub(1));
                if let Some(task) = at.and_then(|at| self.tasks.get_mut(at)) {
                    task.done = Some((day, body.output.clone()));
                }
            }
            StudioFact::StudioLookedAt(body) => {
                self.looks.push(Look { year: body.year, on: day, finding: body.finding, reason: body.reason.clone(), until: body.until });
            }
            StudioFact::StudioWithdrawn(_) => self.withdrawn = Some(day),
        }
    }
}
