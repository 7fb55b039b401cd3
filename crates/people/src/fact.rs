//! What the directory records. Kinds and fields are frozen; fields stand in alphabetical order, which makes the JSON
//! canonical. Personal values appear only as commitments: `name`, `id_number`, `police_number`.
//!
//! A unit that moves to another parent is dissolved with its successor named, and established there: its path is its
//! identity, and figures of past years must keep finding it where it was.

use nc_kernel::id::{PersonId, UserId};
use nc_kernel::personal::Commitment;
use nc_kernel::{Day, UnitPath};
use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::model::{LeaveKind, LeavingReason, MemberKind, UnitKind};

/// 单位设立.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitEstablished {
    /// First day in force.
    pub from: Day,
    /// Kind of unit.
    pub kind: UnitKind,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Place in the tree.
    pub path: UnitPath,
}

/// 单位更名: the old name stands for the time before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRenamed {
    /// First day under the new name.
    pub from: Day,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// The unit.
    pub path: UnitPath,
}

/// 单位撤销.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDissolved {
    /// First day no longer in force.
    pub on: Day,
    /// The unit.
    pub path: UnitPath,
    /// The unit that carries on its work, when one does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub successor: Option<UnitPath>,
}

/// 人员入职登记.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRegistered {
    /// First day of service known to the bureau.
    pub from: Day,
    /// Commitment to the citizen number.
    pub id_number: Commitment,
    /// Police officer or auxiliary.
    pub kind: MemberKind,
    /// Commitment to the name.
    pub name: Commitment,
    /// The new pseudonym.
    pub person: PersonId,
    /// Commitment to the police or auxiliary number.
    pub police_number: Commitment,
    /// First unit.
    pub unit: UnitPath,
}

/// 人员调动.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTransferred {
    /// First day in the new unit.
    pub from: Day,
    /// Who.
    pub person: PersonId,
    /// The new unit.
    pub unit: UnitPath,
}

/// 身份转换: an auxiliary becomes a police officer (or the reverse), with a new number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonKindChanged {
    /// First day as the new kind.
    pub from: Day,
    /// The new kind.
    pub kind: MemberKind,
    /// Who.
    pub person: PersonId,
    /// Commitment to the new number.
    pub police_number: Commitment,
}

/// 人员离职.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLeft {
    /// First day no longer in service.
    pub on: Day,
    /// Who.
    pub person: PersonId,
    /// How it ended, as a class.
    pub reason: LeavingReason,
}

/// 人员重新入职: somebody who had left serves again, under the same pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonReturned {
    /// First day of the new service.
    pub from: Day,
    /// As what.
    pub kind: MemberKind,
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitPath,
}

/// 任职.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostAssigned {
    /// First day.
    pub from: Day,
    /// Who.
    pub person: PersonId,
    /// What the post is called.
    pub title: String,
    /// Where.
    pub unit: UnitPath,
}

/// 免职.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostEnded {
    /// The fact that assigned the post.
    pub assigned: u64,
    /// Who.
    pub person: PersonId,
    /// First day no longer.
    pub until: Day,
}

/// 准假.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveApproved {
    /// First day away.
    pub from: Day,
    /// Why.
    pub kind: LeaveKind,
    /// Who.
    pub person: PersonId,
    /// Last day away.
    pub to: Day,
}

/// 销假: days of an approved leave that were not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveCancelled {
    /// The fact that approved the leave.
    pub approved: u64,
    /// First day back; the leave's own first day cancels it whole.
    pub from: Day,
    /// Who.
    pub person: PersonId,
}

/// 个人信息删除 (tombstone): the store deletes the person's key, salts and values when it appends this, and again after
/// a restored backup. Counts, proofs and released figures stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonErased {
    /// The legal basis or order.
    pub basis: String,
    /// Who.
    pub person: PersonId,
}

/// 更正: a record about a person was wrong; what is given replaces what it said. Names the old fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCorrected {
    /// Who or what ordered it: a document number, a decision.
    pub authority: String,
    /// The fact that was wrong.
    pub corrects: u64,
    /// The right first day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<Day>,
    /// Commitment to the right citizen number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id_number: Option<Commitment>,
    /// The right kind.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<MemberKind>,
    /// Commitment to the right name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<Commitment>,
    /// Whom it is about.
    pub person: PersonId,
    /// Commitment to the right police or auxiliary number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub police_number: Option<Commitment>,
    /// Why it was wrong.
    pub reason: String,
    /// The right last day of a leave.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<Day>,
    /// The right unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<UnitPath>,
}

