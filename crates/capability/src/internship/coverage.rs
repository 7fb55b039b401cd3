//! 能力覆盖: which competencies of the batch's list a student has met. It shows narrow exposure of a placement while there is time to
//! mend it, and compares nobody with anybody.

use std::collections::BTreeMap;

use super::state::Placement;

/// Days logged before one-sidedness is told: a first week is always narrow.
const ENOUGH_DAYS: u32 = 10;

/// 覆盖情况 of one placement against its batch's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Days practised, one for each competency of the list, in its order.
    pub days: Vec<u32>,
}

impl Coverage {
    /// Of `placement`, against a list of `competencies` items.
    #[must_use]
    pub fn of(placement: &Placement, competencies: usize) -> Self {
        let mut by_number: BTreeMap<u32, u32> = BTreeMap::new();
        for done in placement.logs().iter().flat_map(|log| &log.practised) {
            let days = by_number.entry(done.competency).or_default();
            *days = days.saturating_add(done.days);
        }
        let numbers = (1_u32..).take(competencies);
        Self { days: numbers.map(|number| by_number.get(&number).copied().unwrap_or_default()).collect() }
    }

    /// Competencies met.
    #[must_use]
    pub fn met(&self) -> usize {
        self.days.iter().filter(|days| **days > 0).count()
    }

    /// The numbers of those not met.
    pub fn missing(&self) -> impl Iterator<Item = u32> {
        (1_u32..).zip(&self.days).filter(|(_, days)| **days == 0).map(|(number, _)| number)
    }

    /// 接触面窄: fewer than half of the list met, or more than half of all practice in one competency, once ten days are logged.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        let all: u32 = self.days.iter().copied().fold(0, u32::saturating_add);
        let most = self.days.iter().copied().max().unwrap_or_default();
        all >= ENOUGH_DAYS && (self.met() * 2 < self.days.len() || (self.days.len() > 1 && most.saturating_mul(2) > all))
    }
}
