//! Documents, the pool they wait in, and the meetings that study them.

use nc_kernel::{Day, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use crate::study::model::{AgendaItem, MeetingId, SourceId, SourceLevel};

/// 登记学习材料: a document exists. Its day of publication is what keeps "studied" from coming before "published".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishSource {
    /// Its number or another unique name: the natural key.
    pub serial: String,
    /// Title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Level of the issuer.
    pub level: SourceLevel,
    /// When it was published.
    pub published_on: Day,
    /// The unit that registers it.
    pub unit: UnitPath,
}

/// 审定入池: a document is cleared for a committee and waits in its pool to be the first item of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClearSource {
    /// The document.
    pub source: SourceId,
    /// The unit whose committee is to study it.
    pub committee: UnitPath,
    /// When it was cleared.
    pub cleared_on: Day,
}

/// 不上会: a cleared document leaves the pool without being studied, for a stated reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropSource {
    /// The document.
    pub source: SourceId,
    /// The unit of the committee.
    pub committee: UnitPath,
    /// When it was decided.
    pub dropped_on: Day,
    /// Why.
    pub reason: String,
}

/// 登记党委会: a meeting was held, with its agenda in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldMeeting {
    /// Natural key: `150600-2025-07`.
    pub serial: String,
    /// The unit of the committee.
    pub committee: UnitPath,
    /// When it was held.
    pub held_on: Day,
    /// Its items, first one first.
    pub agenda: Vec<AgendaItem>,
    /// Why a document was studied before it was published, where that was so.
    #[serde(default)]
    pub reason: Option<String>,
}

/// 党委会办结: the record of a meeting is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseMeeting {
    /// The meeting.
    pub meeting: MeetingId,
    /// Why there was no first item although documents were waiting, where that was so.
    #[serde(default)]
    pub reason: Option<String>,
}

/// 交办跟进任务: a task that follows from an item of a meeting. Tasks are numbered within the meeting, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignFollowUp {
    /// The meeting.
    pub meeting: MeetingId,
    /// Number of the item it follows from.
    pub item: u32,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub doer: PersonId,
    /// When it was assigned.
    pub assigned_on: Day,
    /// By when.
    pub due_by: Day,
}

/// 反馈: the doer says it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportFollowUp {
    /// The meeting.
    pub meeting: MeetingId,
    /// The task's number.
    pub task: u32,
    /// When it was reported.
    pub reported_on: Day,
}

/// 验收: somebody other than the doer closes the task, or returns it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyFollowUp {
    /// The meeting.
    pub meeting: MeetingId,
    /// The task's number.
    pub task: u32,
    /// Who verified it.
    pub verifier: PersonId,
    /// When.
    pub verified_on: Day,
    /// Closed, or returned to the doer.
    pub accepted: bool,
}
