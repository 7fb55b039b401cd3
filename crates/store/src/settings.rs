//! Small values the store keeps about itself.

use std::collections::BTreeSet;

use nc_kernel::Bureau;

use crate::db::{Snapshot, WriteConn};
use crate::error::{StoreError, While, damaged};

const SELECT: &str = "SELECT value FROM setting WHERE bureau_id = $1 AND name = $2";
const UPSERT: &str =
    "INSERT INTO setting (bureau_id, name, value) VALUES ($1, $2, $3) ON CONFLICT (bureau_id, name) DO UPDATE SET value = excluded.value";
const COUNTED: &str = "figures.counted";
const BACKUP: &str = "backup.last";

async fn get(conn: &mut WriteConn, bureau: Bureau, name: &str) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> =
        on!(conn, c => sqlx::query_as(SELECT).bind(bureau).bind(name).fetch_optional(c).await).during("reading a setting")?;
    Ok(row.map(|(value,)| value))
}

async fn set(conn: &mut WriteConn, bureau: Bureau, name: &str, value: &str) -> Result<(), StoreError> {
    on!(conn, c => sqlx::query(UPSERT).bind(bureau).bind(name).bind(value).execute(c).await.map(|_| ())).during("writing a setting")
}

/// Which definitions have their cells: a definition on the ledger but not here is still to be counted.
pub(crate) async fn counted_figures(conn: &mut WriteConn, bureau: Bureau) -> Result<BTreeSet<String>, StoreError> {
    figures_in(get(conn, bureau, COUNTED).await?.as_deref())
}

/// The same, of the text as it is stored.
pub(crate) fn figures_in(counted: Option<&str>) -> Result<BTreeSet<String>, StoreError> {
    match counted {
        Some(text) => serde_json::from_str(text).map_err(|e| damaged("setting figures.counted", e)),
        None => Ok(BTreeSet::new()),
    }
}

pub(crate) async fn set_counted_figures(conn: &mut WriteConn, bureau: Bureau, keys: &BTreeSet<String>) -> Result<(), StoreError> {
    let text = serde_json::to_string(keys).map_err(|e| damaged("setting figures.counted", e))?;
    set(conn, bureau, COUNTED, &text).await
}

/// What is noted of the last backup.
pub(crate) async fn last_backup(view: &mut Snapshot, bureau: Bureau) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = on!(&mut *view, c => sqlx::query_as(SELECT).bind(bureau).bind(BACKUP).fetch_optional(&mut **c).await)
        .during("reading a setting")?;
    Ok(row.map(|(value,)| value))
}

pub(crate) async fn set_last_backup(conn: &mut WriteConn, bureau: Bureau, note: &str) -> Result<(), StoreError> {
    set(conn, bureau, BACKUP, note).await
}
