//! 日历订阅: a secret address at which somebody's calendar program reads their own sessions. Making a new one ends the old.

use nc_kernel::{IdGen, Micros, UserId};

use super::{at_door, digest, secret};
use crate::error::{StoreError, While};
use crate::{Store, db};

const PUT: &str = "INSERT INTO calendar_feed (bureau_id, user_id, digest, made_at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (bureau_id, user_id) DO UPDATE SET digest = excluded.digest, made_at = excluded.made_at";
const DELETE: &str = "DELETE FROM calendar_feed WHERE bureau_id = $1 AND user_id = $2";
const SELECT: &str = "SELECT made_at FROM calendar_feed WHERE bureau_id = $1 AND user_id = $2";
const SELECT_USER: &str = "SELECT f.user_id FROM calendar_feed f JOIN account a ON a.bureau_id = f.bureau_id AND a.user_id = f.user_id \
    WHERE f.bureau_id = $1 AND f.digest = $2 AND a.closed = 0";

impl Store {
    /// Makes the address of `user`; the old one leads nowhere from now on. It is told once and never again.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn make_calendar_feed(&self, user: UserId, ids: &mut dyn IdGen) -> Result<String, StoreError> {
        let address = secret(ids);
        let (now, digest) = (self.now(), digest(&address));
        at_door!(self, "making a calendar address", c => sqlx::query(PUT).bind(self.bureau).bind(user.0).bind(&digest).bind(now.0).execute(c)
            .await.map(|_| ()))?;
        Ok(address)
    }

    /// Ends the address of `user`; `false` when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn end_calendar_feed(&self, user: UserId) -> Result<bool, StoreError> {
        let gone: u64 = at_door!(self, "ending a calendar address", c => sqlx::query(DELETE).bind(self.bureau).bind(user.0).execute(c).await
            .map(|done| done.rows_affected()))?;
        Ok(gone > 0)
    }

    /// Since when `user` has an address.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn calendar_feed_since(&self, user: UserId) -> Result<Option<Micros>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(i64,)> = on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(user.0).fetch_optional(&mut **c).await)
            .during("reading a calendar address")?;
        Ok(row.map(|(at,)| Micros(at)))
    }

    /// Whose address it is; `None` when nobody's, or of a closed account.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn calendar_feed_user(&self, address: &str) -> Result<Option<UserId>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(i64,)> =
            on!(&mut view, c => sqlx::query_as(SELECT_USER).bind(self.bureau).bind(digest(address)).fetch_optional(&mut **c).await)
                .during("looking a calendar address up")?;
        Ok(row.map(|(user,)| UserId(user)))
    }
}
