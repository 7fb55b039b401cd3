//! Cells of figures, as stored.

use nc_figures::cells::TallyKey;
use nc_figures::evaluate::{Read, Reading};
use nc_figures::{Definition, Deltas, Spans, Tally};
use nc_kernel::{Bureau, Day, UnitPath};

use crate::db::{Snapshot, WriteConn};
use crate::error::{StoreError, While, damaged};
use crate::sql::bulk;

const UPSERT_CELL: &str = "INSERT INTO cell (bureau_id, figure, unit, span, known_on, n) VALUES";
const ADD: &str = " ON CONFLICT (bureau_id, figure, unit, span, known_on) DO UPDATE SET n = cell.n + excluded.n";
const UPSERT_TALLY: &str = "INSERT INTO tally (bureau_id, figure, unit, side, span, slices) VALUES";
const REPLACE: &str = " ON CONFLICT (bureau_id, figure, unit, side, span) DO UPDATE SET slices = excluded.slices";
const SELECT_SUM: &str = "SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM (\
    SELECT n FROM cell WHERE bureau_id = $1 AND figure = $2 AND unit = $3 AND known_on <= $4 AND span BETWEEN $5 AND $6 \
    UNION ALL SELECT n FROM cell WHERE bureau_id = $1 AND figure = $2 AND unit = $3 AND known_on <= $4 AND span BETWEEN $7 AND $8 \
    UNION ALL SELECT n FROM cell WHERE bureau_id = $1 AND figure = $2 AND unit = $3 AND known_on <= $4 AND span BETWEEN $9 AND $10 \
    UNION ALL SELECT n FROM cell WHERE bureau_id = $1 AND figure = $2 AND unit = $3 AND known_on <= $4 AND span BETWEEN $11 AND $12 \
    UNION ALL SELECT n FROM cell WHERE bureau_id = $1 AND figure = $2 AND unit = $3 AND known_on <= $4 AND span BETWEEN $13 AND $14) AS parts";
const SELECT_SLICES: &str = "SELECT slices FROM tally WHERE bureau_id = $1 AND figure = $2 AND unit = $3 AND side = $4 AND (\
    span BETWEEN $5 AND $6 OR span BETWEEN $7 AND $8 OR span BETWEEN $9 AND $10 OR span BETWEEN $11 AND $12 OR span BETWEEN $13 AND $14)";

/// Adds a group's deltas to the cells.
pub(crate) async fn add(conn: &mut WriteConn, bureau: Bureau, known_on: Day, deltas: Deltas) -> Result<(), StoreError> {
    let mut numbers: Vec<_> = deltas.numbers.into_iter().collect();
    numbers.sort_unstable();
    bulk!(conn, UPSERT_CELL, 6, ADD, numbers, |q, row| q
        .bind(bureau)
        .bind(&*row.0.figure)
        .bind(row.0.unit.as_str())
        .bind(row.0.span.0)
        .bind(known_on.key())
        .bind(row.1))
    .during("adding to cells")?;
    let mut people: Vec<_> = deltas.people.into_iter().collect();
    people.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let keys: Vec<&TallyKey> = people.iter().map(|(key, _)| key).collect();
    let mut stored = read_tallies(conn, bureau, &keys).await?;
    let mut rows = Vec::with_capacity(people.len());
    for (key, (added, removed)) in &people {
        let mut tally = stored.remove(key).unwrap_or_default();
        tally.add(added);
        tally.subtract(removed).map_err(|e| damaged(format!("cell {} of {}", key.cell.span.0, key.cell.figure), e))?;
        rows.push((key, tally.to_bytes()));
    }
    bulk!(conn, UPSERT_TALLY, 6, REPLACE, rows, |q, row| q
        .bind(bureau)
        .bind(&*row.0.cell.figure)
        .bind(row.0.cell.unit.as_str())
        .bind(row.0.side.number())
        .bind(row.0.cell.span.0)
        .bind(&row.1))
    .during("writing distinct-count cells")
}

