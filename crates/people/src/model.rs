//! The things the directory knows, and the closed lists it uses.

use nc_kernel::id::UserId;
use nc_kernel::personal::Commitment;
use nc_kernel::{Day, Micros, UnitPath, id::PersonId};
use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::history::Event;

/// 单位类别: what kind of unit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 市公安局: the bureau itself, at the top of the tree.
    Bureau,
    /// 旗区公安局、分局: the bureau of a banner or district.
    Banner,
    /// 支队等职能部门: a functional branch.
    Branch,
    /// 大队: a squad below a branch or a banner.
    Squad,
    /// 派出所: a station.
    Station,
    /// 训练基地: a training base.
    Base,
    /// 其他: centres, halls, laboratories.
    Other,
}

/// 单位: a unit under one name, from a day until it is renamed or dissolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands in the tree.
    pub path: UnitPath,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// First day under this name.
    pub from: Day,
    /// First day no longer under this name.
    pub until: Option<Day>,
}

impl Unit {
    /// Whether it bears this name on `day`.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        in_force(self.from, self.until, day)
    }
}

/// 人员身份: as what a person serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberKind {
    /// 民警: a police officer.
    Police,
    /// 辅警: an auxiliary.
    Auxiliary,
}

impl MemberKind {
    /// The word the fact and the register hold.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::Auxiliary => "auxiliary",
        }
    }
}

/// 人员: an officer or auxiliary, by pseudonym, with everything dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The pseudonym.
    pub id: PersonId,
    /// Dense number by order of registration, from 0, for bitmaps.
    pub number: u32,
    /// Where and as what the person served, oldest first, without gaps unless they left and came back.
    pub memberships: Vec<Membership>,
    /// Where they were received without serving here, oldest first.
    pub visits: Vec<Visit>,
    /// Approved leave, oldest first.
    pub leaves: Vec<Leave>,
    /// Posts held, oldest first.
    pub posts: Vec<Post>,
    /// Whether the personal values were erased; the person still counts.
    pub erased: bool,
    pub(crate) events: Vec<Event>,
    pub(crate) name: Option<Commitment>,
    pub(crate) id_number: Option<Commitment>,
    pub(crate) police_number: Option<Commitment>,
}

impl Person {
    /// The membership in force on `day`.
    #[must_use]
    pub fn member_on(&self, day: Day) -> Option<&Membership> {
        self.memberships.iter().find(|m| m.in_force(day))
    }

    /// The visit under way on `day`.
    #[must_use]
    pub fn visit_on(&self, day: Day) -> Option<&Visit> {
        self.visits.iter().find(|visit| visit.from <= day && day <= visit.to)
    }

    /// Whether somebody never served here and was only received.
    #[must_use]
    pub fn is_visitor(&self) -> bool {
        self.memberships.is_empty() && !self.visits.is_empty()
    }

    /// Whether a unit of `scope` has or had to do with them: they served there, or were received there.
    #[must_use]
    pub fn is_known_in(&self, scope: &UnitPath) -> bool {
        let served = self.memberships.iter().map(|member| &member.unit);
        served.chain(self.visits.iter().map(|visit| &visit.unit)).any(|unit| scope.contains(unit))
    }

    /// The leave that covers `day`.
    #[must_use]
    pub fn on_leave(&self, day: Day) -> Option<&Leave> {
        self.leaves.iter().find(|leave| leave.from <= day && day <= leave.to)
    }

    /// What the ledger holds of a personal field: `name`, `id_number` or `police_number`.
    #[must_use]
    pub fn commitment(&self, field: &str) -> Option<&Commitment> {
        match field {
            NAME => self.name.as_ref(),
            ID_NUMBER => self.id_number.as_ref(),
            POLICE_NUMBER => self.police_number.as_ref(),
            _ => None,
        }
    }
}

/// Field name of a person's name in the side table.
pub const NAME: &str = "name";
/// Field name of a person's citizen number in the side table.
pub const ID_NUMBER: &str = "id_number";
/// Field name of a police or auxiliary number in the side table.
pub const POLICE_NUMBER: &str = "police_number";

/// 任职单位: service in one unit, as one kind of member, between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The unit served in.
    pub unit: UnitPath,
    /// As what.
    pub kind: MemberKind,
    /// First day.
    pub from: Day,
    /// First day no longer.
    pub until: Option<Day>,
    /// The fact that began it; a correction names it by this.
    pub since_seq: u64,
    /// The fact that says so today: the one that began it or the latest correction of that one.
    pub evidence: u64,
}

impl Membership {
    /// Whether the person serves so on `day`.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        in_force(self.from, self.until, day)
    }
}

/// 到访: a time in one unit of somebody who does not serve here, both days counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The unit that received them.
    pub unit: UnitPath,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// 请假类别: why somebody is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveKind {
    /// 年休假.
    Annual,
    /// 病假.
    Sick,
    /// 婚丧产育护等家庭假.
    Family,
    /// 出差.
    OfficialTravel,
    /// 其他.
    Other,
}

/// 请假: approved absence, both days counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// First day away.
    pub from: Day,
    /// Last day away.
    pub to: Day,
    /// Why.
    pub kind: LeaveKind,
    /// The fact that approved it; a cancellation names it by this.
    pub since_seq: u64,
}

/// 职务: a post held in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// What it is called, 所长.
    pub title: String,
    /// Where it is held.
    pub unit: UnitPath,
    /// First day.
    pub from: Day,
    /// First day no longer.
    pub until: Option<Day>,
    /// The fact that assigned it; its end names it by this.
    pub since_seq: u64,
}

/// 离职类别: how service ended. A class, never a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeavingReason {
    /// 退休.
    Retired,
    /// 调出.
    MovedAway,
    /// 辞职.
    Resigned,
    /// 合同期满或解除.
    ContractEnded,
    /// 其他.
    Other,
}

/// 用户: an account that may sign in. Its name and password are the store's business, never a fact's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The pseudonym facts carry.
    pub id: UserId,
    /// Whose account it is; `None` for machines and for people from outside the bureau.
    pub person: Option<PersonId>,
    /// When it was created.
    pub created_at: Micros,
    /// When it was closed.
    pub closed_at: Option<Micros>,
}

/// 授权: a role held for a unit and everything below it, between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The fact that granted it; a revocation names it by this.
    pub seq: u64,
    /// Who holds it.
    pub user: UserId,
    /// Which role.
    pub role: Role,
    /// For which unit and everything below.
    pub unit: UnitPath,
    /// First day.
    pub from: Day,
    /// First day no longer.
    pub until: Option<Day>,
    /// When it was granted: it never counts before.
    pub granted_at: Micros,
    /// When it was revoked, at once.
    pub revoked_at: Option<Micros>,
}

impl Grant {
    /// Whether the role is held at that moment.
    #[must_use]
    pub fn in_force(&self, at: Micros) -> bool {
        self.granted_at <= at && self.revoked_at.is_none_or(|end| at < end) && in_force(self.from, self.until, at.day())
    }

    /// Whether the role is or will still be held at that moment or later.
    #[must_use]
    pub fn stands(&self, at: Micros) -> bool {
        self.revoked_at.is_none_or(|end| at < end) && self.until.is_none_or(|until| at.day() < until)
    }
}

pub(crate) fn in_force(from: Day, until: Option<Day>, day: Day) -> bool {
    from <= day && until.is_none_or(|until| day < until)
}
