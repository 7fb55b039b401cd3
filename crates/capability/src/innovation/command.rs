//! What can be asked of innovation.

use nc_kernel::{Day, UnitPath};
use serde::{Deserialize, Serialize};

use super::model::{HonourKind, ProjectId, Stage};
use crate::talent::StudioId;

/// 申报创新项目. Its id is [`ProjectId::of_serial`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposeProject {
    /// Serial number.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Whose project.
    pub unit: UnitPath,
    /// Serial of the studio it comes from.
    #[serde(default)]
    pub studio: Option<String>,
    /// The model it brings forth, as it is registered.
    #[serde(default)]
    pub model: Option<String>,
    /// When.
    pub proposed_on: Day,
}

impl ProposeProject {
    /// The studio it comes from.
    #[must_use]
    pub fn studio(&self) -> Option<StudioId> {
        self.studio.as_deref().map(StudioId::of_serial)
    }
}

/// 阶段变更.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveProject {
    /// The project.
    pub project: ProjectId,
    /// Where to.
    pub stage: Stage,
    /// By which document, or what was achieved.
    pub basis: String,
    /// When.
    pub moved_on: Day,
}

/// 登记推广应用.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdoptProject {
    /// The project.
    pub project: ProjectId,
    /// Which unit takes it over.
    pub adopter: UnitPath,
    /// For what.
    pub basis: String,
    /// When.
    pub adopted_on: Day,
}

/// 关联荣誉.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferToHonour {
    /// The project.
    pub project: ProjectId,
    /// Serial of the entry in the roll of honour.
    pub honour: String,
    /// Why.
    pub kind: HonourKind,
    /// When.
    pub referred_on: Day,
}
