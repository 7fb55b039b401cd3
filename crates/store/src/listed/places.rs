//! Where each thing stands in its list, written after each group that moved it.

use std::collections::{BTreeSet, HashMap};

use nc_kernel::{Bureau, UnitPath};

use super::List;
use crate::db::WriteConn;
use crate::error::{StoreError, While};
use crate::sql::{Placeholder, bulk, chunk_sizes, in_list};

const INSERT: &str = "INSERT INTO listed (bureau_id, list, unit, facet, ends_on, since_seq) VALUES";
const DELETE: &str =
    "DELETE FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 AND facet = $4 AND ends_on = $5 AND since_seq = $6";
const STOOD: &str = "SELECT since_seq, state, then_state, kind, ends_on FROM list_item WHERE bureau_id = $1 AND since_seq IN ";

/// Where a thing stands in its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Position of the first fact about it.
    pub since: i64,
    pub state: String,
    /// What it becomes once its day is past; empty where it stays.
    pub then: String,
    pub kind: String,
    pub ends_on: i64,
}

/// The name of a combination of filters. What lapses stands apart from what stays, so that each is one range of days.
pub(super) fn facet(state: &str, then: &str, kind: Option<&str>) -> String {
    let turn = if then.is_empty() { "" } else { ">" };
    match kind {
        None => format!("state={state}{turn}{then}"),
        Some(kind) => format!("state={state}{turn}{then}&kind={kind}"),
    }
}

impl Place {
    fn facets(&self) -> [String; 2] {
        [facet(&self.state, &self.then, None), facet(&self.state, &self.then, Some(&self.kind))]
    }
}

/// Every unit something counts for: its organisers and all units above them, each once.
pub(crate) fn units(organisers: &[UnitPath]) -> Vec<UnitPath> {
    organisers.iter().flat_map(UnitPath::lineage).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Moves what changed its state, kind or day; the rest keeps its places. Who organises a thing never changes. `now` is in order
/// of recording, and what was first recorded at `fresh_from` or later stands nowhere yet.
pub(crate) async fn write(
    conn: &mut WriteConn,
    bureau: Bureau,
    list: &List,
    now: &[(Place, &[UnitPath])],
    fresh_from: i64,
) -> Result<(), StoreError> {
    let known = now.partition_point(|(place, _)| place.since < fresh_from);
    let stood = stood(conn, bureau, now.get(..known).unwrap_or_default()).await?;
    let mut added = Vec::new();
    for (place, units) in now {
        let before = stood.get(&place.since);
        if before == Some(place) {
            continue;
        }
        for unit in *units {
            for facet in before.map(Place::facets).into_iter().flatten() {
                let ends_on = before.map_or(place.ends_on, |b| b.ends_on);
                on!(&mut *conn, c => sqlx::query(DELETE).bind(bureau).bind(list.word).bind(unit.as_str()).bind(&facet)
                    .bind(ends_on).bind(place.since).execute(c).await.map(|_| ()))
                .during("moving a line of a list")?;
            }
            added.extend(place.facets().map(|facet| (unit.as_str(), facet, place.ends_on, place.since)));
        }
    }
    bulk!(conn, INSERT, 6, " ON CONFLICT DO NOTHING", added, |q, row| q
        .bind(bureau)
        .bind(list.word)
        .bind(row.0)
        .bind(&row.1)
        .bind(row.2)
        .bind(row.3))
    .during("placing lines in a list")
}

/// Where the things of `now` stood at the last commit or flush.
async fn stood(conn: &mut WriteConn, bureau: Bureau, now: &[(Place, &[UnitPath])]) -> Result<HashMap<i64, Place>, StoreError> {
    let mut places = HashMap::with_capacity(now.len());
    let mut rest = now;
    for size in chunk_sizes(now.len(), 1) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let sql = in_list(STOOD, 2, size, Placeholder::of(conn));
        let rows: Vec<(i64, String, String, String, i64)> = on!(&mut *conn, c => {
            let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau);
            for (place, _) in chunk {
                q = q.bind(place.since);
            }
            q.fetch_all(c).await
        })
        .during("reading lines of a list")?;
        let place = |(since, state, then, kind, ends_on)| (since, Place { since, state, then, kind, ends_on });
        places.extend(rows.into_iter().map(place));
    }
    Ok(places)
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
