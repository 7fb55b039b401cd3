//! Reading one page: the best of a few ranges of one key, and of the few lines that have no place yet.

use std::fmt::Write as _;

use nc_kernel::{Bureau, Day, UnitPath};

use super::edge::EDGE;
use super::places::facet;
use super::{ListQuery, ListedItem};
use crate::db::ReadPool;
use crate::error::{StoreError, While};
use crate::sql::{Placeholder, in_list};

// One bound of the days is in the place to start from. A second one on the same side would let SQLite's planner, once it knows
// that there is one bureau, skip over the key and read a whole facet.
const NEWEST: &str = "SELECT ends_on, since_seq FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 \
    AND ends_on >= $4 AND (ends_on, since_seq) < ($5, $6) AND facet = ";
const OLDEST: &str = "SELECT ends_on, since_seq FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 \
    AND ends_on <= $4 AND (ends_on, since_seq) > ($5, $6) AND facet = ";
// A path stands behind a space and begins with the unit it lies in.
const UNPLACED: &str = "SELECT ends_on, since_seq FROM list_item WHERE bureau_id = $1 AND list = $2 \
    AND replace(' ' || organisers, ' ' || $3, '') <> ' ' || organisers AND since_seq >= ";
const LATER: &str = " AND ends_on >= $4 AND (ends_on, since_seq) < ($5, $6)";
const EARLIER: &str = " AND ends_on <= $4 AND (ends_on, since_seq) > ($5, $6)";
const ROWS: &str =
    "SELECT i.since_seq, i.item_id AS id, i.serial, i.title, i.kind, i.state, i.organisers, i.starts_on, i.ends_on, i.marks FROM (";
const BY_PLACE: &str = ") AS p JOIN list_item i ON i.bureau_id = $1 AND i.since_seq = p.since_seq ORDER BY ";

/// The statement over `ranges` facets, which are the parameters from the eighth on. Each range is cut to a page of its own:
/// what lies behind it cannot be on this one.
fn sql(newest_first: bool, of_kind: bool, ranges: usize) -> String {
    let (range, bounds, direction) = if newest_first { (NEWEST, LATER, " DESC") } else { (OLDEST, EARLIER, "") };
    let order = format!("ends_on{direction}, since_seq{direction}");
    let mut sql = ROWS.to_owned();
    for n in 0..ranges {
        let _ = write!(sql, "SELECT * FROM ({range}${} ORDER BY {order} LIMIT $7) AS r{n} UNION ALL ", n + 8);
    }
    let facet = if of_kind { "'state=' || state || '&kind=' || kind" } else { "'state=' || state" };
    let _ = write!(sql, "SELECT * FROM ({UNPLACED}{EDGE}{bounds} AND {facet}");
    sql.push_str(&in_list(" IN ", 8, ranges, Placeholder::Numbered));
    let _ = write!(sql, " ORDER BY {order} LIMIT $7) AS unplaced");
    let _ = write!(sql, " ORDER BY {order} LIMIT $7{BY_PLACE}p.ends_on{direction}, p.since_seq{direction}");
    sql
}

