//! Rows for screens: one row a thing, written from its state after each group that touched it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use nc_kernel::{Bureau, States, StreamId, UnitPath};
use nc_people::sheet::Line;

use crate::db::WriteConn;
use crate::error::{StoreError, While};
use crate::listed::{self, Place};
use crate::log::sql_int;
use crate::registry;
use crate::sql::bulk;
use crate::waits_for;

const UPSERT: &str = "INSERT INTO list_item (bureau_id, since_seq, list, item_id, serial, title, kind, state, organisers, starts_on, ends_on, marks, then_state) VALUES";
const REPLACE: &str = " ON CONFLICT (bureau_id, since_seq) DO UPDATE SET serial = excluded.serial, title = excluded.title, kind = excluded.kind, \
    state = excluded.state, organisers = excluded.organisers, starts_on = excluded.starts_on, ends_on = excluded.ends_on, marks = excluded.marks, \
    then_state = excluded.then_state";

/// A line of a list as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    since: i64,
    id: i64,
    serial: String,
    title: String,
    kind: String,
    state: String,
    /// Paths, the lead first, between spaces.
    organisers: String,
    starts_on: i64,
    ends_on: i64,
    marks: i64,
    /// What its state becomes once its last day is past; empty where it stays.
    then: &'static str,
}

impl Listed {
    fn place(&self) -> Place {
        Place {
            since: self.since,
            state: self.state.clone(),
            then: self.then.to_owned(),
            kind: self.kind.clone(),
            ends_on: self.ends_on,
            organisers: self.organisers.clone(),
        }
    }

    fn of(line: Line, then: Option<&'static str>) -> Self {
        Self {
            then: then.unwrap_or_default(),
            since: sql_int(line.since),
            id: line.id,
            serial: line.serial,
            title: line.title,
            kind: line.kind.to_owned(),
            state: line.state.to_owned(),
            organisers: line.organisers.iter().map(UnitPath::as_str).collect::<Vec<_>>().join(" "),
            starts_on: line.starts_on.key(),
            ends_on: line.ends_on.key(),
            marks: i64::try_from(line.marks).unwrap_or(i64::MAX),
        }
    }
}

/// Writes the rows of every touched thing that has a list, when the ledger has `grown` by these facts.
pub(crate) async fn write(
    conn: &mut WriteConn,
    bureau: Bureau,
    states: &States,
    touched: &HashSet<StreamId>,
    grown: Range<u64>,
) -> Result<(), StoreError> {
    let mut of_family: HashMap<&str, Vec<&StreamId>> = HashMap::new();
    for stream in touched {
        of_family.entry(stream.family()).or_default().push(stream);
    }
    let placed_to = sql_int(listed::edge(grown.start));
    for list in registry::lists() {
        let Some(of_it) = of_family.get(list.family) else { continue };
        let mut rows = Vec::new();
        let mut waits = Vec::new();
        for state in of_it.iter().filter_map(|stream| states.any(stream)) {
            let Some(line) = list.line(state) else { continue };
            let then = list.lapse(state, &line);
            let row = Listed::of(line, then);
            waits.push((row.since, waits_for::whom(list.waits_for(state), list.escalates(state))));
            rows.push(row);
        }
        if rows.is_empty() {
            continue;
        }
        rows.sort_unstable();
        if list.has_pages() {
            waits_for::write(conn, bureau, &waits, sql_int(grown.start)).await?;
        }
        // Before the rows: they still say where each thing was listed.
        let placed: Vec<Place> = rows.iter().filter(|row| row.since < placed_to).map(Listed::place).collect();
        listed::relocate(conn, bureau, list, &placed).await?;
        bulk!(conn, UPSERT, 13, REPLACE, rows, |q, r| q
            .bind(bureau)
            .bind(r.since)
            .bind(list.word)
            .bind(r.id)
            .bind(&r.serial)
            .bind(&r.title)
            .bind(&r.kind)
            .bind(&r.state)
            .bind(&r.organisers)
            .bind(r.starts_on)
            .bind(r.ends_on)
            .bind(r.marks)
            .bind(r.then))
        .during("writing list rows")?;
    }
    listed::place(conn, bureau, placed_to, sql_int(listed::edge(grown.end))).await
}
