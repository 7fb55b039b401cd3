//! What is recorded about innovation. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.

use nc_kernel::{UnitPath, facts};
use serde::{Deserialize, Serialize};

use super::model::{HonourKind, ProjectId, Stage};
use crate::talent::StudioId;

facts! {
    /// 创新项目事实: everything that can be recorded about a project.
    pub enum Fact {
        "innovation.proposed.v1" => Proposed,
        "innovation.moved.v1" => Moved,
        "innovation.adopted.v1" => Adopted,
        "innovation.honoured.v1" => Honoured,
    }
}

/// 申报, by the fact's unit on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The model it brings forth, as it is registered.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub model: Option<String>,
    /// The project.
    pub project: ProjectId,
    /// What it is for.
    pub purpose: String,
    /// Its serial number.
    pub serial: String,
    /// The studio it comes from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub studio: Option<StudioId>,
    /// What it is called.
    pub title: String,
}

/// 阶段变更.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// By which document, or what was achieved.
    pub basis: String,
    /// The project.
    pub project: ProjectId,
    /// Where it is now.
    pub stage: Stage,
}

/// 推广应用: a unit takes it over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted {
    /// Which.
    pub adopter: UnitPath,
    /// For what.
    pub basis: String,
    /// The project.
    pub project: ProjectId,
}

/// 关联荣誉: the roll of honour holds it, and counts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Honoured {
    /// Serial of the entry in the roll of honour.
    pub honour: String,
    /// Why it is referred to.
    pub kind: HonourKind,
    /// The project.
    pub project: ProjectId,
}
