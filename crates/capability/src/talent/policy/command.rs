//! What can be asked of subsidy policies.

use nc_kernel::money::Money;
use nc_kernel::{Day, Document, UnitPath};

use super::model::{AmountRule, PolicyId};
use crate::declare::commands;
use crate::talent::people::Level;

commands! {
    /// 登记奖补政策. Its id is [`PolicyId::of_serial`].
    AdoptPolicy {
        /// Serial number.
        serial: String,
        /// What it is called.
        name: String,
        /// Whose policy it is; it holds for the money of this unit and of those below.
        unit: UnitPath,
        /// The document it stands in.
        basis: Document,
        /// How the sum binds.
        rule: AmountRule,
        /// The sum, or the most, of one award.
        amount: Money,
        /// The level it is for; every level where there is none.
        #[serde(default)]
        level: Option<Level>,
        /// The field it is for; every field where there is none.
        #[serde(default)]
        domain: Option<String>,
        /// First day in force.
        from: Day,
        /// Last day, where it is known.
        #[serde(default)]
        until: Option<Day>,
    }
    /// 终止政策.
    EndPolicy {
        /// The policy.
        policy: PolicyId,
        /// Last day in force.
        until: Day,
        /// Why.
        reason: String,
        /// By which document or whose order.
        authority: String,
    }
}
