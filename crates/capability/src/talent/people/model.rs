//! Ids and words of profiles and apprenticeships.

use nc_kernel::id_type;
use nc_people::of_serial;

use crate::declare::words;

id_type! {
    /// 人才档案: one profile.
    ProfileId
}
id_type! {
    /// 师徒结对: one master and one apprentice.
    ApprenticeshipId
}
of_serial!(ProfileId, ApprenticeshipId);

words! {
    /// 人才层级: by which level somebody was recognised.
    Level {
        /// 国家级.
        National = "national" "国家级" "national",
        /// 部级.
        Ministry = "ministry" "部级" "ministry",
        /// 自治区级.
        Region = "region" "自治区级" "region",
        /// 市级.
        City = "city" "市级" "city",
        /// 局级.
        Bureau = "bureau" "局级" "bureau",
    }
}

words! {
    /// 人才来源.
    Source {
        /// 引进.
        Recruited = "recruited" "引进" "recruited",
        /// 自主培养.
        Grown = "grown" "自主培养" "grown here",
        /// 选调.
        Transferred = "transferred" "选调" "transferred",
    }
}

words! {
    /// 引育用励: what was done with a talent last. A history, not a ladder: any may follow any.
    Stage {
        /// 引.
        Introduce = "introduce" "引" "introduced",
        /// 育.
        Develop = "develop" "育" "developed",
        /// 用.
        Deploy = "deploy" "用" "deployed",
        /// 励.
        Reward = "reward" "励" "rewarded",
    }
}
