//! Digests of the derived tables, row by row in key order: what "byte-equal" means for a rebuild.

use futures_util::TryStreamExt;
use nc_kernel::Bureau;
use sha2::{Digest, Sha256};

use crate::db::WriteConn;
use crate::error::{StoreError, While};

/// The tables a rebuild drops and replays.
pub(crate) const DERIVED: [&str; 7] = ["entry", "cell", "tally", "list_item", "listed", "waits_for", "open_task"];

/// SHA-256 over a table's rows in key order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDigest {
    /// Name of the table.
    pub table: &'static str,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the rows, hex.
    pub sha256: String,
}

struct Hasher {
    table: &'static str,
    rows: u64,
    state: Sha256,
}

impl Hasher {
    fn new(table: &'static str) -> Self {
        Self { table, rows: 0, state: Sha256::new() }
    }

    fn row(&mut self, write: impl FnOnce(&mut Sha256)) {
        self.rows += 1;
        write(&mut self.state);
    }

    fn finish(self) -> TableDigest {
        TableDigest { table: self.table, rows: self.rows, sha256: hex::encode(self.state.finalize()) }
    }
}

fn int(state: &mut Sha256, n: i64) {
    state.update(n.to_le_bytes());
}

fn text(state: &mut Sha256, text: &str) {
    bytes(state, text.as_bytes());
}

fn bytes(state: &mut Sha256, bytes: &[u8]) {
    state.update((bytes.len() as u64).to_le_bytes());
    state.update(bytes);
}

macro_rules! digest_table {
    ($conn:expr, $bureau:expr, $table:literal, $row:ty, $sql:literal, |$state:ident, $r:ident| $write:block) => {{
        let mut hasher = Hasher::new($table);
        on!(&mut *$conn, c => {
            let mut rows = sqlx::query_as::<_, $row>($sql).bind($bureau).fetch(c);
            while let Some($r) = rows.try_next().await.during("reading derived rows")? {
                hasher.row(|$state| $write);
            }
        });
        hasher.finish()
    }};
}

/// One digest for each of [`DERIVED`], in that order.
pub(crate) async fn all(conn: &mut WriteConn, bureau: Bureau) -> Result<Vec<TableDigest>, StoreError> {
    // By far the largest table: one value a row costs a third of fourteen. Every text stands behind its length, so that two
    // different rows never read the same.
    let entry = digest_table!(
        conn,
        bureau,
        "entry",
        (String,),
        "SELECT CAST(length(register) AS TEXT) || ':' || register || CAST(day AS TEXT) || ',' || CAST(length(entry_key) AS TEXT) || ':' || entry_key \
            || CAST(since_seq AS TEXT) || ',' || CAST(part AS TEXT) || ',' || CAST(evidence AS TEXT) || ',' || CAST(known_from AS TEXT) || ',' || CAST(known_to AS TEXT) \
            || ',' || coalesce(CAST(person AS TEXT), '-') || ',' || coalesce(CAST(until_day AS TEXT), '-') || ',' || coalesce(CAST(length(organiser) AS TEXT) || ':' || organiser, '-') \
            || ',' || coalesce(CAST(length(host) AS TEXT) || ':' || host, '-') || ',' || coalesce(CAST(length(sender) AS TEXT) || ':' || sender, '-') || ',' || attrs \
            FROM entry WHERE bureau_id = $1 ORDER BY register, day, entry_key, since_seq, part",
        |s, r| {
            text(s, &r.0);
        }
    );
    let cell = digest_table!(
        conn,
        bureau,
        "cell",
        (String, String, i64, i64, i64),
        "SELECT figure, unit, span, known_on, n FROM cell WHERE bureau_id = $1 ORDER BY figure, unit, span, known_on",
        |s, r| {
            text(s, &r.0);
            text(s, &r.1);
            for part in [r.2, r.3, r.4] {
                int(s, part);
            }
        }
    );
    let tally = digest_table!(
        conn,
        bureau,
        "tally",
        (String, String, i64, i64, Vec<u8>),
        "SELECT figure, unit, side, span, slices FROM tally WHERE bureau_id = $1 ORDER BY figure, unit, side, span",
        |s, r| {
            text(s, &r.0);
            text(s, &r.1);
            int(s, r.2);
            int(s, r.3);
            bytes(s, &r.4);
        }
    );
    let items = digest_table!(
        conn,
        bureau,
        "list_item",
        (i64, String, i64, String, String, String, String, String, i64, i64, i64, String),
        "SELECT since_seq, list, item_id, serial, title, kind, state, organisers, starts_on, ends_on, marks, then_state FROM list_item WHERE bureau_id = $1 ORDER BY since_seq",
        |s, r| {
            for part in [&r.1, &r.3, &r.4, &r.5, &r.6, &r.7, &r.11] {
                text(s, part);
            }
            for part in [r.0, r.2, r.8, r.9, r.10] {
                int(s, part);
            }
        }
    );
    let places = digest_table!(
        conn,
        bureau,
        "listed",
        (String, String, String, i64, i64),
        "SELECT list, unit, facet, ends_on, since_seq FROM listed WHERE bureau_id = $1 ORDER BY list, unit, facet, ends_on, since_seq",
        |s, r| {
            for part in [&r.0, &r.1, &r.2] {
                text(s, part);
            }
            int(s, r.3);
            int(s, r.4);
        }
    );
    let waits = digest_table!(
        conn,
        bureau,
        "waits_for",
        (i64, i64, i64),
        "SELECT person_id, since_seq, from_on FROM waits_for WHERE bureau_id = $1 ORDER BY person_id, since_seq",
        |s, r| {
            int(s, r.0);
            int(s, r.1);
            int(s, r.2);
        }
    );
    let tasks = digest_table!(
        conn,
        bureau,
        "open_task",
        (String, i64, String, i64),
        "SELECT stream, number, committee, doer FROM open_task WHERE bureau_id = $1 ORDER BY stream, number",
        |s, r| {
            text(s, &r.0);
            int(s, r.1);
            text(s, &r.2);
            int(s, r.3);
        }
    );
    Ok(vec![entry, cell, tally, items, places, waits, tasks])
}
