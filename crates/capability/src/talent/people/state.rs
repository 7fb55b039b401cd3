//! A profile and an apprenticeship, folded from their facts.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Entry, Facets, Recorded, UnitPath};

use super::fact::{Apprenticed, ApprenticeshipFact, ProfileFact, ProfileOpened};
use super::model::Stage;
use crate::talent::registers::{APPRENTICESHIP, PROFILE};

/// Where something began: its fact, its day, and the unit that keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Began {
    /// Position of the fact.
    pub seq: u64,
    /// The day.
    pub on: Day,
    /// Who keeps it.
    pub unit: UnitPath,
}

impl Began {
    fn of<F>(fact: &Recorded<F>) -> Self {
        Self { seq: fact.seq, on: fact.happened_on, unit: fact.unit.clone() }
    }
}

/// 人才档案.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Profile {
    head: Option<(Began, ProfileOpened)>,
    stages: Vec<(Stage, Day, String)>,
    closed: Option<Day>,
}

impl Profile {
    /// What was opened, and when; `None` for a profile nobody opened.
    #[must_use]
    pub fn head(&self) -> Option<(&Began, &ProfileOpened)> {
        self.head.as_ref().map(|(began, body)| (began, body))
    }

    /// What was done, in the order in which it was recorded.
    #[must_use]
    pub fn stages(&self) -> &[(Stage, Day, String)] {
        &self.stages
    }

    /// First day without it.
    #[must_use]
    pub fn closed_on(&self) -> Option<Day> {
        self.closed
    }

    fn entry(&self) -> Option<Entry> {
        let (began, body) = self.head()?;
        let attrs = [
            ("domain", body.domain.as_str().into()),
            ("level", body.level.word().into()),
            ("member", body.member.word().into()),
            ("source", body.source.word().into()),
        ];
        (self.closed.is_none_or(|until| began.on < until)).then(|| Entry {
            register: PROFILE,
            key: body.serial.clone(),
            day: began.on,
            until: self.closed,
            facets: Facets { organisers: vec![began.unit.clone()], host: None, sender: Some(body.sender.clone()) },
            person: Some(body.person),
            attrs: BTreeMap::from(attrs),
            evidence: began.seq,
        })
    }
}

/// Removes what stood and adds what stands, where they differ.
fn replace(was: Option<Entry>, is: Option<Entry>, out: &mut Vec<Change>) {
    if was != is {
        out.extend(was.map(Change::Remove));
        out.extend(is.map(Change::Add));
    }
}

impl Aggregate for Profile {
    type Fact = ProfileFact;
    const FAMILY: &'static str = "talent.profile";

    fn changes(&self, fact: &Recorded<ProfileFact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(fact);
        replace(self.entry(), after.entry(), out);
    }

    fn fold(&mut self, fact: &Recorded<ProfileFact>) {
        match &fact.fact {
            ProfileFact::ProfileOpened(body) => self.head = Some((Began::of(fact), body.clone())),
            ProfileFact::ProfileStaged(body) => self.stages.push((body.stage, fact.happened_on, body.basis.clone())),
            ProfileFact::ProfileClosed(_) => self.closed = Some(fact.happened_on),
        }
    }
}

/// 半年检视.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfLook {
    /// The year.
    pub year: u16,
    /// 1 or 2.
    pub half: u8,
    /// When.
    pub on: Day,
    /// What was found.
    pub remark: String,
}

/// 师徒结对.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Apprenticeship {
    head: Option<(Began, Apprenticed)>,
    looks: Vec<HalfLook>,
    ended: Option<(Day, bool)>,
}

impl Apprenticeship {
    /// What was begun, and when; `None` for one nobody began.
    #[must_use]
    pub fn head(&self) -> Option<(&Began, &Apprenticed)> {
        self.head.as_ref().map(|(began, body)| (began, body))
    }

    /// Its half-yearly looks.
    #[must_use]
    pub fn looks(&self) -> &[HalfLook] {
        &self.looks
    }

    /// First day without it, and whether the goal was reached.
    #[must_use]
    pub fn ended(&self) -> Option<(Day, bool)> {
        self.ended
    }

    /// The last day of the half year in which it is to be looked at next.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        let (began, _) = self.head()?;
        let last = self.looks.last().map_or(began.on, |look| look.on.max(began.on));
        self.ended.is_none().then(|| last.plus_months(6))
    }

    fn entry(&self) -> Option<Entry> {
        let (began, body) = self.head()?;
        let until = self.ended.map(|(day, _)| day);
        (until.is_none_or(|until| began.on < until)).then(|| Entry {
            register: APPRENTICESHIP,
            key: body.serial.clone(),
            day: began.on,
            until,
            facets: Facets { organisers: vec![began.unit.clone()], host: None, sender: Some(body.sender.clone()) },
            person: None,
            attrs: BTreeMap::from([("member", body.member.word().into())]),
            evidence: began.seq,
        })
    }
}

impl Aggregate for Apprenticeship {
    type Fact = ApprenticeshipFact;
    const FAMILY: &'static str = "talent.apprenticeship";

    fn changes(&self, fact: &Recorded<ApprenticeshipFact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(fact);
        replace(self.entry(), after.entry(), out);
    }

    fn fold(&mut self, fact: &Recorded<ApprenticeshipFact>) {
        let on = fact.happened_on;
        match &fact.fact {
            ApprenticeshipFact::Apprenticed(body) => self.head = Some((Began::of(fact), body.clone())),
            ApprenticeshipFact::ApprenticeshipLookedAt(body) => {
                self.looks.push(HalfLook { year: body.year, half: body.half, on, remark: body.remark.clone() });
            }
            ApprenticeshipFact::ApprenticeshipEnded(body) => self.ended = Some((on, body.reached)),
        }
    }
}
