//! Where each thing stands in its list.

use std::collections::{BTreeSet, HashMap};

use nc_kernel::{Bureau, UnitPath};

use super::List;
use crate::db::WriteConn;
use crate::error::{StoreError, While, damaged};
use crate::sql::{Placeholder, bulk, chunk_sizes, in_list};

const INSERT: &str = "INSERT INTO listed (bureau_id, list, unit, facet, ends_on, since_seq) VALUES";
const DELETE: &str =
    "DELETE FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 AND facet = $4 AND ends_on = $5 AND since_seq = $6";
const STOOD: &str = "SELECT since_seq, state, then_state, kind, ends_on, organisers FROM list_item WHERE bureau_id = $1 AND since_seq IN ";
const BLOCK: &str = "SELECT list, since_seq, state, then_state, kind, ends_on, organisers FROM list_item \
    WHERE bureau_id = $1 AND since_seq >= $2 AND since_seq < $3 ORDER BY since_seq LIMIT $4";

/// Things placed at a time, when many are.
const BATCH: usize = 10_000;

/// Where a thing stands in its list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Place {
    /// Position of the first fact about it.
    #[sqlx(rename = "since_seq")]
    pub since: i64,
    pub state: String,
    /// What it becomes once its day is past; empty where it stays.
    #[sqlx(rename = "then_state")]
    pub then: String,
    pub kind: String,
    pub ends_on: i64,
    /// Paths of those who organise it, between spaces.
    pub organisers: String,
}

/// A row of the table: unit, filter, last day, position.
type Row = (UnitPath, String, i64, i64);

/// The name of a combination of filters. What lapses stands apart from what stays, so that each is one range of days.
pub(super) fn facet(state: &str, then: &str, kind: Option<&str>) -> String {
    let turn = if then.is_empty() { "" } else { ">" };
    match kind {
        None => format!("state={state}{turn}{then}"),
        Some(kind) => format!("state={state}{turn}{then}&kind={kind}"),
    }
}

impl Place {
    fn rows(&self) -> Result<Vec<Row>, StoreError> {
        let facets = [facet(&self.state, &self.then, None), facet(&self.state, &self.then, Some(&self.kind))];
        let row = |unit: &UnitPath, facet: &String| (unit.clone(), facet.clone(), self.ends_on, self.since);
        Ok(units(&self.organisers)?.iter().flat_map(|unit| facets.iter().map(move |facet| row(unit, facet))).collect())
    }
}

/// Every unit something counts for: its organisers and all units above them, each once.
fn units(organisers: &str) -> Result<BTreeSet<UnitPath>, StoreError> {
    let mut units = BTreeSet::new();
    for path in organisers.split_whitespace() {
        units.extend(UnitPath::parse(path).map_err(|e| damaged("a listed organiser", e))?.lineage());
    }
    Ok(units)
}

/// Moves what changed its state, kind or day, of things that have places; the rest keeps its own. Their lines still say where
/// each stood. Who organises a thing never changes.
pub(crate) async fn relocate(conn: &mut WriteConn, bureau: Bureau, list: &List, now: &[Place]) -> Result<(), StoreError> {
    let stood = stood(conn, bureau, now).await?;
    let mut added = Vec::new();
    for place in now {
        let before = stood.get(&place.since);
        if before == Some(place) {
            continue;
        }
        for (unit, facet, ends_on, since) in before.map_or_else(|| Ok(Vec::new()), Place::rows)? {
            on!(&mut *conn, c => sqlx::query(DELETE).bind(bureau).bind(list.word).bind(unit.as_str()).bind(&facet)
                .bind(ends_on).bind(since).execute(c).await.map(|_| ()))
            .during("moving a line of a list")?;
        }
        added.extend(place.rows()?.into_iter().map(|row| (list.word.to_owned(), row)));
    }
    insert(conn, bureau, added).await
}

/// Gives their places to all things first recorded from `from` on and before `to`.
pub(crate) async fn place(conn: &mut WriteConn, bureau: Bureau, mut from: i64, to: i64) -> Result<(), StoreError> {
    #[derive(sqlx::FromRow)]
    struct Unplaced {
        list: String,
        #[sqlx(flatten)]
        place: Place,
    }
    while from < to {
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let found: Vec<Unplaced> =
            on!(&mut *conn, c => sqlx::query_as(BLOCK).bind(bureau).bind(from).bind(to).bind(limit).fetch_all(c).await)
                .during("reading lines without places")?;
        from = found.last().filter(|_| found.len() == BATCH).map_or(to, |last| last.place.since + 1);
        let mut added = Vec::new();
        for Unplaced { list, place } in found {
            added.extend(place.rows()?.into_iter().map(|row| (list.clone(), row)));
        }
        insert(conn, bureau, added).await?;
    }
    Ok(())
}

/// Writes places in the order they lie in.
async fn insert(conn: &mut WriteConn, bureau: Bureau, mut rows: Vec<(String, Row)>) -> Result<(), StoreError> {
    rows.sort_unstable();
    bulk!(conn, INSERT, 6, " ON CONFLICT DO NOTHING", rows, |q, row| q
        .bind(bureau)
        .bind(&row.0)
        .bind(row.1.0.as_str())
        .bind(&row.1.1)
        .bind(row.1.2)
        .bind(row.1.3))
    .during("placing lines in a list")
}

/// Where the things of `now` stood at the last commit or flush.
async fn stood(conn: &mut WriteConn, bureau: Bureau, now: &[Place]) -> Result<HashMap<i64, Place>, StoreError> {
    let mut places = HashMap::with_capacity(now.len());
    let mut rest = now;
    for size in chunk_sizes(now.len(), 1) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let sql = in_list(STOOD, 2, size, Placeholder::of(conn));
        let rows: Vec<Place> = on!(&mut *conn, c => {
            let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau);
            for place in chunk {
                q = q.bind(place.since);
            }
            q.fetch_all(c).await
        })
        .during("reading lines of a list")?;
        places.extend(rows.into_iter().map(|place| (place.since, place)));
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joint_thing_stands_under_every_unit_above_its_organisers_once() {
        let under: Vec<String> = units("/150600/a/x/ /150600/b/").unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(under, ["/150600/", "/150600/a/", "/150600/a/x/", "/150600/b/"]);
    }
}
