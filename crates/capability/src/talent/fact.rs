//! What is recorded about talent work. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.

use nc_kernel::id::PersonId;
use nc_kernel::money::Money;
use nc_kernel::{Day, Document, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::{Finding, FundId, StudioId};
use super::people::ProfileId;
use super::policy::PolicyId;

facts! {
    /// 工作室事实: everything that can be recorded about a studio.
    pub enum StudioFact {
        "talent.studio_proposed.v1" => StudioProposed,
        "talent.studio_judged.v1" => StudioJudged,
        "talent.studio_named.v1" => StudioNamed,
        "talent.studio_joined.v1" => StudioJoined,
        "talent.studio_left.v1" => StudioLeft,
        "talent.studio_task_set.v1" => StudioTaskSet,
        "talent.studio_task_done.v1" => StudioTaskDone,
        "talent.studio_looked_at.v1" => StudioLookedAt,
        "talent.studio_withdrawn.v1" => StudioWithdrawn,
    }
}

facts! {
    /// 经费事实: everything that can be recorded about the money of a fund.
    pub enum FundFact {
        "talent.fund_opened.v1" => FundOpened,
        "talent.budgeted.v1" => Budgeted,
        "talent.awarded.v1" => Awarded,
        "talent.approved.v1" => Approved,
        "talent.paid.v1" => Paid,
        "talent.returned.v1" => Returned,
        "talent.reversed.v1" => Reversed,
        "talent.fund_closed.v1" => FundClosed,
    }
}

/// 申报工作室, by the fact's unit on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioProposed {
    /// The field it works in: 视频侦查, 电子数据.
    pub domain: String,
    /// Who leads it.
    pub lead: PersonId,
    /// What it is called.
    pub name: String,
    /// Its serial number.
    pub serial: String,
    /// The studio.
    pub studio: StudioId,
}

/// 评审: another person than the proposer found it fit or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioJudged {
    /// Whether it goes on.
    pub fit: bool,
    /// Why.
    pub reason: String,
    /// The studio.
    pub studio: StudioId,
}

/// 命名挂牌.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioNamed {
    /// The document that names it.
    pub document: Document,
    /// The studio.
    pub studio: StudioId,
}

/// 成员加入.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioJoined {
    /// Who.
    pub person: PersonId,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
    /// The studio.
    pub studio: StudioId,
}

/// 成员退出.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioLeft {
    /// Who.
    pub person: PersonId,
    /// The studio.
    pub studio: StudioId,
}

/// 年度任务.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioTaskSet {
    /// Last day.
    pub due: Day,
    /// The studio.
    pub studio: StudioId,
    /// Its number within the studio, from 1.
    pub task: u32,
    /// What is to come of it.
    pub text: String,
}

/// 任务完成.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioTaskDone {
    /// What came of it: a method, a course, a model; where it is kept.
    pub output: String,
    /// The studio.
    pub studio: StudioId,
    /// Which task.
    pub task: u32,
}

/// 年度评议.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioLookedAt {
    /// What was found.
    pub finding: Finding,
    /// What is to be put right, or why it is excellent.
    pub reason: String,
    /// The studio.
    pub studio: StudioId,
    /// Last day to put it right, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
    /// The year looked at.
    pub year: u16,
}

/// 撤销.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioWithdrawn {
    /// By which document or whose order.
    pub authority: String,
    /// Why.
    pub reason: String,
    /// The studio.
    pub studio: StudioId,
}

/// 立账: the money of one year and source, in the fact's unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundOpened {
    /// The policy or document it rests on.
    pub basis: String,
    /// The fund.
    pub fund: FundId,
    /// Its serial number.
    pub serial: String,
    /// Where the money comes from: 市级财政, 局机关.
    pub source: String,
    /// What it is called.
    pub title: String,
    /// The budget year.
    pub year: u16,
}

/// 下达预算.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budgeted {
    /// Fen.
    pub amount: Money,
    /// The document that allots it.
    pub basis: String,
    /// The fund.
    pub fund: FundId,
}

/// 奖补认定: the fund will pay somebody, once another person has approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awarded {
    /// Fen.
    pub amount: Money,
    /// Its number within the fund, from 1.
    pub award: u32,
    /// The article of the policy, or what it is for.
    pub clause: String,
    /// The fund.
    pub fund: FundId,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// Who gets it.
    pub person: PersonId,
    /// The policy it keeps to.
    pub policy: PolicyId,
    /// The person's profile, where the policy is for a level or field.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub profile: Option<ProfileId>,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
}

/// 审批.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// Which award.
    pub award: u32,
    /// The fund.
    pub fund: FundId,
}

/// 支付. No account of anybody is recorded: the voucher says where the rest is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// Fen.
    pub amount: Money,
    /// Which award.
    pub award: u32,
    /// The fund.
    pub fund: FundId,
    /// 凭证号.
    pub voucher: String,
}

/// 退回.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Fen.
    pub amount: Money,
    /// Which award.
    pub award: u32,
    /// The fund.
    pub fund: FundId,
    /// Why.
    pub reason: String,
    /// 凭证号.
    pub voucher: String,
}

/// 结账: what was not awarded goes back to where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundClosed {
    /// The document that closes it.
    pub basis: String,
    /// The fund.
    pub fund: FundId,
}

/// 冲销: the exact opposite of an earlier operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversed {
    /// By which document or whose order.
    pub authority: String,
    /// The fund.
    pub fund: FundId,
    /// Why.
    pub reason: String,
    /// Position of the fact that is taken back.
    pub reverses: u64,
}
