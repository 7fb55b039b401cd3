//! 登录事件: what happened at the door, for the audit and for the account's owner.

use nc_kernel::{IdGen, Micros, UserId};

use super::at_door;
use crate::error::{StoreError, While};
use crate::{Store, db};

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorEvent {
    /// When.
    pub at: Micros,
    /// Whose account.
    pub user: UserId,
    /// Who did it.
    pub by: UserId,
    /// What, as a stable word: `signed_in`, `password_changed`.
    pub kind: String,
}

const INSERT: &str = "INSERT INTO door_event (bureau_id, event_id, happened_at, user_id, by_user, kind) VALUES ($1, $2, $3, $4, $5, $6)";
const SELECT: &str = "SELECT happened_at, user_id, by_user, kind FROM door_event WHERE bureau_id = $1 ORDER BY event_id DESC LIMIT $2";
const SELECT_OF: &str =
    "SELECT happened_at, user_id, by_user, kind FROM door_event WHERE bureau_id = $1 AND user_id = $2 ORDER BY event_id DESC LIMIT $3";

fn event((at, user, by, kind): (i64, i64, i64, String)) -> DoorEvent {
    DoorEvent { at: Micros(at), user: UserId(user), by: UserId(by), kind }
}

impl Store {
    /// Notes what happened to the account of `user` and who did it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn note_door_event(&self, user: UserId, by: UserId, kind: &str, ids: &mut dyn IdGen) -> Result<(), StoreError> {
        let now = self.now();
        let id = ids.next_id(now);
        at_door!(self, "noting an event", c => sqlx::query(INSERT).bind(self.bureau).bind(id).bind(now.0).bind(user.0).bind(by.0).bind(kind)
            .execute(c).await.map(|_| ()))
    }

    /// The newest events of every account, at most `limit`. Asked for by the audit administrator's page alone.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn door_events(&self, limit: i64) -> Result<Vec<DoorEvent>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let rows =
            on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(limit).fetch_all(&mut **c).await).during("reading events")?;
        Ok(rows.into_iter().map(event).collect())
    }

    /// The newest events of one account, for its owner.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn door_events_of(&self, user: UserId, limit: i64) -> Result<Vec<DoorEvent>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let rows = on!(&mut view, c => sqlx::query_as(SELECT_OF).bind(self.bureau).bind(user.0).bind(limit).fetch_all(&mut **c).await)
            .during("reading events")?;
        Ok(rows.into_iter().map(event).collect())
    }
}