/// The first `limit` lines in any of `states` that `query` asks for.
pub(super) async fn read(
    readers: &ReadPool,
    bureau: Bureau,
    unit: &UnitPath,
    states: &[&str],
    query: &ListQuery<'_>,
    limit: usize,
) -> Result<Vec<ListedItem>, StoreError> {
    let (from, to) = (query.from.map_or(0, Day::key), query.to.map_or(i64::MAX, Day::key));
    let (far, start) = if query.newest_first { (from, (to, i64::MAX)) } else { (to, (from, i64::MIN)) };
    let seen = query.after.map_or(start, |after| (after.ends_on, after.since));
    let after = if query.newest_first { seen.min(start) } else { seen.max(start) };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = sql(query.newest_first, query.kind.is_some(), states.len());
    on!(readers, pool => {
        let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(bureau).bind(query.of.word).bind(unit.as_str()).bind(far).bind(after.0).bind(after.1).bind(limit);
        for state in states {
            q = q.bind(facet(state, query.kind));
        }
        q.fetch_all(pool).await
    })
    .during("reading a list")
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;

    const UNITS: i64 = 20;
    const TABLES: [(&str, &str); 3] = [
        ("CREATE TABLE chain_head", include_str!("../../migrations/sqlite/0001_ledger.sql")),
        ("CREATE TABLE listed", include_str!("../../migrations/sqlite/0021_lists.sql")),
        ("CREATE TABLE list_item", include_str!("../../migrations/sqlite/0037_list_edge.sql")),
    ];
    const FILL: [&str; 4] = [
        "INSERT INTO chain_head VALUES (150600, 39990, x'')",
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 39999) INSERT INTO list_item \
         SELECT 150600, i, 'training.class', i, 's' || i, '班', 'drill', CASE i / 7 % 5 WHEN 0 THEN 'planned' WHEN 3 THEN 'closed' ELSE 'open' END, \
         '/150600/u' || (i * 7919 % 20) || '/', 20200101 + i % 4 * 10000, 20200128 + i % 4 * 10000, 0 FROM n",
        "INSERT INTO listed SELECT 150600, list, organisers, 'state=' || state, ends_on, since_seq FROM list_item",
        "INSERT INTO listed SELECT 150600, list, '/150600/', 'state=' || state, ends_on, since_seq FROM list_item",
    ];

    /// How SQLite, knowing how the rows are spread, would read each page: a seek for each range, whatever the unit.
    #[tokio::test]
    async fn every_range_is_a_seek_of_the_whole_key() {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let tables = TABLES.map(|(begins, migration)| migration.split(';').find(|text| text.contains(begins)).unwrap());
        for sql in tables.into_iter().chain(FILL).chain(["ANALYZE"]) {
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut conn).await.unwrap();
        }
        sqlx::raw_sql("ANALYZE sqlite_schema").execute(&mut conn).await.unwrap();
        for (newest_first, states) in
            [true, false].into_iter().flat_map(|newest| [&["closed"][..], &["planned", "open", "closed"]].map(|states| (newest, states)))
        {
            for unit in (0..UNITS).map(|n| format!("/150600/u{n}/")).chain(["/150600/".to_owned()]) {
                let explain = format!("EXPLAIN QUERY PLAN {}", sql(newest_first, false, states.len()));
                let (far, after) = if newest_first { (0, (i64::MAX, i64::MAX)) } else { (i64::MAX, (0, i64::MIN)) };
                let mut q = sqlx::query_as(sqlx::AssertSqlSafe(explain))
                    .bind(150_600)
                    .bind("training.class")
                    .bind(&unit)
                    .bind(far)
                    .bind(after.0)
                    .bind(after.1)
                    .bind(21);
                for state in states {
                    q = q.bind(facet(state, None));
                }
                let plan: Vec<(i64, i64, i64, String)> = q.fetch_all(&mut conn).await.unwrap();
                let read: Vec<&str> = plan.iter().map(|line| line.3.as_str()).filter(|line| line.contains("listed")).collect();
                let seek = "SEARCH listed USING PRIMARY KEY (bureau_id=? AND list=? AND unit=? AND facet=? AND";
                assert!(read.len() == states.len() && read.iter().all(|line| line.starts_with(seek)), "{unit}: {plan:#?}");
                let tail = "SEARCH list_item USING PRIMARY KEY (bureau_id=? AND since_seq>?)";
                assert!(plan.iter().any(|line| line.3 == tail), "{unit}: {plan:#?}");
                let row = "SEARCH i USING PRIMARY KEY (bureau_id=? AND since_seq=?)";
                assert!(plan.iter().any(|line| line.3 == row), "{unit}: {plan:#?}");
            }
        }
    }
}
