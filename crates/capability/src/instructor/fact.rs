//! What is recorded about instructors. Kinds are frozen; fields stand in alphabetical order.

use nc_kernel::id::PersonId;
use nc_kernel::{Day, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::{InstructorId, Level};

facts! {
    /// 教官事实: everything that can be recorded about an instructor.
    pub enum Fact {
        "instructor.proposed.v1" => Proposed,
        "instructor.certified.v1" => Certified,
        "instructor.appointed.v1" => Appointed,
        "instructor.withdrawn.v1" => Withdrawn,
    }
}

/// 推荐: proposed for a subject on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// Whose file.
    pub instructor: InstructorId,
    /// The level aimed at.
    pub level: Level,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// Who.
    pub person: PersonId,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
    /// Number of the file.
    pub serial: String,
    /// What is taught.
    pub subject: String,
}

/// 认证: fit to teach the subject at that level, from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certified {
    /// By which document or board.
    pub authority: String,
    /// Whose file.
    pub instructor: InstructorId,
    /// At which level.
    pub level: Level,
    /// What is taught.
    pub subject: String,
}

/// 聘任: a term from the fact's day through another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointed {
    /// By which document.
    pub authority: String,
    /// Whose file.
    pub instructor: InstructorId,
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// The unit the person served in at the time.
    pub sender: UnitPath,
    /// What is taught.
    pub subject: String,
    /// Last day of the term.
    pub until: Day,
}

/// 解聘: from the fact's day on no longer an instructor of the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// By which document or whose order.
    pub authority: String,
    /// Whose file.
    pub instructor: InstructorId,
    /// Why.
    pub reason: String,
    /// What was taught.
    pub subject: String,
}
