//! What the roll of honour records. Nothing here is personal: people appear by pseudonym.

use nc_kernel::{Document, PersonId, UnitPath, facts};
use serde::{Deserialize, Serialize};

use super::model::{Award, HonourId, Measure, Theme, WorkId};

facts! {
    /// 荣誉册: the facts of the roll, all on the stream `honour.roll`.
    pub enum Fact {
        "honour.recorded.v1" => Recorded,
        "honour.confirmed.v1" => Confirmed,
        "honour.corrected.v1" => Corrected,
        "honour.withdrawn.v1" => Withdrawn,
        "honour.revoked.v1" => Revoked,
        "honour.work_entered.v1" => WorkEntered,
        "honour.work_shared.v1" => WorkShared,
        "honour.work_version_added.v1" => WorkVersionAdded,
        "honour.work_published.v1" => WorkPublished,
        "honour.work_withdrawn.v1" => WorkWithdrawn,
    }
}

/// 荣誉登记, on the day it was awarded. It does not count yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// What the document says.
    pub award: Award,
    /// Which honour.
    pub honour: HonourId,
}

/// 荣誉核验: a second person compared the record with its document. It counts from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// Which honour.
    pub honour: HonourId,
    /// The fact whose content was compared: the record, or its latest correction.
    pub of: u64,
}

/// 荣誉更正: the record was wrong. The confirmed content counts until the new one is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// Who ordered it.
    pub authority: String,
    /// What the document says.
    pub award: Award,
    /// Which honour.
    pub honour: HonourId,
    /// Why.
    pub reason: String,
}

/// 荣誉撤回: it should never have been recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Who ordered it.
    pub authority: String,
    /// Which honour.
    pub honour: HonourId,
    /// Why.
    pub reason: String,
}

/// 荣誉撤销: whoever gave it took it back, on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// Who took it back, and by which paper.
    pub authority: String,
    /// Which honour.
    pub honour: HonourId,
    /// Why.
    pub reason: String,
}

/// 作品入库, on the day it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkEntered {
    /// Who made it, where they are of the bureau.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<PersonId>,
    /// By which measure word it is counted.
    pub measure: Measure,
    /// Anything to add; 演示数据 for what is invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Natural key.
    pub serial: String,
    /// What it was made for.
    pub theme: Theme,
    /// What it is called.
    pub title: String,
    /// The units that made it.
    pub units: Vec<UnitPath>,
    /// Which work.
    pub work: WorkId,
}

/// 联合作品: another unit made it too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkShared {
    /// The unit.
    pub unit: UnitPath,
    /// Which work.
    pub work: WorkId,
}

/// 作品版本: another cut, print or posting of the same work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkVersionAdded {
    /// What the version is called.
    pub label: String,
    /// Which work.
    pub work: WorkId,
}

/// 作品发布, on the day it was released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkPublished {
    /// Who approved it.
    pub approver: PersonId,
    /// Where it was released.
    pub channel: String,
    /// The approval, where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// Which work.
    pub work: WorkId,
}

/// 作品撤回: it should never have been entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkWithdrawn {
    /// Who ordered it.
    pub authority: String,
    /// Why.
    pub reason: String,
    /// Which work.
    pub work: WorkId,
}
