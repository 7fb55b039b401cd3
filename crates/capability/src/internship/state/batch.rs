//! A batch.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Document, PersonId, Recorded, UnitPath};

use crate::internship::fact::{BatchFact, BatchOpened};
use crate::internship::model::{BatchId, PlacementId};
use crate::internship::registers;

/// 实习批次: students of one school who come together under one agreement.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Batch {
    head: Option<BatchHead>,
    students: BTreeMap<PlacementId, PersonId>,
    closed_on: Option<Day>,
}

/// What a batch is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchHead {
    /// Position of its first fact.
    pub since: u64,
    /// Its id.
    pub id: BatchId,
    /// Natural key.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// The academy.
    pub school: String,
    /// The students' subject.
    pub major: String,
    /// Who organises it.
    pub unit: UnitPath,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Weeks agreed.
    pub weeks: u32,
    /// What a student is to meet.
    pub competencies: Vec<String>,
    /// Students one mentor may have at once.
    pub load_cap: u32,
    /// Days after which a student counts as supported.
    pub minimum_days: u32,
    /// The agreement.
    pub agreement: Document,
}

impl Batch {
    /// What it is; none before it exists.
    #[must_use]
    pub fn head(&self) -> Option<&BatchHead> {
        self.head.as_ref()
    }

    /// Its students by placement.
    #[must_use]
    pub fn students(&self) -> &BTreeMap<PlacementId, PersonId> {
        &self.students
    }

    /// The day it was closed.
    #[must_use]
    pub fn closed_on(&self) -> Option<Day> {
        self.closed_on
    }

    /// What a competency is called, by its number.
    #[must_use]
    pub fn competency(&self, number: u32) -> Option<&str> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        self.head.as_ref()?.competencies.get(at).map(String::as_str)
    }
}

impl BatchHead {
    fn of(body: &BatchOpened, since: u64, unit: &UnitPath) -> Self {
        Self {
            since,
            id: body.batch,
            serial: body.serial.clone(),
            title: body.title.clone(),
            school: body.school.clone(),
            major: body.major.clone(),
            unit: unit.clone(),
            from: body.from,
            to: body.to,
            weeks: body.weeks,
            competencies: body.competencies.clone(),
            load_cap: body.load_cap,
            minimum_days: body.minimum_days,
            agreement: body.agreement.clone(),
        }
    }
}

impl Aggregate for Batch {
    type Fact = BatchFact;
    const FAMILY: &'static str = "internship.batch";

    fn changes(&self, fact: &Recorded<BatchFact>, out: &mut Vec<Change>) {
        if let BatchFact::BatchOpened(body) = &fact.fact {
            let key = format!("batch/{}", body.batch);
            let rows = registers::document(&key, fact.happened_on, (&fact.unit, &fact.unit), fact.seq, &body.agreement, &[]);
            out.extend(rows.into_iter().map(Change::Add));
        }
    }

    fn fold(&mut self, fact: &Recorded<BatchFact>) {
        match &fact.fact {
            BatchFact::BatchOpened(body) => {
                self.head.get_or_insert_with(|| BatchHead::of(body, fact.seq, &fact.unit));
            }
            BatchFact::BatchExtended(body) => {
                if let Some(head) = &mut self.head {
                    head.to = body.to;
                }
            }
            BatchFact::StudentEntered(body) => {
                self.students.insert(body.placement, body.person);
            }
            BatchFact::BatchClosed(_) => self.closed_on = Some(fact.happened_on),
        }
    }
}
