//! One laboratory, folded from its facts.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::document::attachment;
use nc_kernel::{Aggregate, Attr, Change, Day, Entry, PersonId, Recorded, UnitPath};

use super::fact::Fact;
use super::model::{LaboratoryId, ScopeItem, Stage, Status};
use super::registers::{ACCREDITATION, DOCUMENTS, PROFICIENCY, TEST, of, row};

/// 实验室: one stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Laboratory {
    head: Option<Head>,
    pub(super) accreditations: Vec<Accreditation>,
    pub(super) instruments: BTreeMap<String, Instrument>,
    pub(super) proficiency: Vec<Proficiency>,
    tests: BTreeSet<String>,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: LaboratoryId,
    /// Its serial.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// Whose.
    pub unit: UnitPath,
    /// Since when.
    pub from: Day,
    /// Position of the fact that founded it.
    pub seq: u64,
}

/// 评审与资质 under one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accreditation {
    /// Its scheme.
    pub scheme: String,
    /// Its grade.
    pub level: Option<String>,
    /// What is in scope.
    pub scope: Vec<ScopeItem>,
    /// When it was begun.
    pub begun: Day,
    /// How far the first review was brought.
    pub stage: Stage,
    /// What was found.
    pub nonconformities: Vec<Nonconformity>,
    /// Every grant, oldest first.
    pub grants: Vec<Grant>,
    /// When it was suspended, and from when it was in force again.
    pub suspensions: Vec<(Day, Option<Day>)>,
    /// First day after it was withdrawn.
    pub withdrawn: Option<Day>,
}

/// 不符合项.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonconformity {
    /// What does not conform.
    pub title: String,
    /// Who puts it right.
    pub owner: PersonId,
    /// By when.
    pub due: Day,
    /// When it was closed, and who looked.
    pub closed: Option<(Day, PersonId)>,
}

/// One grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Option<Day>,
    /// By when surveillance has to be passed.
    pub surveillance: Option<Day>,
    /// Number or name of the certificate.
    pub certificate: String,
    seq: u64,
}

/// 仪器.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// What it is.
    pub title: String,
    /// Months from one calibration to the next.
    pub months: u16,
    /// When it was calibrated, and the last day it may be used by that; in the order they were recorded.
    pub calibrations: Vec<(Day, Day)>,
}

/// 能力验证.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proficiency {
    /// When.
    pub on: Day,
    /// Code of the item.
    pub item: String,
    /// Whose programme.
    pub programme: String,
    /// Whether it went well.
    pub satisfactory: bool,
}

impl Accreditation {
    /// Where it stands on `day`, by its dates alone.
    #[must_use]
    pub fn status(&self, day: Day) -> Status {
        if self.withdrawn.is_some_and(|on| on <= day) {
            return Status::Withdrawn;
        }
        let Some((number, grant)) = self.grants.iter().enumerate().rfind(|(_, grant)| grant.from <= day) else {
            return match (self.nonconformities.is_empty(), self.open()) {
                (true, _) => Status::Before(self.stage),
                (false, 0) => Status::Rectified,
                (false, _) => Status::Nonconformities,
            };
        };
        let suspended = |(from, until): &(Day, Option<Day>)| *from <= day && until.is_none_or(|until| day < until);
        if self.suspensions.iter().any(suspended) {
            Status::Suspended
        } else if grant.until.is_some_and(|until| until < day) {
            Status::Expired
        } else if grant.surveillance.is_some_and(|due| due <= day) {
            Status::SurveillanceDue
        } else if number > 0 {
            Status::Renewed
        } else {
            Status::Granted
        }
    }

    /// How many nonconformities are not closed.
    #[must_use]
    pub fn open(&self) -> usize {
        self.nonconformities.iter().filter(|found| found.closed.is_none()).count()
    }

