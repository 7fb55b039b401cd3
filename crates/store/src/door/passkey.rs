//! 通行密钥: keys an account signs in with (WebAuthn). What is in one is known to the web side alone; here it is sealed bytes
//! under the digest of the credential's id, with the counter that tells a copied key.

use nc_kernel::{IdGen, Micros, UserId};
use sha2::{Digest as _, Sha256};

use super::at_door;
use crate::error::{StoreError, While, damaged};
use crate::{Store, db};

/// Keys an account may have.
pub const MOST_PASSKEYS: i64 = 10;

/// A key as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its id in lists; not the credential's.
    pub id: i64,
    /// Whose it is.
    pub user: UserId,
    /// What its owner calls it.
    pub name: String,
    /// The key, in the web side's form.
    pub content: Vec<u8>,
    /// Whether it lies in a store that several devices share.
    pub synced: bool,
    /// When it was made.
    pub made_at: Micros,
    /// When it was last used, or made.
    pub used_at: Micros,
}

impl std::fmt::Debug for Passkey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passkey").field("id", &self.id).field("user", &self.user).finish_non_exhaustive()
    }
}

/// What is said of a key each time it signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUse {
    /// The counter; 0 for keys that have none.
    pub counter: u32,
    /// Whether it lies in a store that several devices share.
    pub synced: bool,
}

type Row = (i64, i64, Vec<u8>, Vec<u8>, i64, i64, i64);

const SELECT_OF: &str = "SELECT passkey_id, user_id, name, sealed, synced, made_at, used_at FROM passkey \
    WHERE bureau_id = $1 AND user_id = $2 ORDER BY passkey_id";
const SELECT_ONE: &str = "SELECT p.passkey_id, p.user_id, p.name, p.sealed, p.synced, p.made_at, p.used_at FROM passkey p \
    JOIN account a ON a.bureau_id = p.bureau_id AND a.user_id = p.user_id WHERE p.bureau_id = $1 AND p.digest = $2 AND a.closed = 0";
const INSERT: &str = "INSERT INTO passkey (bureau_id, digest, user_id, passkey_id, sealed, name, counter, synced, made_at, used_at) \
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $9 \
    WHERE (SELECT count(*) FROM passkey WHERE bureau_id = $1 AND user_id = $3) < $10 ON CONFLICT DO NOTHING";
const USE: &str = "UPDATE passkey SET sealed = $3, counter = $4, synced = $5, used_at = $6 WHERE bureau_id = $1 AND digest = $2 \
    AND (counter < $4 OR (counter = 0 AND $4 = 0))";
const RENAME: &str = "UPDATE passkey SET name = $4 WHERE bureau_id = $1 AND user_id = $2 AND passkey_id = $3";
const DELETE: &str = "DELETE FROM passkey WHERE bureau_id = $1 AND user_id = $2 AND passkey_id = $3";
const DELETE_ALL: &str = "DELETE FROM passkey WHERE bureau_id = $1 AND user_id = $2";

fn digest(credential: &[u8]) -> Vec<u8> {
    Sha256::digest(credential).to_vec()
}

impl Store {
    fn passkey(&self, (id, user, name, sealed, synced, made, used): Row) -> Result<Passkey, StoreError> {
        let name = String::from_utf8(self.vault.open_secret(&name)?).map_err(|e| damaged("passkey", e))?;
        let content = self.vault.open_secret(&sealed)?;
        Ok(Passkey { id, user: UserId(user), name, content, synced: synced != 0, made_at: Micros(made), used_at: Micros(used) })
    }

    /// The keys of `user`, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn passkeys(&self, user: UserId) -> Result<Vec<Passkey>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let rows: Vec<Row> = on!(&mut view, c => sqlx::query_as(SELECT_OF).bind(self.bureau).bind(user.0).fetch_all(&mut **c).await)
            .during("reading passkeys")?;
        rows.into_iter().map(|row| self.passkey(row)).collect()
    }

    /// The key of a credential's id; `None` when there is none, or its account is closed.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn passkey_of(&self, credential: &[u8]) -> Result<Option<Passkey>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<Row> =
            on!(&mut view, c => sqlx::query_as(SELECT_ONE).bind(self.bureau).bind(digest(credential)).fetch_optional(&mut **c).await)
                .during("looking up a passkey")?;
        row.map(|row| self.passkey(row)).transpose()
    }

    /// Keeps a new key of `user`; `false` when the account has [`MOST_PASSKEYS`] or the credential is known.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn add_passkey(
        &self,
        user: UserId,
        credential: &[u8],
        name: &str,
        content: &[u8],
        first: KeyUse,
        ids: &mut dyn IdGen,
    ) -> Result<bool, StoreError> {
        let now = self.now();
        let (sealed, name, id) = (self.vault.seal_secret(content, ids)?, self.vault.seal_secret(name.as_bytes(), ids)?, ids.next_id(now));
        let kept: u64 = at_door!(self, "keeping a passkey", c => sqlx::query(INSERT).bind(self.bureau).bind(digest(credential)).bind(user.0).bind(id)
            .bind(&sealed).bind(&name).bind(i64::from(first.counter)).bind(i64::from(first.synced)).bind(now.0).bind(MOST_PASSKEYS)
            .execute(c).await.map(|done| done.rows_affected()))?;
        Ok(kept > 0)
    }

    /// Notes a use of the key; `false` when its counter did not move on, as it does not when the key was copied.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn use_passkey(&self, credential: &[u8], content: &[u8], said: KeyUse, ids: &mut dyn IdGen) -> Result<bool, StoreError> {
        let (now, sealed) = (self.now(), self.vault.seal_secret(content, ids)?);
        let noted: u64 = at_door!(self, "noting the use of a passkey", c => sqlx::query(USE).bind(self.bureau).bind(digest(credential)).bind(&sealed)
            .bind(i64::from(said.counter)).bind(i64::from(said.synced)).bind(now.0).execute(c).await.map(|done| done.rows_affected()))?;
        Ok(noted > 0)
    }

    /// Calls a key of `user` something else; `false` when there is none of that id.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn rename_passkey(&self, user: UserId, id: i64, name: &str, ids: &mut dyn IdGen) -> Result<bool, StoreError> {
        let name = self.vault.seal_secret(name.as_bytes(), ids)?;
        let named: u64 = at_door!(self, "naming a passkey", c => sqlx::query(RENAME).bind(self.bureau).bind(user.0).bind(id).bind(&name)
            .execute(c).await.map(|done| done.rows_affected()))?;
        Ok(named > 0)
    }

    /// Takes a key of `user` away; `false` when there is none of that id.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn remove_passkey(&self, user: UserId, id: i64) -> Result<bool, StoreError> {
        let gone: u64 = at_door!(self, "removing a passkey", c => sqlx::query(DELETE).bind(self.bureau).bind(user.0).bind(id)
            .execute(c).await.map(|done| done.rows_affected()))?;
        Ok(gone > 0)
    }

    /// Takes every key of `user` away.
    pub(crate) async fn remove_passkeys(&self, user: UserId) -> Result<(), StoreError> {
        at_door!(self, "removing passkeys", c => sqlx::query(DELETE_ALL).bind(self.bureau).bind(user.0).execute(c).await.map(|_| ()))
    }
}
