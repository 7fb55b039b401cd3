//! What people want of the roll of honour.

use nc_kernel::{Day, Document, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use super::model::{ClaimWord, HonourId, HonourKind, Level, Measure, Project, Theme, WorkId};

/// 荣誉填报: an award as somebody writes it down. Issuer, title, level, day, recipient and document are always needed; the
/// rest only where the kind of award has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwardForm {
    /// Who gave it.
    pub issuer: String,
    /// What it is called: 全国一等所.
    pub title: String,
    /// At which level.
    pub level: Level,
    /// When it was awarded.
    pub awarded_on: Day,
    /// What kind it is.
    pub kind: HonourKind,
    /// The paper that says so. An honour without one is refused.
    #[serde(default)]
    pub document: Option<Document>,
    /// The units it was given to.
    #[serde(default)]
    pub units: Vec<UnitPath>,
    /// The people it was given to.
    #[serde(default)]
    pub people: Vec<PersonId>,
    /// The work it was given for.
    #[serde(default)]
    pub work: Option<WorkId>,
    /// The project or model it was given for.
    #[serde(default)]
    pub project: Option<Project>,
    /// The contest, assessment or drive.
    #[serde(default)]
    pub contest: Option<String>,
    /// Which rank, prize, grade or batch.
    #[serde(default)]
    pub place: Option<i64>,
    /// Which edition.
    #[serde(default)]
    pub edition: Option<i64>,
    /// For which year; that of the day where nothing is given.
    #[serde(default)]
    pub year: Option<i64>,
    /// What successive editions have in common; the title where nothing is given.
    #[serde(default)]
    pub series: Option<String>,
    /// The word of a claim about others.
    #[serde(default)]
    pub claim: Option<ClaimWord>,
    /// Anything to add.
    #[serde(default)]
    pub remark: Option<String>,
}

impl AwardForm {
    /// An award of that kind with nothing but what every award needs.
    #[must_use]
    pub fn new(kind: HonourKind, issuer: &str, title: &str, level: Level, awarded_on: Day, document: Option<Document>) -> Self {
        Self {
            issuer: issuer.to_owned(),
            title: title.to_owned(),
            level,
            awarded_on,
            kind,
            document,
            units: Vec::new(),
            people: Vec::new(),
            work: None,
            project: None,
            contest: None,
            place: None,
            edition: None,
            year: None,
            series: None,
            claim: None,
            remark: None,
        }
    }
}

/// 登记荣誉.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordHonour {
    /// What the document says.
    pub award: AwardForm,
    /// Natural key; made of what tells the honour from others where nothing is given.
    #[serde(default)]
    pub serial: Option<String>,
}

/// 核验荣誉: by somebody else than who recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmHonour {
    /// Which honour.
    pub honour: HonourId,
}

/// 更正荣誉.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectHonour {
    /// Which honour.
    pub honour: HonourId,
    /// What the document says.
    pub award: AwardForm,
    /// Why.
    pub reason: String,
    /// Who ordered it.
    pub authority: String,
}

/// 撤回荣誉: it should never have been recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawHonour {
    /// Which honour.
    pub honour: HonourId,
    /// Why.
    pub reason: String,
    /// Who ordered it.
    pub authority: String,
}

/// 撤销荣誉: whoever gave it took it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeHonour {
    /// Which honour.
    pub honour: HonourId,
    /// When it was taken back.
    pub revoked_on: Day,
    /// Why.
    pub reason: String,
    /// Who took it back, and by which paper.
    pub authority: String,
}

/// 作品入库.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnterWork {
    /// What it is called.
    pub title: String,
    /// By which measure word it is counted.
    pub measure: Measure,
    /// What it was made for.
    pub theme: Theme,
    /// When it was made.
    pub created_on: Day,
    /// The units that made it.
    pub units: Vec<UnitPath>,
    /// Who made it, where they are of the bureau.
    #[serde(default)]
    pub authors: Vec<PersonId>,
    /// Natural key; the title where nothing is given.
    #[serde(default)]
    pub serial: Option<String>,
    /// Anything to add.
    #[serde(default)]
    pub remark: Option<String>,
}

/// 加入联合作品: another unit made it too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareWork {
    /// Which work.
    pub work: WorkId,
    /// The unit.
    pub unit: UnitPath,
}

/// 登记作品版本.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddWorkVersion {
    /// Which work.
    pub work: WorkId,
    /// What the version is called.
    pub label: String,
    /// When it came about.
    pub added_on: Day,
}

/// 发布作品.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishWork {
    /// Which work.
    pub work: WorkId,
    /// When it was released.
    pub released_on: Day,
    /// Who approved it.
    pub approver: PersonId,
    /// Where it was released.
    pub channel: String,
    /// The approval, where it is kept.
    #[serde(default)]
    pub document: Option<Document>,
}

/// 撤回作品: it should never have been entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawWork {
    /// Which work.
    pub work: WorkId,
    /// Why.
    pub reason: String,
    /// Who ordered it.
    pub authority: String,
}
