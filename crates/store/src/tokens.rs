//! 接口令牌: what a program signs in with. A token never may more than its user, and may be held to less.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use nc_kernel::refusal::No;
use nc_kernel::{Day, IdGen, Micros, Refused, Rule, UnitPath, UserId, id};
use nc_people::Scope;
use nc_people::access::{Action, covered};
use sha2::{Digest, Sha256};

use crate::Store;
use crate::error::{StoreError, While, damaged};

/// The token is held to less than what was asked.
pub const BEYOND_TOKEN: Rule = Rule::new(
    "token.beyond",
    No::Forbidden,
    "此令牌未获准在单位 {unit} {action_zh}；请使用范围更大的令牌，或请系统管理员另发",
    "this token may not {action_en} in unit {unit}; use a token with a wider scope, or ask the system administrator for one",
);
/// The token only reads.
pub const READS_ONLY: Rule = Rule::new(
    "token.reads_only",
    No::Forbidden,
    "此令牌只能读取，不能写入；请使用可写的令牌",
    "this token only reads; use one that may write",
);

/// A token was made for this request, and its secret was shown then.
pub const REQUEST_TAKEN: Rule = Rule::new(
    "token.request_taken",
    No::Conflict,
    "该幂等键已发出令牌 {token}，其密钥只显示一次；若未收到，请吊销它并换一个新键",
    "token {token} was made with this idempotency key and its secret was shown once; if you never saw it, revoke it and take a new key",
);

/// 令牌范围: what a token may do of what its user may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenLimits {
    /// Whether it may write.
    pub writes: bool,
    /// The only actions it may be used for; empty for all.
    pub actions: Vec<Action>,
    /// The unit it is held to, with everything below; `None` for all.
    pub unit: Option<UnitPath>,
}

impl TokenLimits {
    /// Everything its user may.
    pub const NONE: Self = Self { writes: true, actions: Vec::new(), unit: None };

    /// Whether the token may be used for `action` on `unit`.
    #[must_use]
    pub fn admit(&self, action: Action, unit: &UnitPath) -> bool {
        (self.actions.is_empty() || self.actions.contains(&action)) && self.unit.as_ref().is_none_or(|top| top.contains(unit))
    }

    /// Refuses what the token is not for.
    ///
    /// # Errors
    /// [`BEYOND_TOKEN`], naming action and unit.
    pub fn check(&self, action: Action, unit: &UnitPath) -> Result<(), Refused> {
        if self.admit(action, unit) {
            return Ok(());
        }
        Err(BEYOND_TOKEN.refuse().with("action_zh", action.zh()).with("action_en", action.en()).with("unit", unit).into())
    }
}

/// What a new token is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenTerms {
    /// What it is for.
    pub label: String,
    /// When it ends.
    pub expires_at: Micros,
    /// What it is held to.
    pub limits: TokenLimits,
}

/// A token as its user or an administrator sees it; never its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its number, from the digest of its secret.
    pub id: String,
    /// What it is for, when it ends, what it is held to.
    pub terms: TokenTerms,
    /// When it was made; the beginning of time for one made before that was noted.
    pub created_at: Micros,
    /// The last day it was used.
    pub used_on: Option<Day>,
}

/// Who stands behind a token that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenBearer {
    /// The user.
    pub user: UserId,
    /// What the token is held to.
    pub limits: TokenLimits,
}

/// How long an answer about a token is believed: another process may revoke it meanwhile.
const BELIEVED: i64 = 1_000_000;
/// Tokens remembered; when there are more, all are asked for again.
const REMEMBERED: usize = 10_000;

#[derive(Clone)]
struct Known {
    bearer: TokenBearer,
    expires_at: Micros,
    asked_at: Micros,
    used_on: i64,
}

/// Tokens looked up in the last second.
#[derive(Default)]
pub(crate) struct KnownTokens {
    by_digest: Mutex<HashMap<Vec<u8>, Known>>,
}

