//! The fact log and the tree over it, as stored.

use nc_kernel::{Actor, Aggregate, Bureau, Day, FactBody, Micros, Recorded, StreamId, UnitPath, UserId};
use nc_ledger::Hash;
use nc_ledger::envelope::Envelope;
use nc_ledger::tree::{Frontier, StoredTile, TileId, TileSet};

use crate::db::{self, On, Snapshot, WriteConn};
use crate::error::{StoreError, While, damaged};
use crate::sql::bulk;

const INSERT_FACT: &str = "INSERT INTO fact (bureau_id, seq, stream, kind, unit, happened_on, recorded_at, actor, bytes) VALUES";
const UPSERT_TILE: &str = "INSERT INTO tile (bureau_id, level, idx, hashes) VALUES";
const SELECT_HEAD: &str = "SELECT size, root, derived, NULL AS counted FROM chain_head WHERE bureau_id = $1";
// Counting a new definition moves no head, and whoever did not notice would write past its cells.
macro_rules! own_head {
    () => {
        "SELECT size, root, derived, (SELECT value FROM setting WHERE bureau_id = $1 AND name = 'figures.counted') AS counted \
        FROM chain_head WHERE bureau_id = $1"
    };
}
macro_rules! update_head {
    () => {
        "UPDATE chain_head SET size = $2, root = $3, derived = $4 WHERE bureau_id = $1"
    };
}
const OWN_HEAD: &str = own_head!();
const BEGIN_AT_OWN_HEAD: &str = concat!("BEGIN IMMEDIATE; ", own_head!());
const LOCK_HEAD: &str = concat!(own_head!(), " FOR UPDATE");
const INSERT_HEAD: &str = "INSERT INTO chain_head (bureau_id, size, root) VALUES ($1, $2, $3) ON CONFLICT (bureau_id) DO NOTHING";
const UPDATE_HEAD: &str = update_head!();
const UPDATE_HEAD_AND_COMMIT: &str = concat!(update_head!(), "; COMMIT");
const SELECT_TILE: &str = "SELECT hashes FROM tile WHERE bureau_id = $1 AND level = $2 AND idx = $3";
const SELECT_LAST: &str = "SELECT recorded_at FROM fact WHERE bureau_id = $1 AND seq = $2";
const SELECT_RANGE: &str = "SELECT seq, stream, bytes FROM fact WHERE bureau_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq";

/// A fact on its way into the log.
#[derive(Debug, Clone)]
pub(crate) struct NewFact {
    pub seq: u64,
    pub stream: StreamId,
    pub kind: &'static str,
    pub unit: UnitPath,
    pub happened_on: Day,
    pub recorded_at: Micros,
    pub actor: Actor,
    pub bytes: Vec<u8>,
}

/// A fact as it lies in the log.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StoredFact {
    /// Position in the ledger.
    #[sqlx(try_from = "i64")]
    pub seq: Seq,
    /// The stream's text.
    pub stream: String,
    /// The hashed bytes.
    pub bytes: Vec<u8>,
}

/// A position in the ledger, stored as a signed integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seq(pub u64);

impl From<i64> for Seq {
    fn from(n: i64) -> Self {
        Self(u64::try_from(n).unwrap_or_default())
    }
}

/// Signed form of a position, for binding.
pub(crate) fn sql_int(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A stored fact read back: the envelope's fields and the body's text.
pub struct Opened {
    /// The stream.
    pub stream: StreamId,
    /// Kind, with the text of the body.
    pub kind: String,
    /// The body's JSON text.
    pub body: String,
    /// Everything but the fact.
    pub recorded: Recorded<()>,
}

impl StoredFact {
    /// Reads the envelope.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] naming the position when the bytes are no envelope of that position and stream.
    pub fn open(&self) -> Result<Opened, StoreError> {
        let place = || format!("fact {}", self.seq.0);
        let envelope = Envelope::parse(&self.bytes).map_err(|e| damaged(place(), e))?;
        if envelope.seq != self.seq.0 || envelope.stream != self.stream {
            return Err(damaged(place(), "its bytes name another position or stream"));
        }
        Ok(Opened {
            stream: StreamId::from_stored(&self.stream),
            kind: envelope.kind.to_string(),
            body: envelope.body.get().to_owned(),
            recorded: Recorded {
                seq: envelope.seq,
                recorded_at: Micros(envelope.at),
                happened_on: Day::parse(&envelope.on).map_err(|e| damaged(place(), e))?,
                unit: UnitPath::parse(&envelope.unit).map_err(|e| damaged(place(), e))?,
                actor: Actor { user: envelope.actor.parse::<UserId>().map_err(|e| damaged(place(), e))? },
                fact: (),
            },
        })
    }
}

/// Folds facts of one thing in their order; the empty state when there are none.
///
/// # Errors
/// [`StoreError::Damaged`] when one is no fact of the thing.
pub(crate) fn fold<A: Aggregate>(facts: &[Opened]) -> Result<A, StoreError> {
    let mut state = A::default();
    for opened in facts {
        state.fold(&opened.read()?);
    }
    Ok(state)
}

impl Opened {
    /// The fact as its area reads it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is none of that area.
    pub(crate) fn read<F: FactBody>(&self) -> Result<Recorded<F>, StoreError> {
        Ok(Recorded {
            seq: self.recorded.seq,
            recorded_at: self.recorded.recorded_at,
            happened_on: self.recorded.happened_on,
            unit: self.recorded.unit.clone(),
            actor: self.recorded.actor.clone(),
            fact: F::parse(&self.kind, &self.body)?,
        })
    }

    /// The fact with kind and body, as states take it.
    #[must_use]
    pub fn as_recorded(&self) -> Recorded<(&str, &str)> {
        Recorded {
            seq: self.recorded.seq,
            recorded_at: self.recorded.recorded_at,
            happened_on: self.recorded.happened_on,
            unit: self.recorded.unit.clone(),
            actor: self.recorded.actor.clone(),
            fact: (&self.kind, &self.body),
        }
    }
}

/// 链头: where the ledger stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Head {
    /// How many facts there are.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// How many of them registers, cells and lists follow from; the rest is still to be derived.
    pub derived: u64,
    /// Which definitions have their cells, as it is stored; only of a locked head.
    pub counted: Option<String>,
}

