//! 待办: what was held, or is about to be, and still waits to be closed.

use nc_capability::training::ClassState;
use nc_kernel::Day;
use nc_organisation::study::RunState;
use nc_people::Scope;

use super::{ListOf, ListQuery, select};
use crate::Store;
use crate::error::StoreError;

/// A class or a run of study that was held or is about to be, and is not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// `training` or `study`.
    pub area: &'static str,
    /// Its id.
    pub id: i64,
    /// Its number in the unit's list.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// How far it is, as the area's own word.
    pub state: String,
    /// Which unit leads it.
    pub organiser: String,
    /// Its last day: from then on it can be closed.
    pub ends_on: Day,
}

impl Store {
    /// What within `scope` ends by `until` and is not closed, at most `limit` of each area, the longest overdue first.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn unfinished(&self, scope: &Scope, until: Day, limit: usize) -> Result<Vec<Unfinished>, StoreError> {
        let classes = [ClassState::Planned, ClassState::Open, ClassState::Running].map(ClassState::word).to_vec();
        let runs = [RunState::Planned, RunState::Open].map(RunState::word).to_vec();
        let mut all = Vec::new();
        for (area, of, states) in [("training", ListOf::Classes, classes), ("study", ListOf::Runs, runs)] {
            let query = ListQuery { of, state: None, kind: None, from: None, to: Some(until), newest_first: false, after: None, limit };
            for item in select::read(&self.readers, self.bureau, scope.path(), &states, &query, limit).await? {
                let (_, ends_on) = item.days()?;
                // A joint thing stands in the lists of all who organise it; the one who leads closes it.
                if !nc_kernel::UnitPath::parse(&item.organiser).is_ok_and(|lead| scope.path().contains(&lead)) {
                    continue;
                }
                let super::ListedItem { id, serial, title, state, organiser, .. } = item;
                all.push(Unfinished { area, id, serial, title, state, organiser, ends_on });
            }
        }
        all.sort_by_key(|thing: &Unfinished| (thing.ends_on, thing.id));
        Ok(all)
    }
}
