//! The words of role models.

use nc_kernel::id_type;

use crate::words::words;
use nc_people::of_serial;

id_type! {
    /// 典型推荐: one nomination of one person for one title.
    ModelId
}
of_serial!(ModelId);

words! {
    /// 推选结果: how a nomination ended.
    pub enum Outcome {
        /// 获评.
        Named => "named" "获评",
        /// 未获评.
        NotNamed => "not_named" "未获评",
    }
}

/// How many days a nomination is public at least, first and last day counted. Practice asks for five working days; seven
/// days always hold five of them but around long holidays, when the office sets a longer time.
pub const PUBLIC_DAYS: i64 = 7;