type HeadRow = (i64, Vec<u8>, i64, Option<String>);

fn head_of(row: Option<HeadRow>) -> Result<Option<Head>, StoreError> {
    row.map(|(size, root, derived, counted)| {
        let root: [u8; 32] = root.try_into().map_err(|_| damaged("chain head", "its root has the wrong length"))?;
        let size = u64::try_from(size).map_err(|_| damaged("chain head", "its size is negative"))?;
        let derived = u64::try_from(derived).map_err(|_| damaged("chain head", "it is derived to a negative position"))?;
        Ok(Head { size, root: Hash(root), derived: derived.min(size), counted })
    })
    .transpose()
}

/// Reads where the chain stands and keeps others from moving it until the transaction ends.
pub(crate) async fn lock_head(conn: &mut WriteConn, bureau: Bureau) -> Result<Option<Head>, StoreError> {
    let row: Option<HeadRow> = match conn {
        // BEGIN IMMEDIATE holds the only write lock already.
        On::Sqlite(c) => sqlx::query_as(OWN_HEAD).bind(bureau).fetch_optional(c).await,
        On::Postgres(c) => sqlx::query_as(LOCK_HEAD).bind(bureau).fetch_optional(c).await,
    }
    .during("reading the chain head")?;
    head_of(row)
}

/// Starts the writer's transaction and reads where the chain stands, as [`lock_head`] does. Of SQLite that is one turn of its thread.
pub(crate) async fn begin_at_head(conn: &mut WriteConn, bureau: Bureau) -> Result<Option<Head>, StoreError> {
    if let On::Sqlite(c) = conn {
        let row = sqlx::query_as(BEGIN_AT_OWN_HEAD).bind(bureau).fetch_optional(c).await.during("starting a transaction")?;
        return head_of(row);
    }
    db::begin(conn).await?;
    lock_head(conn, bureau).await
}

/// Reads where the chain stands.
pub(crate) async fn head(view: &mut Snapshot, bureau: Bureau) -> Result<Option<Head>, StoreError> {
    let row: Option<HeadRow> =
        on!(&mut *view, c => sqlx::query_as(SELECT_HEAD).bind(bureau).fetch_optional(&mut **c).await).during("reading the chain head")?;
    head_of(row)
}

/// The facts that everything derived in this view follows from: how many, and the root over them. All of them, but while another
/// process has not derived its last ones.
pub(crate) async fn derived_head(view: &mut Snapshot, bureau: Bureau) -> Result<(u64, Hash), StoreError> {
    let head = head(view, bureau).await?.ok_or_else(|| damaged("chain head", "it is missing"))?;
    if head.derived == head.size {
        return Ok((head.size, head.root));
    }
    Ok((head.derived, root_at(view, bureau, head.derived).await?))
}

/// The root over the first `size` facts.
pub(crate) async fn root_at(view: &mut Snapshot, bureau: Bureau, size: u64) -> Result<Hash, StoreError> {
    let tiles = tiles(view, bureau, nc_ledger::tree::edge_tiles(size)).await?;
    nc_ledger::tree::root_at(&tiles, size).map_err(|e| damaged("tile", e))
}

