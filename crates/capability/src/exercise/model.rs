//! The words and ids of exercises.

use std::fmt;

use nc_kernel::id_type;
use nc_people::of_serial;
use serde::{Deserialize, Serialize};

use crate::declare::words;

id_type! {
    /// 演练: one exercise of a serial.
    ExerciseId
}
id_type! {
    /// 演练规划: one programme of a serial.
    ProgrammeId
}
of_serial!(ExerciseId, ProgrammeId);

words! {
    /// 演练类型, after HSEEP; 红蓝对抗 is the bureau's own word for a live opposed exercise.
    Kind {
        /// 研讨式.
        Seminar = "seminar" "研讨式" "seminar",
        /// 桌面推演.
        Tabletop = "tabletop" "桌面推演" "tabletop",
        /// 单项演练.
        Drill = "drill" "单项演练" "drill",
        /// 功能演练.
        Functional = "functional" "功能演练" "functional",
        /// 综合实战演练.
        FullScale = "full_scale" "综合实战演练" "full-scale",
        /// 红蓝对抗.
        RedBlue = "red_blue" "红蓝对抗" "red-blue",
    }
}

words! {
    /// 阵营: which side a team is on. Its colour is only a label: usage of red and blue differs.
    Side {
        /// 己方.
        Own = "own" "己方" "own side",
        /// 对抗方.
        Adversary = "adversary" "对抗方" "adversary",
        /// 导调方.
        WhiteCell = "white_cell" "导调方" "white cell",
    }
}

words! {
    /// 演练岗位: what somebody is in an exercise.
    Role {
        /// 总指挥（总导演）.
        Director = "director" "总导演" "exercise director",
        /// 主导调.
        LeadController = "lead_controller" "主导调" "lead controller",
        /// 导调员.
        Controller = "controller" "导调员" "controller",
        /// 主评估.
        LeadEvaluator = "lead_evaluator" "主评估" "lead evaluator",
        /// 评估员.
        Evaluator = "evaluator" "评估员" "evaluator",
        /// 主持人.
        Facilitator = "facilitator" "主持人" "facilitator",
        /// 参演人员.
        Player = "player" "参演人员" "player",
    }
}

impl Role {
    /// Every role but the player's, for lists and forms.
    pub const STAFF: &'static [nc_people::sheet::Word] = Self::WORDS.split_at(Self::WORDS.len() - 1).0;

    /// Writes the scenario and turns the clock.
    #[must_use]
    pub fn controls(self) -> bool {
        matches!(self, Self::Director | Self::LeadController | Self::Controller)
    }

    /// Observes and rates.
    #[must_use]
    pub fn evaluates(self) -> bool {
        matches!(self, Self::LeadEvaluator | Self::Evaluator)
    }
}

words! {
    /// 评级: how a critical task was done, best first.
    Rating {
        /// P.
        Performed = "p" "P 顺利完成" "P performed without challenges",
        /// S.
        Some = "s" "S 有一定困难" "S performed with some challenges",
        /// M.
        Major = "m" "M 有重大困难" "M performed with major challenges",
        /// U.
        Unable = "u" "U 未能完成" "U unable to be performed",
    }
}

words! {
    /// 观察类别.
    Finding {
        /// 亮点.
        Strength = "strength" "亮点" "strength",
        /// 问题.
        Issue = "issue" "问题" "issue",
    }
}

words! {
    /// POETE 要素: what an improvement changes.
    Element {
        /// 预案.
        Planning = "planning" "预案" "planning",
        /// 组织.
        Organisation = "organisation" "组织" "organisation",
        /// 装备.
        Equipment = "equipment" "装备" "equipment",
        /// 训练.
        Training = "training" "训练" "training",
        /// 演练.
        Exercise = "exercise" "演练" "exercises",
    }
}

words! {
    /// 时钟操作.
    Turn {
        /// 开始.
        Start = "start" "开始" "Start",
        /// 暂停.
        Pause = "pause" "暂停" "Pause",
        /// 继续.
        Resume = "resume" "继续" "Resume",
        /// 结束.
        End = "end" "结束" "End",
    }
}

words! {
    /// 报告进度: how far the after-action report has come.
    Report {
        /// 起草.
        Drafted = "drafted" "报告起草" "report drafted",
        /// 总结会通过.
        Agreed = "agreed" "报告议定" "report agreed",
        /// 印发.
        Issued = "issued" "报告印发" "report issued",
    }
}

words! {
    /// 演练阶段, in order.
    Stage {
        /// 筹划.
        Planning = "planning" "筹划" "planning",
        /// 脚本锁定.
        Locked = "locked" "脚本锁定" "scenario locked",
        /// 实施.
        Conduct = "conduct" "实施" "conduct",
        /// 现场讲评.
        Hotwash = "hotwash" "现场讲评" "hot wash",
        /// 报告起草.
        Drafted = "aar_draft" "报告起草" "report drafted",
        /// 报告议定.
        Agreed = "aar_agreed" "报告议定" "report agreed",
        /// 整改中.
        Actions = "actions_open" "整改中" "actions open",
        /// 办结.
        Closed = "closed" "办结" "closed",
        /// 撤销.
        Struck = "struck" "撤销" "struck out",
    }
}

words! {
    /// 规划期限.
    Span {
        /// 年度.
        Annual = "annual" "年度" "annual",
        /// 跨年度.
        MultiYear = "multi_year" "跨年度" "multi-year",
    }
}

words! {
    /// 规划状态.
    ProgrammeStage {
        /// 进行中.
        InForce = "in_force" "进行中" "in progress",
        /// 办结.
        Closed = "closed" "办结" "closed",
        /// 撤销.
        Struck = "struck" "撤销" "struck out",
    }
}

/// 注入编号: the number of an inject. Whole numbers are planned; `12.1` came between 12 and 13 while it ran. Kept in
/// thousandths, so that the order of numbers is the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InjectNo(pub u32);

impl InjectNo {
    /// The planned inject `n`, from 1.
    #[must_use]
    pub fn planned(n: u32) -> Self {
        Self(n.saturating_mul(1000))
    }

    /// The number right after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Whether it came in while the exercise ran.
    #[must_use]
    pub fn is_ad_hoc(self) -> bool {
        !self.0.is_multiple_of(1000)
    }

    /// The planned inject it stands behind: itself when planned.
    #[must_use]
    pub fn behind(self) -> Self {
        Self(self.0 - self.0 % 1000)
    }
}

impl fmt::Display for InjectNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 1000 {
            0 => write!(f, "{}", self.0 / 1000),
            part => write!(f, "{}.{part}", self.0 / 1000),
        }
    }
}
