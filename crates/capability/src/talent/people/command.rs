//! What can be asked of profiles and apprenticeships.

use nc_kernel::{Day, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use super::model::{ApprenticeshipId, Level, ProfileId, Source, Stage};

/// 建档. Its id is [`ProfileId::of_serial`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenProfile {
    /// Serial number.
    pub serial: String,
    /// Who.
    pub person: PersonId,
    /// The unit that keeps it.
    pub unit: UnitPath,
    /// The field.
    pub domain: String,
    /// By which level.
    pub level: Level,
    /// Where the talent came from.
    pub source: Source,
    /// The document that recognises it.
    pub evidence: String,
    /// When.
    pub opened_on: Day,
}

/// 登记引育用励.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageProfile {
    /// The profile.
    pub profile: ProfileId,
    /// Which of the four.
    pub stage: Stage,
    /// The document or what was done, without names.
    pub basis: String,
    /// When.
    pub staged_on: Day,
}

/// 销档.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseProfile {
    /// The profile.
    pub profile: ProfileId,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
    /// First day without it.
    pub closed_on: Day,
}

/// 结对. Its id is [`ApprenticeshipId::of_serial`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeginApprenticeship {
    /// Serial number.
    pub serial: String,
    /// The unit that keeps it.
    pub unit: UnitPath,
    /// Who teaches.
    pub master: PersonId,
    /// Who learns.
    pub apprentice: PersonId,
    /// What is to be learnt.
    pub goal: String,
    /// First day.
    pub begun_on: Day,
}

/// 半年检视.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookAtApprenticeship {
    /// The apprenticeship.
    pub apprenticeship: ApprenticeshipId,
    /// The year.
    pub year: u16,
    /// 1 or 2.
    pub half: u8,
    /// What was found, without names.
    pub remark: String,
    /// When.
    pub looked_on: Day,
}

/// 出师或终止.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndApprenticeship {
    /// The apprenticeship.
    pub apprenticeship: ApprenticeshipId,
    /// Whether the goal was reached.
    pub reached: bool,
    /// Why it ended, without names.
    pub reason: String,
    /// First day without it.
    pub ended_on: Day,
}
