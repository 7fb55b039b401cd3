//! The words of the roll of honour.

use nc_kernel::{Day, Document, PersonId, UnitPath, id_type};
use serde::{Deserialize, Serialize};

pub use crate::words::Level;
use crate::words::words;
use nc_people::of_serial;

id_type! {
    /// 荣誉: one award as it was given, however many share it.
    HonourId
}
id_type! {
    /// 作品: one work, however many versions there are of it.
    WorkId
}
of_serial!(HonourId, WorkId);

words! {
    /// 荣誉类别: what kind of thing was awarded.
    pub enum HonourKind {
        /// 名次: first, second, third of a contest.
        Rank => "rank" "名次",
        /// 奖次: a first, second or third prize; 0 is the special prize above the first.
        Prize => "prize" "奖次",
        /// 等级: a grade somebody is assessed to have.
        Grade => "grade" "等级",
        /// 称号: a title of honour.
        Title => "title" "称号",
        /// 批次: a title given in numbered batches.
        Batch => "batch" "批次",
        /// 认定推广: recognised, endorsed, or given a plaque.
        Recognition => "recognition" "认定推广",
        /// 首家唯一: a claim about others.
        FirstOrOnly => "first_or_only" "首家唯一",
        /// 推荐提名: nominated, not awarded.
        Nomination => "nomination" "推荐提名",
    }
}

impl HonourKind {
    /// Whether it is known by a number: which rank, prize, grade or batch.
    #[must_use]
    pub fn has_place(self) -> bool {
        matches!(self, Self::Rank | Self::Prize | Self::Grade | Self::Batch)
    }

    /// Whether a work that was given it has won something.
    #[must_use]
    pub fn is_won(self) -> bool {
        matches!(self, Self::Rank | Self::Prize | Self::Grade | Self::Title | Self::Batch)
    }
}

words! {
    /// 首创表述: the word of a claim about others.
    pub enum ClaimWord {
        /// 首家.
        First => "first" "首家",
        /// 唯一.
        Only => "only" "唯一",
        /// 率先.
        Leading => "leading" "率先",
        /// 首创.
        Original => "original" "首创",
    }
}

words! {
    /// 作品量词: the measure word a work is counted by; 部 and 幅 are never converted.
    pub enum Measure {
        /// 部: film, text, stage, song.
        Piece => "bu" "部",
        /// 幅: painting, calligraphy, poster.
        Sheet => "fu" "幅",
    }
}

words! {
    /// 作品类别: what a work is made for.
    pub enum Theme {
        /// 廉洁文化.
        Integrity => "integrity" "廉洁文化",
        /// 警营文化.
        PoliceCulture => "police_culture" "警营文化",
    }
}

words! {
    /// 项目类别: what kind of project an award was given for.
    pub enum ProjectKind {
        /// 科创项目.
        Innovation => "innovation" "科创项目",
        /// 数据模型.
        Model => "model" "数据模型",
    }
}

/// 获奖项目: the project an award was given for, known by its title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// What kind of project.
    pub kind: ProjectKind,
    /// What it is called.
    pub title: String,
}

/// 获奖人员: a person with the unit they served in when it was awarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Who.
    pub person: PersonId,
    /// Where they served then.
    pub unit: UnitPath,
}

/// 荣誉内容: what the outside document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// When it was awarded.
    pub awarded_on: Day,
    /// For a claim about others, its word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimWord>,
    /// The contest, assessment or drive it was given in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<String>,
    /// The paper that says so.
    pub document: Document,
    /// 届: which edition, where editions are numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<i64>,
    /// Who gave it.
    pub issuer: String,
    /// What kind it is.
    pub kind: HonourKind,
    /// At which level.
    pub level: Level,
    /// The people it was given to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Recipient>,
    /// Which rank, prize, grade or batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i64>,
    /// The project or model it was given for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Project>,
    /// Anything to add; 演示数据 for what is invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// 系列: what successive editions have in common; the title where nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// What it is called: 全国一等所.
    pub title: String,
    /// The units it was given to; of a work, those that made it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitPath>,
    /// The work it was given for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<WorkId>,
    /// For which year.
    pub year: i64,
}

impl Award {
    /// Every unit it counts for, each once: those it was given to, or those its people served in.
    #[must_use]
    pub fn all_units(&self) -> Vec<UnitPath> {
        let people = self.people.iter().map(|p| &p.unit).filter(|_| self.units.is_empty());
        let mut units: Vec<UnitPath> = self.units.iter().chain(people).cloned().collect();
        units.sort();
        units.dedup();
        units
    }

    /// To what it was given: a work, a project, people, or units.
    #[must_use]
    pub fn recipient_kind(&self) -> &'static str {
        match (&self.work, &self.project, self.people.is_empty()) {
            (Some(_), ..) => "work",
            (None, Some(_), _) => "project",
            (None, None, false) => "person",
            (None, None, true) => "unit",
        }
    }

    /// Whose it is, as one word: people by pseudonym, else units.
    #[must_use]
    pub fn holder(&self) -> String {
        let mut holders: Vec<String> = match self.people.is_empty() {
            true => self.units.iter().map(ToString::to_string).collect(),
            false => self.people.iter().map(|p| p.person.to_string()).collect(),
        };
        holders.sort();
        holders.join(",")
    }

    /// What successive editions have in common.
    #[must_use]
    pub fn series(&self) -> &str {
        self.series.as_deref().unwrap_or(&self.title)
    }

    /// What streaks count: the edition, or the year where editions are not numbered.
    #[must_use]
    pub fn turn(&self) -> i64 {
        self.edition.unwrap_or(self.year)
    }

    /// Whether the other is the same thing given by the same issuer at the same time; to whom is left open.
    #[must_use]
    pub fn same_occasion(&self, other: &Self) -> bool {
        let key = |a: &Self| (a.issuer.clone(), a.contest.clone(), a.title.clone(), a.kind, a.level, a.place, a.year, a.edition);
        key(self) == key(other)
    }

    /// The serial an honour has when nobody gives one: everything that tells it from others.
    #[must_use]
    pub fn natural_serial(&self) -> String {
        let Self { issuer, contest, title, kind, level, place, year, edition, project, work, .. } = self;
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let number = |n: &Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        let work = work.map(|w| w.to_string()).unwrap_or_default();
        [
            issuer.clone(),
            text(contest),
            title.clone(),
            kind.word().to_owned(),
            level.word().to_owned(),
            number(place),
            year.to_string(),
            number(edition),
            project.as_ref().map(|p| p.title.clone()).unwrap_or_default(),
            work,
            self.holder(),
        ]
        .join("|")
    }
}
