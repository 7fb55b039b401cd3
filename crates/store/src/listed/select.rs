//! Reading one page: the best of a few ranges of one key.

use std::fmt::Write as _;

use nc_kernel::{Bureau, Day, UnitPath};

use super::places::facet;
use super::{ListCursor, ListOf, ListQuery, ListedItem};
use crate::db::ReadPool;
use crate::error::{StoreError, While};

const RANGE_NEWEST: &str = "SELECT ends_on, item_id FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 \
    AND ends_on >= $4 AND ends_on <= $5 AND (ends_on, item_id) < ($6, $7) AND facet = ";
const RANGE_OLDEST: &str = "SELECT ends_on, item_id FROM listed WHERE bureau_id = $1 AND list = $2 AND unit = $3 \
    AND ends_on >= $4 AND ends_on <= $5 AND (ends_on, item_id) > ($6, $7) AND facet = ";
const CLASSES: &str = "SELECT c.class_id AS id, c.serial, c.title, c.category AS kind, c.state, c.organiser, c.starts_on, c.ends_on, c.marks \
    FROM training_class c WHERE c.bureau_id = $1 AND c.class_id IN (SELECT p.item_id FROM ";
const RUNS: &str = "SELECT r.run_id AS id, r.serial, r.title, r.kind, r.state, r.organiser, r.starts_on, r.ends_on, r.marks \
    FROM study_run r WHERE r.bureau_id = $1 AND r.run_id IN (SELECT p.item_id FROM ";

/// The statement over `ranges` facets, which are the parameters from the ninth on.
fn sql(of: ListOf, newest_first: bool, ranges: usize) -> String {
    let (range, order) = if newest_first { (RANGE_NEWEST, "ends_on DESC, item_id DESC") } else { (RANGE_OLDEST, "ends_on, item_id") };
    let mut all = String::new();
    for n in 0..ranges {
        let union = if n == 0 { "" } else { " UNION ALL " };
        // Each range is cut to a page of its own: what lies behind it cannot be on this one.
        let _ = write!(all, "{union}SELECT * FROM ({range}${} ORDER BY {order} LIMIT $8) AS r{n}", n + 9);
    }
    let (head, order_of_rows) = match of {
        ListOf::Classes => (CLASSES, order.replace("item_id", "class_id")),
        ListOf::Runs => (RUNS, order.replace("item_id", "run_id")),
    };
    format!("{head}({all} ORDER BY {order} LIMIT $8) AS p) ORDER BY {order_of_rows}")
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
    let after = query.after.unwrap_or(ListCursor { ends_on: start, item: start });
    let (from, to) = (query.from.map_or(0, Day::key), query.to.map_or(i64::MAX, Day::key));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = sql(query.of, query.newest_first, states.len());
    on!(readers, pool => {
        let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(bureau).bind(query.of.word()).bind(unit.as_str()).bind(from).bind(to)
            .bind(after.ends_on).bind(after.item).bind(limit);
        for state in states {
            q = q.bind(facet(state, query.kind));
        }
        q.fetch_all(pool).await
    })
    .during("reading a list")
}
