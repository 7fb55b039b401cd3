//! Ids and closed lists of internships.

use nc_kernel::id::natural;
use nc_kernel::{PersonId, id_type};
use nc_people::of_serial;
use serde::{Deserialize, Serialize};

use crate::declare::words;

id_type! {
    /// 实习批次: students of one school who come together.
    BatchId
}
id_type! {
    /// 实习安排: one student in one batch.
    PlacementId
}
id_type! {
    /// 优秀实习指导老师推荐: one proposal for one mentor.
    MentorAwardId
}

of_serial!(BatchId, MentorAwardId);

impl PlacementId {
    /// The placement of `person` in `batch`: the same two always mean the same placement.
    #[must_use]
    pub fn of(batch: BatchId, person: PersonId) -> Self {
        Self(natural("PlacementId", &format!("{batch}/{person}")))
    }
}

words! {
    /// 安排状态: where a placement stands.
    Stage {
        /// The school named the student.
        Requested = "requested" "待分配" "to be allotted",
        /// A unit, a post and mentors are fixed.
        Allocated = "allocated" "已分配" "allotted",
        /// The student reported to the unit.
        Arrived = "arrived" "已报到" "arrived",
        /// The undertaking is signed and the student works.
        Active = "active" "实习中" "at work",
        /// Moved to another unit and not yet there.
        Transferred = "transferred" "已转岗" "moved",
        /// Ended early.
        Terminated = "terminated" "提前终止" "ended early",
        /// The grade is fixed.
        Graded = "graded" "已评定" "graded",
        /// The certificate is out.
        Certified = "certified" "已发证明" "certified",
        /// Entered by mistake.
        Withdrawn = "withdrawn" "已撤回" "withdrawn",
    }
}

impl Stage {
    /// Whether the student is in a unit.
    #[must_use]
    pub fn is_here(self) -> bool {
        matches!(self, Self::Arrived | Self::Active)
    }

    /// Whether nothing is still to come but the certificate.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Terminated | Self::Graded | Self::Certified | Self::Withdrawn)
    }
}

words! {
    /// 鉴定等次: the school's own four levels.
    Level {
        /// 优秀.
        Excellent = "excellent" "优秀" "excellent",
        /// 良好.
        Good = "good" "良好" "good",
        /// 合格.
        Pass = "pass" "合格" "pass",
        /// 不合格.
        Fail = "fail" "不合格" "fail",
    }
}

words! {
    /// 鉴定方、走访方: who evaluates or visits.
    Side {
        /// 带教民警.
        Mentor = "mentor" "指导老师" "mentor",
        /// 实习单位.
        Unit = "unit" "实习单位" "host unit",
        /// 院校.
        School = "school" "院校" "school",
    }
}

words! {
    /// 进展: what a visit found.
    Progress {
        /// 进展正常.
        OnTrack = "on_track" "进展正常" "on track",
        /// 需要帮带.
        NeedsHelp = "needs_help" "需要帮带" "needs help",
        /// 需院校介入.
        NeedsSchool = "needs_school" "需院校介入" "the school is needed",
    }
}

words! {
    /// 程度: how far the placement did what it was for, as the student sees it.
    Extent {
        /// 充分.
        Fully = "fully" "充分" "fully",
        /// 一般.
        Partly = "partly" "一般" "partly",
        /// 不足.
        Little = "little" "不足" "little",
    }
}

words! {
    /// 转岗原因.
    MoveReason {
        /// 轮岗.
        Rotation = "rotation" "按计划轮岗" "planned rotation",
        /// 补岗位接触面.
        Breadth = "breadth" "补充未接触的岗位能力" "competencies not met so far",
        /// 带教调整.
        Guidance = "guidance" "带教力量调整" "change of mentors",
        /// 其他.
        Other = "other" "其他" "other",
    }
}

words! {
    /// 终止原因: as a class, with nothing of anybody's health or conduct in detail.
    EndReason {
        /// 院校召回.
        Recalled = "recalled" "院校召回" "recalled by the school",
        /// 本人申请.
        OwnRequest = "own_request" "本人申请" "own request",
        /// 不适宜继续.
        Unsuited = "unsuited" "不适宜继续实习" "not suited to go on",
        /// 违反实习纪律.
        Breach = "breach" "违反实习纪律" "breach of the rules",
        /// 其他.
        Other = "other" "其他" "other",
    }
}

words! {
    /// 推荐状态.
    AwardStage {
        /// Proposed by a unit.
        Proposed = "proposed" "待确认" "to be confirmed",
        /// Confirmed with its document.
        Confirmed = "confirmed" "已确认" "confirmed",
        /// Not confirmed.
        Declined = "declined" "未通过" "declined",
        /// Taken back.
        Revoked = "revoked" "已撤销" "revoked",
    }
}

/// 练习记录: how many days of a log a competency was practised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practised {
    /// Its number on the batch's list, from 1.
    pub competency: u32,
    /// Days.
    pub days: u32,
}
