//! 分项: a figure by values of an attribute it is broken down by, month by month, from cells alone.

use std::collections::BTreeMap;

use nc_figures::Part;
use nc_kernel::{Day, Period};
use nc_people::Scope;

use crate::error::{StoreError, While};
use crate::figures::{self, Question};
use crate::{Store, db};

const SELECT: &str = "SELECT figure, span, CAST(sum(n) AS BIGINT) FROM cell WHERE bureau_id = $1 AND unit = $2 AND span BETWEEN $3 AND $4 \
    AND known_on <= $5 AND figure IN (";

/// What a part came to in each month of a year, from 1.
pub type ByMonth = BTreeMap<u8, i64>;

impl Store {
    /// A figure over the year its period ends in, by `values` of the attribute `by`, each by month. `scope` must hold the
    /// question's unit. A value without entries is left out.
    ///
    /// # Errors
    /// [`StoreError`] when the unit lies outside `scope`, the figure is not broken down so, or cells cannot be read.
    pub async fn breakdown(
        &self,
        scope: &Scope,
        question: &Question,
        by: &str,
        values: &[String],
    ) -> Result<BTreeMap<String, ByMonth>, StoreError> {
        figures::within(scope, question)?;
        let definition = &question.definition;
        let cells = |value: &String| {
            let part = Part { by: by.to_owned(), value: value.clone() };
            let narrowed = definition.narrowed(part).ok_or_else(|| format!("figure {} is not broken down by {by}", definition.key()));
            narrowed.map(|narrowed| (narrowed.cells(), value.clone())).map_err(StoreError::Unusable)
        };
        let named: BTreeMap<String, String> = values.iter().map(cells).collect::<Result<_, _>>()?;
        let months = months_of(question.period);
        let known_on = question.known_on.unwrap_or_else(|| crate::maintenance::NOW.day());
        let mut view = db::snapshot(&self.readers).await?;
        let mut parts: BTreeMap<String, ByMonth> = BTreeMap::new();
        let names: Vec<&String> = named.keys().collect();
        let mut rest = names.as_slice();
        for size in crate::sql::chunk_sizes(names.len(), 1) {
            let (chunk, after) = rest.split_at(size);
            rest = after;
            let places: Vec<String> = (0..size).map(|i| format!("${}", i + 6)).collect();
            let sql = format!("{SELECT}{}) GROUP BY figure, span", places.join(","));
            let rows: Vec<(String, i64, i64)> = on!(&mut view, c => {
                let mut q = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.bureau).bind(question.unit.as_str())
                    .bind(months.0).bind(months.1).bind(known_on.key());
                for name in chunk {
                    q = q.bind(name.as_str());
                }
                q.fetch_all(&mut **c).await
            })
            .during("reading the parts of a figure")?;
            for (figure, span, n) in rows.into_iter().filter(|(_, _, n)| *n != 0) {
                let Some(value) = named.get(&figure) else { continue };
                let month = u8::try_from(span % 100).unwrap_or_default();
                *parts.entry(value.clone()).or_default().entry(month).or_default() += n;
            }
        }
        Ok(parts)
    }
}

/// The months of the year the period ends in.
fn months_of(period: Period) -> (i64, i64) {
    let year = period.to.first_of_year();
    let of = |day: Day| day.key() / 100;
    (of(year), of(year.last_of_year()))
}