async fn read_tallies(
    conn: &mut WriteConn,
    bureau: Bureau,
    keys: &[&TallyKey],
) -> Result<std::collections::HashMap<TallyKey, Tally>, StoreError> {
    const SELECT: &str =
        "SELECT figure, unit, side, span, slices FROM tally WHERE bureau_id = $1 AND (figure, unit, side, span) IN (VALUES";
    let mut by_text: std::collections::HashMap<(&str, &str, i64, i64), &TallyKey> = std::collections::HashMap::new();
    for key in keys {
        by_text.insert((&key.cell.figure, key.cell.unit.as_str(), key.side.number(), key.cell.span.0), key);
    }
    let mut found = std::collections::HashMap::new();
    let mut rest = keys;
    for size in crate::sql::chunk_sizes(keys.len(), 64) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let tuples: Vec<String> = (0..size).map(|i| format!("(${},${},${},${})", i * 4 + 2, i * 4 + 3, i * 4 + 4, i * 4 + 5)).collect();
        let sql = format!("{SELECT} {})", tuples.join(","));
        let rows: Vec<(String, String, i64, i64, Vec<u8>)> = on!(&mut *conn, c => {
            let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau);
            for key in chunk {
                q = q.bind(&*key.cell.figure).bind(key.cell.unit.as_str()).bind(key.side.number()).bind(key.cell.span.0);
            }
            q.fetch_all(c).await
        })
        .during("reading distinct-count cells")?;
        for (figure, unit, side, span, slices) in rows {
            let tally = Tally::from_bytes(&slices).map_err(|e| damaged(format!("cell {span} of {figure}"), e))?;
            if let Some(key) = by_text.get(&(figure.as_str(), unit.as_str(), side, span)) {
                found.insert((*key).clone(), tally);
            }
        }
    }
    Ok(found)
}

/// The first day within `days` on which a row was ever counted for `definition` and `unit`, as keys.
pub(crate) async fn day_with_rows(
    view: &mut Snapshot,
    bureau: Bureau,
    definition: &Definition,
    unit: &UnitPath,
    days: (i64, i64),
) -> Result<Option<i64>, StoreError> {
    const SELECT: &str = "SELECT span FROM cell WHERE bureau_id = $1 AND figure = $2 AND unit = $3 AND span >= $4 AND span <= $5 AND n <> 0 \
        ORDER BY span LIMIT 1";
    let row: Option<(i64,)> = on!(&mut *view, c => sqlx::query_as(SELECT)
        .bind(bureau).bind(definition.key().to_string()).bind(unit.as_str()).bind(days.0).bind(days.1)
        .fetch_optional(&mut **c).await)
    .during("looking for a day with rows")?;
    Ok(row.map(|(day,)| day))
}

/// Five ranges, the unused ones empty.
fn five(spans: &Spans) -> [(i64, i64); 5] {
    let mut ranges = [(1, 0); 5];
    for (slot, range) in ranges.iter_mut().zip(&spans.ranges) {
        *slot = *range;
    }
    ranges
}

/// Answers one read from cells; [`Read::Entries`] is not theirs.
pub(crate) async fn read(
    view: &mut Snapshot,
    bureau: Bureau,
    unit: &UnitPath,
    known_on: Day,
    read: &Read,
) -> Result<Option<Reading>, StoreError> {
    match read {
        Read::Number { figure, spans } => {
            let [a, b, c5, d, e] = five(spans);
            let (n,): (i64,) = on!(&mut *view, c => sqlx::query_as(SELECT_SUM)
                .bind(bureau).bind(figure).bind(unit.as_str()).bind(known_on.key())
                .bind(a.0).bind(a.1).bind(b.0).bind(b.1).bind(c5.0).bind(c5.1).bind(d.0).bind(d.1).bind(e.0).bind(e.1)
                .fetch_one(&mut **c).await)
            .during("summing cells")?;
            Ok(Some(Reading::Number(n)))
        }
        Read::People { figure, spans, side } => {
            let [a, b, c5, d, e] = five(spans);
            let rows: Vec<(Vec<u8>,)> = on!(&mut *view, c => sqlx::query_as(SELECT_SLICES)
                .bind(bureau).bind(figure).bind(unit.as_str()).bind(side.number())
                .bind(a.0).bind(a.1).bind(b.0).bind(b.1).bind(c5.0).bind(c5.1).bind(d.0).bind(d.1).bind(e.0).bind(e.1)
                .fetch_all(&mut **c).await)
            .during("reading distinct-count cells")?;
            let tallies = rows
                .iter()
                .map(|(bytes,)| Tally::from_bytes(bytes).map_err(|e| damaged(format!("cell of {figure}"), e)))
                .collect::<Result<_, _>>()?;
            Ok(Some(Reading::People(tallies)))
        }
        Read::Entries { .. } => Ok(None),
    }
}
