//! What internships record. Kinds are frozen; fields stand in alphabetical order. People appear by pseudonym; names and numbers of
//! students are registered with [`nc_people::visitors`].

use nc_kernel::{Day, Document, PersonId, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::{BatchId, EndReason, Extent, Level, MentorAwardId, MoveReason, PlacementId, Practised, Progress, Side};

facts! {
    /// 批次事实: what happens to a batch.
    pub enum BatchFact {
        "internship.batch_opened.v1" => BatchOpened,
        "internship.batch_extended.v1" => BatchExtended,
        "internship.student_entered.v1" => StudentEntered,
        "internship.batch_closed.v1" => BatchClosed,
    }
}

facts! {
    /// 实习安排事实: what happens to one student's placement.
    pub enum PlacementFact {
        "internship.requested.v1" => Requested,
        "internship.allocated.v1" => Allocated,
        "internship.arrived.v1" => Arrived,
        "internship.started.v1" => Started,
        "internship.transferred.v1" => Transferred,
        "internship.mentors_changed.v1" => MentorsChanged,
        "internship.log_kept.v1" => LogKept,
        "internship.visited.v1" => Visited,
        "internship.evaluated.v1" => Evaluated,
        "internship.appraised.v1" => Appraised,
        "internship.terminated.v1" => Terminated,
        "internship.graded.v1" => Graded,
        "internship.certified.v1" => Certified,
        "internship.stay_corrected.v1" => StayCorrected,
        "internship.withdrawn.v1" => Withdrawn,
    }
}

facts! {
    /// 带教台账事实: what the bureau's one book of mentors and certificates holds.
    pub enum BookFact {
        "internship.mentor_engaged.v1" => MentorEngaged,
        "internship.mentor_released.v1" => MentorReleased,
        "internship.certificate_numbered.v1" => CertificateNumbered,
    }
}

facts! {
    /// 推荐事实: what happens to a proposal for an award.
    pub enum AwardFact {
        "internship.award_proposed.v1" => AwardProposed,
        "internship.award_confirmed.v1" => AwardConfirmed,
        "internship.award_declined.v1" => AwardDeclined,
        "internship.award_revoked.v1" => AwardRevoked,
    }
}

/// 设立批次, in the fact's unit, which organises it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchOpened {
    /// The agreement with the school.
    pub agreement: Document,
    /// The batch.
    pub batch: BatchId,
    /// What a student is to meet, in the order of the list.
    pub competencies: Vec<String>,
    /// First day.
    pub from: Day,
    /// Students one mentor may have at once.
    pub load_cap: u32,
    /// Their subject.
    pub major: String,
    /// Days after which a student counts as supported.
    pub minimum_days: u32,
    /// The academy.
    pub school: String,
    /// Natural key.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// Last day.
    pub to: Day,
    /// Weeks of internship agreed.
    pub weeks: u32,
}

/// 延期: the batch ends on another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchExtended {
    /// The batch.
    pub batch: BatchId,
    /// By which document or whose order.
    pub basis: String,
    /// The new last day.
    pub to: Day,
}

/// 学生列入批次.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentEntered {
    /// The batch.
    pub batch: BatchId,
    /// Who.
    pub person: PersonId,
    /// Their placement.
    pub placement: PlacementId,
}

/// 批次结束.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchClosed {
    /// The batch.
    pub batch: BatchId,
}

/// 院校提出: what holds for the placement is kept as the batch had it then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// The batch.
    pub batch: BatchId,
    /// Days after which it counts as supported.
    pub minimum_days: u32,
    /// Who.
    pub person: PersonId,
    /// The placement.
    pub placement: PlacementId,
    /// The academy.
    pub school: String,
    /// The batch's serial.
    pub serial: String,
}

/// 分配: from the fact's day, as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocated {
    /// The unit that receives the student.
    pub host: UnitPath,
    /// Who guides them.
    pub mentors: Vec<PersonId>,
    /// The placement.
    pub placement: PlacementId,
    /// What they do there.
    pub post: String,
    /// Last day, as planned.
    pub to: Day,
}

/// 报到, on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// The placement.
    pub placement: PlacementId,
}

/// 上岗: briefed, and bound by a signed undertaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// The placement.
    pub placement: PlacementId,
    /// Number of the signed undertaking of secrecy and safety.
    pub undertaking: String,
}