impl KnownTokens {
    fn with<T>(&self, look: impl FnOnce(&mut HashMap<Vec<u8>, Known>) -> T) -> T {
        look(&mut self.by_digest.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets everything, so that what was revoked or closed here ends at once.
    pub(crate) fn forget(&self) {
        self.with(HashMap::clear);
    }
}

const INSERT: &str = "INSERT INTO token (bureau_id, digest, user_id, label, expires_at, writes, actions, unit, created_at, used_on, request) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)";
const OF_REQUEST: &str = "SELECT digest FROM token WHERE bureau_id = $1 AND user_id = $2 AND request = $3";
const SELECT: &str = "SELECT t.user_id, t.expires_at, t.writes, t.actions, t.unit, t.used_on FROM token t \
    JOIN account a ON a.bureau_id = t.bureau_id AND a.user_id = t.user_id \
    WHERE t.bureau_id = $1 AND t.digest = $2 AND t.expires_at > $3 AND a.closed = 0";
const SELECT_OF_USER: &str = "SELECT digest, label, expires_at, writes, actions, unit, created_at, used_on FROM token \
    WHERE bureau_id = $1 AND user_id = $2 ORDER BY created_at, digest";
const REVOKE: &str = "DELETE FROM token WHERE bureau_id = $1 AND user_id = $2 AND digest = $3";
const USED: &str = "UPDATE token SET used_on = $3 WHERE bureau_id = $1 AND digest = $2 AND used_on < $3";

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A number to revoke it by: as little of the digest as names it.
fn number(digest: &[u8]) -> String {
    let bits = digest.iter().take(8).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    id::to_text((bits >> 1).cast_signed())
}

fn words(actions: &[Action]) -> String {
    let word = |action: &Action| serde_json::to_value(action).ok().and_then(|v| v.as_str().map(str::to_owned));
    actions.iter().filter_map(word).collect::<Vec<_>>().join(",")
}

fn limits(writes: i64, actions: &str, unit: &str) -> Result<TokenLimits, StoreError> {
    let action = |word: &str| serde_json::from_value(word.into()).map_err(|e| damaged("token", e));
    let actions = actions.split(',').filter(|word| !word.is_empty()).map(action).collect::<Result<_, _>>()?;
    let unit = if unit.is_empty() { None } else { Some(UnitPath::parse(unit).map_err(|e| damaged("token", e))?) };
    Ok(TokenLimits { writes: writes != 0, actions, unit })
}

impl Store {
    /// Makes a token for machines that may all its user may, shown once.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored.
    pub async fn create_token(&self, user: UserId, label: &str, expires_at: Micros, ids: &mut dyn IdGen) -> Result<String, StoreError> {
        let terms = TokenTerms { label: label.to_owned(), expires_at, limits: TokenLimits::NONE };
        self.issue_token(user, &terms, "", ids).await.map(|(_, token)| token)
    }

    /// Makes a token for machines: its number, and its secret, shown once. `request` names the wish, so that it is not
    /// carried out twice; empty for one that has no name.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored; [`REQUEST_TAKEN`] when the wish was carried out before: its secret is gone.
    pub async fn issue_token(
        &self,
        user: UserId,
        terms: &TokenTerms,
        request: &str,
        ids: &mut dyn IdGen,
    ) -> Result<(String, String), StoreError> {
        if !request.is_empty() {
            let before: Option<(Vec<u8>,)> = on!(&self.readers, pool => sqlx::query_as(OF_REQUEST)
                .bind(self.bureau).bind(user.0).bind(request).fetch_optional(pool).await)
            .during("looking for a token")?;
            if let Some((digest,)) = before {
                return Err(StoreError::Refused(REQUEST_TAKEN.refuse().with("token", number(&digest)).into()));
            }
        }
        let mut secret = [0_u8; 32];
        ids.fill(&mut secret);
        let token = format!("nct_{}", hex::encode(secret));
        let digest = digest(&token);
        let mut conn = self.url.connect_writer().await?;
        let unit = terms.limits.unit.as_ref().map_or("", UnitPath::as_str);
        on!(&mut conn, c => sqlx::query(INSERT).bind(self.bureau).bind(&digest).bind(user.0).bind(&terms.label).bind(terms.expires_at.0)
            .bind(i64::from(terms.limits.writes)).bind(words(&terms.limits.actions)).bind(unit).bind(self.clock.now().0)
            .bind(request).execute(c).await.map(|_| ()))
        .during("storing a token")?;
        Ok((number(&digest), token))
    }

    /// The tokens of `user`, the oldest first, also those that have ended. Needs no scope: a token holds no personal value.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn tokens(&self, user: UserId) -> Result<Vec<Token>, StoreError> {
        type Row = (Vec<u8>, String, i64, i64, String, String, i64, i64);
        let rows: Vec<Row> =
            on!(&self.readers, pool => sqlx::query_as(SELECT_OF_USER).bind(self.bureau).bind(user.0).fetch_all(pool).await)
                .during("reading tokens")?;
        let read = |(digest, label, expires_at, writes, actions, unit, created_at, used_on): Row| {
            Ok(Token {
                id: number(&digest),
                terms: TokenTerms { label, expires_at: Micros(expires_at), limits: limits(writes, &actions, &unit)? },
                created_at: Micros(created_at),
                used_on: Day::from_key(used_on).ok(),
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Ends the token `id` of `user`; `false` when there is none. In other processes it ends within a second.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn revoke_token(&self, user: UserId, id: &str) -> Result<bool, StoreError> {
        type Row = (Vec<u8>, String, i64, i64, String, String, i64, i64);
        let rows: Vec<Row> =
            on!(&self.readers, pool => sqlx::query_as(SELECT_OF_USER).bind(self.bureau).bind(user.0).fetch_all(pool).await)
                .during("reading tokens")?;
        let Some(digest) = rows.into_iter().map(|row| row.0).find(|digest| number(digest) == id) else { return Ok(false) };
        let mut conn = self.url.connect_writer().await?;
        on!(&mut conn, c => sqlx::query(REVOKE).bind(self.bureau).bind(user.0).bind(&digest).execute(c).await.map(|_| ()))
            .during("revoking a token")?;
        self.tokens.forget();
        Ok(true)
    }

    /// Whose token this is and what it is held to; `None` when it is unknown, has ended, or its account is closed.
    ///
    /// # Errors
    /// [`StoreError`] when tokens cannot be read.
    pub async fn token_bearer(&self, token: &str) -> Result<Option<TokenBearer>, StoreError> {
        let (digest, now) = (digest(token), self.clock.now());
        let fresh = |known: &Known| now.0 < known.asked_at.0 + BELIEVED && now < known.expires_at && known.used_on >= now.day().key();
        if let Some(known) = self.tokens.with(|by| by.get(&digest).filter(|known| fresh(known)).cloned()) {
            return Ok(Some(known.bearer));
        }
        let row: Option<(i64, i64, i64, String, String, i64)> = on!(&self.readers, pool => sqlx::query_as(SELECT)
            .bind(self.bureau).bind(&digest).bind(now.0).fetch_optional(pool).await)
        .during("reading a token")?;
        let Some((user, expires_at, writes, actions, unit, used_on)) = row else {
            self.tokens.with(|by| by.remove(&digest));
            return Ok(None);
        };
        let today = now.day().key();
        let bearer = TokenBearer { user: UserId(user), limits: limits(writes, &actions, &unit)? };
        let known = Known { bearer: bearer.clone(), expires_at: Micros(expires_at), asked_at: now, used_on: today };
        // Whoever puts it there first notes the day; the others see it there.
        let noted = self.tokens.with(|by| {
            if by.len() >= REMEMBERED {
                by.clear();
            }
            by.insert(digest.clone(), known).is_some_and(|before| before.used_on >= today)
        });
        if used_on < today && !noted {
            let mut conn = self.url.connect_writer().await?;
            on!(&mut conn, c => sqlx::query(USED).bind(self.bureau).bind(&digest).bind(today).execute(c).await.map(|_| ()))
                .during("noting the use of a token")?;
        }
        Ok(Some(bearer))
    }

    /// Whose token this is, where it is held to nothing: what is not asked through the limits takes no other.
    ///
    /// # Errors
    /// [`StoreError`] when tokens cannot be read.
    pub async fn token_user(&self, token: &str) -> Result<Option<UserId>, StoreError> {
        Ok(self.token_bearer(token).await?.filter(|bearer| bearer.limits == TokenLimits::NONE).map(|bearer| bearer.user))
    }

    /// Every subtree on which `bearer` may do `action` now, as far as its token goes.
    #[must_use]
    pub fn scopes_within(&self, bearer: &TokenBearer, action: Action) -> Vec<Scope> {
        let actor = nc_kernel::Actor { user: bearer.user };
        if !bearer.limits.actions.is_empty() && !bearer.limits.actions.contains(&action) {
            return Vec::new();
        }
        let scopes = self.scopes(&actor, action);
        match &bearer.limits.unit {
            None => scopes,
            Some(top) if covered(&scopes, top) => self.allow(&actor, action, top).into_iter().collect(),
            Some(top) => scopes.into_iter().filter(|scope| top.contains(scope.path())).collect(),
        }
    }

    /// As [`Store::allow`], as far as the token goes.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the user may not, or the token is not for it.
    pub fn allow_within(&self, bearer: &TokenBearer, action: Action, unit: &UnitPath) -> Result<Scope, StoreError> {
        bearer.limits.check(action, unit)?;
        self.allow(&nc_kernel::Actor { user: bearer.user }, action, unit)
    }

    /// Random bytes of the store's own source, for secrets made in a server.
    ///
    /// # Errors
    /// [`StoreError::Closed`] when the store is closing.
    pub async fn secret_ids(&self) -> Result<DrawnIds, StoreError> {
        let seed = self.maintain(|reply| crate::maintenance::Maintenance::Draw { bytes: 32, reply }).await?;
        Ok(DrawnIds { seed, counter: 0 })
    }
}

/// Secrets grown from bytes drawn once: SHA-256 in counter mode over them.
pub struct DrawnIds {
    seed: Vec<u8>,
    counter: u64,
}

impl IdGen for DrawnIds {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::new().chain_update(&self.seed).chain_update(self.counter.to_le_bytes()).finalize();
            self.counter += 1;
            for (to, from) in chunk.iter_mut().zip(block.iter()) {
                *to = *from;
            }
        }
    }
}
