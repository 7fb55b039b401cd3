//! A placement.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Document, Entry, PersonId, Recorded, UnitPath};

use crate::internship::fact::PlacementFact;
use crate::internship::model::{BatchId, EndReason, Extent, Level, MoveReason, PlacementId, Practised, Progress, Side, Stage};
use crate::internship::registers;

/// 实习安排: one student in one batch, from the request to the certificate.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Placement {
    head: Option<Head>,
    stage: Option<Stage>,
    stays: Vec<Stay>,
    logs: Vec<Log>,
    visits: Vec<MentorVisit>,
    evaluations: BTreeMap<Side, Evaluation>,
    appraisal: Option<Appraisal>,
    end_reason: Option<EndReason>,
    grade: Option<Level>,
    certificate: Option<(String, Day)>,
}

/// What a placement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Position of its first fact.
    pub since: u64,
    /// Its id.
    pub placement: PlacementId,
    /// The student.
    pub person: PersonId,
    /// The batch.
    pub batch: BatchId,
    /// The batch's serial.
    pub serial: String,
    /// The academy.
    pub school: String,
    /// Days after which it counts as supported.
    pub minimum_days: u32,
    /// Who organises the batch.
    pub organiser: UnitPath,
    /// The day it was entered.
    pub entered_on: Day,
}

/// 一段实习: a time in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The unit.
    pub host: UnitPath,
    /// What the student does there.
    pub post: String,
    /// Who guides them.
    pub mentors: Vec<PersonId>,
    /// First day, as planned.
    pub from: Day,
    /// Last day, as planned.
    pub to: Day,
    /// Why the student moved here from another unit.
    pub moved: Option<MoveReason>,
    /// The day of arrival and the fact that says so.
    pub arrived: Option<(Day, u64)>,
    /// The day work began and the number of the signed undertaking.
    pub started: Option<(Day, String)>,
    /// The last day.
    pub ended: Option<Day>,
}

impl Stay {
    /// The last day there was or is to be.
    #[must_use]
    pub fn last(&self) -> Day {
        self.ended.unwrap_or(self.to)
    }
}

/// 周记.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Who kept it.
    pub by: PersonId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What was practised.
    pub practised: Vec<Practised>,
}

/// 走访.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentorVisit {
    /// Who came.
    pub visitor: Side,
    /// The day.
    pub on: Day,
    /// What was found.
    pub progress: Progress,
    /// Competencies to be met next.
    pub next: Vec<u32>,
}

/// 鉴定.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The level.
    pub level: Level,
    /// The day.
    pub on: Day,
    /// The form on paper.
    pub document: Option<Document>,
}

/// 学生评价.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appraisal {
    /// How well they were guided.
    pub guidance: Extent,
    /// How wide the range of work was.
    pub breadth: Extent,
    /// How it fitted what they study.
    pub relevance: Extent,
    /// Whether most of it was chores.
    pub mostly_chores: bool,
}

impl Placement {
    /// What it is; none before it exists.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        self.stage
    }

    /// The times in one unit each, oldest first.
    #[must_use]
    pub fn stays(&self) -> &[Stay] {
        &self.stays
    }

    /// The last of them.
    #[must_use]
    pub fn stay(&self) -> Option<&Stay> {
        self.stays.last()
    }

    /// Who guides the student now, or did last.
    #[must_use]
    pub fn mentors(&self) -> &[PersonId] {
        self.stay().map(|stay| stay.mentors.as_slice()).unwrap_or_default()
    }

    /// The logs, in the order they were kept.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The visits.
    #[must_use]
    pub fn visits(&self) -> &[MentorVisit] {
        &self.visits
    }

    /// The evaluations, the latest of each side.
    #[must_use]
    pub fn evaluations(&self) -> &BTreeMap<Side, Evaluation> {
        &self.evaluations
    }

    /// What the student says of the placement.
    #[must_use]
    pub fn appraisal(&self) -> Option<Appraisal> {
        self.appraisal
    }

    /// Why it ended early.
    #[must_use]
    pub fn end_reason(&self) -> Option<EndReason> {
        self.end_reason
    }

    /// The grade.
    #[must_use]
    pub fn grade(&self) -> Option<Level> {
        self.grade
    }

    /// Number and day of the certificate.
    #[must_use]
    pub fn certificate(&self) -> Option<(&str, Day)> {
        self.certificate.as_ref().map(|(number, on)| (number.as_str(), *on))
    }

    /// Days in the bureau through `day`, the days of arrival and of leaving counted.
    #[must_use]
    pub fn days_through(&self, day: Day) -> i64 {
        let days = |stay: &Stay| stay.arrived.map(|(from, _)| (stay.last().min(day).days_since(from) + 1).max(0));
        self.stays.iter().filter_map(days).sum()
    }

    /// The day on which the least number of days is reached, with the stay it falls into and the evidence of that.
    #[must_use]
    pub fn reached(&self) -> Option<(Day, &Stay, u64)> {
        let mut left = i64::from(self.head.as_ref()?.minimum_days.max(1));
        for stay in &self.stays {
            let Some((from, seq)) = stay.arrived else { continue };
            let days = (stay.last().days_since(from) + 1).max(0);
            if days >= left {
                return Some((from.plus_days(left - 1), stay, seq));
            }
            left -= days;
        }
        None
    }

    fn entries(&self) -> Vec<Entry> {
        let Some(head) = self.head.as_ref().filter(|_| self.stage != Some(Stage::Withdrawn)) else { return Vec::new() };
        let present = self.stays.iter().enumerate().filter_map(|(at, stay)| registers::present(head, at + 1, stay));
        let supported = self.reached().map(|(day, stay, seq)| registers::supported(head, day, stay, seq));
        present.chain(supported).collect()
    }

    fn begin(&mut self, stay: Stay, stage: Stage) {
        self.stays.push(stay);
        self.stage = Some(stage);
    }

    fn end(&mut self, on: Day, stage: Stage) {
        if let Some(stay) = self.stays.last_mut() {
            stay.ended = Some(on);
        }
        self.stage = Some(stage);
    }
}

