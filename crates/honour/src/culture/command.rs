//! What people want of police culture.

use nc_kernel::{Day, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use super::model::{EventId, EventKind};
use crate::role_model::ModelId;

/// 登记文化活动.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordEvent {
    /// What it was called.
    pub title: String,
    /// What kind.
    pub kind: EventKind,
    /// When.
    pub held_on: Day,
    /// Who held it.
    pub units: Vec<UnitPath>,
    /// Natural key; made of day and title where nothing is given, so that an event two units held meets itself.
    #[serde(default)]
    pub serial: Option<String>,
}

/// 撤回文化活动.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawEvent {
    /// Which event.
    pub event: EventId,
    /// Why.
    pub reason: String,
    /// Who ordered it.
    pub authority: String,
}

/// 发布一期简报.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishIssue {
    /// What the bulletin is called: 典型风采录.
    pub bulletin: String,
    /// Number of the issue.
    pub issue: u32,
    /// Title of the issue.
    pub title: String,
    /// The unit that publishes it.
    pub unit: UnitPath,
    /// When.
    pub published_on: Day,
    /// Who approved it.
    pub approver: PersonId,
    /// The nominations whose deeds it tells.
    #[serde(default)]
    pub models: Vec<ModelId>,
}

/// 撤回一期简报.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawIssue {
    /// What the bulletin is called.
    pub bulletin: String,
    /// Number of the issue.
    pub issue: u32,
    /// Why.
    pub reason: String,
    /// Who ordered it.
    pub authority: String,
}
