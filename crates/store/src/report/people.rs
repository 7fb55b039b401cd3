//! 人名检查 of a report's text, against everybody in the directory.

use nc_figures::report::{NotNames, People, rules};
use nc_kernel::Refused;

use crate::Store;
use crate::db::Snapshot;
use crate::error::{StoreError, damaged};

impl Store {
    /// Refuses a text that names somebody of the bureau, whoever asks and whomever they may read; also people who left. Of
    /// whom was erased nothing is known any more. Names are opened for this one look and not kept.
    pub(super) async fn names_nobody(&self, view: &mut Snapshot, text: &str, kept: Option<&NotNames>) -> Result<(), StoreError> {
        let names = self.vault.reveal_all(view, self.bureau, "name").await?;
        let people = People::new(names.values()).map_err(|e| damaged("the names to look for", e))?;
        drop(names);
        let mut found = people.refusals(text, kept);
        if let Some(kept) = kept {
            let fits = (4..=200).contains(&kept.reason.trim().chars().count()) && people.refusals(&kept.reason, None).is_empty();
            if !kept.places.is_empty() && !fits {
                found.push(rules::NOT_NAMES_REASON.refuse().at("reason"));
            }
        }
        Ok(Refused::unless_empty(found)?)
    }
}
