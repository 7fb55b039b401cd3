//! What is recorded about training. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.
//!
//! Nothing here is personal: people appear by pseudonym ([`PersonId`]). Titles, reasons and authorities are free text;
//! the screens that ask for them say that names do not belong there.

use nc_kernel::id::PersonId;
use nc_kernel::{Day, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::{
    Category, ClassId, ClassState, EnrolmentState, Equipment, Kind, MarkValue, Method, PlanId, PlanItem, PlanItemRef, Resource, Status,
};

facts! {
    /// 培训事实: everything that can be recorded about training.
    pub enum Fact {
        "training.plan_drafted.v1" => PlanDrafted,
        "training.plan_approved.v1" => PlanApproved,
        "training.plan_amended.v1" => PlanAmended,
        "training.class_planned.v1" => ClassPlanned,
        "training.class_opened.v1" => ClassOpened,
        "training.session_scheduled.v1" => SessionScheduled,
        "training.session_held.v1" => SessionHeld,
        "training.session_cancelled.v1" => SessionCancelled,
        "training.enrolment_changed.v1" => EnrolmentChanged,
        "training.attended.v1" => Attended,
        "training.checked_in.v1" => CheckedIn,
        "training.mark_corrected.v1" => MarkCorrected,
        "training.assessed.v1" => Assessed,
        "training.score_corrected.v1" => ScoreCorrected,
        "training.appealed.v1" => Appealed,
        "training.appeal_decided.v1" => AppealDecided,
        "training.class_closed.v1" => ClassClosed,
        "training.class_cancelled.v1" => ClassCancelled,
        "training.stock_set.v1" => StockSet,
        "training.booked.v1" => Booked,
        "training.released.v1" => Released,
        "training.reserved.v1" => Reserved,
    }
}

/// 计划拟定: a unit's plan for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDrafted {
    /// Its lines.
    pub items: Vec<PlanItem>,
    /// The plan.
    pub plan: PlanId,
    /// What it is called.
    pub title: String,
    /// Whose plan.
    pub unit: UnitPath,
    /// For which year.
    pub year: i16,
}

/// 计划批准: the plan is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanApproved {
    /// By which document or meeting.
    pub authority: String,
    /// The plan.
    pub plan: PlanId,
    /// Which version.
    pub version: u32,
}

/// 计划调整: new lines take the place of the old ones, which stay readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAmended {
    /// By which document or meeting.
    pub authority: String,
    /// All lines from now on.
    pub items: Vec<PlanItem>,
    /// The plan.
    pub plan: PlanId,
    /// Why.
    pub reason: String,
    /// The version that begins.
    pub version: u32,
}

/// 班次立项: a class is announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassPlanned {
    /// Seats; none means as many as come.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub capacity: Option<u32>,
    /// What it is for.
    pub category: Category,
    /// The class.
    pub class: ClassId,
    /// Minutes credited to who attends all of it, where no sessions say so.
    pub credit_minutes: u32,
    /// Last day on which enrolments are taken and waiting people promoted; none means the first day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cut_off: Option<Day>,
    /// Last day: the day it counts on.
    pub ends_on: Day,
    /// The base that hosts it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub host: Option<UnitPath>,
    /// Who holds it; the first leads. Several for a joint class.
    pub organisers: Vec<UnitPath>,
    /// Hundredths of a point needed to pass.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pass_line: Option<u32>,
    /// The line of a plan it carries out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan_item: Option<PlanItemRef>,
    /// Its serial number.
    pub serial: String,
    /// First day.
    pub starts_on: Day,
    /// What it is about: words such as `political`.
    pub theme: Vec<String>,
    /// What it is called.
    pub title: String,
    /// Where, in words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub venue: Option<String>,
}

/// 开放报名: the class takes enrolments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassOpened {
    /// The class.
    pub class: ClassId,
}

/// 排课: a session is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionScheduled {
    /// The class.
    pub class: ClassId,
    /// Minutes credited to who attends.
    pub credit_minutes: u32,
    /// When.
    pub day: Day,
    /// First minute of the day after it.
    pub ends_minute: u16,
    /// What it needs from the store.
    pub equipment: Vec<Equipment>,
    /// Who teaches.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instructor: Option<PersonId>,
    /// Why somebody teaches whose term as an instructor does not run on that day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instructor_reason: Option<String>,
    /// Why it may overlap another session.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub overlap_reason: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub room: Option<String>,
    /// Number within the class, from 1.
    pub session: u32,
    /// First minute of the day.
    pub starts_minute: u16,
    /// What is taught.
    pub subject: String,
}

/// 授课完成: a session took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionHeld {
    /// The class.
    pub class: ClassId,
    /// The session's number.
    pub session: u32,
}

