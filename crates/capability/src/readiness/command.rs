//! What can be asked of readiness.

use nc_kernel::id::PersonId;
use nc_kernel::{Day, UnitPath};
use serde::{Deserialize, Serialize};

use super::due::Renewal;
use super::model::RequirementId;

/// 设定要求. Its id is [`RequirementId::of_serial`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetRequirement {
    /// Serial number, `UAV`.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// Whose requirement.
    pub unit: UnitPath,
    /// The document that asks for it.
    pub basis: String,
    /// When it is due again.
    pub renewal: Renewal,
    /// Since when.
    pub from: Day,
}

/// 列入要求: these people must hold it. Who is bound already is left as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BindPeople {
    /// The requirement.
    pub requirement: RequirementId,
    /// Who.
    pub people: Vec<PersonId>,
    /// First day.
    pub from: Day,
}

/// 移出要求.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePerson {
    /// The requirement.
    pub requirement: RequirementId,
    /// Who.
    pub person: PersonId,
    /// First day no longer.
    pub on: Day,
    /// Why.
    pub reason: String,
}

/// 发证: these people earned it, for the first time or again. How long it is valid follows from the requirement's rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueCredential {
    /// The requirement.
    pub requirement: RequirementId,
    /// Who.
    pub people: Vec<PersonId>,
    /// When it was earned.
    pub completed_on: Day,
    /// The document it rests on.
    pub document: String,
}

/// 吊销: takes the valid credential from somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeCredential {
    /// The requirement.
    pub requirement: RequirementId,
    /// Who.
    pub person: PersonId,
    /// First day on which it no longer counts.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}

/// 免训: the requirement does not bind somebody for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptPerson {
    /// The requirement.
    pub requirement: RequirementId,
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}

/// 申请免训: the unit of the person asks that the requirement does not bind them for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestExemption {
    /// The requirement.
    pub requirement: RequirementId,
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Why.
    pub reason: String,
}

/// 审批免训: for somebody else than who asked and than whom it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideExemption {
    /// The requirement.
    pub requirement: RequirementId,
    /// Position of the request.
    pub request: u64,
    /// Whether it is approved.
    pub approve: bool,
    /// Why it is refused; may stay empty on an approval, which takes the reason of the request.
    #[serde(default)]
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}

/// 终止免训: the requirement binds again before the exemption's last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndExemption {
    /// The requirement.
    pub requirement: RequirementId,
    /// Who.
    pub person: PersonId,
    /// First day on which it binds again.
    pub on: Day,
    /// Why.
    pub reason: String,
}
