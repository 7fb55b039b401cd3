//! 本人记录: what is recorded about oneself.

use nc_kernel::PersonId;

use crate::entries::{EntryRow, KnownEntry, STILL_KNOWN, assemble, columns};
use crate::error::{StoreError, While};
use crate::{Store, db};

const SELECT_OWN: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM entry WHERE bureau_id = $1 AND person = $2 AND known_to = $3 ORDER BY day DESC, register, entry_key, since_seq LIMIT $4"
);

impl Store {
    /// Every register row about one person that counts now, newest first. For that person: reading one's own record takes
    /// no role, so the caller passes the person of whoever asks and nobody else.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn own_entries(&self, own: PersonId, limit: i64) -> Result<Vec<KnownEntry>, StoreError> {
        let mut view = self.view().await?;
        let rows: Vec<EntryRow> =
            on!(&mut view, c => sqlx::query_as(SELECT_OWN).bind(self.bureau).bind(own.0).bind(STILL_KNOWN).bind(limit)
            .fetch_all(&mut **c).await)
            .during("reading one's own record")?;
        assemble(rows, &self.registers)
    }

    /// One's own name; the caller passes the person of whoever asks and nobody else.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn own_name(&self, own: PersonId) -> Result<Option<String>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        self.vault.reveal(&mut view, self.bureau, own, nc_people::model::NAME).await
    }
}
