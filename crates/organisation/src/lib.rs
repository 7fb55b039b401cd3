//! 抓党建 (pillar 1): what the party organisation of the bureau does, recorded once.
//!
//! Areas so far: [`study`] (theory study: first agenda item, three-level linked study, rotation training) and the
//! small [`branch`] it stands on (which branches exist and who belongs to them).

pub mod branch;
pub mod study;
#[cfg(test)]
mod testing;

use nc_kernel::states::{AnyState, empty};
use nc_kernel::{Aggregate, RegisterDoc};

/// Entries later than this many days after the event are late.
pub(crate) const LATENESS: nc_people::Lateness = nc_people::Lateness { after_days: 7 };

/// Makes the empty state of a family.
pub type Empty = fn() -> Box<dyn AnyState>;

/// Every family of streams of this crate with its empty state, for the store to load and rebuild by.
pub const FAMILIES: &[(&str, Empty)] = &[
    (branch::Roll::FAMILY, empty::<branch::Roll>),
    (study::Source::FAMILY, empty::<study::Source>),
    (study::Pool::FAMILY, empty::<study::Pool>),
    (study::Topic::FAMILY, empty::<study::Topic>),
    (study::Meeting::FAMILY, empty::<study::Meeting>),
    (study::Run::FAMILY, empty::<study::Run>),
];

/// Every register of this crate, area by area.
pub const REGISTERS: &[&[RegisterDoc]] = &[branch::REGISTERS, study::REGISTERS];
