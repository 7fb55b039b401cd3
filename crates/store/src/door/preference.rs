//! 偏好: which language and which look a person chose.

use nc_kernel::UserId;

use super::at_door;
use crate::error::{StoreError, While};
use crate::{Store, db};

/// What a person chose; an empty word is no choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preference {
    /// `zh` or `en`.
    pub lang: String,
    /// `light`, `dark` or `auto`.
    pub theme: String,
}

const SELECT: &str = "SELECT lang, theme FROM preference WHERE bureau_id = $1 AND user_id = $2";
const UPSERT: &str = "INSERT INTO preference (bureau_id, user_id, lang, theme) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (bureau_id, user_id) DO UPDATE SET lang = excluded.lang, theme = excluded.theme";

impl Store {
    /// What `user` chose.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn preference(&self, user: UserId) -> Result<Preference, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(String, String)> =
            on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(user.0).fetch_optional(&mut **c).await)
                .during("reading a preference")?;
        Ok(row.map(|(lang, theme)| Preference { lang, theme }).unwrap_or_default())
    }

    /// Stores what `user` chose.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn set_preference(&self, user: UserId, preference: &Preference) -> Result<(), StoreError> {
        at_door!(self, "storing a preference", c => sqlx::query(UPSERT).bind(self.bureau).bind(user.0).bind(&preference.lang).bind(&preference.theme)
            .execute(c).await.map(|_| ()))
    }
}
