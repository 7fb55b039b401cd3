//! What can be asked of the directory. How each is judged is in `decide/`.

use nc_kernel::id::{PersonId, UserId};
use nc_kernel::identifiers::CitizenNumber;
use nc_kernel::{Day, UnitPath};
use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::model::{ID_NUMBER, LeaveKind, LeavingReason, MemberKind, POLICE_NUMBER, UnitKind};
use crate::numbers;

/// 设立单位. The first of all is the bureau itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstablishUnit {
    /// Place in the tree; the unit above must be in force.
    pub path: UnitPath,
    /// Kind of unit.
    pub kind: UnitKind,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// First day in force.
    pub from: Day,
}

/// 单位更名.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenameUnit {
    /// The unit.
    pub path: UnitPath,
    /// New Chinese name.
    pub name_zh: String,
    /// New English name.
    pub name_en: String,
    /// First day under the new name.
    pub from: Day,
}

/// 撤销单位. A unit that moves to another parent is established there and dissolved here, with its successor named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DissolveUnit {
    /// The unit.
    pub path: UnitPath,
    /// First day no longer in force.
    pub on: Day,
    /// The unit that carries on its work.
    pub successor: Option<UnitPath>,
}

/// 登记人员. Holds plain values: they become commitments and leave for the side table. Not printed by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPerson {
    /// The pseudonym to give; `None` draws a new one.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Name.
    pub name: String,
    /// Citizen number (GB 11643).
    pub id_number: String,
    /// Police number, or auxiliary number for an auxiliary.
    pub police_number: String,
    /// Police officer or auxiliary.
    pub kind: MemberKind,
    /// First unit.
    pub unit: UnitPath,
    /// First day there.
    pub from: Day,
}

impl RegisterPerson {
    /// The numbers that must belong to nobody else, normalised: field and value. A value that is malformed is left out;
    /// the rule refuses it anyway.
    #[must_use]
    pub fn lookups(&self) -> Vec<(&'static str, String)> {
        let id = CitizenNumber::parse(&self.id_number).ok().map(|n| (ID_NUMBER, n.as_str().to_owned()));
        let police = numbers::police_number(&self.police_number, self.kind).map(|n| (POLICE_NUMBER, n));
        id.into_iter().chain(police).collect()
    }
}

impl std::fmt::Debug for RegisterPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegisterPerson")
            .field("person", &self.person)
            .field("kind", &self.kind)
            .field("unit", &self.unit)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// 批量登记人员: a list at once, whole or not at all, with every fault named (`people[3].id_number`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPeople {
    /// Who.
    pub people: Vec<RegisterPerson>,
}

impl RegisterPeople {
    /// As [`RegisterPerson::lookups`], with the row (from 0) each value stands in.
    #[must_use]
    pub fn lookups(&self) -> Vec<(usize, &'static str, String)> {
        self.people
            .iter()
            .enumerate()
            .flat_map(|(row, person)| person.lookups().into_iter().map(move |(field, value)| (row, field, value)))
            .collect()
    }
}

/// 调动. Posts held in the old unit end with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferPerson {
    /// Who.
    pub person: PersonId,
    /// Where to.
    pub unit: UnitPath,
    /// First day there.
    pub from: Day,
}

/// 身份转换: an auxiliary becomes a police officer, or the reverse. Not printed by `Debug` in full.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeKind {
    /// Who.
    pub person: PersonId,
    /// The new kind.
    pub kind: MemberKind,
    /// The new number.
    pub police_number: String,
    /// First day as the new kind.
    pub from: Day,
}

impl std::fmt::Debug for ChangeKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChangeKind")
            .field("person", &self.person)
            .field("kind", &self.kind)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// 离职. Posts end and leave not yet taken is cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveService {
    /// Who.
    pub person: PersonId,
    /// First day no longer in service.
    pub on: Day,
    /// How it ended.
    pub reason: LeavingReason,
}

/// 重新入职: somebody who had left serves again, as the kind of member they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnToService {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitPath,
    /// First day.
    pub from: Day,
}

