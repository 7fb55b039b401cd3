//! What the rules said of a whole file, row by row.

use nc_kernel::{Actor, Refused};
use nc_office::{Binding, CellFault};
use nc_people::rules::NOT_ALLOWED;
use nc_store::{Store, StoreError};

use crate::command::ImportCommand;
use crate::faults::{by_cell, not_theirs};

/// Every refusal as a fault of a cell. A refusal of the policy is about the whole file: who asked is told which rows brought
/// it. `key` gives a key nobody used.
///
/// # Errors
/// When the store fails.
pub(crate) async fn explain(
    store: &Store,
    actor: &Actor,
    command: &ImportCommand,
    refused: &Refused,
    binding: &Binding,
    mut key: impl FnMut() -> String,
) -> Result<Vec<CellFault>, StoreError> {
    let by_policy = |refused: &Refused| refused.0.iter().any(|refusal| refusal.rule.code == NOT_ALLOWED.code);
    if !by_policy(refused) {
        return Ok(by_cell(refused, binding));
    }
    let mut found = Vec::new();
    for one in command.one_of_each() {
        if let Err(refused) = one.clone().rehearse(store, actor, key()).await?
            && by_policy(&refused)
        {
            found.extend(command.places_of(&one).into_iter().map(|place| not_theirs(place, binding)));
        }
    }
    Ok(if found.is_empty() { by_cell(refused, binding) } else { found })
}
