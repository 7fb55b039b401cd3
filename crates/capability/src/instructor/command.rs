//! What can be asked about instructors.

use nc_kernel::Day;
use nc_kernel::id::PersonId;
use serde::{Deserialize, Serialize};

use super::model::{InstructorId, Level};

/// 推荐教官: proposes somebody for a subject. The file is [`InstructorId::of`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposeInstructor {
    /// Who.
    pub person: PersonId,
    /// Number of the file, as on the list of instructors; kept when the file exists.
    pub serial: String,
    /// What is taught.
    pub subject: String,
    /// The level aimed at.
    pub level: Level,
    /// When.
    pub on: Day,
}

/// 认证教官: says that a candidate is fit to teach; again for a higher level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertifyInstructor {
    /// Whose file.
    pub instructor: InstructorId,
    /// What is taught.
    pub subject: String,
    /// At which level.
    pub level: Level,
    /// When.
    pub on: Day,
    /// By which document or board.
    pub authority: String,
}

/// 聘任教官: appoints a certified instructor for a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppointInstructor {
    /// Whose file.
    pub instructor: InstructorId,
    /// What is taught.
    pub subject: String,
    /// First day of the term.
    pub from: Day,
    /// Last day of the term.
    pub until: Day,
    /// By which document.
    pub authority: String,
}

/// 解聘教官: takes somebody off the list of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawInstructor {
    /// Whose file.
    pub instructor: InstructorId,
    /// What was taught.
    pub subject: String,
    /// First day no longer.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}
