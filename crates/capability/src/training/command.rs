//! What can be asked of training. Every command can be carried as JSON; optional fields may be left out.
//!
//! How each is judged is in `decide/`. Names: `training.draft_plan`, … (see [`nc_people::command::Command::NAME`]).

use std::collections::BTreeMap;

use nc_kernel::id::PersonId;
use nc_kernel::{Day, UnitPath};
use serde::{Deserialize, Serialize};

use super::model::{Category, ClassId, Cost, Equipment, Kind, Method, PlanId, PlanItem, PlanItemRef, Status};

/// 拟定计划: drafts a unit's plan for a year. Its id is [`PlanId::of`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPlan {
    /// Whose plan.
    pub unit: UnitPath,
    /// For which year.
    pub year: i16,
    /// What it is called.
    pub title: String,
    /// Its lines.
    pub items: Vec<PlanItem>,
}

/// 批准计划: puts the drafted plan in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovePlan {
    /// The plan.
    pub plan: PlanId,
    /// By which document or meeting.
    pub authority: String,
}

/// 调整计划: replaces the lines of a plan; the old version stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendPlan {
    /// The plan.
    pub plan: PlanId,
    /// All lines from now on.
    pub items: Vec<PlanItem>,
    /// Why.
    pub reason: String,
    /// By which document or meeting.
    pub authority: String,
}

/// 班次立项: announces a class. Its id is [`ClassId::of_serial`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanClass {
    /// Serial number, `2024-东胜-017`.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub category: Category,
    /// First day.
    pub starts_on: Day,
    /// Last day; the same as the first when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ends_on: Option<Day>,
    /// Who holds it; the first leads.
    pub organisers: Vec<UnitPath>,
    /// Minutes credited to who attends all of it; sessions count instead where there are any.
    #[serde(default)]
    pub credit_minutes: u32,
    /// The base that hosts it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub host: Option<UnitPath>,
    /// Seats.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub capacity: Option<u32>,
    /// Last day of enrolment.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cut_off: Option<Day>,
    /// Hundredths of a point needed to pass.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pass_line: Option<u32>,
    /// The line of a plan it carries out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan_item: Option<PlanItemRef>,
    /// What it is about: words such as `political`.
    #[serde(default)]
    pub theme: Vec<String>,
    /// Where, in words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub venue: Option<String>,
}

/// 开放报名: lets the class take enrolments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenClass {
    /// The class.
    pub class: ClassId,
}

/// 排课: sets a session and books what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleSession {
    /// The class.
    pub class: ClassId,
    /// What is taught.
    pub subject: String,
    /// When, within the days of the class.
    pub day: Day,
    /// First minute of the day, 540 is nine o'clock.
    pub starts_minute: u16,
    /// First minute after it.
    pub ends_minute: u16,
    /// Minutes credited to who attends; its length when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credit_minutes: Option<u32>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub room: Option<String>,
    /// Who teaches, where it is a person of the bureau.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instructor: Option<PersonId>,
    /// Why somebody teaches whose term as an instructor does not run on that day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instructor_reason: Option<String>,
    /// What it needs from the store.
    #[serde(default)]
    pub equipment: Vec<Equipment>,
    /// Why the room, the instructor or the trainees may be elsewhere at the same time. Never helps against missing stock.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub overlap_reason: Option<String>,
}

/// 授课完成: a session took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldSession {
    /// The class.
    pub class: ClassId,
    /// The session's number.
    pub session: u32,
}

/// 取消课次: a session will not take place; what it had booked is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelSession {
    /// The class.
    pub class: ClassId,
    /// The session's number.
    pub session: u32,
    /// Why.
    pub reason: String,
}

/// 落实食宿经费: gives a class its beds and its money, in place of those it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvideClass {
    /// The class.
    pub class: ClassId,
    /// How many beds in which night; the night of a day is the one that follows it.
    #[serde(default)]
    pub nights: BTreeMap<Day, u32>,
    /// What it costs, out of the line of the plan that it carries out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cost: Option<Cost>,
}

/// 登记装备库存: how many of a kind there are to book, in the whole bureau. Beds are counted as
/// [`super::what_if::BEDS`], the seats of a room as [`super::what_if::room_item`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetStock {
    /// The kind.
    pub item: String,
    /// How many.
    pub quantity: u32,
}

/// 报名步骤: how far an enrolment goes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The sending unit names the person; no seat is taken.
    Nominate,
    /// The training office agrees; no seat is taken.
    Approve,
    /// A seat, or the end of the queue when none is free.
    #[default]
    Enrol,
}

/// 报名: puts one or many people on the roster, in the order given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// The class.
    pub class: ClassId,
    /// Who.
    pub persons: Vec<PersonId>,
    /// How far.
    #[serde(default)]
    pub step: Step,
    /// Why so late, after the cut-off: then only free seats are given, and nobody waits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub late_reason: Option<String>,
}

/// 退出: gives up seats; whoever waits longest gets them, until the cut-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdraw {
    /// The class.
    pub class: ClassId,
    /// Who.
    pub persons: Vec<PersonId>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// 名册行: what one person did. Only the person is needed; the rest has defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRow {
    /// Who.
    pub person: PersonId,
    /// What the person did; present when left out.
    #[serde(default = "present")]
    pub status: Status,
    /// Minutes credited; what the class gives when left out (nothing to who did not attend).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credit_minutes: Option<u32>,
    /// Sessions attended; all that were held when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sittings: Option<u32>,
    /// Overall score in hundredths of a point; needs a pass line on the class.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub score: Option<u32>,
    /// The day a missed class was made up; only with `make_up`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub made_up_on: Option<Day>,
}

