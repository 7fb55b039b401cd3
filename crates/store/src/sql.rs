//! Inserting many rows with one statement text for both databases.

use std::fmt::Write;

/// Rows a statement may hold: both databases cap the number of parameters, SQLite lower at 32,766.
const MAX_PARAMETERS: usize = 30_000;

/// The greatest batch that has a statement of its own for each number of rows.
const EXACT: usize = 32;

/// Cuts `total` rows of `columns` parameters into statement sizes: powers of two while many are left, then the rest at once.
/// A statement is a turn of the database's thread, which costs more than the few rows it writes; a small group takes one
/// turn a table, and a few dozen prepared statements serve every batch.
pub(crate) fn chunk_sizes(total: usize, columns: usize) -> impl Iterator<Item = usize> {
    let cap = (MAX_PARAMETERS / columns.max(1)).clamp(1, 512);
    let cap = 1_usize << (usize::BITS - 1 - cap.leading_zeros());
    let mut left = total;
    std::iter::from_fn(move || {
        if left == 0 {
            return None;
        }
        let mut size = cap;
        while size > left {
            size /= 2;
        }
        if left < cap.min(EXACT) {
            size = left;
        }
        left -= size;
        Some(size)
    })
}

/// How a bulk statement writes its parameters. SQLite takes `$1` for a name and looks every name up in a list, for each
/// parameter of each execution: with thousands of them that costs more than the insert. A bare `?` has no name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Placeholder {
    /// `?`, for SQLite.
    Bare,
    /// `$1`, for PostgreSQL.
    Numbered,
}

impl Placeholder {
    /// What the database behind `conn` takes.
    pub(crate) fn of<S, P>(conn: &crate::db::On<S, P>) -> Self {
        match conn {
            crate::db::On::Sqlite(_) => Self::Bare,
            crate::db::On::Postgres(_) => Self::Numbered,
        }
    }
}

/// `head ($1,$2),($3,$4) tail` for `rows` rows of `columns` parameters.
pub(crate) fn values(head: &str, rows: usize, columns: usize, tail: &str, placeholder: Placeholder) -> String {
    let mut sql = String::with_capacity(head.len() + tail.len() + rows * columns * 7);
    sql.push_str(head);
    let mut parameter = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { " (" } else { ",(" });
        for column in 0..columns {
            parameter += 1;
            sql.push_str(if column == 0 { "" } else { "," });
            // Writing to a String cannot fail.
            let _ = match placeholder {
                Placeholder::Bare => sql.write_char('?'),
                Placeholder::Numbered => write!(sql, "${parameter}"),
            };
        }
        sql.push(')');
    }
    sql.push_str(tail);
    sql
}

/// `head ($1,$2,…)` for a list of `count` values that begins with parameter `first`.
pub(crate) fn in_list(head: &str, first: usize, count: usize, placeholder: Placeholder) -> String {
    let mut sql = String::with_capacity(head.len() + count * 5 + 2);
    sql.push_str(head);
    for place in 0..count {
        sql.push(if place == 0 { '(' } else { ',' });
        // Writing to a String cannot fail.
        let _ = match placeholder {
            // A number after `?` is no name, and may stand beside `$1`; a bare `?` would count from the first argument again.
            Placeholder::Bare => write!(sql, "?{}", first + place),
            Placeholder::Numbered => write!(sql, "${}", first + place),
        };
    }
    sql.push(')');
    sql
}

/// Runs one multi-row statement per chunk of `rows`: `bulk!(conn, HEAD, columns, TAIL, rows, |q, row| q.bind(..))`.
macro_rules! bulk {
    ($conn:expr, $head:expr, $columns:expr, $tail:expr, $rows:expr, |$q:ident, $row:ident| $bind:expr) => {{
        let rows = $rows;
        let mut rest = &rows[..];
        let mut result = Ok(());
        for size in $crate::sql::chunk_sizes(rows.len(), $columns) {
            let (chunk, after) = rest.split_at(size);
            rest = after;
            let sql = $crate::sql::values($head, size, $columns, $tail, $crate::sql::Placeholder::of(&*$conn));
            let done = on!(&mut *$conn, c => {
                let mut $q = sqlx::query(sqlx::AssertSqlSafe(sql));
                for $row in chunk {
                    $q = $bind;
                }
                $q.execute(c).await.map(|_| ())
            });
            if done.is_err() {
                result = done;
                break;
            }
        }
        result
    }};
}
pub(crate) use bulk;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_powers_of_two_and_then_the_rest() {
        for (total, columns, sizes) in [
            (0, 3, vec![]),
            (1, 3, vec![1]),
            (31, 3, vec![31]),
            (777, 3, vec![512, 256, 9]),
            (609, 1_000, vec![16; 38].into_iter().chain([1]).collect()),
        ] {
            assert_eq!(chunk_sizes(total, columns).collect::<Vec<_>>(), sizes);
        }
    }

    #[test]
    fn a_list_goes_on_counting() {
        assert_eq!(in_list("x IN ", 3, 2, Placeholder::Bare), "x IN (?3,?4)");
        assert_eq!(in_list("x IN ", 3, 2, Placeholder::Numbered), "x IN ($3,$4)");
    }

    #[test]
    fn parameters_are_numbered_through() {
        assert_eq!(
            values("INSERT INTO t (a,b) VALUES", 2, 2, " ON CONFLICT DO NOTHING", Placeholder::Numbered),
            "INSERT INTO t (a,b) VALUES ($1,$2),($3,$4) ON CONFLICT DO NOTHING"
        );
    }
}
