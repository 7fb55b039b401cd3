//! Runs of training and their rosters.

use nc_kernel::{Day, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use crate::study::model::{ClassHours, LeaveClass, Line, RowSource, RunId, RunKind, SourceId, Status};

/// 计划一期: a run is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRun {
    /// Natural key: `150600-ZZLX-2025-017`.
    pub serial: String,
    /// What kind of run.
    pub kind: RunKind,
    /// Title.
    pub title: String,
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// Who holds it; the first one leads, records and is asked for permission.
    pub organisers: Vec<UnitPath>,
    /// Where it is held, where that is another unit.
    #[serde(default)]
    pub host: Option<UnitPath>,
    /// The documents it studies.
    #[serde(default)]
    pub cites: Vec<SourceId>,
    /// Class hours of the whole run, unless its sittings say.
    #[serde(default)]
    pub hours: Option<ClassHours>,
    /// Why it starts before a document it cites was published, where that is so.
    #[serde(default)]
    pub reason: Option<String>,
}

/// 开班.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenRun {
    /// The run.
    pub run: RunId,
    /// The day it opened.
    pub opened_on: Day,
}

/// 一场: a sitting of a run was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldSitting {
    /// The run.
    pub run: RunId,
    /// When.
    pub held_on: Day,
    /// How long.
    pub hours: ClassHours,
}

/// 记考勤: rows of the roster of an open run, or make-ups within a closed one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkAttendance {
    /// The run.
    pub run: RunId,
    /// The rows.
    pub roster: Vec<Line>,
    /// Where they came from.
    #[serde(default = "recorder")]
    pub source: RowSource,
}

fn recorder() -> RowSource {
    RowSource::Recorder
}

/// 导入名册: many rows, possibly of several runs. Rows recorded already add nothing; rows that differ from what is
/// recorded are refused; every fault is named at once, by the place the file gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportRoster {
    /// The rows, in the order of the file.
    pub rows: Vec<RosterRow>,
}

/// 名册导入行.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterRow {
    /// Where it stands in the file: `名册!A5`.
    pub place: String,
    /// The run.
    pub run: RunId,
    /// Who.
    pub person: PersonId,
    /// How they took part.
    pub status: Status,
    /// For leave: the class of the reason.
    #[serde(default)]
    pub leave: Option<LeaveClass>,
    /// Credit, where it differs from what the run gives.
    #[serde(default)]
    pub credit_minutes: Option<i64>,
    /// Sittings taken part in, where not all.
    #[serde(default)]
    pub sittings: Option<i64>,
    /// For a make-up: the run that was missed.
    #[serde(default)]
    pub makes_up: Option<RunId>,
}

/// 结业: the roster is confirmed; the run and its attendances count from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseRun {
    /// The run.
    pub run: RunId,
    /// Last day, where it differs from the plan.
    #[serde(default)]
    pub ends_on: Option<Day>,
}

/// 归档: nothing is added any more; corrections still are possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchiveRun {
    /// The run.
    pub run: RunId,
}

/// 取消: the run did not take place, or must not count. Before or after it was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CancelRun {
    /// The run.
    pub run: RunId,
    /// Why.
    pub reason: String,
    /// Who or what document allows it.
    pub authority: String,
}

/// 更正考勤: a person's row becomes `to`, or is withdrawn; or a person forgotten in a closed run is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectMark {
    /// The run.
    pub run: RunId,
    /// Whose row.
    pub person: PersonId,
    /// What it should be (the same person); `None` withdraws it.
    #[serde(default)]
    pub to: Option<Line>,
    /// Why.
    pub reason: String,
    /// Who or what document allows it.
    pub authority: String,
}

/// 事后一次登记: a run that was held, recorded at once in five fields: what, when, by whom, who came, how long. The rest
/// has defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordHeld {
    /// What kind of run (field 1, with the title).
    pub kind: RunKind,
    /// Title.
    pub title: String,
    /// First day (field 2).
    pub starts_on: Day,
    /// Last day, where it took more than one.
    #[serde(default)]
    pub ends_on: Option<Day>,
    /// Who held it (field 3); the first one leads.
    pub organisers: Vec<UnitPath>,
    /// Who took part (field 4).
    pub roster: Vec<Line>,
    /// Class hours of the whole run (field 5).
    pub hours: ClassHours,
    /// The documents it studied.
    #[serde(default)]
    pub cites: Vec<SourceId>,
    /// Where it was held, where that is another unit.
    #[serde(default)]
    pub host: Option<UnitPath>,
    /// Why it came before a document it cites was published, where that was so.
    #[serde(default)]
    pub reason: Option<String>,
    /// Natural key; made of lead organiser, kind, first day and title where not given.
    #[serde(default)]
    pub serial: Option<String>,
    /// Days of its sittings, where there were several; they share the hours evenly.
    #[serde(default)]
    pub sittings: Vec<Day>,
    /// Where the roster came from.
    #[serde(default = "recorder")]
    pub source: RowSource,
}

impl RecordHeld {
    /// The serial it is recorded under.
    #[must_use]
    pub fn serial(&self) -> String {
        self.serial.clone().unwrap_or_else(|| {
            let lead = self.organisers.first().map(UnitPath::as_str).unwrap_or_default();
            format!("{lead}{}/{}/{}", self.kind.word(), self.starts_on, self.title)
        })
    }

    /// The run it becomes.
    #[must_use]
    pub fn run(&self) -> RunId {
        RunId::of_serial(&self.serial())
    }
}