/// 转岗: the fact's day is the first at the new unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transferred {
    /// The new unit.
    pub host: UnitPath,
    /// The new mentors.
    pub mentors: Vec<PersonId>,
    /// The placement.
    pub placement: PlacementId,
    /// The new post.
    pub post: String,
    /// Why.
    pub reason: MoveReason,
    /// Last day, as planned.
    pub to: Day,
}

/// 更换指导老师, from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentorsChanged {
    /// Who guides from now on.
    pub mentors: Vec<PersonId>,
    /// The placement.
    pub placement: PlacementId,
}

/// 实习周记: from one day through the fact's. It has no free text, so that it can hold no case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogKept {
    /// The student, or the mentor who keeps it with them.
    pub by: PersonId,
    /// First day.
    pub from: Day,
    /// The placement.
    pub placement: PlacementId,
    /// What was practised.
    pub practised: Vec<Practised>,
}

/// 走访反馈, on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visited {
    /// Competencies to be met next, by their number.
    pub next: Vec<u32>,
    /// The placement.
    pub placement: PlacementId,
    /// What was found.
    pub progress: Progress,
    /// Who came.
    pub visitor: Side,
}

/// 鉴定 by one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluated {
    /// The form on paper, where there is one. It names the student and goes with them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub document: Option<Document>,
    /// The level.
    pub level: Level,
    /// The placement.
    pub placement: PlacementId,
    /// Whose.
    pub side: Side,
}

/// 学生评价实习: how the placement did, as the student sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraised {
    /// How wide the range of work was.
    pub breadth: Extent,
    /// How well they were guided.
    pub guidance: Extent,
    /// Whether most of it was chores.
    pub mostly_chores: bool,
    /// The placement.
    pub placement: PlacementId,
    /// How it fitted what they study.
    pub relevance: Extent,
}

/// 提前终止: the fact's day is the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terminated {
    /// The placement.
    pub placement: PlacementId,
    /// Why.
    pub reason: EndReason,
}

/// 成绩评定: the fact's day is the last of the stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    /// The level.
    pub level: Level,
    /// The placement.
    pub placement: PlacementId,
}

/// 出具实习证明.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certified {
    /// Its number.
    pub number: String,
    /// The placement.
    pub placement: PlacementId,
}

/// 更正实习起止: what is given replaces what was recorded of the last unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StayCorrected {
    /// The right day of arrival.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub arrived_on: Option<Day>,
    /// By which document or whose order.
    pub authority: String,
    /// The right last day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ended_on: Option<Day>,
    /// The placement.
    pub placement: PlacementId,
    /// Why.
    pub reason: String,
}

/// 撤回: the placement should never have been entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// By which document or whose order.
    pub authority: String,
    /// The placement.
    pub placement: PlacementId,
    /// Why.
    pub reason: String,
}

/// 带教开始, on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentorEngaged {
    /// The mentor.
    pub mentor: PersonId,
    /// Why more students than the batch allows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub over: Option<String>,
    /// Whose placement.
    pub placement: PlacementId,
    /// Last day, as planned.
    pub to: Day,
}

/// 带教结束: the fact's day is the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentorReleased {
    /// The mentor.
    pub mentor: PersonId,
    /// Whose placement.
    pub placement: PlacementId,
}

/// 证明编号占用.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateNumbered {
    /// The number.
    pub number: String,
    /// Whose placement.
    pub placement: PlacementId,
}

/// 推荐优秀实习指导老师, by the fact's unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardProposed {
    /// The proposal.
    pub award: MentorAwardId,
    /// What it rests on.
    pub document: Document,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// Who.
    pub mentor: PersonId,
    /// The unit the mentor served in at the time.
    pub sender: UnitPath,
    /// Natural key.
    pub serial: String,
}

/// 确认: awarded on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardConfirmed {
    /// The proposal.
    pub award: MentorAwardId,
    /// The decision.
    pub document: Document,
}

/// 不予确认.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardDeclined {
    /// The proposal.
    pub award: MentorAwardId,
    /// Why.
    pub reason: String,
}

/// 撤销.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardRevoked {
    /// By which document or whose order.
    pub authority: String,
    /// The proposal.
    pub award: MentorAwardId,
    /// Why.
    pub reason: String,
}
