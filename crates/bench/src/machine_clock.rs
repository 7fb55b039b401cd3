//! The machine's clock and random source, for stores under measurement.

use std::time::{SystemTime, UNIX_EPOCH};

use nc_kernel::{Clock, IdGen, Micros};

/// The machine's clock.
pub(crate) struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "a benchmark runs in real time")]
    fn now(&self) -> Micros {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The machine's random source.
pub(crate) struct MachineIds;

impl IdGen for MachineIds {
    #[expect(clippy::disallowed_methods, reason = "a benchmark uses the product's own source of ids")]
    fn fill(&mut self, bytes: &mut [u8]) {
        // Without randomness there is nothing to measure.
        let _ = getrandom::fill(bytes);
    }
}
