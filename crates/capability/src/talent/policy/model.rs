//! Ids and words of subsidy policies.

use nc_kernel::id_type;
use nc_people::of_serial;

use crate::declare::words;

id_type! {
    /// 奖补政策: one policy.
    PolicyId
}
of_serial!(PolicyId);

words! {
    /// 标准: how a policy's sum binds an award.
    AmountRule {
        /// 定额: an award is exactly this.
        Fixed = "fixed" "定额" "fixed sum",
        /// 上限: an award is at most this.
        Cap = "cap" "每项上限" "cap of each award",
    }
}
