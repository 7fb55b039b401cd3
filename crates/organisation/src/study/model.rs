//! The words of theory study.

use nc_kernel::{Day, PersonId, id_type};
use serde::{Deserialize, Serialize};

use crate::branch::BranchId;
use nc_people::of_serial;

id_type! {
    /// 学习材料: a document that is studied.
    SourceId
}
id_type! {
    /// 学习专题: what the three levels study together.
    TopicId
}
id_type! {
    /// 党委会: a meeting of a party committee.
    MeetingId
}
id_type! {
    /// 期（班次）: one run of training, however many sittings it has.
    RunId
}
of_serial!(SourceId, TopicId, MeetingId, RunId);

/// Declares a closed list of words, written in records as in the attributes figures filter by.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as recorded.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// 制发层级: which level issued a document.
    pub enum SourceLevel {
        /// 中央.
        Central => "central",
        /// 部委.
        Ministry => "ministry",
        /// 自治区（省）.
        Province => "province",
        /// 市.
        City => "city",
        /// 本局.
        Bureau => "bureau",
    }
}

words! {
    /// 培训类别: what kind of run it is.
    pub enum RunKind {
        /// 政治轮训.
        Rotation => "rotation",
        /// 特色党课.
        FeaturedLesson => "featured_lesson",
        /// 理论学习中心组.
        CentreGroup => "centre_group",
        /// 专题培训.
        Special => "special",
    }
}

words! {
    /// 考勤结果: how a person took part in a run.
    pub enum Status {
        /// 到.
        Present => "present",
        /// 迟到.
        Late => "late",
        /// 请假.
        Leave => "leave",
        /// 缺.
        Absent => "absent",
        /// 补训.
        MakeUp => "make_up",
    }
}

impl Status {
    /// Whether it is an attendance (人次).
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::MakeUp)
    }

    /// Whether there is something to make up.
    #[must_use]
    pub fn missed(self) -> bool {
        matches!(self, Self::Leave | Self::Absent)
    }
}

words! {
    /// 请假类别: the class of a reason, never the reason.
    pub enum LeaveClass {
        /// 年休.
        Annual => "annual",
        /// 病假.
        Sick => "sick",
        /// 勤务.
        Duty => "duty",
        /// 事假.
        Personal => "own_business",
        /// 其他.
        Other => "other",
    }
}

words! {
    /// 来源: which register or person a row of a roster came from.
    pub enum RowSource {
        /// 记录人确认.
        Recorder => "recorder",
        /// 表格导入.
        Import => "import",
        /// 会议系统.
        MeetingSystem => "meeting_system",
        /// 勤务系统.
        DutySystem => "duty_system",
        /// 休假系统.
        LeaveSystem => "leave_system",
    }
}

words! {
    /// 培训期状态: where a run stands.
    pub enum RunState {
        /// 计划.
        Planned => "planned",
        /// 开班.
        Open => "open",
        /// 结业.
        Closed => "closed",
        /// 归档.
        Archived => "archived",
        /// 取消.
        Cancelled => "cancelled",
    }
}

/// 学时: class hours as people say them. A full day is 8 hours, half a day 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassHours {
    /// 整天.
    FullDays(u16),
    /// 半天.
    HalfDays(u16),
    /// 分钟, for what is shorter.
    Minutes(u32),
}

/// 8 hours.
pub const FULL_DAY_MINUTES: i64 = 480;

impl ClassHours {
    /// In minutes.
    #[must_use]
    pub fn minutes(self) -> i64 {
        match self {
            Self::FullDays(n) => i64::from(n) * FULL_DAY_MINUTES,
            Self::HalfDays(n) => i64::from(n) * FULL_DAY_MINUTES / 2,
            Self::Minutes(n) => i64::from(n),
        }
    }
}

/// 名册行: one person on the roster of a run. Everything but the person has a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Who.
    pub person: PersonId,
    /// How they took part; present unless said otherwise.
    #[serde(default = "present")]
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
    /// For a make-up: the run that was missed. The same run when it is made up within it, another when the person
    /// joined a later run.
    #[serde(default)]
    pub makes_up: Option<RunId>,
}

fn present() -> Status {
    Status::Present
}

impl Line {
    /// `person` with `status` and defaults for the rest.
    #[must_use]
    pub fn of(person: PersonId, status: Status) -> Self {
        Self { person, status, leave: None, credit_minutes: None, sittings: None, makes_up: None }
    }
}

/// 议题: one item of a meeting's agenda. Its number is its place in the list, from 1; the first one is the 第一议题
/// when it studies a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// The document studied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// What it is about.
    pub title: String,
    /// The topic whose first level this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<TopicId>,
}

/// 跟进事项: a branch that owes the second level of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueBranch {
    /// The branch.
    pub branch: BranchId,
    /// Its unit on the publishing day.
    pub unit: nc_kernel::UnitPath,
}

/// 跟进状态: where a branch stands with a topic, as read on some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemState {
    /// 待跟进.
    Due,
    /// 已跟进.
    Followed {
        /// When the branch studied it.
        on: Day,
        /// Within the window and recorded in time.
        on_time: bool,
    },
    /// 逾期.
    Overdue {
        /// Days past the end of the window.
        days: i64,
    },
    /// 免.
    Exempt {
        /// Why.
        reason: String,
    },
}

/// 中位数: a median of whole days, in half days, because the middle of an even number of them may be half a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MedianDays {
    /// Twice the median.
    pub halves: i64,
}

impl MedianDays {
    /// The median of `days`; `None` of none.
    #[must_use]
    pub fn of(mut days: Vec<i64>) -> Option<Self> {
        days.sort_unstable();
        let (low, high) = (days.len().checked_sub(1)? / 2, days.len() / 2);
        Some(Self { halves: days.get(low)? + days.get(high)? })
    }
}

impl std::fmt::Display for MedianDays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.halves < 0 { "-" } else { "" };
        let size = self.halves.abs();
        write!(f, "{sign}{}{}", size / 2, if size % 2 == 1 { ".5" } else { "" })
    }
}

/// 三级联动进度: how a topic went down the levels, from the days of the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cascade {
    /// When the committee studied it (level 1).
    pub committee_on: Option<Day>,
    /// Days from publishing to the committee's study.
    pub committee_days: Option<i64>,
    /// Median of days from publishing to the branches' study (level 2).
    pub branch_median: Option<MedianDays>,
    /// Branches that followed (n).
    pub followed: usize,
    /// Branches that owe it, after exemptions (N).
    pub owing: usize,
    /// Branches exempted, shown beside the rate.
    pub exempt: usize,
    /// Distinct people who studied it (level 3).
    pub people: usize,
}

words! {
    /// 任务状态: where a follow-up task stands.
    pub enum TaskState {
        /// 已交办.
        Assigned => "assigned",
        /// 已反馈.
        Reported => "reported",
        /// 已验收.
        Verified => "verified",
        /// 退回.
        Returned => "returned",
    }
}

words! {
    /// 督办层级: whom an overdue task is shown to.
    pub enum Escalation {
        /// 承办人.
        Doer => "doer",
        /// 党委.
        Committee => "committee",
    }
}

/// 学时标准: how much collective study a year is asked of somebody; data of the catalogue, not code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Norm {
    /// The document it rests on.
    pub basis: String,
    /// Hours a calendar year: 32, or 56 for branch secretaries and committee members.
    pub hours: i64,
    /// What it is called.
    pub zh: String,
}
