//! Ids, words and small values of training.

use nc_kernel::id::{PersonId, natural};
use nc_kernel::{Day, UnitPath, id_type};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use crate::declare::words;

id_type! {
    /// 培训班(期): one class, which counts as one 期 when it was held and closed.
    ClassId
}

id_type! {
    /// 年度训练计划: the plan of one unit for one year.
    PlanId
}

impl ClassId {
    /// The class that bears the serial number `serial`. Derived from the number itself, so that the same number always
    /// means the same stream: a number given twice meets the class that has it, without any look-up.
    #[must_use]
    pub fn of_serial(serial: &str) -> Self {
        Self(natural("training.class", serial.trim()))
    }
}

impl PlanId {
    /// The plan of `unit` for `year`: a unit has one, amended by version.
    #[must_use]
    pub fn of(unit: &UnitPath, year: i16) -> Self {
        Self(natural("training.plan", &format!("{unit}{year}")))
    }
}

words! {
    /// 培训类别: what a class is for. What it is about is its theme.
    Category {
        /// Training on entering the service.
        Initial = "initial" "初任" "initial",
        /// Training before a promotion in rank or post.
        Promotion = "promotion" "晋升" "promotion",
        /// Training for a line of work.
        Professional = "professional" "专业" "professional",
        /// Training to develop a person further.
        Development = "development" "发展" "development",
        /// The force-wide drill.
        Drill = "drill" "大练兵" "drill",
        /// Training of instructors.
        Instructor = "instructor" "教官" "instructor",
        /// Anything else.
        Other = "other" "其他" "other",
    }
}

words! {
    /// 考勤状态: what one person did about one class.
    Status {
        /// There from beginning to end.
        Present = "present" "出勤" "present",
        /// Came late, and is counted.
        Late = "late" "迟到" "late",
        /// Left early, and is counted.
        EarlyLeave = "early_leave" "早退" "left early",
        /// Away on duty: not counted, not blamed.
        OfficialLeave = "official_leave" "公假" "away on duty",
        /// Ill: not counted, not blamed.
        SickLeave = "sick_leave" "病假" "ill",
        /// Not there.
        Absent = "absent" "缺勤" "absent",
        /// Missed the class and made it up: one attendance of the missed class, never a run of its own.
        MakeUp = "make_up" "补训" "made up",
    }
}

impl Status {
    /// Whether it completes an attendance (one 人次).
    #[must_use]
    pub fn attends(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::EarlyLeave | Self::MakeUp)
    }
}

words! {
    /// 登记方式: how a mark came about.
    Method {
        /// The recorder confirmed the roster.
        Roster = "roster" "名册确认" "roster confirmed",
        /// The trainee typed or scanned the rotating code in the room.
        Code = "code" "签到码" "check-in code",
        /// A spreadsheet was taken in.
        Import = "import" "导入" "import",
    }
}

words! {
    /// 班次状态: how far a class has come.
    #[derive(Default)]
    ClassState {
        /// Announced.
        #[default]
        Planned = "planned" "已计划" "planned",
        /// Takes enrolments.
        Open = "open" "已开班" "open",
        /// A session was held or a mark was made.
        Running = "running" "进行中" "running",
        /// Ended and counted.
        Closed = "closed" "已结业" "closed",
        /// Never took place, or was withdrawn after it was closed.
        Cancelled = "cancelled" "已取消" "cancelled",
    }
}

words! {
    /// 课次状态: how far a session has come.
    SessionState {
        /// To come.
        Scheduled = "scheduled" "已排课" "scheduled",
        /// Took place.
        Held = "held" "已授课" "held",
        /// Took place and its class is closed.
        Locked = "locked" "已锁定" "locked",
        /// Will not take place.
        Cancelled = "cancelled" "已取消" "cancelled",
    }
}

