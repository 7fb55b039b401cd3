//! Reading one page: the best of a few ranges of one key.

use std::fmt::Write as _;

use nc_kernel::{Bureau, Day, UnitPath};

use super::places::facet;
use super::{ListCursor, ListQuery, ListedItem};
use crate::db::ReadPool;
use crate::error::{StoreError, While};

const RANGE_NEWEST: &str = "SELECT ends_on, since_seq FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 \
    AND ends_on >= $4 AND ends_on <= $5 AND (ends_on, since_seq) < ($6, $7) AND facet = ";
const RANGE_OLDEST: &str = "SELECT ends_on, since_seq FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 \
    AND ends_on >= $4 AND ends_on <= $5 AND (ends_on, since_seq) > ($6, $7) AND facet = ";
const ROWS: &str =
    "SELECT i.since_seq, i.item_id AS id, i.serial, i.title, i.kind, i.state, i.organiser, i.starts_on, i.ends_on, i.marks FROM ";
const BY_PLACE: &str = " AS p JOIN list_item i ON i.bureau_id = $1 AND i.since_seq = p.since_seq ORDER BY ";

/// The statement over `ranges` facets, which are the parameters from the ninth on.
fn sql(newest_first: bool, ranges: usize) -> String {
    let (range, direction) = if newest_first { (RANGE_NEWEST, " DESC") } else { (RANGE_OLDEST, "") };
    let order = format!("ends_on{direction}, since_seq{direction}");
    // Each range is cut to a page of its own: what lies behind it cannot be on this one.
    let cut = |n: usize| format!("{range}${} ORDER BY {order} LIMIT $8", n + 9);
    let mut best = cut(0);
    if ranges != 1 {
        best = format!("SELECT * FROM ({best}) AS r0");
        for n in 1..ranges {
            let _ = write!(best, " UNION ALL SELECT * FROM ({}) AS r{n}", cut(n));
        }
        let _ = write!(best, " ORDER BY {order} LIMIT $8");
    }
    format!("{ROWS}({best}){BY_PLACE}p.ends_on{direction}, p.since_seq{direction}")
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
    let start = if query.newest_first { i64::MAX } else { i64::MIN };
    let after = query.after.unwrap_or(ListCursor { ends_on: start, since: start });
    let (from, to) = (query.from.map_or(0, Day::key), query.to.map_or(i64::MAX, Day::key));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = sql(query.newest_first, states.len());
    on!(readers, pool => {
        let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(bureau).bind(query.of.word()).bind(unit.as_str()).bind(from).bind(to)
            .bind(after.ends_on).bind(after.since).bind(limit);
        for state in states {
            q = q.bind(facet(state, query.kind));
        }
        q.fetch_all(pool).await
    })
    .during("reading a list")
}
