//! Reading one page: the best of a few ranges of one key, and of the few lines that have no place yet.

use std::fmt::Write as _;

use nc_kernel::{Bureau, Day, UnitPath};

use super::edge::EDGE;
use super::places::facet;
use super::{ListQuery, ListedItem};
use crate::db::ReadPool;
use crate::error::{StoreError, While};

// One bound of the days is in the place to start from. A second one on the same side would let SQLite's planner, once it knows
// that there is one bureau, skip over the key and read a whole facet.
const PLACES: &str = "SELECT ends_on, since_seq FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 AND facet = ";
// A path stands behind a space and begins with the unit it lies in.
const UNPLACED: &str = "SELECT ends_on, since_seq FROM list_item WHERE bureau_id = $1 AND list = $2 \
    AND replace(' ' || organisers, ' ' || $3, '') <> ' ' || organisers AND since_seq >= ";
/// As [`facet`] names it.
const FACET: &str = "'state=' || state || CASE then_state WHEN '' THEN '' ELSE '>' || then_state END";
const ROWS: &str = "SELECT i.since_seq, i.item_id AS id, i.serial, i.title, i.kind, i.state, i.organisers, i.starts_on, i.ends_on, i.marks, i.then_state FROM (";
const BY_PLACE: &str = ") AS p JOIN list_item i ON i.bureau_id = $1 AND i.since_seq = p.since_seq ORDER BY ";

/// A range of one facet: its name, the bound far from where it starts, and the place it starts after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range {
    facet: String,
    far: i64,
    after: (i64, i64),
}

impl Range {
    /// The days from `from` to `to` of a facet, as far as `query` has not seen them.
    fn of(facet: String, from: i64, to: i64, query: &ListQuery<'_>) -> Self {
        let (far, start) = if query.newest_first { (from, (to, i64::MAX)) } else { (to, (from, i64::MIN)) };
        let seen = query.after.map_or(start, |after| (after.ends_on, after.since));
        let after = if query.newest_first { seen.min(start) } else { seen.max(start) };
        Self { facet, far, after }
    }
}

/// Where the things lie that are in any of `states` on `today`: what stays in a state, what is still in it, and what came to
/// it because its last day is past.
pub(super) fn ranges(states: &[&str], query: &ListQuery<'_>, today: Day) -> Vec<Range> {
    let (from, to) = (query.from.map_or(0, Day::key), query.to.map_or(i64::MAX, Day::key));
    let (today, yesterday) = (today.key(), today.minus_days(1).key());
    let mut ranges = Vec::new();
    for state in states {
        ranges.push(Range::of(facet(state, "", query.kind), from, to, query));
        for (before, then) in query.of.lapses {
            let name = facet(before, then, query.kind);
            if before == state {
                ranges.push(Range::of(name, from.max(today), to, query));
            } else if then == state {
                ranges.push(Range::of(name, from, to.min(yesterday), query));
            }
        }
    }
    ranges
}

/// The statement over `ranges` ranges, whose parameters are those from the fifth on, four each. Each range is cut to a page of
/// its own: what lies behind it cannot be on this one. What has no place yet is gone through once.
fn sql(newest_first: bool, of_kind: bool, ranges: usize) -> String {
    let (far, after, direction) = if newest_first { (">=", "<", " DESC") } else { ("<=", ">", "") };
    let order = format!("ends_on{direction}, since_seq{direction}");
    let kind = if of_kind { " || '&kind=' || kind" } else { "" };
    let mut sql = ROWS.to_owned();
    let mut any = String::new();
    for n in 0..ranges {
        let [name, bound, day, since] = [5, 6, 7, 8].map(|first| first + n * 4);
        let days = format!("ends_on {far} ${bound} AND (ends_on, since_seq) {after} (${day}, ${since})");
        let _ = write!(sql, "SELECT * FROM ({PLACES}${name} AND {days} ORDER BY {order} LIMIT $4) AS r{n} UNION ALL ");
        let _ = write!(any, "{} {FACET}{kind} = ${name} AND {days}", if n == 0 { "" } else { " OR" });
    }
    let _ = write!(sql, "SELECT * FROM ({UNPLACED}{EDGE} AND ({any}) ORDER BY {order} LIMIT $4) AS unplaced");
    let _ = write!(sql, " ORDER BY {order} LIMIT $4{BY_PLACE}p.ends_on{direction}, p.since_seq{direction}");
    sql
}

/// The first `limit` lines of `ranges`.
pub(super) async fn read(
    readers: &ReadPool,
    bureau: Bureau,
    unit: &UnitPath,
    ranges: &[Range],
    query: &ListQuery<'_>,
    limit: usize,
) -> Result<Vec<ListedItem>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = sql(query.newest_first, query.kind.is_some(), ranges.len());
    on!(readers, pool => {
        let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau).bind(query.of.word).bind(unit.as_str()).bind(limit);
        for range in ranges {
            q = q.bind(&range.facet).bind(range.far).bind(range.after.0).bind(range.after.1);
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
    const FILL: [&str; 5] = [
        "ALTER TABLE chain_head ADD COLUMN derived INTEGER NOT NULL DEFAULT 0",
        "INSERT INTO chain_head (bureau_id, size, root, derived) VALUES (150600, 39990, x'', 39990)",
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 39999) INSERT INTO list_item \
         SELECT 150600, i, 'training.class', i, 's' || i, '班', 'drill', CASE i / 7 % 5 WHEN 0 THEN 'planned' WHEN 3 THEN 'closed' ELSE 'open' END, \
         '/150600/u' || (i * 7919 % 20) || '/', 20200101 + i % 4 * 10000, 20200128 + i % 4 * 10000, 0, '' FROM n",
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
                let mut q = sqlx::query_as(sqlx::AssertSqlSafe(explain)).bind(150_600).bind("training.class").bind(&unit).bind(21);
                for state in states {
                    q = q.bind(facet(state, "", None)).bind(far).bind(after.0).bind(after.1);
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
