//! 外部身份: who an account is for the provider of identities (OpenID Connect): its issuer and subject, and nothing else.
//!
//! An account has at most one, and one identity opens at most one account. Nothing is ever matched by name or address.

use nc_kernel::{Micros, UserId};

use super::at_door;
use crate::error::{StoreError, While};
use crate::{Store, db};

/// What an account is linked to, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideIdentity {
    /// The provider.
    pub issuer: String,
    /// Since when.
    pub linked_at: Micros,
}

const SELECT: &str = "SELECT issuer, linked_at FROM outside_identity WHERE bureau_id = $1 AND user_id = $2";
const SELECT_USER: &str = "SELECT i.user_id FROM outside_identity i JOIN account a ON a.bureau_id = i.bureau_id AND a.user_id = i.user_id \
    WHERE i.bureau_id = $1 AND i.digest = $2 AND a.closed = 0";
const INSERT: &str =
    "INSERT INTO outside_identity (bureau_id, user_id, digest, issuer, linked_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
const DELETE: &str = "DELETE FROM outside_identity WHERE bureau_id = $1 AND user_id = $2";

impl Store {
    fn identity_digest(&self, issuer: &str, subject: &str) -> Vec<u8> {
        // An issuer is an address and holds no line feed, so the two cannot run into one another.
        self.vault.digest("outside_identity", &format!("{issuer}\n{subject}"))
    }

    /// Links the account of `user` to a subject of an issuer; `false` when the account has an identity already, or the
    /// identity an account.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn link_identity(&self, user: UserId, issuer: &str, subject: &str) -> Result<bool, StoreError> {
        let (now, digest) = (self.now(), self.identity_digest(issuer, subject));
        let linked: u64 = at_door!(self, "linking an identity", c => sqlx::query(INSERT).bind(self.bureau).bind(user.0).bind(&digest).bind(issuer)
            .bind(now.0).execute(c).await.map(|done| done.rows_affected()))?;
        Ok(linked > 0)
    }

    /// Takes the identity of `user` away; `false` when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn unlink_identity(&self, user: UserId) -> Result<bool, StoreError> {
        let gone: u64 = at_door!(self, "unlinking an identity", c => sqlx::query(DELETE).bind(self.bureau).bind(user.0).execute(c).await
            .map(|done| done.rows_affected()))?;
        Ok(gone > 0)
    }

    /// What the account of `user` is linked to.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn identity_of(&self, user: UserId) -> Result<Option<OutsideIdentity>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(String, i64)> =
            on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(user.0).fetch_optional(&mut **c).await)
                .during("reading an identity")?;
        Ok(row.map(|(issuer, at)| OutsideIdentity { issuer, linked_at: Micros(at) }))
    }

    /// Whose account a subject of an issuer opens; `None` when there is none, or it is closed.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn identity_user(&self, issuer: &str, subject: &str) -> Result<Option<UserId>, StoreError> {
        let digest = self.identity_digest(issuer, subject);
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(i64,)> =
            on!(&mut view, c => sqlx::query_as(SELECT_USER).bind(self.bureau).bind(&digest).fetch_optional(&mut **c).await)
                .during("looking up an identity")?;
        Ok(row.map(|(user,)| UserId(user)))
    }
}
