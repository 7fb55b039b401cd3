//! One person's file as an instructor.

use std::collections::BTreeMap;

use nc_kernel::id::PersonId;
use nc_kernel::{Aggregate, Change, Day, Entry, Facets, Recorded, UnitPath};
use nc_people::directory::MemberKind;

use super::fact::Fact;
use super::model::{InstructorId, Level, Standing};
use super::registers::TERM;

/// 聘期: one appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// First day.
    pub from: Day,
    /// Last day, as appointed.
    pub until: Day,
    /// First day no longer, where it was ended before.
    pub ended: Option<Day>,
    /// The level at the time.
    pub level: Level,
    /// By which document.
    pub authority: String,
    /// Position of the fact.
    pub seq: u64,
    member: MemberKind,
    sender: UnitPath,
}

impl Term {
    /// Whether it runs on `day`.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && day <= self.until && self.ended.is_none_or(|ended| day < ended)
    }

    /// The first day on which it no longer runs.
    fn end(&self) -> Day {
        let after = self.until.plus_days(1);
        self.ended.map_or(after, |ended| ended.min(after))
    }
}

/// 科目档案: where a person stands in one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The level aimed at, or certified.
    pub level: Level,
    /// When proposed, the last time.
    pub proposed_on: Day,
    /// When certified, at the level that stands, and by which document.
    pub certified: Option<(Day, String)>,
    /// Every term, oldest first.
    pub terms: Vec<Term>,
    /// When withdrawn, and why.
    pub withdrawn: Option<(Day, String)>,
}

impl Subject {
    /// Where the person stands on `day`.
    #[must_use]
    pub fn standing(&self, day: Day) -> Standing {
        if self.withdrawn.as_ref().is_some_and(|(on, _)| *on <= day) {
            Standing::Withdrawn
        } else if self.terms.iter().any(|term| term.covers(day)) {
            Standing::Appointed
        } else if self.terms.iter().any(|term| term.ended.is_none() && term.until < day) {
            Standing::Expired
        } else if self.certified.is_some() {
            Standing::Certified
        } else {
            Standing::Candidate
        }
    }
}

/// 教官档案: one person's file.
#[derive(Debug, Clone, Default)]
pub struct Instructor {
    head: Option<Head>,
    subjects: BTreeMap<String, Subject>,
}

/// What does not change about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: InstructorId,
    /// Who.
    pub person: PersonId,
    /// Its number.
    pub serial: String,
    /// The unit the person served in when the file was opened.
    pub unit: UnitPath,
    /// Position of the first fact.
    pub since: u64,
    /// When it was opened.
    pub opened_on: Day,
}

impl Instructor {
    /// What does not change; `None` while there is no file.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Every subject, by name.
    pub fn subjects(&self) -> impl Iterator<Item = (&str, &Subject)> {
        self.subjects.iter().map(|(name, subject)| (name.as_str(), subject))
    }

    /// The subject called `name`.
    #[must_use]
    pub fn subject(&self, name: &str) -> Option<&Subject> {
        self.subjects.get(name.trim())
    }

    /// Whether some term runs on `day`.
    #[must_use]
    pub fn in_term(&self, day: Day) -> bool {
        self.subjects.values().any(|subject| subject.standing(day) == Standing::Appointed)
    }

    /// The furthest day any term runs through.
    #[must_use]
    pub fn until(&self) -> Option<Day> {
        self.subjects.values().flat_map(|subject| &subject.terms).map(|term| term.end().minus_days(1)).max()
    }

    /// What it puts into the register, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let terms = self.subjects.iter().flat_map(|(name, subject)| subject.terms.iter().map(move |term| (name, term)));
        terms.filter_map(|(name, term)| self.entry(name, term)).collect()
    }

    fn entry(&self, subject: &str, term: &Term) -> Option<Entry> {
        let head = self.head.as_ref()?;
        // A term that was ended before it began never counted.
        (term.from < term.end()).then(|| Entry {
            register: TERM,
            key: format!("{}/{}", head.id, term.seq),
            day: term.from,
            until: Some(term.end()),
            facets: Facets { organisers: vec![head.unit.clone()], host: None, sender: Some(term.sender.clone()) },
            person: Some(head.person),
            attrs: BTreeMap::from([
                ("level", term.level.word().into()),
                ("member", term.member.word().into()),
                ("subject", subject.into()),
            ]),
            evidence: term.seq,
        })
    }
}

impl Aggregate for Instructor {
    type Fact = Fact;

    const FAMILY: &'static str = "instructor.file";

    fn changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(recorded);
        let (before, after) = (self.entries(), after.entries());
        out.extend(before.iter().filter(|entry| !after.contains(entry)).cloned().map(Change::Remove));
        out.extend(after.into_iter().filter(|entry| !before.contains(entry)).map(Change::Add));
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        let on = recorded.happened_on;
        match &recorded.fact {
            Fact::Proposed(fact) => {
                self.head.get_or_insert_with(|| Head {
                    id: fact.instructor,
                    person: fact.person,
                    serial: fact.serial.clone(),
                    unit: fact.sender.clone(),
                    since: recorded.seq,
                    opened_on: on,
                });
                let new = || Subject { level: fact.level, proposed_on: on, certified: None, terms: Vec::new(), withdrawn: None };
                let subject = self.subjects.entry(fact.subject.clone()).or_insert_with(new);
                // Somebody withdrawn comes back as a candidate; the old terms stay.
                (subject.level, subject.proposed_on, subject.certified, subject.withdrawn) = (fact.level, on, None, None);
            }
            Fact::Certified(fact) => {
                if let Some(subject) = self.subjects.get_mut(&fact.subject) {
                    subject.level = fact.level;
                    subject.certified = Some((on, fact.authority.clone()));
                }
            }
            Fact::Appointed(fact) => {
                if let Some(subject) = self.subjects.get_mut(&fact.subject) {
                    subject.terms.push(Term {
                        from: on,
                        until: fact.until,
                        ended: None,
                        level: subject.level,
                        authority: fact.authority.clone(),
                        seq: recorded.seq,
                        member: fact.member,
                        sender: fact.sender.clone(),
                    });
                }
            }
            Fact::Withdrawn(fact) => {
                if let Some(subject) = self.subjects.get_mut(&fact.subject) {
                    subject.withdrawn = Some((on, fact.reason.clone()));
                    for term in subject.terms.iter_mut().filter(|term| term.ended.is_none() && on <= term.until) {
                        term.ended = Some(on);
                    }
                }
            }
        }
    }
}