/// 撤回: a record about a person should never have been made. Names the old fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordWithdrawn {
    /// Who or what ordered it.
    pub authority: String,
    /// Whom it is about.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// The fact that no longer counts.
    pub withdraws: u64,
}

/// 外来人员登记: somebody who does not serve here but is received for a time, such as an intern. Held like everybody else by a
/// pseudonym and sealed values, and counted in no strength of the bureau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorRegistered {
    /// Commitment to the citizen number.
    pub id_number: Commitment,
    /// Commitment to the name.
    pub name: Commitment,
    /// The new pseudonym.
    pub person: PersonId,
    /// The unit that receives them.
    pub unit: UnitPath,
}

/// 到访: a visitor is received by a unit between two days. That unit may know who they are, and while it lasts an account of
/// theirs may take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitBegan {
    /// First day.
    pub from: Day,
    /// Who.
    pub person: PersonId,
    /// Last day, as planned.
    pub to: Day,
    /// Where.
    pub unit: UnitPath,
}

/// 离访: a visit ended on another day than planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitEnded {
    /// Who.
    pub person: PersonId,
    /// The last day; a day before the first says that nobody came.
    pub to: Day,
    /// Where.
    pub unit: UnitPath,
}

/// 开户: an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserCreated {
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub person: Option<PersonId>,
    /// The new pseudonym.
    pub user: UserId,
}

/// 销户: the account may do nothing from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserClosed {
    /// The account.
    pub user: UserId,
}

/// 授权.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleGranted {
    /// First day.
    pub from: Day,
    /// The role.
    pub role: Role,
    /// For which unit and everything below.
    pub unit: UnitPath,
    /// First day no longer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
    /// Who may.
    pub user: UserId,
}

/// 收回授权: at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRevoked {
    /// The fact that granted it.
    pub granted: u64,
    /// Who held it.
    pub user: UserId,
}

nc_kernel::facts! {
    /// 组织与人员事实: everything the directory is made of.
    pub enum Fact {
        "people.unit_established.v1" => UnitEstablished,
        "people.unit_renamed.v1" => UnitRenamed,
        "people.unit_dissolved.v1" => UnitDissolved,
        "people.person_registered.v1" => PersonRegistered,
        "people.person_transferred.v1" => PersonTransferred,
        "people.person_kind_changed.v1" => PersonKindChanged,
        "people.person_left.v1" => PersonLeft,
        "people.person_returned.v1" => PersonReturned,
        "people.post_assigned.v1" => PostAssigned,
        "people.post_ended.v1" => PostEnded,
        "people.leave_approved.v1" => LeaveApproved,
        "people.leave_cancelled.v1" => LeaveCancelled,
        "people.person_erased.v1" => PersonErased,
        "people.record_corrected.v1" => RecordCorrected,
        "people.record_withdrawn.v1" => RecordWithdrawn,
        "people.visitor_registered.v1" => VisitorRegistered,
        "people.visit_began.v1" => VisitBegan,
        "people.visit_ended.v1" => VisitEnded,
        "people.user_created.v1" => UserCreated,
        "people.user_closed.v1" => UserClosed,
        "people.role_granted.v1" => RoleGranted,
        "people.role_revoked.v1" => RoleRevoked,
    }
}

impl Fact {
    /// The person whose record the fact changes; `None` for units and accounts.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::PersonRegistered(f) => Some(f.person),
            Self::PersonTransferred(f) => Some(f.person),
            Self::PersonKindChanged(f) => Some(f.person),
            Self::PersonLeft(f) => Some(f.person),
            Self::PersonReturned(f) => Some(f.person),
            Self::PostAssigned(f) => Some(f.person),
            Self::PostEnded(f) => Some(f.person),
            Self::LeaveApproved(f) => Some(f.person),
            Self::LeaveCancelled(f) => Some(f.person),
            Self::PersonErased(f) => Some(f.person),
            Self::RecordCorrected(f) => Some(f.person),
            Self::RecordWithdrawn(f) => Some(f.person),
            Self::VisitorRegistered(f) => Some(f.person),
            Self::VisitBegan(f) => Some(f.person),
            Self::VisitEnded(f) => Some(f.person),
            Self::UnitEstablished(_) | Self::UnitRenamed(_) | Self::UnitDissolved(_) => None,
            Self::UserCreated(_) | Self::UserClosed(_) | Self::RoleGranted(_) | Self::RoleRevoked(_) => None,
        }
    }
}
