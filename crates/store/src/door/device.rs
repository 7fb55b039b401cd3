//! 已知设备: browsers an account signed in from before.

use nc_kernel::UserId;

use super::{at_door, digest};
use crate::error::{StoreError, While};
use crate::{Store, db};

const SELECT: &str = "SELECT seen_at FROM known_device WHERE bureau_id = $1 AND user_id = $2 AND digest = $3";
const UPSERT: &str = "INSERT INTO known_device (bureau_id, user_id, digest, seen_at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (bureau_id, user_id, digest) DO UPDATE SET seen_at = excluded.seen_at";
const DELETE: &str = "DELETE FROM known_device WHERE bureau_id = $1 AND user_id = $2";

impl Store {
    /// Whether `user` signed in from the browser that holds `device`.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn is_known_device(&self, user: UserId, device: &str) -> Result<bool, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(i64,)> = on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(user.0).bind(digest(device))
            .fetch_optional(&mut **c).await)
        .during("reading known devices")?;
        Ok(row.is_some())
    }

    /// Remembers the browser that holds `device` as one `user` signed in from.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn remember_device(&self, user: UserId, device: &str) -> Result<(), StoreError> {
        let now = self.now();
        at_door!(self, "remembering a device", c => sqlx::query(UPSERT).bind(self.bureau).bind(user.0).bind(digest(device)).bind(now.0)
            .execute(c).await.map(|_| ()))
    }

    /// Forgets every browser of `user`: after a password was taken away.
    pub(crate) async fn forget_devices(&self, user: UserId) -> Result<(), StoreError> {
        at_door!(self, "forgetting devices", c => sqlx::query(DELETE).bind(self.bureau).bind(user.0).execute(c).await.map(|_| ()))
    }
}
