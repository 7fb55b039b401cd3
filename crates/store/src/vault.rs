//! 个人信息库: personal values beside the ledger, sealed so that no page, log or backup of the database shows one.
//!
//! Each subject has a key; the key is wrapped by the vault's master key, which lies in a file outside the database.
//! Erasing a subject deletes wrapped key, salts and values; what is left of the ledger are commitments nobody can open.

use std::collections::HashMap;

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::Mac;
use nc_kernel::personal::PersonalValue;
use nc_kernel::{Bureau, IdGen, PersonId};
use sha2::Sha256;

use crate::db::{Snapshot, WriteConn};
use crate::error::{StoreError, While, damaged};
use crate::sql::bulk;

const NONCE: usize = 12;
const SALT: usize = 16;

/// Seals and opens personal values under the master key.
#[derive(Clone)]
pub struct Vault {
    master: [u8; 32],
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

/// Fields one may look a person up by.
pub const LOOKUP_FIELDS: [&str; 2] = ["id_number", "police_number"];

const INSERT_PERSONAL: &str = "INSERT INTO personal (bureau_id, subject, field, seq, sealed) VALUES";
const INSERT_KEY: &str = "INSERT INTO subject_key (bureau_id, subject, wrapped) VALUES";
const INSERT_BLIND: &str = "INSERT INTO blind_index (bureau_id, field, digest, subject) VALUES";
const SELECT_KEY: &str = "SELECT wrapped FROM subject_key WHERE bureau_id = $1 AND subject = $2";
const SELECT_SEALED: &str = "SELECT k.wrapped, p.subject, p.sealed FROM personal p JOIN subject_key k ON k.bureau_id = p.bureau_id AND k.subject = p.subject WHERE p.bureau_id = $1 AND p.field = $2 ORDER BY p.subject, p.seq";
const SELECT_SEALED_ONE: &str = "SELECT k.wrapped, p.subject, p.sealed FROM personal p JOIN subject_key k ON k.bureau_id = p.bureau_id AND k.subject = p.subject WHERE p.bureau_id = $1 AND p.field = $2 AND p.subject = $3 ORDER BY p.seq";
const SELECT_BLIND: &str = "SELECT digest, subject FROM blind_index WHERE bureau_id = $1 AND field = $2";
const DELETE_KEY: &str = "DELETE FROM subject_key WHERE bureau_id = $1 AND subject = $2";
const DELETE_PERSONAL: &str = "DELETE FROM personal WHERE bureau_id = $1 AND subject = $2";
const DELETE_BLIND_FIELD: &str = "DELETE FROM blind_index WHERE bureau_id = $1 AND subject = $2 AND field = $3";
const DELETE_BLIND: &str = "DELETE FROM blind_index WHERE bureau_id = $1 AND subject = $2";

/// Writes into a keyed digest.
struct Digesting(hmac::Hmac<Sha256>, usize);

impl std::io::Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        self.1 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A value with the fact that commits to it.
pub(crate) struct Committed {
    /// Position of the fact.
    pub seq: u64,
    /// The value.
    pub value: PersonalValue,
    /// Whether it takes the place of a wrong one, by which the person is not to be found any more.
    pub replaces: bool,
}

impl Vault {
    /// A vault under `master`, 32 secret bytes kept outside the database.
    #[must_use]
    pub fn new(master: [u8; 32]) -> Self {
        Self { master }
    }

    fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(*key))
    }

    fn seal(key: &[u8; 32], plain: &[u8], ids: &mut dyn IdGen) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0_u8; NONCE];
        ids.fill(&mut nonce);
        let sealed = Self::cipher(key).encrypt(&Nonce::from(nonce), plain).map_err(|e| damaged("vault", e))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn open(key: &[u8; 32], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or_else(|| damaged("vault", "a sealed value is too short"))?;
        Self::cipher(key)
            .decrypt(&Nonce::from(*nonce), body)
            .map_err(|_| damaged("vault", "a sealed value does not open; is this the bureau's own key file?"))
    }

    fn unwrap_key(&self, wrapped: &[u8]) -> Result<[u8; 32], StoreError> {
        Self::open(&self.master, wrapped)?.try_into().map_err(|_| damaged("vault", "a subject key has the wrong length"))
    }

    /// Seals something that belongs to an account, not to a subject: a second factor, a draft.
    pub(crate) fn seal_secret(&self, plain: &[u8], ids: &mut dyn IdGen) -> Result<Vec<u8>, StoreError> {
        Self::seal(&self.master, plain, ids)
    }

    /// Opens what [`Vault::seal_secret`] sealed.
    pub(crate) fn open_secret(&self, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        Self::open(&self.master, sealed)
    }

    /// The digest a number is found by: keyed, so that it says nothing without the master key.
    #[must_use]
    pub fn digest(&self, field: &str, value: &str) -> Vec<u8> {
        use hmac::digest::KeyInit as _;
        let Ok(mut mac) = hmac::Hmac::<Sha256>::new_from_slice(&self.master) else { return Vec::new() };
        mac.update(field.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into_iter().take(16).collect()
    }

    /// The digest of a command's content, by which a repeated request is told from another one with the same key. Keyed:
    /// a command may hold a number with few enough possibilities to try them all. With it, how many bytes there are.
    pub(crate) fn input_digest(&self, command: &impl serde::Serialize) -> Result<(Vec<u8>, usize), StoreError> {
        use hmac::digest::KeyInit as _;
        let mac = hmac::Hmac::<Sha256>::new_from_slice(&self.master).map_err(|e| damaged("vault", e))?;
        let mut into = Digesting(mac.chain_update(b"receipt.input\0"), 0);
        serde_json::to_writer(&mut into, command)
            .map_err(|e| StoreError::Unusable(format!("the command cannot be written as JSON: {e}")))?;
        Ok((into.0.finalize().into_bytes().to_vec(), into.1))
    }

    /// Which of `values` belong to somebody else already; by position in `values`.
    pub(crate) async fn taken(&self, conn: &mut WriteConn, bureau: Bureau, values: &[&PersonalValue]) -> Result<Vec<usize>, StoreError> {
        const SELECT: &str = "SELECT field, digest, subject FROM blind_index WHERE bureau_id = $1 AND (field, digest) IN (VALUES";
        let looked_up: Vec<(usize, Vec<u8>)> = values
            .iter()
            .enumerate()
            .filter(|(_, v)| LOOKUP_FIELDS.contains(&v.field))
            .map(|(i, v)| (i, self.digest(v.field, &v.value)))
            .collect();
        let mut known: HashMap<(String, Vec<u8>), i64> = HashMap::new();
        let mut rest = looked_up.as_slice();
        for size in crate::sql::chunk_sizes(looked_up.len(), 2) {
            let (chunk, after) = rest.split_at(size);
            rest = after;
            let tuples: Vec<String> = (0..size).map(|i| format!("(${},${})", i * 2 + 2, i * 2 + 3)).collect();
            let sql = format!("{SELECT} {})", tuples.join(","));
            let rows: Vec<(String, Vec<u8>, i64)> = on!(&mut *conn, c => {
                let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau);
                for (i, digest) in chunk {
                    q = q.bind(values.get(*i).map(|v| v.field)).bind(digest);
                }
                q.fetch_all(c).await
            })
            .during("looking numbers up")?;
            known.extend(rows.into_iter().map(|(field, digest, subject)| ((field, digest), subject)));
        }
        let mut taken = Vec::new();
        for (i, digest) in looked_up {
            let Some(value) = values.get(i) else { continue };
            let owner = known.entry((value.field.to_owned(), digest)).or_insert(value.subject.0);
            if *owner != value.subject.0 {
                taken.push(i);
            }
        }
        Ok(taken)
    }

    /// Stores values.
    pub(crate) async fn store(
        &self,
        conn: &mut WriteConn,
        bureau: Bureau,
        values: &[Committed],
        ids: &mut dyn IdGen,
    ) -> Result<(), StoreError> {
        if values.is_empty() {
            return Ok(());
        }
        let mut keys: HashMap<i64, [u8; 32]> = HashMap::new();
        let mut new_keys = Vec::new();
        let mut sealed = Vec::new();
        let mut blind = Vec::new();
        for Committed { seq, value, replaces } in values {
            let subject = value.subject.0;
            let key = match keys.get(&subject) {
                Some(key) => *key,
                None => {
                    let stored: Option<(Vec<u8>,)> =
                        on!(&mut *conn, c => sqlx::query_as(SELECT_KEY).bind(bureau).bind(subject).fetch_optional(c).await)
                            .during("reading a subject key")?;
                    let key = match stored {
                        Some((wrapped,)) => self.unwrap_key(&wrapped)?,
                        None => {
                            let mut key = [0_u8; 32];
                            ids.fill(&mut key);
                            new_keys.push((subject, Self::seal(&self.master, &key, ids)?));
                            key
                        }
                    };
                    keys.insert(subject, key);
                    key
                }
            };
            let plain = [value.salt.as_slice(), value.value.as_bytes()].concat();
            sealed.push((subject, value.field, i64::try_from(*seq).unwrap_or(i64::MAX), Self::seal(&key, &plain, ids)?));
            if LOOKUP_FIELDS.contains(&value.field) {
                if *replaces {
                    blind.retain(|(field, _, owner)| (*field, *owner) != (value.field, subject));
                    on!(&mut *conn, c => sqlx::query(DELETE_BLIND_FIELD).bind(bureau).bind(subject).bind(value.field).execute(c).await.map(|_| ()))
                        .during("taking back look-up digests")?;
                }
                blind.push((value.field, self.digest(value.field, &value.value), subject));
            }
        }
        bulk!(conn, INSERT_KEY, 3, "", new_keys, |q, row| q.bind(bureau).bind(row.0).bind(&row.1)).during("storing subject keys")?;
        bulk!(conn, INSERT_PERSONAL, 5, "", sealed, |q, row| q.bind(bureau).bind(row.0).bind(row.1).bind(row.2).bind(&row.3))
            .during("storing personal values")?;
        bulk!(conn, INSERT_BLIND, 4, " ON CONFLICT (bureau_id, field, digest) DO NOTHING", blind, |q, row| q
            .bind(bureau)
            .bind(row.0)
            .bind(&row.1)
            .bind(row.2))
        .during("storing look-up digests")
    }

    /// Deletes key, salts, values and look-up digests of a subject, and the digests of the commands that held its values.
    pub(crate) async fn erase(conn: &mut WriteConn, bureau: Bureau, subject: PersonId) -> Result<(), StoreError> {
        // Before the values: their positions say which commands held them.
        crate::receipts::forget_inputs(conn, bureau, subject).await?;
        on!(&mut *conn, c => sqlx::query(DELETE_BLIND).bind(bureau).bind(subject.0).execute(c).await.map(|_| ()))
            .during("erasing look-up digests")?;
        on!(&mut *conn, c => sqlx::query(DELETE_PERSONAL).bind(bureau).bind(subject.0).execute(c).await.map(|_| ()))
            .during("erasing personal values")?;
        on!(&mut *conn, c => sqlx::query(DELETE_KEY).bind(bureau).bind(subject.0).execute(c).await.map(|_| ()))
            .during("erasing a subject key")
    }

    /// The latest value of `field` for one subject; `None` when there is none or it was erased.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read or does not open.
    pub async fn reveal(&self, view: &mut Snapshot, bureau: Bureau, subject: PersonId, field: &str) -> Result<Option<String>, StoreError> {
        let rows: Vec<(Vec<u8>, i64, Vec<u8>)> =
            on!(&mut *view, c => sqlx::query_as(SELECT_SEALED_ONE).bind(bureau).bind(field).bind(subject.0).fetch_all(&mut **c).await)
                .during("reading a personal value")?;
        rows.last().map(|(wrapped, _, sealed)| self.plain(wrapped, sealed)).transpose()
    }

    /// The latest value of `field` for every subject.
    ///
    /// # Errors
    /// [`StoreError`] when one cannot be read or does not open.
    pub async fn reveal_all(&self, view: &mut Snapshot, bureau: Bureau, field: &str) -> Result<HashMap<PersonId, String>, StoreError> {
        let rows: Vec<(Vec<u8>, i64, Vec<u8>)> =
            on!(&mut *view, c => sqlx::query_as(SELECT_SEALED).bind(bureau).bind(field).fetch_all(&mut **c).await)
                .during("reading personal values")?;
        rows.into_iter().map(|(wrapped, subject, sealed)| Ok((PersonId(subject), self.plain(&wrapped, &sealed)?))).collect()
    }

    /// The latest value of `field` for each of `subjects`.
    ///
    /// # Errors
    /// [`StoreError`] when one cannot be read or does not open.
    pub(crate) async fn reveal_of(
        &self,
        view: &mut Snapshot,
        bureau: Bureau,
        subjects: &[PersonId],
        field: &str,
    ) -> Result<HashMap<PersonId, String>, StoreError> {
        let opened = self.open_of(view, bureau, subjects, field).await?;
        Ok(opened.into_iter().map(|(person, (_, value))| (person, value)).collect())
    }

    /// As [`Vault::reveal_of`], with the salt that opens the ledger's commitment to the value.
    pub(crate) async fn open_of(
        &self,
        view: &mut Snapshot,
        bureau: Bureau,
        subjects: &[PersonId],
        field: &str,
    ) -> Result<HashMap<PersonId, ([u8; SALT], String)>, StoreError> {
        const HEAD: &str = "SELECT k.wrapped, p.subject, p.sealed FROM personal p JOIN subject_key k ON k.bureau_id = p.bureau_id AND k.subject = p.subject WHERE p.bureau_id = $1 AND p.field = $2 AND p.subject IN ";
        let mut found = HashMap::new();
        let mut rest = subjects;
        for size in crate::sql::chunk_sizes(subjects.len(), 1) {
            let (chunk, after) = rest.split_at(size);
            rest = after;
            let list = crate::sql::in_list(HEAD, 3, size, crate::sql::Placeholder::of(view));
            let sql = format!("{list} ORDER BY p.subject, p.seq");
            let rows: Vec<(Vec<u8>, i64, Vec<u8>)> = on!(&mut *view, c => {
                let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau).bind(field);
                for subject in chunk {
                    q = q.bind(subject.0);
                }
                q.fetch_all(&mut **c).await
            })
            .during("reading personal values")?;
            for (wrapped, subject, sealed) in rows {
                found.insert(PersonId(subject), self.salted(&wrapped, &sealed)?);
            }
        }
        Ok(found)
    }

    fn plain(&self, wrapped: &[u8], sealed: &[u8]) -> Result<String, StoreError> {
        Ok(self.salted(wrapped, sealed)?.1)
    }

    fn salted(&self, wrapped: &[u8], sealed: &[u8]) -> Result<([u8; SALT], String), StoreError> {
        let key = self.unwrap_key(wrapped)?;
        let plain = Self::open(&key, sealed)?;
        let (salt, value) = plain.split_first_chunk::<SALT>().ok_or_else(|| damaged("vault", "a sealed value is too short"))?;
        let value = String::from_utf8(value.to_vec()).map_err(|_| damaged("vault", "a personal value is not text"))?;
        Ok((*salt, value))
    }

    /// Everyone's digests of `field`, to resolve the numbers of a whole roster at once.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn index(&self, view: &mut Snapshot, bureau: Bureau, field: &str) -> Result<HashMap<Vec<u8>, PersonId>, StoreError> {
        let rows: Vec<(Vec<u8>, i64)> =
            on!(&mut *view, c => sqlx::query_as(SELECT_BLIND).bind(bureau).bind(field).fetch_all(&mut **c).await)
                .during("reading look-up digests")?;
        Ok(rows.into_iter().map(|(digest, subject)| (digest, PersonId(subject))).collect())
    }
}
