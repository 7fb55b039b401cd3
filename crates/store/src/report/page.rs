//! 证明页: what a reader of a released number may know of it (requirement G3).

use nc_figures::report::{ReportId, TaggedFact, row_set_hash, rules};
use nc_figures::{Definition, Worth};
use nc_kernel::Actor;
use nc_people::Scope;
use nc_people::access::Action;

use super::differences::entries;
use crate::Store;
use crate::entries::KnownEntry;
use crate::error::StoreError;
use crate::figures::may_see;

/// Everything behind one number of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofPage {
    /// The number as released, with period, scope, ledger size and root.
    pub fact: TaggedFact,
    /// The definition it was computed by.
    pub definition: Definition,
    /// n, and N of a rate.
    pub n: i64,
    /// N of a rate.
    pub of: Option<i64>,
    /// The rows counted at the release that the reader may open, `limit` of each part at most.
    pub rows: Vec<Vec<KnownEntry>>,
    /// How many rows the reader may open, over all parts.
    pub visible: u64,
    /// How many rows the reader may not open: they are counted and not shown.
    pub hidden: u64,
    /// Whether the rows collected today hash to what was released.
    pub holds: bool,
}

impl Store {
    /// The proof page of the number `index` of a release. Rows outside what the actor may open are only counted.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such number in a release the actor may see.
    pub async fn proof_page(&self, actor: &Actor, id: ReportId, index: u32, limit: usize) -> Result<ProofPage, StoreError> {
        self.proof_page_within(actor, &self.scopes(actor, Action::ReadRows), id, (index, limit)).await
    }

    /// As [`Store::proof_page`], where no rows are opened but those within `visible`.
    ///
    /// # Errors
    /// As [`Store::proof_page`].
    pub async fn proof_page_within(
        &self,
        actor: &Actor,
        visible: &[Scope],
        id: ReportId,
        (index, limit): (u32, usize),
    ) -> Result<ProofPage, StoreError> {
        let mut view = self.view().await?;
        let report = self.visible(&mut view, actor, id).await?;
        let release = report.release().ok_or_else(|| StoreError::Refused(rules::NOT_RELEASED.refuse().into()))?;
        let fact = release.document.facts.get(index as usize).ok_or_else(super::answers::unknown)?.clone();
        let definition = self.question_of(&fact)?.definition;
        let counted = self.rows_of_release(&mut view, &fact).await?;
        let holds = row_set_hash(&entries(&counted)) == fact.row_hash;
        let all: u64 = counted.iter().map(|part| part.len() as u64).sum();
        let mut opened = 0;
        let mut rows = Vec::with_capacity(counted.len());
        for part in counted {
            let seen: Vec<KnownEntry> = part.into_iter().filter(|row| may_see(visible, &row.entry)).collect();
            opened += seen.len() as u64;
            rows.push(seen.into_iter().take(limit).collect());
        }
        let (n, of) = match fact.worth {
            Worth::Count(n) => (n, None),
            Worth::Ratio { n, of } => (n, Some(of)),
        };
        Ok(ProofPage { fact, definition, n, of, rows, visible: opened, hidden: all - opened, holds })
    }
}