    /// The times in which it was in force: from, first day no longer, position of the grant.
    fn in_force(&self) -> Vec<(Day, Option<Day>, u64)> {
        let mut out = Vec::new();
        for (number, grant) in self.grants.iter().enumerate() {
            let next = self.grants.get(number + 1).map(|next| next.from);
            let end = grant.until.map(|until| until.plus_days(1)).into_iter().chain(next).chain(self.withdrawn).min();
            let mut from = Some(grant.from);
            for (stopped, resumed) in &self.suspensions {
                let Some(start) = from else { break };
                if *stopped >= start && end.is_none_or(|end| *stopped < end) {
                    out.push((start, Some(*stopped), grant.seq));
                    from = *resumed;
                }
            }
            out.extend(from.map(|start| (start, end, grant.seq)));
        }
        out.retain(|(from, until, _)| until.is_none_or(|until| *from < until));
        out
    }
}

impl Instrument {
    /// Whether it may be used on `day`.
    #[must_use]
    pub fn fit(&self, day: Day) -> bool {
        self.calibrations.iter().any(|(from, due)| *from <= day && day <= *due)
    }

    /// The last day it may be used, by what is recorded; none when it was never calibrated.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        self.calibrations.iter().map(|(_, due)| *due).max()
    }
}

impl Laboratory {
    /// What it is; `None` before it was founded.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// The accreditation with this number, from 1.
    #[must_use]
    pub fn accreditation(&self, number: u32) -> Option<&Accreditation> {
        self.accreditations.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// Accreditations with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (u32, &Accreditation)> {
        (1..).zip(&self.accreditations)
    }

    /// The item of a scope in force on `day`.
    #[must_use]
    pub fn in_scope(&self, item: &str, day: Day) -> Option<&ScopeItem> {
        let held = self.accreditations.iter().filter(|held| held.status(day).in_force());
        held.flat_map(|held| &held.scope).find(|in_scope| in_scope.code == item)
    }

    pub(super) fn tested(&self, number: &str) -> bool {
        self.tests.contains(number)
    }

    pub(super) fn tests(&self) -> usize {
        self.tests.len()
    }

    fn rows(&self) -> Vec<Entry> {
        let Some(head) = &self.head else { return Vec::new() };
        let numbered = self.numbered().flat_map(|(number, held)| held.in_force().into_iter().map(move |time| (number, held, time)));
        numbered
            .map(|(number, held, (from, until, seq))| {
                let level = Attr::Text(held.level.clone().unwrap_or_default());
                let attrs = [("level", level), ("scheme", Attr::Text(held.scheme.clone()))];
                row(ACCREDITATION, format!("{}/{number}/{}", head.id, from.key()), (from, until), &head.unit, attrs, seq)
            })
            .collect()
    }

    fn events(&self, recorded: &Recorded<Fact>) -> Vec<Entry> {
        let Some(head) = &self.head else { return Vec::new() };
        let (day, seq) = (recorded.happened_on, recorded.seq);
        let key = format!("{}/{seq}", head.id);
        match &recorded.fact {
            Fact::ProficiencyTested(body) => {
                vec![row(PROFICIENCY, key, (day, None), &head.unit, [("satisfactory", body.satisfactory.into())], seq)]
            }
            Fact::TestRequested(body) => {
                vec![row(TEST, key, (day, None), &head.unit, [("item", Attr::Text(body.item.clone()))], seq)]
            }
            Fact::NonconformityClosed(body) => attachment(DOCUMENTS, &key, day, &of(&head.unit), seq, &body.evidence, &[body.verifier]),
            Fact::Granted(body) => attachment(DOCUMENTS, &key, day, &of(&head.unit), seq, &body.certificate, &[]),
            _ => Vec::new(),
        }
    }

    fn at(&mut self, number: u32) -> Option<&mut Accreditation> {
        self.accreditations.get_mut(usize::try_from(number).ok()?.checked_sub(1)?)
    }
}

impl Aggregate for Laboratory {
    type Fact = Fact;

