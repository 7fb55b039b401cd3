//! 清单: pages of classes and runs, filtered by unit, state, kind and time, newest or oldest first.
//!
//! Each thing stands in the table `listed` once for every unit it counts for and every combination of filters it fits.
//! A page is then one range of one primary key, however many rows there are and whatever the filter; nothing is scanned
//! and no row is skipped by number.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;

use nc_kernel::{Bureau, Day, UnitPath, id};
use nc_people::Scope;

use crate::Store;
use crate::cursor::NotACursor;
use crate::db::WriteConn;
use crate::error::{StoreError, While, damaged};
use crate::sql::{Placeholder, bulk, chunk_sizes, in_list};

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListOf {
    /// 培训班: training classes, by category.
    Classes,
    /// 学习期次: study runs, by kind.
    Runs,
}

impl ListOf {
    /// The word its places are stored under.
    fn word(self) -> &'static str {
        match self {
            Self::Classes => "training.class",
            Self::Runs => "study.run",
        }
    }
}

/// Which page of which list.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// The list.
    pub of: ListOf,
    /// Only in this state.
    pub state: Option<&'a str>,
    /// Only of this kind.
    pub kind: Option<&'a str>,
    /// Ended on this day or later.
    pub from: Option<Day>,
    /// Ended on this day or earlier.
    pub to: Option<Day>,
    /// The latest end first.
    pub newest_first: bool,
    /// Where the page before ended.
    pub after: Option<ListCursor>,
    /// Rows wanted.
    pub limit: usize,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedItem {
    /// Its number; shown as text.
    pub id: i64,
    /// Its serial, as people wrote it.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// Category or kind.
    pub kind: String,
    /// Where it stands.
    pub state: String,
    /// Who leads it.
    pub organiser: String,
    /// First day, as a key.
    pub starts_on: i64,
    /// Last day, as a key.
    pub ends_on: i64,
    /// People marked.
    pub marks: i64,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPage {
    /// Its lines.
    pub items: Vec<ListedItem>,
    /// Where the next one starts; `None` at the end.
    pub next: Option<ListCursor>,
}

/// 续页标记 of a list: the last line seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListCursor {
    ends_on: i64,
    item: i64,
}

/// Goes up when the text means something else.
const VERSION: &str = "l1";

impl fmt::Display for ListCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION}.{}.{}", self.ends_on, id::to_text(self.item))
    }
}

impl FromStr for ListCursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let mut parts = text.split('.');
        let (Some(VERSION), Some(day), Some(item), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(NotACursor);
        };
        let ends_on = day.parse().ok().filter(|day| Day::from_key(*day).is_ok()).ok_or(NotACursor)?;
        let cursor = Self { ends_on, item: id::from_text(item).ok_or(NotACursor)? };
        if cursor.to_string() == text { Ok(cursor) } else { Err(NotACursor) }
    }
}

const NEWEST_CLASSES: &str = "SELECT c.class_id AS id, c.serial, c.title, c.category AS kind, c.state, c.organiser, c.starts_on, c.ends_on, c.marks \
    FROM listed l JOIN training_class c ON c.bureau_id = l.bureau_id AND c.class_id = l.item_id \
    WHERE l.bureau_id = $1 AND l.list = $2 AND l.unit = $3 AND l.facet = $4 AND l.ends_on >= $5 AND l.ends_on <= $6 \
    AND (l.ends_on, l.item_id) < ($7, $8) ORDER BY l.ends_on DESC, l.item_id DESC LIMIT $9";
const OLDEST_CLASSES: &str = "SELECT c.class_id AS id, c.serial, c.title, c.category AS kind, c.state, c.organiser, c.starts_on, c.ends_on, c.marks \
    FROM listed l JOIN training_class c ON c.bureau_id = l.bureau_id AND c.class_id = l.item_id \
    WHERE l.bureau_id = $1 AND l.list = $2 AND l.unit = $3 AND l.facet = $4 AND l.ends_on >= $5 AND l.ends_on <= $6 \
    AND (l.ends_on, l.item_id) > ($7, $8) ORDER BY l.ends_on, l.item_id LIMIT $9";
