//! 动态口令: a second factor by the clock (RFC 6238), and recovery codes for when the device is lost.

use nc_kernel::{IdGen, UserId};
use totp_rs::{Algorithm, Builder, Totp};

use super::{at_door, digest};
use crate::error::{StoreError, While, damaged};
use crate::{Store, db};

/// Recovery codes given at enrolment.
pub const RECOVERY_CODES: usize = 8;

/// What somebody needs to set their device up. Shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret as it is typed in (base32).
    pub secret: String,
    /// The same as an address a camera reads.
    pub url: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment")
    }
}

const SELECT: &str = "SELECT sealed, confirmed, last_step FROM second_factor WHERE bureau_id = $1 AND user_id = $2";
const UPSERT: &str = "INSERT INTO second_factor (bureau_id, user_id, sealed, confirmed, last_step) VALUES ($1, $2, $3, 0, 0) \
    ON CONFLICT (bureau_id, user_id) DO UPDATE SET sealed = excluded.sealed, last_step = 0 WHERE second_factor.confirmed = 0";
const USE_STEP: &str = "UPDATE second_factor SET last_step = $3, confirmed = 1 WHERE bureau_id = $1 AND user_id = $2 AND last_step < $3";
const DELETE: &str = "DELETE FROM second_factor WHERE bureau_id = $1 AND user_id = $2";
const INSERT_CODE: &str = "INSERT INTO recovery_code (bureau_id, user_id, digest) VALUES ($1, $2, $3)";
const USE_CODE: &str = "DELETE FROM recovery_code WHERE bureau_id = $1 AND user_id = $2 AND digest = $3";
const DELETE_CODES: &str = "DELETE FROM recovery_code WHERE bureau_id = $1 AND user_id = $2";

/// SHA-1, six digits, thirty seconds, one step either way: what every authenticator takes.
fn totp(secret: Vec<u8>, issuer: &str, login: &str) -> Result<Totp, StoreError> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_secret(secret)
        .with_issuer(Some(issuer.to_owned()))
        .with_account_name(login.to_owned())
        .build()
        .map_err(|e| damaged("second factor", e))
}

/// Letters and digits that are not mistaken for one another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

fn code(ids: &mut dyn IdGen) -> String {
    let mut bytes = [0_u8; 12];
    ids.fill(&mut bytes);
    let letters: String = bytes.iter().map(|byte| char::from(LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'0'))).collect();
    let (first, rest) = letters.split_at(4);
    let (second, third) = rest.split_at(4);
    format!("{first}-{second}-{third}")
}

/// As people type it.
fn normal(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

impl Store {
    async fn factor(&self, user: UserId) -> Result<Option<(Vec<u8>, bool)>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<(Vec<u8>, i64, i64)> =
            on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(user.0).fetch_optional(&mut **c).await)
                .during("reading a second factor")?;
        row.map(|(sealed, confirmed, _)| Ok((self.vault.open_secret(&sealed)?, confirmed != 0))).transpose()
    }

    /// Whether `user` has to show a second factor.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn has_second_factor(&self, user: UserId) -> Result<bool, StoreError> {
        Ok(self.factor(user).await?.is_some_and(|(_, confirmed)| confirmed))
    }

    /// Begins to set a second factor up; it counts once [`Store::confirm_second_factor`] saw a code of it. `None` when there
    /// is one that counts already.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn begin_second_factor(
        &self,
        user: UserId,
        login: &str,
        issuer: &str,
        ids: &mut dyn IdGen,
    ) -> Result<Option<Enrolment>, StoreError> {
        let secret = match self.factor(user).await? {
            Some((_, true)) => return Ok(None),
            // A page that is loaded again shows the same secret, so that a device set up by it keeps working.
            Some((secret, false)) => secret,
            None => {
                let mut secret = vec![0_u8; 20];
                ids.fill(&mut secret);
                let sealed = self.vault.seal_secret(&secret, ids)?;
                at_door!(self, "storing a second factor", c => sqlx::query(UPSERT).bind(self.bureau).bind(user.0).bind(&sealed).execute(c).await.map(|_| ()))?;
                secret
            }
        };
        let totp = totp(secret, issuer, login)?;
        let url = totp.to_url().map_err(|e| damaged("second factor", e))?;
        Ok(Some(Enrolment { secret: totp.secret().to_base32(), url }))
    }

    /// Shows a code for the first time: from now on `user` needs one. Returns the recovery codes, shown once, or `None`
    /// when the code is wrong or nothing was begun.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn confirm_second_factor(&self, user: UserId, code: &str, ids: &mut dyn IdGen) -> Result<Option<Vec<String>>, StoreError> {
        match self.factor(user).await? {
            Some((_, false)) if self.use_code(user, code).await? => {}
            _ => return Ok(None),
        }
        at_door!(self, "clearing recovery codes", c => sqlx::query(DELETE_CODES).bind(self.bureau).bind(user.0).execute(c).await.map(|_| ()))?;
        let mut codes = Vec::new();
        for _ in 0..RECOVERY_CODES {
            let code = self::code(ids);
            let stored = digest(&normal(&code));
            at_door!(self, "storing recovery codes", c => sqlx::query(INSERT_CODE).bind(self.bureau).bind(user.0).bind(&stored).execute(c).await.map(|_| ()))?;
            codes.push(code);
        }
        Ok(Some(codes))
    }

    /// Whether `code` is right: the six digits of now, each good for one use, or a recovery code, good for one use.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn use_code(&self, user: UserId, code: &str) -> Result<bool, StoreError> {
        let Some((secret, confirmed)) = self.factor(user).await? else { return Ok(false) };
        let typed = normal(code);
        if confirmed && typed.len() > 6 {
            let used: u64 = at_door!(self, "using a recovery code", c => sqlx::query(USE_CODE).bind(self.bureau).bind(user.0).bind(digest(&typed))
                .execute(c).await.map(|done| done.rows_affected()))?;
            return Ok(used > 0);
        }
        let seconds = u64::try_from(self.now().0 / 1_000_000).unwrap_or_default();
        let Some(step) = totp(secret, "", "-")?.check(&typed, seconds) else { return Ok(false) };
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        // Whoever looked over a shoulder finds the step used; of two at once one is refused.
        let used: u64 = at_door!(self, "using a code", c => sqlx::query(USE_STEP).bind(self.bureau).bind(user.0).bind(step)
            .execute(c).await.map(|done| done.rows_affected()))?;
        Ok(used > 0)
    }

    /// Takes the second factor of `user` away.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn remove_second_factor(&self, user: UserId) -> Result<(), StoreError> {
        at_door!(self, "removing a second factor", c => sqlx::query(DELETE).bind(self.bureau).bind(user.0).execute(c).await.map(|_| ()))?;
        at_door!(self, "removing recovery codes", c => sqlx::query(DELETE_CODES).bind(self.bureau).bind(user.0).execute(c).await.map(|_| ()))
    }
}
