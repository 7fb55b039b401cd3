//! 会话: a browser that somebody signed in with.

use nc_kernel::{IdGen, Micros, UserId};

use super::{at_door, digest, secret};
use crate::error::{StoreError, While};
use crate::{Store, db};

/// A session ends when nobody used it for so long: an hour, in microseconds.
pub const IDLE: i64 = 3_600_000_000;
/// A session ends so long after it was opened, used or not: twelve hours, in microseconds.
pub const LONGEST: i64 = 12 * 3_600_000_000;
/// How long the second step of signing in may take: five minutes.
const SECOND_STEP: i64 = 300_000_000;
/// Use is noted no more often than this: a minute.
const NOTED: i64 = 60_000_000;

/// How far somebody has come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is still to be shown. Good for nothing else.
    AwaitsCode,
    /// Signed in.
    SignedIn,
}

/// A session that was just opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// What the browser keeps. Stored nowhere.
    pub secret: String,
    /// When it ends at the latest.
    pub expires_at: Micros,
}

/// A session as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id; not what opens it.
    pub id: i64,
    /// Whose it is.
    pub user: UserId,
    /// How far it came.
    pub stage: Stage,
    /// What kind of browser, in two words.
    pub client: String,
    /// When it was opened.
    pub opened_at: Micros,
    /// When it was last used, to the minute.
    pub seen_at: Micros,
    /// When it ends at the latest.
    pub expires_at: Micros,
}

type Row = (i64, i64, i64, String, i64, i64, i64);

const INSERT: &str = "INSERT INTO session (bureau_id, digest, session_id, user_id, stage, client, opened_at, seen_at, expires_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)";
const SELECT: &str = "SELECT s.session_id, s.user_id, s.stage, s.client, s.opened_at, s.seen_at, s.expires_at FROM session s \
    JOIN account a ON a.bureau_id = s.bureau_id AND a.user_id = s.user_id \
    WHERE s.bureau_id = $1 AND s.digest = $2 AND s.expires_at > $3 AND s.seen_at > $4 AND a.closed = 0";
const SELECT_OF: &str = "SELECT session_id, user_id, stage, client, opened_at, seen_at, expires_at FROM session \
    WHERE bureau_id = $1 AND user_id = $2 AND expires_at > $3 AND seen_at > $4 AND stage = 1 ORDER BY seen_at DESC, session_id";
const NOTE: &str = "UPDATE session SET seen_at = $3 WHERE bureau_id = $1 AND digest = $2";
const DELETE: &str = "DELETE FROM session WHERE bureau_id = $1 AND digest = $2";
const DELETE_ONE: &str = "DELETE FROM session WHERE bureau_id = $1 AND user_id = $2 AND session_id = $3";
const DELETE_OTHERS: &str = "DELETE FROM session WHERE bureau_id = $1 AND user_id = $2 AND session_id <> $3";
const DELETE_OLD: &str = "DELETE FROM session WHERE bureau_id = $1 AND (expires_at <= $2 OR seen_at <= $3)";

fn session((id, user, stage, client, opened, seen, expires): Row) -> Session {
    let stage = if stage == 1 { Stage::SignedIn } else { Stage::AwaitsCode };
    Session { id, user: UserId(user), stage, client, opened_at: Micros(opened), seen_at: Micros(seen), expires_at: Micros(expires) }
}

impl Store {
    /// Opens a session of `user` for a browser described by `client`. Sessions that have ended are cleared away.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn open_session(&self, user: UserId, stage: Stage, client: &str, ids: &mut dyn IdGen) -> Result<OpenSession, StoreError> {
        let now = self.now();
        let (secret, id) = (secret(ids), ids.next_id(now));
        let lasts = if stage == Stage::SignedIn { LONGEST } else { SECOND_STEP };
        let expires_at = Micros(now.0 + lasts);
        at_door!(self, "clearing old sessions", c => sqlx::query(DELETE_OLD).bind(self.bureau).bind(now.0).bind(now.0 - IDLE).execute(c).await.map(|_| ()))?;
        at_door!(self, "opening a session", c => sqlx::query(INSERT).bind(self.bureau).bind(digest(&secret)).bind(id).bind(user.0)
            .bind(i64::from(stage == Stage::SignedIn)).bind(client).bind(now.0).bind(expires_at.0).execute(c).await.map(|_| ()))?;
        Ok(OpenSession { secret, expires_at })
    }

    /// The session that `secret` opens; `None` when it was ended, has expired or rested too long, or its account is closed.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn session(&self, secret: &str) -> Result<Option<Session>, StoreError> {
        let now = self.now();
        let key = digest(secret);
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<Row> = on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(&key).bind(now.0).bind(now.0 - IDLE)
            .fetch_optional(&mut **c).await)
        .during("reading a session")?;
        drop(view);
        let found = row.map(session);
        if found.as_ref().is_some_and(|session| session.seen_at.0 + NOTED <= now.0) {
            at_door!(self, "noting the use of a session", c => sqlx::query(NOTE).bind(self.bureau).bind(&key).bind(now.0).execute(c).await.map(|_| ()))?;
        }
        Ok(found)
    }

    /// The open sessions of `user`, the most recently used first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn sessions(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let now = self.now();
        let mut view = db::snapshot(&self.readers).await?;
        let rows: Vec<Row> = on!(&mut view, c => sqlx::query_as(SELECT_OF).bind(self.bureau).bind(user.0).bind(now.0).bind(now.0 - IDLE)
            .fetch_all(&mut **c).await)
        .during("reading sessions")?;
        Ok(rows.into_iter().map(session).collect())
    }

    /// Ends the session that `secret` opens, at once.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn end_session(&self, secret: &str) -> Result<(), StoreError> {
        at_door!(self, "ending a session", c => sqlx::query(DELETE).bind(self.bureau).bind(digest(secret)).execute(c).await.map(|_| ()))
    }

    /// Ends one session of `user`, at once; `false` when there is none of that id.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn revoke_session(&self, user: UserId, id: i64) -> Result<bool, StoreError> {
        let ended: u64 = at_door!(self, "ending a session", c => sqlx::query(DELETE_ONE).bind(self.bureau).bind(user.0).bind(id)
            .execute(c).await.map(|done| done.rows_affected()))?;
        Ok(ended > 0)
    }

    /// Ends every session of `user` but `kept` (0 keeps none).
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn revoke_other_sessions(&self, user: UserId, kept: i64) -> Result<(), StoreError> {
        at_door!(self, "ending sessions", c => sqlx::query(DELETE_OTHERS).bind(self.bureau).bind(user.0).bind(kept).execute(c).await.map(|_| ()))
    }
}