words! {
    /// 报名状态: where a person stands on the roster of a class.
    EnrolmentState {
        /// Named by the sending unit.
        Nominated = "nominated" "已推荐" "nominated",
        /// Approved by the training office; has no seat yet.
        Approved = "approved" "已审核" "approved",
        /// Has a seat.
        Enrolled = "enrolled" "已录取" "enrolled",
        /// Waits for a seat.
        Waitlisted = "waitlisted" "候补" "waiting",
        /// Gave up the seat or the place in the queue.
        Withdrawn = "withdrawn" "已退出" "withdrawn",
        /// Had a seat and no mark when the class was closed.
        NoShow = "no_show" "未报到" "did not come",
    }
}

words! {
    /// 考核种类: what was examined.
    Kind {
        /// Theory.
        Theory = "theory" "理论" "theory",
        /// Practice.
        Practical = "practical" "实操" "practice",
        /// Fitness.
        Fitness = "fitness" "体能" "fitness",
        /// Firearms.
        Firearm = "firearm" "射击" "firearms",
        /// The class as a whole.
        Overall = "overall" "综合" "overall",
    }
}

/// 计划项目: one line of a year's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanItem {
    /// Money set aside, in fen.
    pub budget_fen: i64,
    /// What its classes are for.
    pub category: Category,
    /// Credit minutes each trainee should get.
    pub credit_minutes: u32,
    /// 应完成月份: the month by whose end its classes are to be held, from 1; none means the year's last.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due_month: Option<u8>,
    /// People to be trained (人次).
    pub headcount: u32,
    /// Its number within the plan, `A-01`.
    pub item: String,
    /// Classes to be held (期).
    pub runs: u32,
    /// What it is called.
    pub title: String,
}

impl PlanItem {
    /// The month by whose end its classes are to be held, from 1.
    #[must_use]
    pub fn due(&self) -> u8 {
        self.due_month.unwrap_or(12)
    }

    /// Credit minutes of all its trainees together.
    #[must_use]
    pub fn credit_in_all(&self) -> i64 {
        i64::from(self.headcount).saturating_mul(i64::from(self.credit_minutes))
    }
}

/// 班次经费: what a class costs, and out of which line of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// How much, in fen.
    pub fen: i64,
    /// The line.
    pub plan_item: PlanItemRef,
}

/// 所属计划项目: the line of a plan that a class carries out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanItemRef {
    /// Number of the line.
    pub item: String,
    /// The plan.
    pub plan: PlanId,
}

impl std::fmt::Display for PlanItemRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.plan, self.item)
    }
}

/// 装备需求: how many of what a session needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equipment {
    /// Which equipment, as in the stock list: `手持电台`.
    pub item: String,
    /// How many.
    pub quantity: u32,
}

/// 可预约资源: what only one session can have at a time, or only so many of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    /// So many of a kind.
    Equipment(String),
    /// A person who teaches.
    Instructor(PersonId),
    /// A room, together with the base it lies in.
    Room(String),
}

/// 考勤内容: what a mark says, before and after a correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkValue {
    /// Minutes credited.
    pub credit_minutes: u32,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
    /// Sessions attended.
    pub sittings: u32,
    /// What the person did.
    pub status: Status,
}

/// 课次: one sitting of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Number within the class, from 1.
    pub session: u32,
    /// What is taught.
    pub subject: String,
    /// When.
    pub day: Day,
    /// First minute of the day, 540 is nine o'clock.
    pub starts_minute: u16,
    /// First minute after it.
    pub ends_minute: u16,
    /// Where.
    pub room: Option<String>,
    /// Who teaches, where it is a person of the bureau.
    pub instructor: Option<PersonId>,
    /// Minutes credited to who attends.
    pub credit_minutes: u32,
    /// How far it has come.
    pub state: SessionState,
}

impl Session {
    /// When it is.
    #[must_use]
    pub fn times(&self) -> Times {
        Times { day: self.day, from: self.starts_minute, to: self.ends_minute }
    }
}

/// 时段: half-open minutes of one day, so that back to back does not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The day.
    pub day: Day,
    /// First minute.
    pub from: u16,
    /// First minute after it.
    pub to: u16,
}

impl Times {
    /// All of `day`.
    #[must_use]
    pub fn whole(day: Day) -> Self {
        Self { day, from: 0, to: 24 * 60 }
    }

    /// Whether it takes time that `other` also takes.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.day == other.day && self.from < other.to && other.from < self.to
    }
}