/// 课次取消: a session will not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionCancelled {
    /// The class.
    pub class: ClassId,
    /// Why.
    pub reason: String,
    /// The session's number.
    pub session: u32,
}

/// 名册变动: where one person stands on the roster from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentChanged {
    /// The class.
    pub class: ClassId,
    /// Who.
    pub person: PersonId,
    /// Whether a seat that fell free brought it about.
    pub promoted: bool,
    /// Why, where it needs a reason (after the cut-off).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The unit that sends the person.
    pub sender: UnitPath,
    /// Where the person stands.
    pub state: EnrolmentState,
}

/// 考勤: one person's one mark for one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    /// The class.
    pub class: ClassId,
    /// Minutes credited.
    pub credit_minutes: u32,
    /// The day a missed class was made up.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub made_up_on: Option<Day>,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// How the mark came about.
    pub method: Method,
    /// Position of the mark that said the class was missed, where this one makes it up.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub missed: Option<u64>,
    /// Who.
    pub person: PersonId,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
    /// Sessions attended.
    pub sittings: u32,
    /// What the person did.
    pub status: Status,
}

/// 签到: a person typed the code that was shown in the room of a session. Provisional: it counts nowhere until the class
/// head confirms it into a mark, and it says nothing of when in the window or from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedIn {
    /// The class.
    pub class: ClassId,
    /// Who.
    pub person: PersonId,
    /// The session's number.
    pub session: u32,
}

/// 申诉: a person objects to a score of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appealed {
    /// Position of the score it is about.
    pub about: u64,
    /// The class.
    pub class: ClassId,
    /// Why.
    pub grounds: String,
    /// Who.
    pub person: PersonId,
}

/// 申诉结论: what became of an objection. A score that changes is corrected by a fact of its own, which follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealDecided {
    /// Position of the objection.
    pub appeal: u64,
    /// By which board or whose order.
    pub authority: String,
    /// The class.
    pub class: ClassId,
    /// Who objected.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// Whether the objection was right.
    pub upheld: bool,
}

/// 考勤更正: a mark was wrong. Both values stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkCorrected {
    /// By which document or whose order.
    pub authority: String,
    /// The class.
    pub class: ClassId,
    /// Position of the mark that is corrected; none when the person had been left off the roster.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub corrects: Option<u64>,
    /// What is true.
    pub now: MarkValue,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// What stood there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<MarkValue>,
}

/// 考核成绩: one attempt of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The class.
    pub class: ClassId,
    /// What was examined.
    pub kind: Kind,
    /// Hundredths of a point needed to pass.
    pub pass_line: u32,
    /// Who.
    pub person: PersonId,
    /// Hundredths of a point.
    pub score: u32,
}

/// 成绩更正: a score was wrong, or had been left out. Both values stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreCorrected {
    /// Which attempt, from 1.
    pub attempt: u32,
    /// By which document or whose order.
    pub authority: String,
    /// The class.
    pub class: ClassId,
    /// Position of the score that is corrected; none when it had been left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub corrects: Option<u64>,
    /// What was examined.
    pub kind: Kind,
    /// The true score, hundredths of a point.
    pub now: u32,
    /// Hundredths of a point needed to pass.
    pub pass_line: u32,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// What stood there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<u32>,
}

/// 结业: the class was held and counts from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassClosed {
    /// Completed attendances at that moment.
    pub attendances: u32,
    /// The class.
    pub class: ClassId,
}

/// 取消(撤销)班次: it did not take place, or must not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCancelled {
    /// By which document or whose order.
    pub authority: String,
    /// The class.
    pub class: ClassId,
    /// Why.
    pub reason: String,
    /// How far it had come.
    pub was: ClassState,
}

/// 装备库存: how many of a kind there are to book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockSet {
    /// The kind.
    pub item: String,
    /// How many.
    pub quantity: u32,
}

/// 预约: a session has a room, an instructor or some equipment for some minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// For which class.
    pub class: ClassId,
    /// When.
    pub day: Day,
    /// First minute of the day after it.
    pub ends_minute: u16,
    /// How many; 1 for rooms and instructors.
    pub quantity: u32,
    /// What.
    pub resource: Resource,
    /// For which session; 0 for the class as a whole (its beds).
    pub session: u32,
    /// First minute of the day.
    pub starts_minute: u16,
}

/// 释放预约: what a session or a whole class had booked is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// Of which class.
    pub class: ClassId,
    /// Of which session, 0 for what the class has as a whole (beds, money); none for everything.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub session: Option<u32>,
}

/// 经费预留: a class has money of a line of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved {
    /// What the class is for.
    pub category: Category,
    /// Which class.
    pub class: ClassId,
    /// Last day of the class: the day its money counts on.
    pub ends_on: Day,
    /// How much, in fen.
    pub fen: i64,
    /// Of which line.
    pub plan_item: PlanItemRef,
}
