//! What readers see: the state as of the last commit.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use nc_figures::{Catalogue, Definition};
use nc_kernel::fact::FactBody;
use nc_kernel::{Aggregate, Recorded, RegisterDoc};
use nc_ledger::Hash;
use nc_ledger::envelope::Envelope;
use nc_people::Directory;

use crate::error::{StoreError, damaged};
use crate::log::NewFact;

/// The directory, the definitions and the ledger's head, as committed.
pub struct Published {
    inner: RwLock<Inner>,
}

struct Inner {
    directory: Directory,
    catalogue: Catalogue,
    size: u64,
    root: Hash,
    derived: u64,
}

impl Default for Published {
    fn default() -> Self {
        Self {
            inner: RwLock::new(Inner {
                directory: Directory::default(),
                catalogue: Catalogue::default(),
                size: 0,
                root: nc_ledger::tree::EMPTY_ROOT,
                derived: 0,
            }),
        }
    }
}

impl Published {
    fn read(&self) -> RwLockReadGuard<'_, Inner> {
        // A poisoned lock means a panic elsewhere; the data is replaced whole or folded fact by fact, so it is sound.
        self.inner.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the directory. Keep it short: the writer waits.
    pub fn with_directory<T>(&self, look: impl FnOnce(&Directory) -> T) -> T {
        look(&self.read().directory)
    }

    /// The definitions on the ledger.
    #[must_use]
    pub fn catalogue(&self) -> Catalogue {
        self.read().catalogue.clone()
    }

    /// Size and root of the ledger.
    #[must_use]
    pub fn head(&self) -> (u64, Hash) {
        let inner = self.read();
        (inner.size, inner.root)
    }

    /// How many facts everything committed that is derived follows from.
    pub(crate) fn derived(&self) -> u64 {
        self.read().derived
    }

    /// Whether these are all there are.
    pub(crate) fn is_derived(&self) -> bool {
        let inner = self.read();
        inner.derived >= inner.size
    }

    /// Says that what follows from the first `derived` facts is committed.
    pub(crate) fn derive_to(&self, derived: u64) {
        self.inner.write().unwrap_or_else(PoisonError::into_inner).derived = derived;
    }

    /// Takes what was loaded of a ledger with this size and root, of which `derived` facts were derived when it was read.
    pub(crate) fn replace(
        &self,
        directory: Directory,
        definitions: Vec<Definition>,
        (size, root): (u64, Hash),
        derived: u64,
        registers: &[RegisterDoc],
    ) -> Result<(), StoreError> {
        let catalogue = Catalogue::new(definitions, registers)?;
        *self.inner.write().unwrap_or_else(PoisonError::into_inner) = Inner { directory, catalogue, size, root, derived };
        Ok(())
    }

    pub(crate) fn advance(&self, directory_facts: &[NewFact], size: u64, root: Hash, derived: u64) -> Result<(), StoreError> {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        for fact in directory_facts {
            let envelope = Envelope::parse(&fact.bytes).map_err(|e| damaged(format!("fact {}", fact.seq), e))?;
            let body = <Directory as Aggregate>::Fact::parse(fact.kind, envelope.body.get())?;
            inner.directory.fold(&Recorded {
                seq: fact.seq,
                recorded_at: fact.recorded_at,
                happened_on: fact.happened_on,
                unit: fact.unit.clone(),
                actor: fact.actor.clone(),
                fact: body,
            });
        }
        inner.size = size;
        inner.root = root;
        inner.derived = derived;
        Ok(())
    }
}
