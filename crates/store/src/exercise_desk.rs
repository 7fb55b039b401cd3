//! 导调台: an exercise as somebody with a place in it may see it now.

use nc_capability::exercise::desk::Desk;
use nc_capability::exercise::{Exercise, ExerciseId, Scenario};
use nc_kernel::Need;

use crate::error::StoreError;
use crate::{Reader, Store, db};

impl Store {
    /// The desk of the person `reader` is in an exercise; `None` for who has no place in it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn exercise_desk(&self, reader: &Reader, exercise: i64) -> Result<Option<Desk>, StoreError> {
        let id = ExerciseId(exercise);
        let Some(person) = self.person_of(reader) else { return Ok(None) };
        let mut view = db::snapshot(&self.readers).await?;
        let states = self.states_of(&mut view, vec![Need::of::<Exercise>(id), Need::of::<Scenario>(id)]).await?;
        let (Some(exercise), Some(scenario)) = (states.get::<Exercise>(id), states.get::<Scenario>(id)) else { return Ok(None) };
        Ok(Desk::of(exercise, scenario, person, self.now()))
    }
}
