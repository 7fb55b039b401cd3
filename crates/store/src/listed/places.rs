//! Where each thing stands in its list, written after each group that moved it.

use std::collections::{BTreeSet, HashMap};

use nc_kernel::{Bureau, UnitPath};

use super::ListOf;
use crate::db::WriteConn;
use crate::error::{StoreError, While};
use crate::sql::{Placeholder, bulk, chunk_sizes, in_list};

const INSERT: &str = "INSERT INTO listed (bureau_id, list, unit, facet, ends_on, item_id) VALUES";
const DELETE: &str = "DELETE FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 AND facet = $4 AND ends_on = $5 AND item_id = $6";
const STOOD_CLASSES: &str = "SELECT class_id, state, category, ends_on FROM training_class WHERE bureau_id = $1 AND class_id IN ";
const STOOD_RUNS: &str = "SELECT run_id, state, kind, ends_on FROM study_run WHERE bureau_id = $1 AND run_id IN ";
const ANY_PLACE: &str = "SELECT item_id FROM listed WHERE bureau_id = $1 LIMIT 1";
const ANY_CLASS: &str = "SELECT class_id FROM training_class WHERE bureau_id = $1 LIMIT 1";
const ANY_RUN: &str = "SELECT run_id FROM study_run WHERE bureau_id = $1 LIMIT 1";

/// Where a thing stands in its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub item: i64,
    pub state: String,
    pub kind: String,
    pub ends_on: i64,
}

/// The name of a combination of filters.
pub(super) fn facet(state: &str, kind: Option<&str>) -> String {
    match kind {
        None => format!("state={state}"),
        Some(kind) => format!("state={state}&kind={kind}"),
    }
}

impl Place {
    fn facets(&self) -> [String; 2] {
        [facet(&self.state, None), facet(&self.state, Some(&self.kind))]
    }
}

/// Every unit something counts for: its organisers and all units above them, each once.
pub(crate) fn units(organisers: &[UnitPath]) -> Vec<UnitPath> {
    organisers.iter().flat_map(UnitPath::lineage).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Moves what changed its state, kind or day; the rest keeps its places. Who organises a thing never changes.
pub(crate) async fn write(conn: &mut WriteConn, bureau: Bureau, list: ListOf, now: &[(Place, &[UnitPath])]) -> Result<(), StoreError> {
    let stood = stood(conn, bureau, list, now).await?;
    let mut added = Vec::new();
    for (place, units) in now {
        let before = stood.get(&place.item);
        if before == Some(place) {
            continue;
        }
        for unit in *units {
            for facet in before.map(Place::facets).into_iter().flatten() {
                let ends_on = before.map_or(place.ends_on, |b| b.ends_on);
                on!(&mut *conn, c => sqlx::query(DELETE).bind(bureau).bind(list.word()).bind(unit.as_str()).bind(&facet)
                    .bind(ends_on).bind(place.item).execute(c).await.map(|_| ()))
                .during("moving a line of a list")?;
            }
            added.extend(place.facets().map(|facet| (unit.as_str(), facet, place.ends_on, place.item)));
        }
    }
    bulk!(conn, INSERT, 6, " ON CONFLICT DO NOTHING", added, |q, row| q
        .bind(bureau)
        .bind(list.word())
        .bind(row.0)
        .bind(&row.1)
        .bind(row.2)
        .bind(row.3))
    .during("placing lines in a list")
}

/// Where the things of `now` stood at the last commit or flush.
async fn stood(
    conn: &mut WriteConn,
    bureau: Bureau,
    list: ListOf,
    now: &[(Place, &[UnitPath])],
) -> Result<HashMap<i64, Place>, StoreError> {
    let head = match list {
        ListOf::Classes => STOOD_CLASSES,
        ListOf::Runs => STOOD_RUNS,
    };
    let mut places = HashMap::with_capacity(now.len());
    let mut rest = now;
    for size in chunk_sizes(now.len(), 1) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let sql = in_list(head, 2, size, Placeholder::of(conn));
        let rows: Vec<(i64, String, String, i64)> = on!(&mut *conn, c => {
            let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau);
            for (place, _) in chunk {
                q = q.bind(place.item);
            }
            q.fetch_all(c).await
        })
        .during("reading lines of a list")?;
        places.extend(rows.into_iter().map(|(item, state, kind, ends_on)| (item, Place { item, state, kind, ends_on })));
    }
    Ok(places)
}

/// Whether there are rows for lists without their places: a database of a program that did not place them.
pub(crate) async fn are_missing(conn: &mut WriteConn, bureau: Bureau) -> Result<bool, StoreError> {
    let mut found = Vec::new();
    for sql in [ANY_PLACE, ANY_CLASS, ANY_RUN] {
        let row: Option<(i64,)> =
            on!(&mut *conn, c => sqlx::query_as(sql).bind(bureau).fetch_optional(c).await).during("looking for lists")?;
        found.push(row.is_some());
    }
    Ok(matches!(found.as_slice(), [false, classes, runs] if *classes || *runs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joint_thing_stands_under_every_unit_above_its_organisers_once() {
        let unit = |text: &str| UnitPath::parse(text).unwrap();
        let under = units(&[unit("/150600/a/x/"), unit("/150600/b/")]);
        assert_eq!(under, [unit("/150600/"), unit("/150600/a/"), unit("/150600/a/x/"), unit("/150600/b/")]);
    }
}
