//! What is recorded of role models. Nothing here is personal: people appear by pseudonym, and a hold has no reason.

use nc_kernel::{Day, Document, PersonId, UnitPath, facts};
use serde::{Deserialize, Serialize};

use super::model::{ModelId, Outcome};
use crate::roll::{HonourId, Level};

facts! {
    /// 典型推荐: the facts of one nomination, on the stream `honour.model/{id}`.
    pub enum Fact {
        "honour.model_nominated.v1" => Nominated,
        "honour.model_published.v1" => Published,
        "honour.model_objected.v1" => Objected,
        "honour.model_objection_answered.v1" => Answered,
        "honour.model_concluded.v1" => Concluded,
        "honour.model_put_forward.v1" => PutForward,
    }
}

facts! {
    /// 暂停推选: the facts of holds, all on the stream `honour.holds`.
    pub enum HoldFact {
        "honour.hold_placed.v1" => HoldPlaced,
        "honour.hold_lifted.v1" => HoldLifted,
    }
}

/// 推荐, on the day it was made in the unit of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominated {
    /// The account of the deeds.
    pub evidence: Document,
    /// For a title of which level.
    pub level: Level,
    /// Which nomination.
    pub model: ModelId,
    /// Who.
    pub person: PersonId,
    /// Anything to add; 演示数据 for what is invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Natural key.
    pub serial: String,
    /// For which title.
    pub title: String,
    /// The person's unit then.
    pub unit: UnitPath,
}

/// 公示, from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Which nomination.
    pub model: ModelId,
    /// Last day.
    pub to: Day,
}

/// 异议: somebody objected. What was said is kept by those who look into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objected {
    /// Which nomination.
    pub model: ModelId,
    /// Which objection, from 1.
    pub objection: u32,
}

/// 异议答复.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Which nomination.
    pub model: ModelId,
    /// Which objection.
    pub objection: u32,
    /// Whether it holds: the nomination then ends.
    pub upheld: bool,
}

/// 结果, on the day it was known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concluded {
    /// The honour on the roll, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub honour: Option<HonourId>,
    /// Which nomination.
    pub model: ModelId,
    /// How it ended.
    pub outcome: Outcome,
}

/// 推送: the deeds were put forward to a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutForward {
    /// Of which level the programme is.
    pub level: Level,
    /// Which nomination.
    pub model: ModelId,
    /// Which programme.
    pub programme: String,
}

/// 暂停推选, from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldPlaced {
    /// Who.
    pub person: PersonId,
    /// First day without it.
    pub until: Day,
}

/// 解除暂停, from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldLifted {
    /// Who.
    pub person: PersonId,
}
