//! What is recorded about subsidy policies. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.

use nc_kernel::money::Money;
use nc_kernel::{Day, Document, facts};
use serde::{Deserialize, Serialize};

use super::model::{AmountRule, PolicyId};
use crate::talent::people::Level;

facts! {
    /// 政策事实: everything that can be recorded about a subsidy policy.
    pub enum PolicyFact {
        "talent.policy_adopted.v1" => PolicyAdopted,
        "talent.policy_ended.v1" => PolicyEnded,
    }
}

/// 出台政策, by the fact's unit; the fact's day is the first on which it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyAdopted {
    /// Fen: the sum, or the most, of one award.
    pub amount: Money,
    /// The document it stands in.
    pub basis: Document,
    /// The field it is for; every field where there is none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub domain: Option<String>,
    /// The level it is for; every level where there is none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub level: Option<Level>,
    /// What it is called.
    pub name: String,
    /// The policy.
    pub policy: PolicyId,
    /// How the sum binds.
    pub rule: AmountRule,
    /// Its serial number.
    pub serial: String,
    /// Last day, where it is fixed from the start.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
}

/// 终止政策: the fact's day is the last on which it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyEnded {
    /// By which document or whose order.
    pub authority: String,
    /// The policy.
    pub policy: PolicyId,
    /// Why.
    pub reason: String,
}
