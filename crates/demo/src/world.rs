//! What every desk looks at and none changes.

use nc_kernel::{PersonId, UnitPath};

use crate::accounts::Actors;
use crate::days::Days;
use crate::error::DemoError;
use crate::places::Places;
use crate::staff::Staff;

/// The invented bureau.
#[derive(Debug)]
pub(crate) struct World {
    pub days: Days,
    pub places: Places,
    pub staff: Staff,
    pub actors: Actors,
}

impl World {
    /// Paths of units by number.
    pub fn paths(&self, units: &[usize]) -> Result<Vec<UnitPath>, DemoError> {
        units.iter().map(|unit| Ok(self.places.get(*unit)?.path.clone())).collect()
    }

    /// The pseudonym of a person.
    pub fn id(&self, number: usize) -> Result<PersonId, DemoError> {
        Ok(self.staff.get(number)?.id)
    }
}
