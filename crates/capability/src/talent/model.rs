//! Ids and words of talent work.

use nc_kernel::id_type;
use nc_people::of_serial;

use crate::declare::words;

id_type! {
    /// 人才工作室: one studio.
    StudioId
}
id_type! {
    /// 人才经费账: the money of one year and source.
    FundId
}
of_serial!(StudioId, FundId);

words! {
    /// 工作室状态: how far a studio has come.
    StudioState {
        /// Somebody proposed it.
        Proposed = "proposed" "已申报" "proposed",
        /// Another person reviewed it and found it fit.
        Reviewed = "reviewed" "已评审" "reviewed",
        /// 命名挂牌.
        Named = "named" "已挂牌" "named",
        /// A yearly review asked for rectification.
        Rectifying = "rectifying" "整改中" "rectifying",
        /// Not fit, given up, or taken back.
        Withdrawn = "withdrawn" "已撤销" "withdrawn",
    }
}

words! {
    /// 年度评议结果: what a yearly review of a studio found.
    Finding {
        /// 优秀.
        Excellent = "excellent" "优秀" "excellent",
        /// 合格.
        Pass = "pass" "合格" "pass",
        /// 限期整改.
        Rectify = "rectify" "限期整改" "to rectify",
    }
}
