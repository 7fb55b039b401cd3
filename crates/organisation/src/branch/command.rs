//! What people want of the roll of branches.

use nc_kernel::{Day, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use super::model::BranchId;

/// 成立支部.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormBranch {
    /// Natural key: `ZB-150602-03`.
    pub serial: String,
    /// Name.
    pub name: String,
    /// The unit it belongs to.
    pub unit: UnitPath,
    /// When it was formed.
    pub formed_on: Day,
}

/// 撤销支部; who still belongs to it leaves with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DissolveBranch {
    /// The branch.
    pub branch: BranchId,
    /// First day without it.
    pub dissolved_on: Day,
    /// Why.
    pub reason: String,
}

/// 转入支部. Who belongs to it already is left as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinBranch {
    /// The branch.
    pub branch: BranchId,
    /// Who.
    pub people: Vec<PersonId>,
    /// First day.
    pub joined_on: Day,
}

/// 转出支部.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveBranch {
    /// The branch.
    pub branch: BranchId,
    /// Who.
    pub people: Vec<PersonId>,
    /// First day no longer.
    pub left_on: Day,
}
