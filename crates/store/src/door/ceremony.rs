//! 认证往来: something begun at the door that a browser comes back with, once: a challenge, a journey to a provider.

use nc_kernel::IdGen;

use super::{at_door, digest, secret};
use crate::Store;
use crate::error::{StoreError, While};

/// How long a ceremony may take: ten minutes, in microseconds.
pub const CEREMONY: i64 = 600_000_000;
/// Ceremonies under way at once. Anybody can begin one, so there is an end to them; a city's bureau signs in a few a second.
const MOST: i64 = 20_000;

const INSERT: &str = "INSERT INTO ceremony (bureau_id, digest, purpose, sealed, expires_at) SELECT $1, $2, $3, $4, $5 \
    WHERE (SELECT count(*) FROM ceremony WHERE bureau_id = $1) < $6";
const TAKE: &str = "DELETE FROM ceremony WHERE bureau_id = $1 AND digest = $2 AND purpose = $3 RETURNING sealed, expires_at";
const FORGET: &str = "DELETE FROM ceremony WHERE bureau_id = $1 AND expires_at <= $2";

impl Store {
    /// Keeps `content` for whoever comes back with the secret that is returned; `None` when too many are under way.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn begin_ceremony(&self, purpose: &str, content: &[u8], ids: &mut dyn IdGen) -> Result<Option<String>, StoreError> {
        let now = self.now();
        let (secret, sealed) = (secret(ids), self.vault.seal_secret(content, ids)?);
        at_door!(self, "forgetting old ceremonies", c => sqlx::query(FORGET).bind(self.bureau).bind(now.0).execute(c).await.map(|_| ()))?;
        let kept: u64 = at_door!(self, "beginning a ceremony", c => sqlx::query(INSERT).bind(self.bureau).bind(digest(&secret)).bind(purpose)
            .bind(&sealed).bind(now.0 + CEREMONY).bind(MOST).execute(c).await.map(|done| done.rows_affected()))?;
        Ok((kept > 0).then_some(secret))
    }

    /// Takes what was kept under `secret` for `purpose`, for good; `None` when there is nothing, or no longer.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn take_ceremony(&self, purpose: &str, secret: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let now = self.now();
        let row: Option<(Vec<u8>, i64)> = at_door!(self, "ending a ceremony", c => sqlx::query_as(TAKE).bind(self.bureau).bind(digest(secret))
            .bind(purpose).fetch_optional(c).await)?;
        row.filter(|(_, expires)| *expires > now.0).map(|(sealed, _)| self.vault.open_secret(&sealed)).transpose()
    }
}
