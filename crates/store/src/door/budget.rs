//! 尝试限额: how often somebody may try, whatever they try.

use nc_kernel::Micros;
use sha2::{Digest as _, Sha256};

use super::at_door;
use crate::Store;
use crate::error::{StoreError, While};

/// One budget of tries: five at once, then one every twelve seconds, so never more than ten within any minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget(Vec<u8>);

/// What one try costs.
const EACH: i64 = 12_000_000;
/// What may be owed at once: five tries.
const MOST: i64 = 60_000_000;

/// Adds one try to a bucket, unless it is full. Both databases do this in one step, however many ask at once.
const TAKE: &str = "INSERT INTO sign_in_budget (bureau_id, bucket, free_at) VALUES ($1, $2, $3) \
    ON CONFLICT (bureau_id, bucket) DO UPDATE SET free_at = CASE WHEN sign_in_budget.free_at > $4 THEN sign_in_budget.free_at ELSE $4 END + $5 \
    WHERE sign_in_budget.free_at <= $6 RETURNING free_at";
const FORGET: &str = "DELETE FROM sign_in_budget WHERE bureau_id = $1 AND free_at <= $2";

impl Budget {
    /// The budget that everybody shares who tries `login` from a device it was never used on.
    #[must_use]
    pub fn of_login(login: &str) -> Self {
        Self(Sha256::new().chain_update(b"login\0").chain_update(login.as_bytes()).finalize().to_vec())
    }

    /// The budget of a device that signed in as `login` before. Nobody else can use it up.
    #[must_use]
    pub fn of_device(login: &str, device: &str) -> Self {
        let of = Sha256::new().chain_update(b"device\0").chain_update(login.as_bytes()).chain_update([0]);
        Self(of.chain_update(device.as_bytes()).finalize().to_vec())
    }

    /// A budget for something else that can be guessed.
    #[must_use]
    pub fn of(what: &str) -> Self {
        Self(Sha256::new().chain_update(b"other\0").chain_update(what.as_bytes()).finalize().to_vec())
    }
}

impl Store {
    /// Takes one try; `false` when there is none left.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails: then nobody may try either.
    pub async fn may_try(&self, budget: &Budget) -> Result<bool, StoreError> {
        let Micros(now) = self.now();
        let taken: Option<(i64,)> = at_door!(self, "counting tries", c => sqlx::query_as(TAKE)
            .bind(self.bureau).bind(&budget.0).bind(now + EACH).bind(now).bind(EACH).bind(now + MOST - EACH).fetch_optional(c).await)?;
        if taken.is_some() {
            at_door!(self, "forgetting old tries", c => sqlx::query(FORGET).bind(self.bureau).bind(now).execute(c).await.map(|_| ()))?;
        }
        Ok(taken.is_some())
    }
}
