//! What theory study records. Kinds are frozen once shipped. Nothing here is personal: people appear by pseudonym, and
//! reasons and titles are about events (a form says: name nobody here). Fields are in alphabetical order, which is the
//! order their bytes are hashed in.

use nc_kernel::{Day, PersonId, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::{AgendaItem, DueBranch, LeaveClass, MeetingId, RowSource, RunId, RunKind, SourceId, SourceLevel, Status};
use crate::branch::BranchId;

facts! {
    /// 理论武装: the facts of theory study.
    pub enum Fact {
        "study.source_published.v1" => SourcePublished,
        "study.source_cleared.v1" => SourceCleared,
        "study.source_studied.v1" => SourceStudied,
        "study.source_dropped.v1" => SourceDropped,
        "study.topic_published.v1" => TopicPublished,
        "study.committee_studied.v1" => CommitteeStudied,
        "study.branch_studied.v1" => BranchStudied,
        "study.branch_exempted.v1" => BranchExempted,
        "study.branch_withdrawn.v1" => BranchWithdrawn,
        "study.staff_studied.v1" => StaffStudied,
        "study.staff_withdrawn.v1" => StaffWithdrawn,
        "study.meeting_held.v1" => MeetingHeld,
        "study.meeting_closed.v1" => MeetingClosed,
        "study.follow_up_assigned.v1" => FollowUpAssigned,
        "study.follow_up_reported.v1" => FollowUpReported,
        "study.follow_up_verified.v1" => FollowUpVerified,
        "study.run_planned.v1" => RunPlanned,
        "study.run_opened.v1" => RunOpened,
        "study.sitting_held.v1" => SittingHeld,
        "study.attended.v1" => Attended,
        "study.mark_corrected.v1" => MarkCorrected,
        "study.mark_withdrawn.v1" => MarkWithdrawn,
        "study.run_closed.v1" => RunClosed,
        "study.run_archived.v1" => RunArchived,
        "study.run_cancelled.v1" => RunCancelled,
    }
}

/// Declares bodies: serde in both directions, options left out when empty.
macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })+) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),* })+
    };
}

