//! 目录文件: what comes with the program as files a bureau edits before it starts the server.

use nc_kernel::Day;
use nc_kernel::calendar::HolidayYear;
use serde::Deserialize;

/// Everything the server was started with.
#[derive(Debug, Clone, Default)]
pub struct CatalogueFiles {
    /// 放假安排, one a year (`holidays.toml`).
    pub holidays: Vec<HolidayYear>,
    /// “1+12+N” (`framework.toml`).
    pub framework: Framework,
    /// 专项活动 (`campaigns.toml`).
    pub campaigns: Vec<Campaign>,
    /// What the campaigns' first days rest on.
    pub campaigns_basis: String,
    /// 学时标准 (`norms.toml`).
    pub norms: Vec<Norm>,
    /// 报告模板 (`reports/`).
    pub templates: Vec<ReportTemplate>,
}

/// 教学研练战体系: the file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// What it rests on.
    pub basis: String,
    /// The 1.
    #[serde(default)]
    pub main: Vec<FrameworkItem>,
    /// The 12.
    #[serde(default)]
    pub branch: Vec<FrameworkItem>,
    /// The N.
    #[serde(default)]
    pub special: Vec<FrameworkItem>,
}

/// One place or topic of the framework.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameworkItem {
    /// Stable word.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// The unit that runs it.
    #[serde(default)]
    pub unit: Option<nc_kernel::UnitPath>,
    /// Whether it is example data (示例数据) for the bureau to replace.
    pub example: bool,
    /// What it rests on.
    pub basis: String,
}

/// 专项活动: a campaign whose name stands for a period.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// The name looked for in a text.
    pub name: String,
    /// The day it is counted from.
    pub first_day: Day,
}

/// 学时标准: the hours of collective study a year that bind some members of the party.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// `member` or `secretary`.
    pub who: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Hours a year.
    pub hours: i64,
    /// The document it rests on.
    pub basis: String,
}

/// 报告模板: a text with bindings.
#[derive(Debug, Clone)]
pub struct ReportTemplate {
    /// Its file's name.
    pub name: String,
    /// The text.
    pub text: String,
}

impl ReportTemplate {
    /// The word it goes by in forms and texts: its file's name without the ending.
    pub(crate) fn word(&self) -> &str {
        self.name.trim_end_matches(".md")
    }
}
