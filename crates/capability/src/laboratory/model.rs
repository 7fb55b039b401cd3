//! Words and ids of laboratories, and the schemes they are reviewed under.

use std::sync::LazyLock;

use nc_kernel::{Day, id_type};
use nc_people::of_serial;
use serde::{Deserialize, Serialize};

id_type! {
    /// 实验室.
    LaboratoryId
}
of_serial!(LaboratoryId);

/// 评审制度, as `catalogue/schemes.toml` holds them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// The word by which figures filter.
    pub serial: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// 等级; none when the scheme is not graded.
    pub levels: Vec<String>,
    /// Months a certificate is valid; none when it does not lapse.
    pub valid_months: Option<u16>,
    /// Months from one surveillance to the next; none when there is none.
    pub surveillance_months: Option<u16>,
}

impl Scheme {
    /// The last day of a certificate granted on `day`.
    #[must_use]
    pub fn valid_until(&self, day: Day) -> Option<Day> {
        self.valid_months.map(|months| day.plus_months(i32::from(months)).minus_days(1))
    }

    /// The day by which the next surveillance has to be passed.
    #[must_use]
    pub fn surveillance_by(&self, day: Day) -> Option<Day> {
        self.surveillance_months.map(|months| day.plus_months(i32::from(months)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeFile {
    /// Where the list comes from; for whoever edits the file.
    #[serde(rename = "basis")]
    _basis: String,
    scheme: Vec<Scheme>,
}

/// Every scheme of the catalogue; empty when the file cannot be read, which a test excludes for the file as it is shipped.
#[must_use]
pub fn schemes() -> &'static [Scheme] {
    static SCHEMES: LazyLock<Vec<Scheme>> = LazyLock::new(|| {
        let file = toml::from_str::<SchemeFile>(include_str!("../../../../catalogue/schemes.toml"));
        file.map(|file| file.scheme).unwrap_or_default()
    });
    &SCHEMES
}

/// The scheme with this word.
#[must_use]
pub fn scheme(serial: &str) -> Option<&'static Scheme> {
    schemes().iter().find(|scheme| scheme.serial == serial)
}

/// 范围项目: one thing a laboratory wants to be allowed to examine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeItem {
    /// Its code within the laboratory, `DNA-01`.
    pub code: String,
    /// Serials of the instruments it cannot be done without.
    #[serde(default)]
    pub instruments: Vec<String>,
    /// What is examined, by which method.
    pub title: String,
}

/// 准备阶段: how far a review has been brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 准备.
    Preparing,
    /// 已申请.
    Applied,
    /// 文件审查.
    DocumentReview,
    /// 现场评审.
    OnSite,
}

/// 评审状态 of an accreditation on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not granted yet.
    Before(Stage),
    /// 有不符合项: found on site and not all closed.
    Nonconformities,
    /// 已整改: found on site and all closed.
    Rectified,
    /// 已获准.
    Granted,
    /// 监督评审到期: still in force.
    SurveillanceDue,
    /// 已续期.
    Renewed,
    /// 暂停.
    Suspended,
    /// 过期.
    Expired,
    /// 撤销.
    Withdrawn,
}

impl Status {
    /// The word in lists.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Before(Stage::Preparing) => "preparing",
            Self::Before(Stage::Applied) => "applied",
            Self::Before(Stage::DocumentReview) => "document_review",
            Self::Before(Stage::OnSite) => "on_site",
            Self::Nonconformities => "nonconformities",
            Self::Rectified => "rectified",
            Self::Granted => "granted",
            Self::SurveillanceDue => "surveillance_due",
            Self::Renewed => "renewed",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether tests may be done under it.
    #[must_use]
    pub fn in_force(self) -> bool {
        matches!(self, Self::Granted | Self::SurveillanceDue | Self::Renewed)
    }
}
