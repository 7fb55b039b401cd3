//! What can be asked about claims.

use nc_kernel::id::PersonId;
use nc_kernel::{Day, Document};
use serde::{Deserialize, Serialize};

use super::model::ClaimId;

/// 申报外训: by the person, or by a clerk who records training for the unit. Its id is [`ClaimId::of`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimTraining {
    /// Who was trained.
    pub person: PersonId,
    /// What the course was called.
    pub title: String,
    /// Who held it: 公安部警用装备培训中心.
    pub provider: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Minutes asked for.
    pub credit_minutes: u32,
    /// The certificate or notice it rests on.
    pub document: Document,
}

impl ClaimTraining {
    /// The claim it makes.
    #[must_use]
    pub fn id(&self) -> ClaimId {
        ClaimId::of(self.person, self.from, &self.title)
    }
}

/// 认定外训: credits a claim or refuses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideClaim {
    /// The claim.
    pub claim: ClaimId,
    /// Whether it is credited.
    pub approve: bool,
    /// Minutes credited; all that were claimed when left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credit_minutes: Option<u32>,
    /// Why not, or why less.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The rule or document it was judged by.
    pub authority: String,
}
