//! 科目: what is contested, and the rules its results follow from.

use nc_people::sheet::{Shown, label};
use serde::{Deserialize, Serialize};

use super::model::{AwardKind, Better, Scoring, Signer, Stage, TieBreak};
use super::score::{Exact, RankMethod};

/// 评分项: one criterion of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Highest mark, in units of the discipline's precision.
    pub most: i64,
    /// What is judged.
    pub title: String,
    /// The same in English, where whoever set it up wrote it so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title_en: Option<String>,
    /// Its weight.
    pub weight: u32,
}

/// 奖项: which ranks of a discipline it goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwardRule {
    /// First rank that gets it.
    pub from: u32,
    /// What kind it is.
    pub kind: AwardKind,
    /// Which rank, prize or grade it is: 1 for 一等奖.
    pub place: u32,
    /// What it is called: 一等奖.
    pub title: String,
    /// The same in English, where whoever set it up wrote it so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title_en: Option<String>,
    /// Last rank that gets it.
    pub to: u32,
}

/// 题目: one task of a discipline that sums points by difficulty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Short code within the discipline: `T3`.
    pub code: String,
    /// 难度, from 1, the easiest, to 9.
    pub difficulty: i64,
    /// Points for it when it is done, in units of the discipline's precision.
    pub points: i64,
    /// What it is called.
    pub title: String,
    /// The same in English, where whoever set it up wrote it so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title_en: Option<String>,
}

/// 科目: what is contested, and by which rules. Fixed once the first entry is in, but for the tasks, which are fixed with the
/// first result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discipline {
    /// How many get into the next round; 0 for all.
    pub advance: u32,
    /// Attempts each entry has in a round; the best counts.
    pub attempts: u32,
    /// Awards by rank.
    pub awards: Vec<AwardRule>,
    /// Which result is the better one, where it is not as usual: less of a time, more of anything else.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub better: Option<Better>,
    /// Criteria of the rubric; only where judges score.
    pub criteria: Vec<Criterion>,
    /// Decimals that are stored and ordered by, 0 to 3.
    pub decimals: u8,
    /// How many highest and lowest scores are dropped.
    pub drop: u8,
    /// The name its best result is kept under across contests; none when no record is kept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub event: Option<String>,
    /// 计量单位: what a result is counted in: 环, 米.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub measure: Option<String>,
    /// The same in English, where whoever set it up wrote it so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub measure_en: Option<String>,
    /// How equal entries are ranked.
    pub method: RankMethod,
    /// Rounds, in order; the last decides.
    pub rounds: Vec<Stage>,
    /// What a result is.
    pub scoring: Scoring,
    /// Short serial within the contest: `A1`.
    pub serial: String,
    /// 成绩签字: who signs the scores of each entry; nobody where nothing is said.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub signed: Vec<Signer>,
    /// 题目: what is to be solved, where points go by difficulty.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tasks: Vec<Task>,
    /// How many results make a unit's total; 0 for none.
    pub team_best: u8,
    /// Broken by, in order.
    pub ties: Vec<TieBreak>,
    /// What it is called.
    pub title: String,
    /// The same in English, where whoever set it up wrote it so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title_en: Option<String>,
}

impl Discipline {
    /// Whether less is better: as was said, or else for times alone.
    #[must_use]
    pub fn less_is_better(&self) -> bool {
        self.better.map_or(self.scoring == Scoring::Time, |better| better == Better::Less)
    }

    /// 按难度计分: the exact sum of the points of the tasks, as far as each was done.
    #[must_use]
    pub fn sum_of_tasks(&self, percents: &[i64]) -> Exact {
        let points = self.tasks.iter().zip(percents).map(|(task, percent)| i128::from(task.points) * i128::from(*percent));
        Exact { over: points.sum(), under: 100 }
    }

    /// A result as it is shown: whether it was passed, or the number with all its decimals.
    #[must_use]
    pub fn result(&self, value: Option<i64>) -> Shown {
        match value {
            None => Shown::Nothing,
            Some(_) if self.scoring == Scoring::Pass => Shown::Good(label("合格", "pass")),
            Some(value) => Shown::Points { value, decimals: self.decimals },
        }
    }

    /// What it is called, in English too where it was written so.
    #[must_use]
    pub fn called(&self) -> Shown {
        Shown::named(&self.title, self.title_en.as_deref())
    }
}