bodies! {
    /// 材料登记 (stream `study.source/{id}`).
    SourcePublished {
        /// Who issued it.
        issuer: String,
        /// Level of the issuer.
        level: SourceLevel,
        /// When it was published.
        published_on: Day,
        /// Natural key.
        serial: String,
        /// Title.
        title: String,
    }

    /// 审定入池 (stream `study.pool`).
    SourceCleared {
        /// The unit of the committee.
        committee: UnitPath,
        /// The document.
        source: SourceId,
    }

    /// 已上会 (stream `study.pool`): a meeting studied a document that was waiting.
    SourceStudied {
        /// The unit of the committee.
        committee: UnitPath,
        /// The meeting.
        meeting: MeetingId,
        /// The document.
        source: SourceId,
    }

    /// 不上会 (stream `study.pool`).
    SourceDropped {
        /// The unit of the committee.
        committee: UnitPath,
        /// Why.
        reason: String,
        /// The document.
        source: SourceId,
    }

    /// 专题发布 (stream `study.topic/{id}`), with the branches that were in force that day.
    TopicPublished {
        /// Who owes the second level.
        branches: Vec<DueBranch>,
        /// The documents it studies.
        cites: Vec<SourceId>,
        /// The unit of the committee.
        committee: UnitPath,
        /// Last day for the branches.
        due_by: Day,
        /// Why before a cited document's publication.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// Natural key.
        serial: String,
        /// Title.
        title: String,
    }

    /// 党委带头学 (stream `study.topic/{id}`): level 1.
    CommitteeStudied {
        /// At which meeting.
        meeting: MeetingId,
    }

    /// 支部跟进学 (stream `study.topic/{id}`): level 2.
    BranchStudied {
        /// The branch.
        branch: BranchId,
        /// Why before the topic was published.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }

    /// 免 (stream `study.topic/{id}`).
    BranchExempted {
        /// Who or what document allows it.
        authority: String,
        /// The branch.
        branch: BranchId,
        /// Why.
        reason: String,
    }

    /// 撤回跟进 (stream `study.topic/{id}`).
    BranchWithdrawn {
        /// Who or what document allows it.
        authority: String,
        /// The branch.
        branch: BranchId,
        /// The fact withdrawn.
        old_seq: u64,
        /// Why.
        reason: String,
    }

    /// 同步学 (stream `study.topic/{id}`): level 3, one fact a person.
    StaffStudied {
        /// As what they served.
        member: MemberKind,
        /// Who.
        person: PersonId,
        /// Why before the topic was published.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// Their unit that day.
        sender: UnitPath,
    }

    /// 撤回学习 (stream `study.topic/{id}`).
    StaffWithdrawn {
        /// Who or what document allows it.
        authority: String,
        /// The fact withdrawn.
        old_seq: u64,
        /// Who.
        person: PersonId,
        /// Why.
        reason: String,
    }

    /// 党委会召开 (stream `study.meeting/{id}`).
    MeetingHeld {
        /// Its items in order.
        agenda: Vec<AgendaItem>,
        /// The unit of the committee.
        committee: UnitPath,
        /// Why before a document's publication.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// Natural key.
        serial: String,
    }

    /// 党委会办结 (stream `study.meeting/{id}`).
    MeetingClosed {
        /// Whether documents were waiting on the day of the meeting.
        owed: bool,
        /// Why there was no first item though one was owed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }

    /// 任务交办 (stream `study.meeting/{id}`).
    FollowUpAssigned {
        /// Who does it.
        doer: PersonId,
        /// By when.
        due_by: Day,
        /// Number of the item.
        item: u32,
        /// Number within the meeting.
        task: u32,
        /// What is to be done.
        what: String,
    }

    /// 任务反馈 (stream `study.meeting/{id}`).
    FollowUpReported {
        /// Which task.
        task: u32,
    }

    /// 任务验收 (stream `study.meeting/{id}`).
    FollowUpVerified {
        /// Closed, or returned.
        accepted: bool,
        /// Which task.
        task: u32,
        /// Who verified it.
        verifier: PersonId,
    }

    /// 期·计划 (stream `study.run/{id}`).
    RunPlanned {
        /// The documents it studies.
        cites: Vec<SourceId>,
        /// Credit of the whole run, unless its sittings say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credit_minutes: Option<i64>,
        /// Last day.
        ends_on: Day,
        /// Where it is held.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        host: Option<UnitPath>,
        /// What kind.
        kind: RunKind,
        /// Who holds it, lead first.
        organisers: Vec<UnitPath>,
        /// Why before a cited document's publication.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// Natural key.
        serial: String,
        /// First day.
        starts_on: Day,
        /// Title.
        title: String,
    }

    /// 期·开班 (stream `study.run/{id}`).
    RunOpened {}

    /// 期·一场 (stream `study.run/{id}`).
    SittingHeld {
        /// How long.
        minutes: i64,
        /// Which one, from 1.
        number: u32,
    }

    /// 考勤 (stream `study.run/{id}`): one fact a person and run (and one more for a make-up within the run).
    Attended {
        /// Credit earned.
        credit_minutes: i64,
        /// For leave: the class of the reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leave: Option<LeaveClass>,
        /// For a make-up: the run that was missed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        makes_up: Option<RunId>,
        /// As what they served.
        member: MemberKind,
        /// Who.
        person: PersonId,
        /// Their unit at that time.
        sender: UnitPath,
        /// Sittings taken part in.
        sittings: i64,
        /// Where the row came from.
        source: RowSource,
        /// How they took part.
        status: Status,
    }

    /// 考勤更正 (stream `study.run/{id}`): names the fact it replaces, if there was one.
    MarkCorrected {
        /// Who or what document allows it.
        authority: String,
        /// What is true.
        mark: Attended,
        /// The fact replaced; none when somebody had been forgotten.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old_seq: Option<u64>,
        /// Why.
        reason: String,
    }

    /// 考勤撤回 (stream `study.run/{id}`).
    MarkWithdrawn {
        /// Who or what document allows it.
        authority: String,
        /// The fact withdrawn.
        old_seq: u64,
        /// Who.
        person: PersonId,
        /// Why.
        reason: String,
    }

    /// 期·结业 (stream `study.run/{id}`).
    RunClosed {
        /// Last day, as it was.
        ends_on: Day,
    }

    /// 期·归档 (stream `study.run/{id}`).
    RunArchived {}

    /// 期·取消 (stream `study.run/{id}`).
    RunCancelled {
        /// Who or what document allows it.
        authority: String,
        /// Why.
        reason: String,
    }
}
