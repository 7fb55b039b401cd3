//! How each measure of a plan is written.

use nc_capability::training::progress::{Amounts, Measure};
use nc_kernel::money::Money;

use crate::pages::amount::hours;

/// Classes, people, class hours, yuan: as a table shows it.
pub(super) fn written(measure: Measure, amounts: Amounts) -> String {
    match measure {
        Measure::Runs => amounts.runs.to_string(),
        Measure::Attendances => amounts.attendances.to_string(),
        Measure::Hours => hours(amounts.credit_minutes),
        Measure::Budget => Money(amounts.fen).to_string(),
    }
}
