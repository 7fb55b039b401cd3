//! The words of a contest.

use nc_kernel::{PersonId, UnitPath, id_type};
use nc_people::directory::MemberKind;
use nc_people::of_serial;
use serde::{Deserialize, Serialize};

use crate::declare::words;

pub use super::discipline::{AwardRule, Criterion, Discipline, Task};
pub use super::score::RankMethod;

id_type! {
    /// 比武竞赛: one contest, with all its disciplines.
    ContestId
}
of_serial!(ContestId);

words! {
    /// 级别. A result may nominate for a contest of a higher level only.
    Level {
        /// 旗县级.
        County = "county" "旗县级" "county",
        /// 市级.
        City = "city" "市级" "city",
        /// 自治区级.
        Region = "region" "自治区级" "region",
        /// 全国.
        National = "national" "全国" "national",
    }
}
words! {
    /// 计分方式: what a result is.
    Scoring {
        /// 计时: less is better, unless the discipline says otherwise.
        Time = "time" "计时" "time",
        /// 计数.
        Count = "count" "计数" "count",
        /// 距离.
        Distance = "distance" "距离" "distance",
        /// 得分.
        Points = "points" "得分" "points",
        /// 合格与否.
        Pass = "pass" "合格与否" "pass or fail",
        /// 评委评分.
        Judged = "judged" "评委评分" "marks of judges",
        /// 榜单指标, taken from a leaderboard.
        Metric = "metric" "榜单指标" "metric of a leaderboard",
        /// 按难度计分: the sum of the points of tasks, as far as each was done.
        Tasks = "tasks" "按难度计分" "points by difficulty",
    }
}
words! {
    /// 优劣方向: which result is the better one.
    Better {
        /// 少者优.
        Less = "less" "少者优" "less is better",
        /// 多者优.
        More = "more" "多者优" "more is better",
    }
}
words! {
    /// 轮次.
    Stage {
        /// 预赛.
        Heat = "heat" "预赛" "heat",
        /// 复赛.
        Semifinal = "semifinal" "复赛" "semifinal",
        /// 决赛.
        Final = "final" "决赛" "final",
    }
}
words! {
    /// 破平依据: what is looked at, in order, when results are equal.
    TieBreak {
        /// 第一项评分高者先: the mean of the first criterion, exactly.
        FirstCriterion = "first_criterion" "首项评分高者先" "higher first criterion",
        /// 扣分少者先.
        Deductions = "deductions" "扣分少者先" "fewer deductions",
        /// 用时短者先.
        Duration = "duration" "用时短者先" "shorter time",
        /// 提交早者先.
        Earlier = "earlier" "提交早者先" "earlier submission",
    }
}
words! {
    /// 奖项类别.
    AwardKind {
        /// 名次.
        Rank = "rank" "名次" "rank",
        /// 奖次: 一、二、三等奖.
        Prize = "prize" "奖次" "prize",
        /// 称号: 标兵.
        Title = "title" "称号" "title",
    }
}
words! {
    /// 成绩状态: how an attempt ended.
    Outcome {
        /// 完成.
        Done = "done" "完成" "done",
        /// 未完成, or failed: never ranked.
        Failed = "failed" "未完成" "not completed",
        /// 缺席: never ranked.
        Absent = "absent" "缺席" "absent",
    }
}
words! {
    /// 处罚.
    SanctionKind {
        /// 警告.
        Warning = "warning" "警告" "warning",
        /// 取消成绩: the entry is not ranked.
        Disqualified = "disqualified" "取消成绩" "disqualified",
    }
}

words! {
    /// 签字身份: in what part somebody signs the scores of an entry.
    Signer {
        /// 评委: who scored, or, where nobody gives marks, who watched the measuring.
        Judge = "judge" "评委" "judge",
        /// 裁判长.
        Head = "head" "裁判长" "head judge",
        /// 参赛人: of a team its leader, who was entered first.
        Competitor = "competitor" "参赛人" "competitor",
    }
}
words! {
    /// 未签字原因: why a competitor's signature is missing.
    Unsigned {
        /// 拒签.
        Refused = "refused" "拒签" "refused to sign",
        /// 缺席.
        Absent = "absent" "缺席" "was absent",
    }
}

/// 评委: somebody on a panel, and the unit they served in then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Who.
    pub judge: PersonId,
    /// Where they serve.
    pub unit: UnitPath,
}

/// 参赛人: one of those who make an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entrant {
    /// Police officer or auxiliary, at the time.
    pub member: MemberKind,
    /// Who.
    pub person: PersonId,
    /// Where they serve.
    pub unit: UnitPath,
}

/// 成绩: what was measured of one attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Deductions, in units of the discipline's precision.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub deductions: Option<i64>,
    /// Duration in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub millis: Option<i64>,
    /// How it ended.
    pub outcome: Outcome,
    /// 各题完成度 in percent, in the order of the discipline's tasks: 100 done, 0 not, between them partly. Only by difficulty.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tasks: Vec<i64>,
    /// The result, in units of the discipline's precision; none where judges score, where tasks are summed, or when it was not
    /// done.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<i64>,
}

/// 改判: what an upheld appeal changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Correction {
    /// 更正成绩: an attempt is measured anew.
    Measured {
        /// Which attempt, from 1.
        attempt: u32,
        /// What it truly was.
        measured: Measured,
    },
    /// 剔除评分: a judge's score does not count.
    SetAside {
        /// Whose.
        judge: PersonId,
    },
    /// 恢复成绩: the entry is ranked again.
    Restored {},
}

/// 名次变动: whom a decision moved. Ranks are `None` when not ranked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The entry's code.
    pub code: String,
    /// Rank before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<u32>,
    /// Award now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub now: Option<String>,
    /// Rank now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<u32>,
    /// Award before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<String>,
}