/// Writes the head of a new, empty ledger unless there is one.
pub(crate) async fn create_head(conn: &mut WriteConn, bureau: Bureau, root: Hash) -> Result<(), StoreError> {
    on!(conn, c => sqlx::query(INSERT_HEAD).bind(bureau).bind(0_i64).bind(root.0.as_slice()).execute(c).await.map(|_| ()))
        .during("creating the chain head")
}

/// Appends facts and the tiles they changed; the head still says where the ledger stood.
pub(crate) async fn append(conn: &mut WriteConn, bureau: Bureau, facts: &[NewFact], frontier: &mut Frontier) -> Result<(), StoreError> {
    bulk!(conn, INSERT_FACT, 9, "", facts, |q, f| q
        .bind(bureau)
        .bind(sql_int(f.seq))
        .bind(f.stream.as_str())
        .bind(f.kind)
        .bind(f.unit.as_str())
        .bind(f.happened_on.key())
        .bind(f.recorded_at.0)
        .bind(f.actor.user.0)
        .bind(f.bytes.as_slice()))
    .during("appending facts")?;
    let tiles = frontier.take_changed();
    bulk!(conn, UPSERT_TILE, 4, " ON CONFLICT (bureau_id, level, idx) DO UPDATE SET hashes = excluded.hashes", tiles, |q, t| q
        .bind(bureau)
        .bind(i64::from(t.level))
        .bind(sql_int(t.index))
        .bind(t.hashes.as_slice()))
    .during("writing tiles")
}

/// Moves the head to `size` facts with `root`, of which the first `derived` are derived.
pub(crate) async fn move_head(conn: &mut WriteConn, bureau: Bureau, size: u64, root: Hash, derived: u64) -> Result<(), StoreError> {
    on!(conn, c => sqlx::query(UPDATE_HEAD).bind(bureau).bind(sql_int(size)).bind(root.0.as_slice()).bind(sql_int(derived)).execute(c).await.map(|_| ()))
        .during("moving the chain head")
}

/// The same as the last of a transaction, which is then durable as far as its database makes it so.
pub(crate) async fn commit_head(conn: &mut WriteConn, bureau: Bureau, size: u64, root: Hash, derived: u64) -> Result<(), StoreError> {
    if let On::Sqlite(c) = conn {
        let query = sqlx::query(UPDATE_HEAD_AND_COMMIT).bind(bureau).bind(sql_int(size)).bind(root.0.as_slice()).bind(sql_int(derived));
        return query.execute(c).await.map(|_| ()).during("moving the chain head and committing");
    }
    move_head(conn, bureau, size, root, derived).await?;
    db::commit(conn).await
}

/// Loads the right edge of the tree of `size` facts.
pub(crate) async fn frontier(conn: &mut WriteConn, bureau: Bureau, size: u64) -> Result<Frontier, StoreError> {
    let mut edge = Vec::new();
    for TileId { level, index } in nc_ledger::tree::edge_tiles(size) {
        let row: Option<(Vec<u8>,)> =
            on!(&mut *conn, c => sqlx::query_as(SELECT_TILE).bind(bureau).bind(i64::from(level)).bind(sql_int(index)).fetch_optional(c).await).during("reading tiles")?;
        if let Some((hashes,)) = row {
            edge.push(StoredTile { level, index, hashes });
        }
    }
    Frontier::load(size, edge).map_err(|e| damaged("tile", e))
}

/// Loads `wanted` tiles for a proof.
pub(crate) async fn tiles(view: &mut Snapshot, bureau: Bureau, wanted: Vec<TileId>) -> Result<TileSet, StoreError> {
    let mut set = TileSet::default();
    for TileId { level, index } in wanted {
        let row: Option<(Vec<u8>,)> =
            on!(&mut *view, c => sqlx::query_as(SELECT_TILE).bind(bureau).bind(i64::from(level)).bind(sql_int(index)).fetch_optional(&mut **c).await).during("reading tiles")?;
        if let Some((hashes,)) = row {
            set.insert(StoredTile { level, index, hashes });
        }
    }
    Ok(set)
}

/// When the last fact was recorded: time in a ledger never runs backwards.
pub(crate) async fn last_recorded_at(conn: &mut WriteConn, bureau: Bureau, size: u64) -> Result<Micros, StoreError> {
    let Some(last) = size.checked_sub(1) else { return Ok(Micros(0)) };
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(SELECT_LAST).bind(bureau).bind(sql_int(last)).fetch_optional(c).await)
        .during("reading the last fact")?;
    row.map(|(at,)| Micros(at)).ok_or_else(|| damaged(format!("fact {last}"), "the chain head counts it, but it is missing"))
}