impl Aggregate for Placement {
    type Fact = PlacementFact;
    const FAMILY: &'static str = "internship.placement";

    fn changes(&self, fact: &Recorded<PlacementFact>, out: &mut Vec<Change>) {
        if let (PlacementFact::Evaluated(body), Some(head), Some(stay)) = (&fact.fact, &self.head, self.stay())
            && let Some(document) = &body.document
        {
            let key = format!("placement/{}", head.placement);
            let rows = registers::document(&key, fact.happened_on, (&head.organiser, &stay.host), fact.seq, document, &[head.person]);
            out.extend(rows.into_iter().map(Change::Add));
        }
        // Both states are told by the same code as the fold, so that what is removed is exactly what was added.
        let mut after = self.clone();
        after.fold(fact);
        let (old, new) = (self.entries(), after.entries());
        out.extend(old.iter().filter(|entry| !new.contains(entry)).cloned().map(Change::Remove));
        out.extend(new.into_iter().filter(|entry| !old.contains(entry)).map(Change::Add));
    }

    fn fold(&mut self, fact: &Recorded<PlacementFact>) {
        let on = fact.happened_on;
        match &fact.fact {
            PlacementFact::Requested(body) => {
                self.head.get_or_insert_with(|| Head {
                    since: fact.seq,
                    placement: body.placement,
                    person: body.person,
                    batch: body.batch,
                    serial: body.serial.clone(),
                    school: body.school.clone(),
                    minimum_days: body.minimum_days,
                    organiser: fact.unit.clone(),
                    entered_on: on,
                });
                self.stage.get_or_insert(Stage::Requested);
            }
            PlacementFact::Allocated(body) => {
                let (host, post, mentors) = (body.host.clone(), body.post.clone(), body.mentors.clone());
                let stay = Stay { host, post, mentors, from: on, to: body.to, moved: None, arrived: None, started: None, ended: None };
                self.begin(stay, Stage::Allocated);
            }
            PlacementFact::Transferred(body) => {
                self.end(on.minus_days(1), Stage::Transferred);
                let (host, post, mentors, moved) = (body.host.clone(), body.post.clone(), body.mentors.clone(), Some(body.reason));
                let stay = Stay { host, post, mentors, from: on, to: body.to, moved, arrived: None, started: None, ended: None };
                self.begin(stay, Stage::Transferred);
            }
            PlacementFact::Arrived(_) => {
                if let Some(stay) = self.stays.last_mut() {
                    stay.arrived = Some((on, fact.seq));
                }
                self.stage = Some(Stage::Arrived);
            }
            PlacementFact::Started(body) => {
                if let Some(stay) = self.stays.last_mut() {
                    stay.started = Some((on, body.undertaking.clone()));
                }
                self.stage = Some(Stage::Active);
            }
            PlacementFact::MentorsChanged(body) => {
                if let Some(stay) = self.stays.last_mut() {
                    stay.mentors.clone_from(&body.mentors);
                }
            }
            PlacementFact::LogKept(body) => {
                self.logs.push(Log { by: body.by, from: body.from, to: on, practised: body.practised.clone() });
            }
            PlacementFact::Visited(body) => {
                self.visits.push(MentorVisit { visitor: body.visitor, on, progress: body.progress, next: body.next.clone() });
            }
            PlacementFact::Evaluated(body) => {
                self.evaluations.insert(body.side, Evaluation { level: body.level, on, document: body.document.clone() });
            }
            PlacementFact::Appraised(body) => {
                self.appraisal = Some(Appraisal {
                    guidance: body.guidance,
                    breadth: body.breadth,
                    relevance: body.relevance,
                    mostly_chores: body.mostly_chores,
                });
            }
            PlacementFact::Terminated(body) => {
                self.end_reason = Some(body.reason);
                self.end(on, Stage::Terminated);
            }
            PlacementFact::Graded(body) => {
                self.grade = Some(body.level);
                self.end(on, Stage::Graded);
            }
            PlacementFact::Certified(body) => {
                self.certificate = Some((body.number.clone(), on));
                self.stage = Some(Stage::Certified);
            }
            PlacementFact::StayCorrected(body) => {
                if let Some(stay) = self.stays.last_mut() {
                    if let Some(day) = body.arrived_on {
                        stay.arrived = Some((day, fact.seq));
                    }
                    stay.ended = body.ended_on.or(stay.ended);
                }
            }
            PlacementFact::Withdrawn(_) => self.stage = Some(Stage::Withdrawn),
        }
    }
}