fn present() -> Status {
    Status::Present
}

impl RosterRow {
    /// `person` with `status` and every default.
    #[must_use]
    pub fn new(person: PersonId, status: Status) -> Self {
        Self { person, status, credit_minutes: None, sittings: None, score: None, made_up_on: None }
    }
}

/// 登记考勤: marks people of one class. A missed class is made up by marking the person again with `make_up`, also
/// after the class was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkAttendance {
    /// The class.
    pub class: ClassId,
    /// Who did what.
    pub roster: Vec<RosterRow>,
    /// How the marks came about; the roster when left out.
    #[serde(default = "roster")]
    pub method: Method,
}

fn roster() -> Method {
    Method::Roster
}

/// 导入行: one row of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Where it stands, for the refusal: `row 12`.
    pub place: String,
    /// The class.
    pub class: ClassId,
    /// Who.
    pub person: PersonId,
    /// What the person did.
    pub status: Status,
    /// Minutes credited.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credit_minutes: Option<u32>,
    /// Overall score in hundredths of a point.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub score: Option<u32>,
}

/// 导入名册: takes in many rows of one or several classes, all or none. Rows already recorded add nothing; rows that
/// say something else than what is recorded are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRoster {
    /// The rows.
    pub rows: Vec<ImportRow>,
}

/// 更正考勤: the only way to change a mark. Status and minutes replace what stood there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectMark {
    /// The class.
    pub class: ClassId,
    /// Who.
    pub person: PersonId,
    /// Position of the mark that is wrong ([`super::state::Mark::seq`]); none when the person was left off the roster.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub corrects: Option<u64>,
    /// What is true.
    pub status: Status,
    /// Minutes credited; what the class gives when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credit_minutes: Option<u32>,
    /// Sessions attended; all that were held when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sittings: Option<u32>,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}

/// 成绩行: one person's score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreRow {
    /// Who.
    pub person: PersonId,
    /// Hundredths of a point.
    pub score: u32,
}

/// 登记考核成绩: one attempt of each person named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordAssessment {
    /// The class.
    pub class: ClassId,
    /// What was examined.
    pub kind: Kind,
    /// Hundredths of a point needed to pass; the class's when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pass_line: Option<u32>,
    /// The scores.
    pub scores: Vec<ScoreRow>,
}

/// 更正成绩: the only way to change a score, and the only way to add one to a closed class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectScore {
    /// The class.
    pub class: ClassId,
    /// Who.
    pub person: PersonId,
    /// What was examined.
    pub kind: Kind,
    /// Position of the score that is wrong ([`super::state::Attempt::seq`]); none when it had been left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub corrects: Option<u64>,
    /// The true score, hundredths of a point.
    pub score: u32,
    /// Hundredths of a point needed to pass, for a score that had been left out; the class's when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pass_line: Option<u32>,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}

/// 确认签到: turns the check-ins of a class into marks, each credited with the sessions the person was in. Who checked in
/// and is marked already keeps that mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmCheckIns {
    /// The class.
    pub class: ClassId,
}

/// 成绩申诉: objects to a score of one's own, in person, within [`super::appeal::DEADLINE_DAYS`] after it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppealScore {
    /// The class.
    pub class: ClassId,
    /// Who: the person of the account that asks.
    pub person: PersonId,
    /// Position of the score ([`super::state::Attempt::seq`]).
    pub about: u64,
    /// Why.
    pub grounds: String,
}

/// 申诉结论: decides an objection; upheld, the score is corrected at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideAppeal {
    /// The class.
    pub class: ClassId,
    /// Position of the objection ([`super::appeal::Appeal::seq`]).
    pub appeal: u64,
    /// The true score in hundredths of a point, where the objection is right; left out where it is not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub score: Option<u32>,
    /// Why.
    pub reason: String,
    /// By which board or whose order.
    pub authority: String,
}

/// 结业: the class was held; it counts from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseClass {
    /// The class.
    pub class: ClassId,
}

/// 取消(撤销)班次: it did not take place, or must not count. Possible at any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelClass {
    /// The class.
    pub class: ClassId,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}

/// 补录已办班次: a class that was held, in one step and five answers: what (title, category), when, who held it, who was
/// there, and for how many minutes. Everything else has a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordHeld {
    /// What it was called.
    pub title: String,
    /// What it was for.
    pub category: Category,
    /// When; the first day of several.
    pub held_on: Day,
    /// Who held it; the first leads.
    pub organisers: Vec<UnitPath>,
    /// Who was there.
    pub roster: Vec<RosterRow>,
    /// Minutes credited to who attended; a full working day for each day when left out, and the answer says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credit_minutes: Option<u32>,
    /// The last day, where it took several.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ends_on: Option<Day>,
    /// Serial number; a new one when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub serial: Option<String>,
    /// The base that hosted it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub host: Option<UnitPath>,
    /// What it was about.
    #[serde(default)]
    pub theme: Vec<String>,
    /// Hundredths of a point needed to pass, where the roster carries scores.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pass_line: Option<u32>,
    /// The line of a plan it carried out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan_item: Option<PlanItemRef>,
    /// Where, in words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub venue: Option<String>,
}