/// The facts of several streams before position `before`, by stream and then in order.
pub(crate) async fn of_streams(
    conn: &mut WriteConn,
    bureau: Bureau,
    streams: &[&StreamId],
    before: u64,
) -> Result<Vec<StoredFact>, StoreError> {
    // Bare `seq` would let a planner that knows of long streams read the whole ledger up to here, in order, instead.
    const SELECT: &str = "SELECT seq, stream, bytes FROM fact WHERE bureau_id = $1 AND +seq < $2 AND stream IN (";
    let mut facts = Vec::new();
    let mut rest = streams;
    for size in crate::sql::chunk_sizes(streams.len(), 1) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let places: Vec<String> = (0..size).map(|i| format!("${}", i + 3)).collect();
        let sql = format!("{SELECT}{}) ORDER BY stream, seq", places.join(","));
        let rows: Vec<StoredFact> = on!(&mut *conn, c => {
            let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau).bind(sql_int(before));
            for stream in chunk {
                q = q.bind(stream.as_str());
            }
            q.fetch_all(c).await
        })
        .during("loading streams")?;
        facts.extend(rows);
    }
    Ok(facts)
}

/// The facts from position `from` up to but not including `to`.
pub(crate) async fn range(conn: &mut WriteConn, bureau: Bureau, from: u64, to: u64) -> Result<Vec<StoredFact>, StoreError> {
    on!(conn, c => sqlx::query_as(SELECT_RANGE).bind(bureau).bind(sql_int(from)).bind(sql_int(to)).fetch_all(c).await)
        .during("reading facts")
}

/// How many facts had been recorded by `at`: time never runs backwards in a ledger, so halving finds it.
pub(crate) async fn size_at(view: &mut Snapshot, bureau: Bureau, size: u64, at: Micros) -> Result<u64, StoreError> {
    let (mut low, mut high) = (0, size);
    while low < high {
        let middle = low + (high - low) / 2;
        let row: Option<(i64,)> =
            on!(&mut *view, c => sqlx::query_as(SELECT_LAST).bind(bureau).bind(sql_int(middle)).fetch_optional(&mut **c).await)
                .during("looking for a moment in the ledger")?;
        let (recorded,) = row.ok_or_else(|| damaged(format!("fact {middle}"), "the chain head counts it, but it is missing"))?;
        if recorded <= at.0 { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

/// The streams of the facts at `positions`, each once.
pub(crate) async fn streams_of(view: &mut Snapshot, bureau: Bureau, positions: &[u64]) -> Result<Vec<StreamId>, StoreError> {
    const SELECT: &str = "SELECT DISTINCT stream FROM fact WHERE bureau_id = $1 AND seq IN (";
    let mut streams = std::collections::BTreeSet::new();
    let mut rest = positions;
    for size in crate::sql::chunk_sizes(positions.len(), 1) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let places: Vec<String> = (0..size).map(|i| format!("${}", i + 2)).collect();
        let sql = format!("{SELECT}{})", places.join(","));
        let rows: Vec<(String,)> = on!(&mut *view, c => {
            let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau);
            for seq in chunk {
                q = q.bind(sql_int(*seq));
            }
            q.fetch_all(&mut **c).await
        })
        .during("finding the streams of rows")?;
        streams.extend(rows.into_iter().map(|(stream,)| stream));
    }
    Ok(streams.iter().map(|s| StreamId::from_stored(s)).collect())
}

/// The facts of one stream before position `before`.
pub(crate) async fn read_stream(
    view: &mut Snapshot,
    bureau: Bureau,
    stream: &StreamId,
    before: u64,
) -> Result<Vec<StoredFact>, StoreError> {
    const SELECT: &str = "SELECT seq, stream, bytes FROM fact WHERE bureau_id = $1 AND stream = $2 AND +seq < $3 ORDER BY seq";
    on!(&mut *view, c => sqlx::query_as(SELECT).bind(bureau).bind(stream.as_str()).bind(sql_int(before)).fetch_all(&mut **c).await)
        .during("reading a stream")
}

/// Stored tiles from `(level, index)` on, in that order, at most `limit`.
pub(crate) async fn read_tiles(view: &mut Snapshot, bureau: Bureau, from: (u8, u64), limit: i64) -> Result<Vec<StoredTile>, StoreError> {
    const SELECT: &str = "SELECT level, idx, hashes FROM tile WHERE bureau_id = $1 AND (level > $2 OR (level = $2 AND idx >= $3)) ORDER BY level, idx LIMIT $4";
    let rows: Vec<(i64, i64, Vec<u8>)> =
        on!(&mut *view, c => sqlx::query_as(SELECT).bind(bureau).bind(i64::from(from.0)).bind(sql_int(from.1)).bind(limit).fetch_all(&mut **c).await).during("reading tiles")?;
    rows.into_iter()
        .map(|(level, index, hashes)| {
            Ok(StoredTile {
                level: u8::try_from(level).map_err(|e| damaged("tile", e))?,
                index: u64::try_from(index).map_err(|e| damaged("tile", e))?,
                hashes,
            })
        })
        .collect()
}
