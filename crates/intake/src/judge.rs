//! 核对: every row of a roster judged, and all of them taken in where that is wanted and nothing is wrong.

use nc_kernel::Actor;
use nc_office::CellFault;
use nc_store::tokens::TokenBearer;
use nc_store::{Receipt, Store, StoreError};

use crate::command::ImportCommand;
use crate::explain::explain;
use crate::faults::sort;
use crate::sheet::{Sheet, Wanted};

/// What came of a roster.
#[derive(Debug)]
pub struct Judged {
    /// Rows whose people were found.
    pub rows: usize,
    /// Facts added, or that would be; none with a fault.
    pub added: u64,
    /// What was recorded, and under which key.
    pub receipt: Option<(Receipt, String)>,
    /// The rows as a command, where the sheet has the columns it takes.
    pub command: Option<ImportCommand>,
    /// Every fault, rising by cell; when there is one, nothing was written.
    pub faults: Vec<CellFault>,
}

/// Judges `wanted` of `sheet` for `bearer`, and records it unless it is a `dry_run` or there is a fault. `fresh` gives a key nobody
/// used. With faults of its own a sheet is not taken in, but what the rules say of its other rows is told at once.
///
/// # Errors
/// When the store fails.
pub async fn judge(
    store: &Store,
    bearer: &TokenBearer,
    sheet: &Sheet,
    wanted: Wanted,
    dry_run: bool,
    mut fresh: impl FnMut() -> String,
) -> Result<Judged, StoreError> {
    let Wanted { command, rows, mut faults } = wanted;
    let (mut added, mut receipt) = (0, None);
    if let Some((command, binding)) = command.as_ref().zip(sheet.binding()) {
        let actor = Actor { user: bearer.user };
        if dry_run || !faults.is_empty() {
            if command.rows() > 0 || faults.is_empty() {
                match command.clone().rehearse(store, &actor, fresh()).await? {
                    Ok(facts) => added = facts,
                    Err(refused) => faults.extend(explain(store, &actor, command, &refused, binding, &mut fresh).await?),
                }
            }
        } else {
            let key = command.key(store)?;
            match store.execute_named_within(bearer, key.clone(), command.name(), command.input()?).await {
                Ok(done) => {
                    added = if done.repeated { 0 } else { done.facts };
                    receipt = Some((done, key));
                }
                Err(StoreError::Refused(refused)) => faults.extend(explain(store, &actor, command, &refused, binding, &mut fresh).await?),
                Err(fault) => return Err(fault),
            }
        }
    }
    if !faults.is_empty() {
        added = 0;
    }
    sort(&mut faults);
    Ok(Judged { rows, added, receipt, command, faults })
}