const NEWEST_RUNS: &str = "SELECT r.run_id AS id, r.serial, r.title, r.kind, r.state, r.organiser, r.starts_on, r.ends_on, r.marks \
    FROM listed l JOIN study_run r ON r.bureau_id = l.bureau_id AND r.run_id = l.item_id \
    WHERE l.bureau_id = $1 AND l.list = $2 AND l.unit = $3 AND l.facet = $4 AND l.ends_on >= $5 AND l.ends_on <= $6 \
    AND (l.ends_on, l.item_id) < ($7, $8) ORDER BY l.ends_on DESC, l.item_id DESC LIMIT $9";
const OLDEST_RUNS: &str = "SELECT r.run_id AS id, r.serial, r.title, r.kind, r.state, r.organiser, r.starts_on, r.ends_on, r.marks \
    FROM listed l JOIN study_run r ON r.bureau_id = l.bureau_id AND r.run_id = l.item_id \
    WHERE l.bureau_id = $1 AND l.list = $2 AND l.unit = $3 AND l.facet = $4 AND l.ends_on >= $5 AND l.ends_on <= $6 \
    AND (l.ends_on, l.item_id) > ($7, $8) ORDER BY l.ends_on, l.item_id LIMIT $9";

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
fn facet(state: Option<&str>, kind: Option<&str>) -> String {
    match (state, kind) {
        (None, None) => "*".to_owned(),
        (Some(state), None) => format!("state={state}"),
        (None, Some(kind)) => format!("kind={kind}"),
        (Some(state), Some(kind)) => format!("state={state}&kind={kind}"),
    }
}

impl Place {
    fn facets(&self) -> [String; 4] {
        let (state, kind) = (Some(self.state.as_str()), Some(self.kind.as_str()));
        [facet(None, None), facet(state, None), facet(None, kind), facet(state, kind)]
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

impl Store {
    /// One page of a list: what the unit of `scope` organises, alone or with others, and all units below it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn list(&self, scope: &Scope, query: &ListQuery<'_>) -> Result<ListPage, StoreError> {
        let sql = match (query.of, query.newest_first) {
            (ListOf::Classes, true) => NEWEST_CLASSES,
            (ListOf::Classes, false) => OLDEST_CLASSES,
            (ListOf::Runs, true) => NEWEST_RUNS,
            (ListOf::Runs, false) => OLDEST_RUNS,
        };
        let start = if query.newest_first { i64::MAX } else { i64::MIN };
        let after = query.after.unwrap_or(ListCursor { ends_on: start, item: start });
        let facet = facet(query.state, query.kind);
        let (from, to) = (query.from.map_or(0, Day::key), query.to.map_or(i64::MAX, Day::key));
        // One more than wanted says whether there is another page.
        let limit = i64::try_from(query.limit).unwrap_or(i64::MAX).saturating_add(1);
        let mut items: Vec<ListedItem> = on!(&self.readers, pool => sqlx::query_as(sql)
            .bind(self.bureau).bind(query.of.word()).bind(scope.path().as_str()).bind(&facet).bind(from).bind(to)
            .bind(after.ends_on).bind(after.item).bind(limit).fetch_all(pool).await)
        .during("reading a list")?;
        let more = items.len() > query.limit;
        items.truncate(query.limit);
        let next = items.last().filter(|_| more).map(|last| ListCursor { ends_on: last.ends_on, item: last.id });
        Ok(ListPage { items, next })
    }
}

impl ListedItem {
    /// First and last day.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a stored day that is none.
    pub fn days(&self) -> Result<(Day, Day), StoreError> {
        let day = |key| Day::from_key(key).map_err(|e| damaged("a listed day", e));
        Ok((day(self.starts_on)?, day(self.ends_on)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_has_one_spelling() {
        let cursor = ListCursor { ends_on: 20_240_301, item: 77 };
        let text = cursor.to_string();
        assert_eq!(text.parse(), Ok(cursor));
        for other in ["", "l1.20240301", "l1.20240230.000000000002d", "v1.20240301.000000000002d", "l1.20240301.000000000002D"] {
            assert_eq!(other.parse::<ListCursor>(), Err(NotACursor), "{other}");
        }
    }

    #[test]
    fn a_joint_thing_stands_under_every_unit_above_its_organisers_once() {
        let unit = |text: &str| UnitPath::parse(text).unwrap();
        let under = units(&[unit("/150600/a/x/"), unit("/150600/b/")]);
        assert_eq!(under, [unit("/150600/"), unit("/150600/a/"), unit("/150600/a/x/"), unit("/150600/b/")]);
    }
}
