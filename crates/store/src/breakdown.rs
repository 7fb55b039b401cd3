//! 分项: parts of figures over a year, month by month, from cells alone.

use nc_kernel::{Bureau, UnitPath};

use crate::db::Snapshot;
use crate::error::{StoreError, While};
use crate::maintenance::NOW;
use crate::sql::{Placeholder, chunk_sizes, in_list};

const SELECT: &str = "SELECT figure, span, CAST(sum(n) AS BIGINT) FROM cell WHERE bureau_id = $1 AND unit = $2 AND span BETWEEN $3 AND $4 \
    AND known_on <= $5 AND figure IN ";

/// What each of the `cells` of a unit came to in each month of a year: the cells' name, the month from 1, and the number.
/// What came to nothing is left out.
pub(crate) async fn by_month(
    view: &mut Snapshot,
    bureau: Bureau,
    unit: &UnitPath,
    year: i16,
    cells: &[&str],
) -> Result<Vec<(String, u8, i64)>, StoreError> {
    let (first, last) = (i64::from(year) * 100 + 1, i64::from(year) * 100 + 12);
    let mut found = Vec::new();
    let mut rest = cells;
    for size in chunk_sizes(cells.len(), 1) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let sql = in_list(SELECT, 6, size, Placeholder::of(view)) + " GROUP BY figure, span";
        let rows: Vec<(String, i64, i64)> = on!(&mut *view, c => {
            let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(bureau).bind(unit.as_str()).bind(first).bind(last).bind(NOW.day().key());
            for name in chunk {
                q = q.bind(*name);
            }
            q.fetch_all(&mut **c).await
        })
        .during("reading the parts of a figure")?;
        let numbers = rows.into_iter().filter(|(_, _, n)| *n != 0);
        found.extend(numbers.map(|(figure, span, n)| (figure, u8::try_from(span % 100).unwrap_or_default(), n)));
    }
    Ok(found)
}
