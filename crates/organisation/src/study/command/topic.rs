//! The three-level cascade.

use nc_kernel::{Day, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use crate::branch::BranchId;
use crate::study::model::{SourceId, TopicId};

/// 发布专题: the committee of a unit sets a topic; every branch in force below it that day owes the second level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishTopic {
    /// Natural key: `150600-2025-T03`.
    pub serial: String,
    /// Title.
    pub title: String,
    /// The documents it studies.
    pub cites: Vec<SourceId>,
    /// The unit of the committee.
    pub committee: UnitPath,
    /// When it was published.
    pub published_on: Day,
    /// Last day for the branches.
    pub due_by: Day,
    /// Why it was published before a document it cites, where that was so.
    #[serde(default)]
    pub reason: Option<String>,
}

/// 支部跟进学: a branch studied the topic (level 2), and the people there did (level 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordBranchStudy {
    /// The topic.
    pub topic: TopicId,
    /// The branch.
    pub branch: BranchId,
    /// When it was studied.
    pub studied_on: Day,
    /// Who took part, members or not.
    #[serde(default)]
    pub people: Vec<PersonId>,
    /// Why it was studied before the topic was published, where that was so.
    #[serde(default)]
    pub reason: Option<String>,
}

/// 免: a branch does not owe this topic, for a stated reason and on somebody's authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptBranch {
    /// The topic.
    pub topic: TopicId,
    /// The branch.
    pub branch: BranchId,
    /// When it was decided.
    pub exempted_on: Day,
    /// Why: a mission, a re-election under way.
    pub reason: String,
    /// Who or what document allows it.
    pub authority: String,
}

/// 全警同步学: people studied the topic (level 3), auxiliaries and non-members included. Who is recorded already is
/// left as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordStaffStudy {
    /// The topic.
    pub topic: TopicId,
    /// The unit that studied.
    pub unit: UnitPath,
    /// When.
    pub studied_on: Day,
    /// Who.
    pub people: Vec<PersonId>,
    /// Why it was studied before the topic was published, where that was so.
    #[serde(default)]
    pub reason: Option<String>,
}

/// 撤回跟进: a branch's study was recorded by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawBranchStudy {
    /// The topic.
    pub topic: TopicId,
    /// The branch.
    pub branch: BranchId,
    /// Why.
    pub reason: String,
    /// Who or what document allows it.
    pub authority: String,
}

/// 撤回学习: a person's study was recorded by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawStaffStudy {
    /// The topic.
    pub topic: TopicId,
    /// The person.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// Who or what document allows it.
    pub authority: String,
}
