//! The words of police culture.

use nc_kernel::id_type;

use crate::words::words;
use nc_people::of_serial;

id_type! {
    /// 文化活动: one event that was held.
    EventId
}
id_type! {
    /// 简报: one series of numbered issues.
    BulletinId
}
of_serial!(EventId, BulletinId);

words! {
    /// 活动类别: what kind of event it was.
    pub enum EventKind {
        /// 文艺演出.
        Performance => "performance" "文艺演出",
        /// 展览.
        Exhibition => "exhibition" "展览",
        /// 文体赛事.
        Match => "match" "文体赛事",
        /// 讲座分享.
        Talk => "talk" "讲座分享",
        /// 其他.
        Other => "other" "其他",
    }
}