    const FAMILY: &'static str = "laboratory.laboratory";

    fn changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        out.extend(self.events(recorded).into_iter().map(Change::Add));
        let moves = matches!(recorded.fact, Fact::Granted(_) | Fact::Suspended(_) | Fact::Reinstated(_) | Fact::Withdrawn(_));
        if moves {
            // What is in force is told by all dates together, so the rows before and after are compared.
            let before = self.rows();
            let mut next = self.clone();
            next.fold(recorded);
            let after = next.rows();
            out.extend(before.iter().filter(|row| !after.contains(row)).cloned().map(Change::Remove));
            out.extend(after.into_iter().filter(|row| !before.contains(row)).map(Change::Add));
        }
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        let (day, seq) = (recorded.happened_on, recorded.seq);
        match &recorded.fact {
            Fact::Founded(body) => {
                let (serial, title) = (body.serial.clone(), body.title.clone());
                self.head.get_or_insert(Head { id: body.laboratory, serial, title, unit: recorded.unit.clone(), from: day, seq });
            }
            Fact::Begun(body) => self.accreditations.push(Accreditation {
                scheme: body.scheme.clone(),
                level: body.level.clone(),
                scope: body.scope.clone(),
                begun: day,
                stage: Stage::Preparing,
                nonconformities: Vec::new(),
                grants: Vec::new(),
                suspensions: Vec::new(),
                withdrawn: None,
            }),
            Fact::InstrumentRegistered(body) => {
                let instrument = Instrument { title: body.title.clone(), months: body.calibration_months, calibrations: Vec::new() };
                self.instruments.insert(body.instrument.clone(), instrument);
            }
            Fact::Calibrated(body) => {
                if let Some(instrument) = self.instruments.get_mut(&body.instrument) {
                    instrument.calibrations.push((day, body.due));
                }
            }
            Fact::ProficiencyTested(body) => {
                let (item, programme) = (body.item.clone(), body.programme.clone());
                self.proficiency.push(Proficiency { on: day, item, programme, satisfactory: body.satisfactory });
            }
            Fact::TestRequested(body) => {
                self.tests.insert(body.number.clone());
            }
            Fact::Advanced(body) => self.at(body.accreditation).into_iter().for_each(|held| held.stage = body.stage),
            Fact::NonconformityFound(body) => self.at(body.accreditation).into_iter().for_each(|held| {
                let found = Nonconformity { title: body.title.clone(), owner: body.owner, due: body.due, closed: None };
                held.nonconformities.push(found);
            }),
            Fact::NonconformityClosed(body) => self.at(body.accreditation).into_iter().for_each(|held| {
                let at = usize::try_from(body.nonconformity).ok().and_then(|n| n.checked_sub(1));
                if let Some(found) = at.and_then(|at| held.nonconformities.get_mut(at)) {
                    found.closed = Some((day, body.verifier));
                }
            }),
            Fact::Granted(body) => self.at(body.accreditation).into_iter().for_each(|held| {
                let certificate = body.certificate.number.clone().unwrap_or_else(|| body.certificate.name.clone());
                held.grants.push(Grant { from: day, until: body.until, surveillance: body.surveillance, certificate, seq });
            }),
            Fact::SurveillancePassed(body) => self.at(body.accreditation).into_iter().for_each(|held| {
                if let Some(grant) = held.grants.last_mut() {
                    grant.surveillance = body.next;
                }
            }),
            Fact::Suspended(body) => self.at(body.accreditation).into_iter().for_each(|held| held.suspensions.push((day, None))),
            Fact::Reinstated(body) => self.at(body.accreditation).into_iter().for_each(|held| {
                if let Some((_, until)) = held.suspensions.last_mut() {
                    *until = Some(day);
                }
            }),
            Fact::Withdrawn(body) => self.at(body.accreditation).into_iter().for_each(|held| held.withdrawn = Some(day)),
        }
    }
}
