//! What can be asked of internships.

use nc_kernel::{Day, Document, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use super::model::{BatchId, EndReason, Extent, Level, MentorAwardId, MoveReason, PlacementId, Practised, Progress, Side};

use crate::declare::commands;

commands! {
    /// 设立批次. Its id is [`BatchId::of_serial`].
    OpenBatch {
        /// Natural key.
        serial: String,
        /// What it is called.
        title: String,
        /// The academy.
        school: String,
        /// The students' subject.
        major: String,
        /// Who organises it.
        unit: UnitPath,
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
        /// Weeks of internship agreed.
        weeks: u32,
        /// What a student is to meet.
        competencies: Vec<String>,
        /// Students one mentor may have at once.
        load_cap: u32,
        /// Days after which a student counts as supported.
        minimum_days: u32,
        /// The agreement with the school.
        agreement: Document,
    }
    /// 批次延期或提前.
    ExtendBatch {
        /// The batch.
        batch: BatchId,
        /// The new last day.
        to: Day,
        /// By which document or whose order.
        basis: String,
    }
    /// 批次结束: every placement of it is over.
    CloseBatch {
        /// The batch.
        batch: BatchId,
        /// Every placement of it, so that each is looked at.
        placements: Vec<PlacementId>,
    }
    /// 学生列入批次: students the bureau does not know yet. Who came before is entered by a roster, which looks them up.
    EnterStudents {
        /// The batch.
        batch: BatchId,
        /// Who.
        students: Vec<NewStudent>,
    }
    /// 导入实习名册: all rows or none. Whoever is in their batch already, and allotted where the row says, is left as they are.
    ImportRoster {
        /// The rows.
        rows: Vec<RosterRow>,
    }
    /// One row of a roster.
    RosterRow {
        /// What the row is called in faults: `row 12`.
        place: String,
        /// The batch.
        batch: BatchId,
        /// Who it is.
        student: Student,
        /// Where they go, where that is known yet.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        seat: Option<Seat>,
    }
    /// Where somebody goes.
    Seat {
        /// The unit.
        host: UnitPath,
        /// What they do there.
        post: String,
        /// Who guides them.
        mentors: Vec<PersonId>,
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
        /// Why a mentor gets more students than the batch allows.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        over: Option<String>,
    }
    /// 分配.
    AllocatePlacement {
        /// The placement.
        placement: PlacementId,
        /// Its batch, whose days and cap it is held to.
        batch: BatchId,
        /// Where.
        seat: Seat,
    }
    /// 报到.
    ConfirmArrival {
        /// The placement.
        placement: PlacementId,
        /// The day.
        arrived_on: Day,
    }
    /// 上岗.
    StartWork {
        /// The placement.
        placement: PlacementId,
        /// The day.
        started_on: Day,
        /// Number of the signed undertaking of secrecy and safety.
        undertaking: String,
    }
    /// 转岗.
    TransferPlacement {
        /// The placement.
        placement: PlacementId,
        /// Its batch, whose days and cap it is held to.
        batch: BatchId,
        /// Why.
        reason: MoveReason,
        /// Where to; its first day is the first there.
        seat: Seat,
    }
    /// 更换指导老师.
    ChangeMentors {
        /// The placement.
        placement: PlacementId,
        /// Its batch, whose days and cap it is held to.
        batch: BatchId,
        /// Who guides from now on.
        mentors: Vec<PersonId>,
        /// First day.
        from: Day,
        /// Why a mentor gets more students than the batch allows.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        over: Option<String>,
    }
    /// 记周记.
    KeepLog {
        /// The placement.
        placement: PlacementId,
        /// Its batch, whose list it is held to.
        batch: BatchId,
        /// The student, or a mentor of theirs.
        by: PersonId,
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
        /// What was practised.
        practised: Vec<Practised>,
    }
    /// 走访.
    RecordVisit {
        /// The placement.
        placement: PlacementId,
        /// Its batch, whose list it is held to.
        batch: BatchId,
        /// Who came: a mentor from their own account, the unit or the school as the unit records it.
        visitor: Side,
        /// The day.
        visited_on: Day,
        /// What was found.
        progress: Progress,
        /// Competencies to be met next, by their number.
        #[serde(default)]
        next: Vec<u32>,
    }
    /// 鉴定.
    EvaluateIntern {
        /// The placement.
        placement: PlacementId,
        /// Whose.
        side: Side,
        /// The level.
        level: Level,
        /// The day.
        evaluated_on: Day,
        /// The form on paper; without one, a mentor evaluates from their own account.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        document: Option<Document>,
    }
    /// 学生评价实习: from their own account.
    AppraisePlacement {
        /// The placement.
        placement: PlacementId,
        /// How well they were guided.
        guidance: Extent,
        /// How wide the range of work was.
        breadth: Extent,
        /// How it fitted what they study.
        relevance: Extent,
        /// Whether most of it was chores.
        mostly_chores: bool,
    }
    /// 提前终止.
    TerminatePlacement {
        /// The placement.
        placement: PlacementId,
        /// The last day.
        ended_on: Day,
        /// Why.
        reason: EndReason,
    }
    /// 成绩评定.
    GradePlacement {
        /// The placement.
        placement: PlacementId,
        /// The level.
        level: Level,
        /// The last day of the stay.
        ended_on: Day,
    }
    /// 出具实习证明.
    CertifyPlacement {
        /// The placement.
        placement: PlacementId,
        /// Its number.
        number: String,
        /// The day.
        issued_on: Day,
    }
    /// 更正实习起止, of the last unit.
    CorrectStay {
        /// The placement.
        placement: PlacementId,
        /// The right day of arrival.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        arrived_on: Option<Day>,
        /// The right last day.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        ended_on: Option<Day>,
        /// Why.
        reason: String,
        /// By which document or whose order.
        authority: String,
    }
    /// 撤回: the placement should never have been entered.
    WithdrawPlacement {
        /// The placement.
        placement: PlacementId,
        /// Why.
        reason: String,
        /// By which document or whose order.
        authority: String,
    }
    /// 推荐优秀实习指导老师. Its id is [`MentorAwardId::of_serial`].
    ProposeMentorAward {
        /// Natural key.
        serial: String,
        /// Who.
        mentor: PersonId,
        /// The unit that proposes.
        unit: UnitPath,
        /// The day.
        proposed_on: Day,
        /// What it rests on.
        document: Document,
    }
    /// 确认: by somebody else than who proposed it.
    ConfirmMentorAward {
        /// The proposal.
        award: MentorAwardId,
        /// The day it is awarded.
        awarded_on: Day,
        /// The decision.
        document: Document,
    }
    /// 不予确认.
    DeclineMentorAward {
        /// The proposal.
        award: MentorAwardId,
        /// Why.
        reason: String,
    }
    /// 撤销.
    RevokeMentorAward {
        /// The proposal.
        award: MentorAwardId,
        /// Why.
        reason: String,
        /// By which document or whose order.
        authority: String,
    }
}

/// 学生: known from an earlier batch, or new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Student {
    /// Somebody the bureau knows.
    Known(PersonId),
    /// Somebody it does not know yet.
    New(NewStudent),
}

/// 新学生: somebody the bureau does not know yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewStudent {
    /// Pseudonym, where a migration brings one; a new one otherwise.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub person: Option<PersonId>,
    /// Full name.
    pub name: String,
    /// Citizen number.
    pub id_number: String,
}

impl std::fmt::Debug for NewStudent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewStudent").field("person", &self.person).finish_non_exhaustive()
    }
}
