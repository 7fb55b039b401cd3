//! What is recorded of police culture. Nothing here is personal.

use nc_kernel::{PersonId, UnitPath, facts};
use serde::{Deserialize, Serialize};

use super::model::{BulletinId, EventId, EventKind};
use crate::role_model::ModelId;

facts! {
    /// 文化活动: the facts of one event.
    pub enum EventFact {
        "honour.event_held.v1" => EventHeld,
        "honour.event_withdrawn.v1" => EventWithdrawn,
    }
}

facts! {
    /// 简报: the facts of one bulletin.
    pub enum IssueFact {
        "honour.issue_published.v1" => IssuePublished,
        "honour.issue_withdrawn.v1" => IssueWithdrawn,
    }
}

/// 活动举办, on the day it was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventHeld {
    /// Which event.
    pub event: EventId,
    /// What kind.
    pub kind: EventKind,
    /// Natural key.
    pub serial: String,
    /// What it was called.
    pub title: String,
    /// Who held it.
    pub units: Vec<UnitPath>,
}

/// 活动撤回: it should never have been recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventWithdrawn {
    /// Who ordered it.
    pub authority: String,
    /// Which event.
    pub event: EventId,
    /// Why.
    pub reason: String,
}

/// 发布一期, on the day it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuePublished {
    /// Who approved it.
    pub approver: PersonId,
    /// Which bulletin.
    pub bulletin: BulletinId,
    /// Number of the issue.
    pub issue: u32,
    /// The nominations whose deeds it tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<ModelId>,
    /// What the bulletin is called.
    pub name: String,
    /// Title of the issue.
    pub title: String,
}

/// 撤回一期: it should never have been recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueWithdrawn {
    /// Who ordered it.
    pub authority: String,
    /// Which bulletin.
    pub bulletin: BulletinId,
    /// Number of the issue.
    pub issue: u32,
    /// Why.
    pub reason: String,
}
