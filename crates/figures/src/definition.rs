//! What a figure is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use nc_kernel::{Attr, Day};
use serde::{Deserialize, Serialize};

/// Which definition: `study.rotation.attendances@1`. Once recorded, a version never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureKey {
    /// Name of the figure.
    pub id: String,
    /// Version of its definition, from 1.
    pub version: u32,
}

impl fmt::Display for FigureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id, self.version)
    }
}

/// 计数方式: how entries become a number (counting grammar of the domain page, section 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// 期: one for each run held; a joint run is one for the bureau and one for each of its organisers.
    Runs,
    /// 人次、次、场: one for each entry.
    Rows,
    /// 人、名: each person once, however many entries.
    Distinct,
    /// 学时、元: the exact sum of an attribute over the entries.
    Sum,
    /// 处、项、在编人数: what is in force at the end of the period; people once each where entries name people.
    Active,
    /// 率: n ÷ N of two figures at one moment. Where both count people, n is those of the numerator who are in N.
    Ratio,
    /// 荣誉: entries that carry their outside document; an entry without one does not count.
    Honour,
    /// 连续届数: how many editions in a row up to the last one, which must fall within the period; the longest of several
    /// series.
    Streak,
}

impl Counts {
    /// Whether parts of it are kept beside the whole: what is added up entry by entry.
    #[must_use]
    pub fn can_be_broken_down(self) -> bool {
        matches!(self, Self::Runs | Self::Rows | Self::Sum)
    }
}

/// 口径单位: in which sense an entry belongs to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 主办单位.
    Organiser,
    /// 承办单位.
    Host,
    /// 派员单位.
    Sender,
}

/// 指标定义: data that people edit; a change is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Other wordings an article may use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// For a streak: the attributes that tell one series and its holder from another; editions of different ones are
    /// never in a row. For runs, rows and sums: the attributes it is broken down by; each value of one is a [`Part`] that
    /// has cells of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// Figures that contain this one, so that nobody adds the two.
    #[serde(default)]
    pub contained_in: Vec<String>,
    /// How entries become a number.
    pub counts: Counts,
    /// For a ratio: id of the figure below the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<String>,
    /// First day this version is the one in use.
    pub effective: Day,
    /// English name.
    pub en: String,
    /// The register counted; empty for a ratio.
    #[serde(default)]
    pub from: String,
    /// Name, dotted: `study.rotation.attendances`.
    pub id: String,
    /// For a ratio: id of the figure above the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<String>,
    /// The attribute summed, or the edition of a streak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// How a sentence says it, `{n}` for the number.
    #[serde(default)]
    pub says: String,
    /// In which sense an entry belongs to a unit.
    pub scope: Scope,
    /// Measure word, `人次`; of a different dimension from `人`, never converted.
    pub unit: String,
    /// Version of the definition, from 1.
    pub version: u32,
    /// What the counting day means; must be what the register says of its day.
    pub when: String,
    /// CEL condition over the entry's attributes; empty takes all.
    #[serde(default, rename = "where")]
    pub filter: String,
    /// Chinese name.
    pub zh: String,
    /// The part asked about; never part of the definition itself, and not recorded.
    #[serde(skip)]
    pub part: Option<Part>,
}

/// 分项: the entries of a figure with one value of one attribute it is broken down by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// The attribute.
    pub by: String,
    /// Its value; entries without one belong to the empty part.
    pub value: String,
}

impl Part {
    /// Whether `attrs` has the value.
    #[must_use]
    pub fn takes(&self, attrs: &BTreeMap<&'static str, Attr>) -> bool {
        value_of(attrs, &self.by) == self.value
    }
}

/// The value an entry is broken down by.
pub(crate) fn value_of(attrs: &BTreeMap<&'static str, Attr>, by: &str) -> String {
    match attrs.get(by) {
        Some(Attr::Text(text)) => text.clone(),
        Some(Attr::Int(n)) => n.to_string(),
        Some(Attr::Bool(yes)) => yes.to_string(),
        None => String::new(),
    }
}

/// The name of the cells of one part: `id@version[by=value]`.
pub(crate) fn part_key(figure: &str, by: &str, value: &str) -> String {
    format!("{figure}[{by}={value}]")
}

impl Definition {
    /// The same figure, of one part of it only; none when it is not broken down so.
    #[must_use]
    pub fn narrowed(&self, part: Part) -> Option<Self> {
        let broken_down = self.counts.can_be_broken_down() && self.by.contains(&part.by);
        broken_down.then(|| Self { part: Some(part), ..self.clone() })
    }

    /// The name its cells are stored under.
    #[must_use]
    pub fn cells(&self) -> String {
        let key = self.key().to_string();
        self.part.as_ref().map_or_else(|| key.clone(), |part| part_key(&key, &part.by, &part.value))
    }

    /// Which definition this is.
    #[must_use]
    pub fn key(&self) -> FigureKey {
        FigureKey { id: self.id.clone(), version: self.version }
    }

    /// The definition as one line of JSON with sorted keys: what the ledger records, and by which an edit in place is found.
    ///
    /// # Errors
    /// As [`serde_json::to_value`]; never for definitions that were parsed.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json::to_value(self)?.as_object().map_or_else(|| Ok(String::new()), serde_json::to_string)
    }

    /// Ids of the figures this one is made of.
    #[must_use]
    pub fn parts(&self) -> BTreeSet<&str> {
        self.numerator.iter().chain(&self.denominator).map(String::as_str).collect()
    }
}
