//! What is recorded about readiness. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.

use nc_kernel::id::PersonId;
use nc_kernel::{Day, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::due::Renewal;
use super::model::RequirementId;

facts! {
    /// 资格事实: everything that can be recorded about readiness.
    pub enum Fact {
        "readiness.requirement_set.v1" => RequirementSet,
        "readiness.bound.v1" => Bound,
        "readiness.released.v1" => Released,
        "readiness.issued.v1" => Issued,
        "readiness.revoked.v1" => Revoked,
        "readiness.exempted.v1" => Exempted,
        "readiness.exemption_requested.v1" => ExemptionRequested,
        "readiness.exemption_refused.v1" => ExemptionRefused,
        "readiness.exemption_ended.v1" => ExemptionEnded,
    }
}

/// 设定要求, in the fact's unit from the fact's day: what must be held, and when it is due again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementSet {
    /// The document that asks for it.
    pub basis: String,
    /// When it is due again.
    pub renewal: Renewal,
    /// The requirement.
    pub requirement: RequirementId,
    /// Its serial number.
    pub serial: String,
    /// What it is called.
    pub title: String,
}

/// 列入要求: the person must hold it from the fact's day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// Who.
    pub person: PersonId,
    /// The requirement.
    pub requirement: RequirementId,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
}

/// 移出要求: the fact's day is the first day on which the person need not hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// The requirement.
    pub requirement: RequirementId,
}

/// 发证或复训合格: completed on the fact's day, valid from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The document it rests on: the certificate's series, the class, the examiner's record. Not the person's name.
    pub document: String,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// Who.
    pub person: PersonId,
    /// The requirement.
    pub requirement: RequirementId,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
    /// Last day it is valid; none when it does not lapse. Kept as it was when issued, whatever becomes of the rule.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
}

/// 吊销: the fact's day is the first day on which the credential no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// By which document or whose order.
    pub authority: String,
    /// Position of the fact that issued it.
    pub issue: u64,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// The requirement.
    pub requirement: RequirementId,
}

/// 免训: the requirement does not bind the person from the fact's day through another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempted {
    /// By which document or whose order.
    pub authority: String,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// Position of the request it approves, where it was requested.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request: Option<u64>,
    /// The requirement.
    pub requirement: RequirementId,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
    /// Last day.
    pub to: Day,
}

/// 免训申请, made on the fact's day by the unit the person serves in. It exempts nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionRequested {
    /// First day asked for.
    pub from: Day,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// The requirement.
    pub requirement: RequirementId,
    /// The unit that asks.
    pub sender: UnitPath,
    /// Last day asked for.
    pub to: Day,
}

/// 不予免训.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionRefused {
    /// By which document or whose order.
    pub authority: String,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// Position of the request.
    pub request: u64,
    /// The requirement.
    pub requirement: RequirementId,
}

/// 免训终止 before its last day: the fact's day is the first on which the requirement binds again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionEnded {
    /// Position of the fact that exempted.
    pub exemption: u64,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// The requirement.
    pub requirement: RequirementId,
}