/// 任职.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignPost {
    /// Who.
    pub person: PersonId,
    /// What the post is called.
    pub title: String,
    /// Where it is held; it may be another unit than the person serves in (兼任).
    pub unit: UnitPath,
    /// First day.
    pub from: Day,
}

/// 免职.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndPost {
    /// Who.
    pub person: PersonId,
    /// The post, by the fact that assigned it.
    pub assigned: u64,
    /// First day no longer.
    pub until: Day,
}

/// 准假, both days counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveLeave {
    /// Who.
    pub person: PersonId,
    /// Why, as a class.
    pub kind: LeaveKind,
    /// First day away.
    pub from: Day,
    /// Last day away.
    pub to: Day,
}

/// 销假: the person is back on `from`, or never went when that is the leave's first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelLeave {
    /// Who.
    pub person: PersonId,
    /// The leave, by the fact that approved it.
    pub approved: u64,
    /// First day back.
    pub from: Day,
}

/// 更正: a record about a person was wrong. Give what is right. Values are not printed by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectRecord {
    /// Whom it is about.
    pub person: PersonId,
    /// The wrong record, by its fact.
    pub corrects: u64,
    /// Why it was wrong.
    pub reason: String,
    /// Who or what ordered the correction.
    pub authority: String,
    /// The right first day (of a leaving: the first day no longer).
    #[serde(default)]
    pub from: Option<Day>,
    /// The right last day of a leave.
    #[serde(default)]
    pub to: Option<Day>,
    /// The right unit.
    #[serde(default)]
    pub unit: Option<UnitPath>,
    /// The right kind.
    #[serde(default)]
    pub kind: Option<MemberKind>,
    /// The right name.
    #[serde(default)]
    pub name: Option<String>,
    /// The right citizen number.
    #[serde(default)]
    pub id_number: Option<String>,
    /// The right police or auxiliary number.
    #[serde(default)]
    pub police_number: Option<String>,
}

impl CorrectRecord {
    /// A correction of the record `corrects` that corrects nothing yet.
    #[must_use]
    pub fn of(person: PersonId, corrects: u64, reason: &str, authority: &str) -> Self {
        Self {
            person,
            corrects,
            reason: reason.to_owned(),
            authority: authority.to_owned(),
            from: None,
            to: None,
            unit: None,
            kind: None,
            name: None,
            id_number: None,
            police_number: None,
        }
    }
}

impl std::fmt::Debug for CorrectRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CorrectRecord").field("person", &self.person).field("corrects", &self.corrects).finish_non_exhaustive()
    }
}

/// 撤回: a record about a person should never have been made. A person whose registration is withdrawn keeps their number
/// in the side table until they are erased as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawRecord {
    /// Whom it is about.
    pub person: PersonId,
    /// The record, by its fact.
    pub withdraws: u64,
    /// Why.
    pub reason: String,
    /// Who or what ordered it.
    pub authority: String,
}

/// 删除个人信息. Only for somebody no longer in service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasePerson {
    /// Who.
    pub person: PersonId,
    /// The legal basis or order.
    pub basis: String,
}

/// 开户. The sign-in name and password go to the store, not into a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateUser {
    /// The pseudonym to give; `None` draws a new one.
    #[serde(default)]
    pub user: Option<UserId>,
    /// Whose account it is; `None` for machines and people from outside the bureau.
    #[serde(default)]
    pub person: Option<PersonId>,
}

/// 销户.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseUser {
    /// The account.
    pub user: UserId,
}

/// 授权.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantRole {
    /// To whom.
    pub user: UserId,
    /// The role.
    pub role: Role,
    /// For which unit and everything below.
    pub unit: UnitPath,
    /// First day, today or later.
    pub from: Day,
    /// First day no longer.
    #[serde(default)]
    pub until: Option<Day>,
}

/// 收回授权, at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeRole {
    /// The grant, by its fact.
    pub granted: u64,
}
