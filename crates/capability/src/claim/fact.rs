//! What is recorded about claims. Kinds are frozen; fields stand in alphabetical order.

use nc_kernel::id::PersonId;
use nc_kernel::{Day, Document, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::ClaimId;

facts! {
    /// 外训事实: everything that can be recorded about a claim.
    pub enum Fact {
        "claim.claimed.v1" => Claimed,
        "claim.decided.v1" => Decided,
    }
}

/// 申报: the course ended on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The claim.
    pub claim: ClaimId,
    /// Minutes asked for.
    pub credit_minutes: u32,
    /// The certificate or notice it rests on.
    pub document: Document,
    /// First day of the course.
    pub from: Day,
    /// Police officer or auxiliary, on its last day.
    pub member: MemberKind,
    /// Who was trained.
    pub person: PersonId,
    /// Who held the course.
    pub provider: String,
    /// The unit the person served in on its last day.
    pub sender: UnitPath,
    /// What the course was called.
    pub title: String,
}

/// 认定: what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Whether it is credited.
    pub approved: bool,
    /// The rule or document it was judged by.
    pub authority: String,
    /// The claim.
    pub claim: ClaimId,
    /// Minutes credited; 0 when it is not.
    pub credit_minutes: u32,
    /// Why not, or why less.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}
