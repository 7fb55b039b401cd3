//! The four measures of a plan, and how each is written.

use nc_capability::training::progress::Amounts;
use nc_kernel::money::Money;

use crate::pages::amount::hours;

/// 四项: what a plan sets and what is held against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Runs,
    Attendances,
    Hours,
    Budget,
}

impl Measure {
    pub(super) const ALL: [Self; 4] = [Self::Runs, Self::Attendances, Self::Hours, Self::Budget];

    /// The word in addresses, and the end of its text `plan-…`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Attendances => "attendances",
            Self::Hours => "hours",
            Self::Budget => "budget",
        }
    }

    /// The figure that says what was held.
    pub(super) fn figure(self) -> &'static str {
        match self {
            Self::Runs => "training.plan.runs",
            Self::Attendances => "training.plan.attendances",
            Self::Hours => "training.plan.credit_minutes",
            Self::Budget => "training.plan.cost",
        }
    }

    /// Classes, people, class hours, yuan: as a table shows it.
    pub(super) fn of(self, amounts: Amounts) -> String {
        match self {
            Self::Runs => amounts.runs.to_string(),
            Self::Attendances => amounts.attendances.to_string(),
            Self::Hours => hours(amounts.credit_minutes),
            Self::Budget => Money(amounts.fen).to_string(),
        }
    }
}
