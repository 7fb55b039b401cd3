//! The words of the roll of branches.

use nc_kernel::{Day, PersonId, UnitPath, id_type};

use nc_people::of_serial;

id_type! {
    /// 支部: a party branch.
    BranchId
}
of_serial!(BranchId);

/// 支部: one branch over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its id.
    pub id: BranchId,
    /// Natural key.
    pub serial: String,
    /// Name.
    pub name: String,
    /// The unit it belongs to.
    pub unit: UnitPath,
    /// When it was formed.
    pub from: Day,
    /// First day it no longer existed.
    pub until: Option<Day>,
    /// Its members, now and then, in the order they were recorded.
    pub members: Vec<BranchMember>,
}

impl Branch {
    /// Whether it existed on `day`.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// 组织关系: a person's time in a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchMember {
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Day,
    /// First day no longer.
    pub until: Option<Day>,
    /// The fact that recorded the joining.
    pub seq: u64,
}

impl BranchMember {
    /// Whether the person belonged to it on `day`.
    #[must_use]
    pub fn on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}
