//! 账号: how a user proves to be who they are. Passwords are argon2id hashes, tokens are stored as digests.

use std::collections::HashMap;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use nc_kernel::{Bureau, IdGen, UserId};

use crate::db::WriteConn;
use crate::error::{StoreError, While, damaged};
use crate::{Store, db, door, passwords, rules};

/// An account without its secret.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Account {
    /// The user.
    pub user: UserId,
    /// What they sign in with.
    pub login: String,
    /// Whether it was closed.
    pub closed: bool,
}

pub use crate::passwords::MIN_PASSWORD;

/// Passwords that are checked at the same time, each with 19 MiB.
static HASHING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(4);

/// The hash of no password: 32 zero bytes under a fixed salt, which nothing hashes to in practice.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

const SELECT_ALL: &str = "SELECT user_id, login, closed FROM account WHERE bureau_id = $1 ORDER BY login";
const SELECT_ONE: &str = "SELECT user_id, password_hash, closed FROM account WHERE bureau_id = $1 AND login = $2";
const INSERT: &str = "INSERT INTO account (bureau_id, user_id, login, password_hash, closed) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (bureau_id, login) DO NOTHING";
const UPDATE: &str = "UPDATE account SET password_hash = $3 WHERE bureau_id = $1 AND login = $2";
const CLOSE: &str = "UPDATE account SET closed = 1 WHERE bureau_id = $1 AND login = $2";
const DELETE: &str = "DELETE FROM account WHERE bureau_id = $1 AND user_id = $2";
const DELETE_TOKENS: &str = "DELETE FROM token WHERE bureau_id = $1 AND user_id = $2";

/// Deletes the accounts and tokens of people who were erased: a login is often a name or a number.
pub(crate) async fn erase(conn: &mut WriteConn, bureau: Bureau, users: &[UserId]) -> Result<(), StoreError> {
    door::erase(conn, bureau, users).await?;
    for user in users {
        for sql in [DELETE_TOKENS, DELETE] {
            on!(&mut *conn, c => sqlx::query(sql).bind(bureau).bind(user.0).execute(c).await.map(|_| ())).during("erasing an account")?;
        }
    }
    Ok(())
}

fn hash(login: &str, password: &str, ids: &mut dyn IdGen) -> Result<String, StoreError> {
    passwords::judge(login, password).map_err(|refusal| StoreError::Refused(refusal.into()))?;
    let mut salt = [0_u8; 16];
    ids.fill(&mut salt);
    Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|h| h.to_string()).map_err(|e| damaged("password", e))
}

impl Store {
    /// Every account, by login. Needs no scope: accounts hold no personal value, and only the system administrator's
    /// commands lead here.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let rows: Vec<(i64, String, i64)> =
            on!(&mut view, c => sqlx::query_as(SELECT_ALL).bind(self.bureau).fetch_all(&mut **c).await).during("reading accounts")?;
        Ok(rows.into_iter().map(|(user, login, closed)| Account { user: UserId(user), login, closed: closed != 0 }).collect())
    }

    /// What each account signs in with, to name who did something.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn logins(&self) -> Result<HashMap<UserId, String>, StoreError> {
        Ok(self.accounts().await?.into_iter().map(|account| (account.user, account.login)).collect())
    }

    /// The account of `login`.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn account(&self, login: &str) -> Result<Option<Account>, StoreError> {
        Ok(self.accounts().await?.into_iter().find(|a| a.login == login))
    }

    /// Gives `user` a login and a password.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the login is taken, or the password short or common.
    pub async fn create_account(&self, user: UserId, login: &str, password: &str, ids: &mut dyn IdGen) -> Result<(), StoreError> {
        let hash = hash(login, password, ids)?;
        let mut conn = self.url.connect_writer().await?;
        let done = on!(&mut conn, c => sqlx::query(INSERT).bind(self.bureau).bind(user.0).bind(login).bind(&hash).execute(c).await.map(|r| r.rows_affected())).during("creating an account")?;
        if done == 0 {
            return Err(StoreError::Refused(rules::LOGIN_TAKEN.refuse().with("login", login).at("login").into()));
        }
        Ok(())
    }

    /// Sets a new password.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] when there is no such login; [`StoreError::Refused`] when the password is short or common.
    pub async fn set_password(&self, login: &str, password: &str, ids: &mut dyn IdGen) -> Result<(), StoreError> {
        let hash = hash(login, password, ids)?;
        let mut conn = self.url.connect_writer().await?;
        let done =
            on!(&mut conn, c => sqlx::query(UPDATE).bind(self.bureau).bind(login).bind(&hash).execute(c).await.map(|r| r.rows_affected()))
                .during("setting a password")?;
        if done == 0 { Err(StoreError::Unusable(format!("there is no account {login}"))) } else { Ok(()) }
    }

    /// Sets a new password for somebody who lost theirs: every session and every known browser of the account ends with
    /// the old one, and so do its second factor, its passkeys and its link to a provider of identities: whoever was in the
    /// account may have added them.
    ///
    /// # Errors
    /// As [`Store::set_password`].
    pub async fn reset_password(&self, account: &Account, password: &str, ids: &mut dyn IdGen) -> Result<(), StoreError> {
        self.set_password(&account.login, password, ids).await?;
        self.remove_second_factor(account.user).await?;
        self.remove_passkeys(account.user).await?;
        self.unlink_identity(account.user).await?;
        self.forget_devices(account.user).await?;
        self.revoke_other_sessions(account.user, 0).await
    }

    /// Closes an account: it can no longer sign in.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] when there is no such login.
    pub async fn close_account(&self, login: &str) -> Result<(), StoreError> {
        let mut conn = self.url.connect_writer().await?;
        let done = on!(&mut conn, c => sqlx::query(CLOSE).bind(self.bureau).bind(login).execute(c).await.map(|r| r.rows_affected()))
            .during("closing an account")?;
        self.tokens.forget();
        if done == 0 { Err(StoreError::Unusable(format!("there is no account {login}"))) } else { Ok(()) }
    }

    /// Who signs in with `login` and `password`; `None` when the two do not fit or the account is closed.
    ///
    /// # Errors
    /// [`StoreError`] when accounts cannot be read.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<Option<UserId>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(i64, String, i64)> =
            on!(&mut view, c => sqlx::query_as(SELECT_ONE).bind(self.bureau).bind(login).fetch_optional(&mut **c).await)
                .during("reading an account")?;
        drop(view);
        // An unknown login takes as long as a known one, so that the time does not tell which there are.
        let (user, stored, closed) = row.unwrap_or_else(|| (0, NOBODYS_HASH.to_owned(), 1));
        let password = password.to_owned();
        // Hashing takes a while and memory: elsewhere, so that other requests go on, and few at a time.
        let permit = HASHING.acquire().await.map_err(|_| StoreError::Closed)?;
        let fits = tokio::task::spawn_blocking(move || {
            let stored = PasswordHash::new(&stored).map_err(|e| damaged("password", e))?;
            Ok::<_, StoreError>(Argon2::default().verify_password(password.as_bytes(), &stored).is_ok())
        })
        .await
        .map_err(|_| StoreError::Closed)??;
        drop(permit);
        Ok((fits && closed == 0).then_some(UserId(user)))
    }
}
