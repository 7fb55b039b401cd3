//! Reading one page: the best of a few ranges of one key.

use std::fmt::Write as _;

use nc_kernel::{Bureau, Day, UnitPath};

use super::places::facet;
use super::{ListQuery, ListedItem};
use crate::db::ReadPool;
use crate::error::{StoreError, While};

// A bound with a `+` is no key: the place to start from says it already, and two bounds on one column let SQLite's planner, once
// it knows that there is one bureau, skip over the key and read a whole facet.
const NEWEST: &str = "SELECT i.since_seq, i.item_id AS id, i.serial, i.title, i.kind, i.state, i.organiser, i.starts_on, i.ends_on, i.marks \
    FROM listed p JOIN list_item i ON i.bureau_id = p.bureau_id AND i.since_seq = p.since_seq \
    WHERE p.bureau_id = $1 AND p.list = $2 AND p.unit = $3 AND p.ends_on >= $4 AND +p.ends_on <= $5 \
    AND (p.ends_on, p.since_seq) < ($6, $7) AND p.facet = $9 ORDER BY p.ends_on DESC, p.since_seq DESC LIMIT $8";
const OLDEST: &str = "SELECT i.since_seq, i.item_id AS id, i.serial, i.title, i.kind, i.state, i.organiser, i.starts_on, i.ends_on, i.marks \
    FROM listed p JOIN list_item i ON i.bureau_id = p.bureau_id AND i.since_seq = p.since_seq \
    WHERE p.bureau_id = $1 AND p.list = $2 AND p.unit = $3 AND +p.ends_on >= $4 AND p.ends_on <= $5 \
    AND (p.ends_on, p.since_seq) > ($6, $7) AND p.facet = $9 ORDER BY p.ends_on, p.since_seq LIMIT $8";
const RANGE_NEWEST: &str = "SELECT ends_on, since_seq FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 \
    AND ends_on >= $4 AND +ends_on <= $5 AND (ends_on, since_seq) < ($6, $7) AND facet = ";
const RANGE_OLDEST: &str = "SELECT ends_on, since_seq FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 \
    AND +ends_on >= $4 AND ends_on <= $5 AND (ends_on, since_seq) > ($6, $7) AND facet = ";
const ROWS: &str =
    "SELECT i.since_seq, i.item_id AS id, i.serial, i.title, i.kind, i.state, i.organiser, i.starts_on, i.ends_on, i.marks FROM ";
const BY_PLACE: &str = " AS p JOIN list_item i ON i.bureau_id = $1 AND i.since_seq = p.since_seq ORDER BY ";

/// The statement over `ranges` facets, which are the parameters from the ninth on. One range is read as it lies; of several,
/// each is cut to a page of its own, for what lies behind it cannot be on this one.
fn sql(newest_first: bool, ranges: usize) -> String {
    if ranges == 1 {
        return (if newest_first { NEWEST } else { OLDEST }).to_owned();
    }
    let (range, direction) = if newest_first { (RANGE_NEWEST, " DESC") } else { (RANGE_OLDEST, "") };
    let order = format!("ends_on{direction}, since_seq{direction}");
    let mut best = String::new();
    for n in 0..ranges {
        let union = if n == 0 { "" } else { " UNION ALL " };
        let _ = write!(best, "{union}SELECT * FROM ({range}${} ORDER BY {order} LIMIT $8) AS r{n}", n + 9);
    }
    format!("{ROWS}({best} ORDER BY {order} LIMIT $8){BY_PLACE}p.ends_on{direction}, p.since_seq{direction}")
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
    let start = if query.newest_first { (to, i64::MAX) } else { (from, i64::MIN) };
    let seen = query.after.map_or(start, |after| (after.ends_on, after.since));
    let after = if query.newest_first { seen.min(start) } else { seen.max(start) };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = sql(query.newest_first, states.len());
    on!(readers, pool => {
        let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(bureau).bind(query.of.word()).bind(unit.as_str()).bind(from).bind(to)
            .bind(after.0).bind(after.1).bind(limit);
        for state in states {
            q = q.bind(facet(state, query.kind));
        }
        q.fetch_all(pool).await
    })
    .during("reading a list")
}
