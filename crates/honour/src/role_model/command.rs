//! What people want of role models.

use nc_kernel::{Day, Document, PersonId};
use serde::{Deserialize, Serialize};

use super::model::{ModelId, Outcome};
use crate::roll::{HonourId, Level};

/// 推荐典型.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nominate {
    /// Who.
    pub person: PersonId,
    /// For which title.
    pub title: String,
    /// Of which level.
    pub level: Level,
    /// When.
    pub nominated_on: Day,
    /// The account of the deeds.
    #[serde(default)]
    pub evidence: Option<Document>,
    /// Natural key; made of person, title and year where nothing is given.
    #[serde(default)]
    pub serial: Option<String>,
    /// Anything to add.
    #[serde(default)]
    pub remark: Option<String>,
}

/// 公示.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishNomination {
    /// Which nomination.
    pub model: ModelId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// 登记异议.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaiseObjection {
    /// Which nomination.
    pub model: ModelId,
    /// When it came.
    pub raised_on: Day,
}

/// 答复异议.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerObjection {
    /// Which nomination.
    pub model: ModelId,
    /// Which objection, from 1.
    pub objection: u32,
    /// Whether it holds.
    pub upheld: bool,
    /// When.
    pub answered_on: Day,
}

/// 登记结果.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcludeNomination {
    /// Which nomination.
    pub model: ModelId,
    /// How it ended.
    pub outcome: Outcome,
    /// When that was known.
    pub concluded_on: Day,
    /// The honour on the roll: needed where an outside body gave the title.
    #[serde(default)]
    pub honour: Option<HonourId>,
}

/// 推送事迹.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutModelForward {
    /// Which nomination.
    pub model: ModelId,
    /// Which programme.
    pub programme: String,
    /// Of which level it is.
    pub level: Level,
    /// When.
    pub put_on: Day,
}

/// 暂停推选: said by those who supervise; until when, never why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceHold {
    /// Who.
    pub person: PersonId,
    /// First day without it.
    pub until: Day,
}

/// 解除暂停.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftHold {
    /// Who.
    pub person: PersonId,
}
