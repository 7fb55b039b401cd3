//! What is recorded of a report. Kinds are frozen once shipped.

use nc_kernel::{Day, Period, UnitPath, id_type};
use serde::{Deserialize, Serialize};

use super::document::Document;
use super::people::NotNames;

id_type! {
    /// 报告: a report, from its first draft on.
    ReportId
}

impl ReportId {
    /// The id of the report that was drafted with this idempotency key.
    #[must_use]
    pub fn of_key(key: &str) -> Self {
        Self(nc_kernel::id::natural("report", key))
    }
}

/// 起草: a draft was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// The day period words go by where the header names none.
    pub as_of: Day,
    /// The released report this one shall correct.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<ReportId>,
    /// What was found to be somebody's name and is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_names: Option<NotNames>,
    /// The period bindings are about where the text names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Whether the bureau is an invented one.
    pub synthetic: bool,
    /// The text with its bindings.
    pub template: String,
    /// The unit it is about.
    pub unit: UnitPath,
}

/// 修改: the draft got another text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revised {
    /// What was found to be somebody's name and is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_names: Option<NotNames>,
    /// The text with its bindings.
    pub template: String,
}

/// 签发: the document as it went out, for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// The released report it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<ReportId>,
    /// The text with every number tagged.
    pub document: Document,
    /// Position of the draft it was made of.
    pub draft_seq: u64,
}

/// 被更正: a later release takes this one's place. Its own text stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// The later report.
    pub by: ReportId,
}

nc_kernel::facts! {
    /// Facts about reports.
    pub enum Fact {
        "report.drafted.v1" => Drafted,
        "report.revised.v1" => Revised,
        "report.released.v1" => Released,
        "report.corrected.v1" => Corrected,
    }
}
