//! What a caller gets for a command, once and for every repetition.

use std::collections::HashMap;

use nc_kernel::{Bureau, Micros, PersonId};
use serde::Serialize;

use crate::Store;
use crate::db::{self, WriteConn};
use crate::error::{StoreError, While};
use crate::log::sql_int;
use crate::sql::bulk;

const INSERT: &str = "INSERT INTO receipt (bureau_id, idempotency_key, command, input, first_seq, facts, recorded_at) VALUES";

/// 回执: which facts a command became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The idempotency key it was asked with.
    pub key: String,
    /// Name of the command.
    pub command: String,
    /// Position of its first fact.
    pub first_seq: u64,
    /// How many facts it became; 0 when there was nothing to change.
    pub facts: u64,
    /// When they were recorded.
    pub recorded_at: Micros,
    /// Size of the ledger with them.
    pub size: u64,
    /// Root of the ledger at that size, hex; empty for a repeated receipt.
    pub root: String,
    /// What the person should know although nothing was refused.
    pub notes: Vec<String>,
    /// Whether this is the answer to a repeated request, for which nothing was written again.
    pub repeated: bool,
}

/// A receipt with the digest of what was asked.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub receipt: Receipt,
    /// Empty once somebody whose values the command held was erased; nothing can be compared with it then.
    pub input: Vec<u8>,
}

impl Given {
    /// Whether this receipt answers `command` with the content whose digest is `input`.
    pub(crate) fn answers(&self, command: &str, input: &[u8]) -> bool {
        self.receipt.command == command && (self.input.is_empty() || self.input == input)
    }
}

/// The receipts already given for any of `keys`.
pub(crate) async fn find<'a>(
    conn: &mut WriteConn,
    bureau: Bureau,
    keys: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, Given>, StoreError> {
    const SELECT: &str =
        "SELECT idempotency_key, command, input, first_seq, facts, recorded_at FROM receipt WHERE bureau_id = $1 AND idempotency_key IN (";
    let keys: Vec<&str> = keys.collect();
    let mut found = HashMap::new();
    let mut rest = keys.as_slice();
    for size in crate::sql::chunk_sizes(keys.len(), 1) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let places: Vec<String> = (0..size).map(|i| format!("${}", i + 2)).collect();
        let sql = format!("{SELECT}{})", places.join(","));
        let rows: Vec<(String, String, Vec<u8>, i64, i64, i64)> = on!(&mut *conn, c => {
            let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau);
            for key in chunk {
                q = q.bind(*key);
            }
            q.fetch_all(c).await
        })
        .during("looking for earlier receipts")?;
        for (key, command, input, first_seq, facts, at) in rows {
            let (first_seq, facts) = (u64::try_from(first_seq).unwrap_or_default(), u64::try_from(facts).unwrap_or_default());
            let receipt = Receipt {
                key: key.clone(),
                command,
                first_seq,
                facts,
                recorded_at: Micros(at),
                size: first_seq + facts,
                root: String::new(),
                notes: Vec::new(),
                repeated: true,
            };
            found.insert(key, Given { receipt, input });
        }
    }
    Ok(found)
}

/// Writes the receipts of a group.
pub(crate) async fn insert(conn: &mut WriteConn, bureau: Bureau, receipts: &[Given]) -> Result<(), StoreError> {
    bulk!(conn, INSERT, 7, "", receipts, |q, r| q
        .bind(bureau)
        .bind(&r.receipt.key)
        .bind(&r.receipt.command)
        .bind(&r.input)
        .bind(sql_int(r.receipt.first_seq))
        .bind(sql_int(r.receipt.facts))
        .bind(r.receipt.recorded_at.0))
    .during("writing receipts")
}

/// Empties the digests of commands that held personal values of `subject`. They are keyed, but whoever has the key could
/// try numbers against them.
pub(crate) async fn forget_inputs(conn: &mut WriteConn, bureau: Bureau, subject: PersonId) -> Result<(), StoreError> {
    const UPDATE: &str = "UPDATE receipt SET input = $3 WHERE bureau_id = $1 AND EXISTS (SELECT 1 FROM personal p \
        WHERE p.bureau_id = receipt.bureau_id AND p.subject = $2 AND p.seq >= receipt.first_seq AND p.seq < receipt.first_seq + receipt.facts)";
    on!(conn, c => sqlx::query(UPDATE).bind(bureau).bind(subject.0).bind(Vec::<u8>::new()).execute(c).await.map(|_| ()))
        .during("erasing digests of commands")
}

impl Store {
    /// How many commands that changed something were asked with a key that begins with `prefix`, which ends in `/`.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn receipts_under(&self, prefix: &str) -> Result<u64, StoreError> {
        const COUNT: &str =
            "SELECT count(*) FROM receipt WHERE bureau_id = $1 AND idempotency_key >= $2 AND idempotency_key < $3 AND facts > 0";
        // The sign after `/` ends the range.
        let end = format!("{}0", prefix.strip_suffix('/').unwrap_or(prefix));
        let mut view = db::snapshot(&self.readers).await?;
        let (n,): (i64,) = on!(&mut view, c => sqlx::query_as(COUNT).bind(self.bureau).bind(prefix).bind(&end).fetch_one(&mut **c).await)
            .during("counting receipts")?;
        Ok(u64::try_from(n).unwrap_or_default())
    }
}
