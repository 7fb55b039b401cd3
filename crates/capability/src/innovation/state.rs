//! One project, folded from its facts.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Attr, Change, Day, Entry, Facets, Recorded, UnitPath, UserId};

use super::fact::{Fact, Proposed};
use super::model::{HonourKind, Stage};
use super::registers::{ADOPTION, STAGE};

/// 创新项目.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Project {
    head: Option<Head>,
    stages: Vec<(Stage, Day, String)>,
    adopters: Vec<(UnitPath, Day, String)>,
    honours: Vec<(String, HonourKind)>,
}

/// What was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Position of the fact that says so.
    pub seq: u64,
    /// When.
    pub on: Day,
    /// Whose project.
    pub unit: UnitPath,
    /// Who proposed it.
    pub by: UserId,
    /// What.
    pub body: Proposed,
}

impl Project {
    /// What was proposed; `None` for a project nobody proposed.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Where it is; `None` for a project nobody proposed.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        let last = self.stages.last().map_or(Stage::Idea, |(stage, ..)| *stage);
        self.head.as_ref().map(|_| last)
    }

    /// The day of its last step.
    #[must_use]
    pub fn since(&self) -> Option<Day> {
        self.stages.last().map(|(_, on, _)| *on).or(self.head().map(|head| head.on))
    }

    /// Stages it reached, when, and by what.
    #[must_use]
    pub fn stages(&self) -> &[(Stage, Day, String)] {
        &self.stages
    }

    /// Units that took it over, when, and for what.
    #[must_use]
    pub fn adopters(&self) -> &[(UnitPath, Day, String)] {
        &self.adopters
    }

    /// Entries of the roll of honour it refers to.
    #[must_use]
    pub fn honours(&self) -> &[(String, HonourKind)] {
        &self.honours
    }
}

impl Aggregate for Project {
    type Fact = Fact;
    const FAMILY: &'static str = "innovation.project";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        let Some(head) = self.head() else { return };
        let serial = &head.body.serial;
        let (register, key, unit, attr) = match &fact.fact {
            Fact::Proposed(_) | Fact::Honoured(_) => return,
            Fact::Moved(body) => {
                let word = body.stage.word();
                (STAGE, format!("{serial}/{word}"), &head.unit, ("stage", Attr::Text(word.to_owned())))
            }
            Fact::Adopted(body) => (ADOPTION, format!("{serial}/{}", body.adopter), &body.adopter, ("project", Attr::Text(serial.clone()))),
        };
        // An adoption is the inventor's and counts for the adopter as its host.
        let facets = Facets { organisers: vec![head.unit.clone()], host: Some(unit.clone()), sender: None };
        out.push(Change::Add(Entry {
            register,
            key,
            day: fact.happened_on,
            until: None,
            facets,
            person: None,
            attrs: BTreeMap::from([attr]),
            evidence: fact.seq,
        }));
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        let on = fact.happened_on;
        match &fact.fact {
            Fact::Proposed(body) => {
                let (unit, by) = (fact.unit.clone(), fact.actor.user);
                self.head = Some(Head { seq: fact.seq, on, unit, by, body: body.clone() });
            }
            Fact::Moved(body) => self.stages.push((body.stage, on, body.basis.clone())),
            Fact::Adopted(body) => self.adopters.push((body.adopter.clone(), on, body.basis.clone())),
            Fact::Honoured(body) => self.honours.push((body.honour.clone(), body.kind)),
        }
    }
}
