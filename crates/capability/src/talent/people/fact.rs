//! What is recorded about profiles and apprenticeships. Kinds are frozen; fields stand in alphabetical order.

use nc_kernel::{PersonId, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::{ApprenticeshipId, Level, ProfileId, Source, Stage};

facts! {
    /// 人才档案事实.
    pub enum ProfileFact {
        "talent.profile_opened.v1" => ProfileOpened,
        "talent.profile_staged.v1" => ProfileStaged,
        "talent.profile_closed.v1" => ProfileClosed,
    }
}

facts! {
    /// 师徒结对事实.
    pub enum ApprenticeshipFact {
        "talent.apprenticed.v1" => Apprenticed,
        "talent.apprenticeship_looked_at.v1" => ApprenticeshipLookedAt,
        "talent.apprenticeship_ended.v1" => ApprenticeshipEnded,
    }
}

/// 建档, in the fact's unit on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileOpened {
    /// The field.
    pub domain: String,
    /// The document that recognises it.
    pub evidence: String,
    /// By which level.
    pub level: Level,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// Who.
    pub person: PersonId,
    /// The profile.
    pub profile: ProfileId,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
    /// Its serial number.
    pub serial: String,
    /// Where the talent came from.
    pub source: Source,
}

/// 引育用励: something was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileStaged {
    /// The document or what was done, without names.
    pub basis: String,
    /// The profile.
    pub profile: ProfileId,
    /// Which of the four.
    pub stage: Stage,
}

/// 销档: the fact's day is the first day without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileClosed {
    /// By which document or whose order.
    pub authority: String,
    /// The profile.
    pub profile: ProfileId,
    /// Why.
    pub reason: String,
}

/// 结对, in the fact's unit from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apprenticed {
    /// Who learns.
    pub apprentice: PersonId,
    /// The apprenticeship.
    pub apprenticeship: ApprenticeshipId,
    /// What is to be learnt.
    pub goal: String,
    /// Who teaches.
    pub master: PersonId,
    /// What the apprentice is: police officer or auxiliary.
    pub member: MemberKind,
    /// The unit the apprentice served in at the time.
    pub sender: UnitPath,
    /// Its serial number.
    pub serial: String,
}

/// 半年检视.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprenticeshipLookedAt {
    /// The apprenticeship.
    pub apprenticeship: ApprenticeshipId,
    /// 1 or 2.
    pub half: u8,
    /// What was found, without names.
    pub remark: String,
    /// The year.
    pub year: u16,
}

/// 出师或终止: the fact's day is the first day without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprenticeshipEnded {
    /// The apprenticeship.
    pub apprenticeship: ApprenticeshipId,
    /// Whether the goal was reached.
    pub reached: bool,
    /// Why it ended, without names.
    pub reason: String,
}
