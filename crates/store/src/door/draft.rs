//! 草稿: what somebody typed into a form and has not sent. Kept for two weeks, sealed, for its writer alone.

use nc_kernel::{IdGen, Micros, UserId};

use super::at_door;
use crate::error::{StoreError, While, damaged};
use crate::{Store, db};

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The fields as the form sends them, in its order.
    pub fields: Vec<(String, String)>,
    /// When it was saved.
    pub saved_at: Micros,
}

/// How long a draft is kept: fourteen days.
const KEPT: i64 = 14 * 24 * 3_600_000_000;

const UPSERT: &str = "INSERT INTO draft (bureau_id, user_id, form, sealed, saved_at) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (bureau_id, user_id, form) DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at";
const SELECT: &str = "SELECT sealed, saved_at FROM draft WHERE bureau_id = $1 AND user_id = $2 AND form = $3 AND saved_at > $4";
const SELECT_FORMS: &str =
    "SELECT form, saved_at FROM draft WHERE bureau_id = $1 AND user_id = $2 AND saved_at > $3 ORDER BY saved_at DESC, form";
const DELETE: &str = "DELETE FROM draft WHERE bureau_id = $1 AND user_id = $2 AND form = $3";
const DELETE_OLD: &str = "DELETE FROM draft WHERE bureau_id = $1 AND saved_at <= $2";

impl Store {
    /// Keeps what `user` typed into `form`, instead of what was kept before.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn save_draft(&self, user: UserId, form: &str, fields: &[(String, String)], ids: &mut dyn IdGen) -> Result<(), StoreError> {
        let now = self.now();
        let text = serde_json::to_vec(fields).map_err(|e| damaged("draft", e))?;
        let sealed = self.vault.seal_secret(&text, ids)?;
        at_door!(self, "saving a draft", c => sqlx::query(UPSERT).bind(self.bureau).bind(user.0).bind(form).bind(&sealed).bind(now.0)
            .execute(c).await.map(|_| ()))?;
        at_door!(self, "clearing old drafts", c => sqlx::query(DELETE_OLD).bind(self.bureau).bind(now.0 - KEPT).execute(c).await.map(|_| ()))
    }

    /// What `user` typed into `form` and has not sent.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn draft(&self, user: UserId, form: &str) -> Result<Option<Draft>, StoreError> {
        let since = self.now().0 - KEPT;
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(Vec<u8>, i64)> = on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(user.0).bind(form).bind(since)
            .fetch_optional(&mut **c).await)
        .during("reading a draft")?;
        row.map(|(sealed, saved)| {
            let fields = serde_json::from_slice(&self.vault.open_secret(&sealed)?).map_err(|e| damaged("draft", e))?;
            Ok(Draft { fields, saved_at: Micros(saved) })
        })
        .transpose()
    }

    /// The forms in which `user` left something, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn drafts(&self, user: UserId) -> Result<Vec<(String, Micros)>, StoreError> {
        let since = self.now().0 - KEPT;
        let mut view = db::snapshot(&self.readers).await?;
        let rows: Vec<(String, i64)> =
            on!(&mut view, c => sqlx::query_as(SELECT_FORMS).bind(self.bureau).bind(user.0).bind(since).fetch_all(&mut **c).await)
                .during("reading drafts")?;
        Ok(rows.into_iter().map(|(form, saved)| (form, Micros(saved))).collect())
    }

    /// Forgets the draft: the form was sent, or its writer gave it up.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn drop_draft(&self, user: UserId, form: &str) -> Result<(), StoreError> {
        at_door!(self, "dropping a draft", c => sqlx::query(DELETE).bind(self.bureau).bind(user.0).bind(form).execute(c).await.map(|_| ()))
    }
}
