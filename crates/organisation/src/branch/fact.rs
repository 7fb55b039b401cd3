//! What the roll of branches records. Nothing here is personal: people appear by pseudonym.

use nc_kernel::{PersonId, facts};
use serde::{Deserialize, Serialize};

use super::model::BranchId;

facts! {
    /// 支部名册: the facts of the roll, all on the stream `branch.roll`.
    pub enum Fact {
        "branch.formed.v1" => Formed,
        "branch.dissolved.v1" => Dissolved,
        "branch.joined.v1" => Joined,
        "branch.left.v1" => Left,
    }
}

/// 支部成立, on the fact's day and in the fact's unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formed {
    /// The branch.
    pub branch: BranchId,
    /// Name.
    pub name: String,
    /// Natural key.
    pub serial: String,
}

/// 支部撤销: the fact's day is the first day without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dissolved {
    /// The branch.
    pub branch: BranchId,
    /// Why.
    pub reason: String,
}

/// 转入: the fact's day is the first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The branch.
    pub branch: BranchId,
    /// Who.
    pub person: PersonId,
}

/// 转出: the fact's day is the first day no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The branch.
    pub branch: BranchId,
    /// Who.
    pub person: PersonId,
}
