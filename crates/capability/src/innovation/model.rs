//! Ids and words of innovation.

use nc_kernel::id_type;
use nc_people::of_serial;

use crate::declare::words;

id_type! {
    /// 创新项目: one project.
    ProjectId
}
of_serial!(ProjectId);

words! {
    /// 项目阶段, in the order in which they are reached.
    Stage {
        /// 创意.
        Idea = "idea" "创意" "idea",
        /// 立项.
        Approved = "approved" "已立项" "approved",
        /// 研制.
        Building = "building" "研制中" "building",
        /// 试点.
        Pilot = "pilot" "试点" "pilot",
        /// 应用.
        Deployed = "deployed" "已应用" "deployed",
        /// 申报奖项.
        Submitted = "submitted_for_award" "已申报奖项" "submitted for an award",
        /// 归档.
        Archived = "archived" "已归档" "archived",
    }
}

impl Stage {
    /// Whether a project may go from here to `to`: one step on, or into the archive.
    #[must_use]
    pub fn leads_to(self, to: Self) -> bool {
        let place = |stage: Self| Self::ALL.iter().position(|other| *other == stage);
        self != Self::Archived && (to == Self::Archived || place(self).map(|at| at + 1) == place(to))
    }

    /// Whether others can take it over.
    #[must_use]
    pub fn can_be_adopted(self) -> bool {
        matches!(self, Self::Pilot | Self::Deployed | Self::Submitted)
    }
}

words! {
    /// 荣誉类别: why a project refers to an entry of the roll of honour.
    HonourKind {
        /// 获奖.
        Award = "award" "获奖" "award",
        /// 推荐为创建或试点单位.
        Nomination = "nomination" "推荐试点" "nomination as a pilot",
    }
}
