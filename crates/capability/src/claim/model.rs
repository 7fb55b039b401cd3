//! Ids and words of claims.

use nc_kernel::id::{PersonId, natural};
use nc_kernel::{Day, id_type};

use crate::declare::words;

id_type! {
    /// 外训申报: one course of one person.
    ClaimId
}

impl ClaimId {
    /// The claim of `person` for the course called `title` that began on `from`: the same course claimed twice meets itself.
    #[must_use]
    pub fn of(person: PersonId, from: Day, title: &str) -> Self {
        Self(natural("claim", &format!("{person}/{from}/{}", title.trim())))
    }
}

words! {
    /// 申报状态.
    ClaimState {
        /// Waits for a decision.
        Claimed = "claimed" "待认定" "waits",
        /// Credited.
        Approved = "approved" "已认定" "credited",
        /// Not credited.
        Refused = "refused" "不予认定" "refused",
    }
}
