//! Rows for screens: one row a thing, written from its state after each group that touched it.

use std::collections::{HashMap, HashSet};

use nc_kernel::{Bureau, States, StreamId, UnitPath};
use nc_people::sheet::Line;

use crate::db::WriteConn;
use crate::error::{StoreError, While};
use crate::listed::{self, Place};
use crate::log::sql_int;
use crate::registry;
use crate::sql::bulk;
use crate::waits_for;

const UPSERT: &str = "INSERT INTO list_item (bureau_id, since_seq, list, item_id, serial, title, kind, state, organiser, starts_on, ends_on, marks, then_state) VALUES";
const REPLACE: &str = " ON CONFLICT (bureau_id, since_seq) DO UPDATE SET serial = excluded.serial, title = excluded.title, kind = excluded.kind, \
    state = excluded.state, organiser = excluded.organiser, starts_on = excluded.starts_on, ends_on = excluded.ends_on, marks = excluded.marks, \
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
    organiser: String,
    starts_on: i64,
    ends_on: i64,
    marks: i64,
    /// What its state becomes once its last day is past; empty where it stays.
    then: &'static str,
    /// Every unit it counts for: the organisers and all above them.
    units: Vec<UnitPath>,
}

impl Listed {
    fn place(&self) -> Place {
        Place { since: self.since, state: self.state.clone(), then: self.then.to_owned(), kind: self.kind.clone(), ends_on: self.ends_on }
    }
}

impl Listed {
    fn of(line: Line, then: Option<&'static str>) -> Self {
        Self {
            then: then.unwrap_or_default(),
            since: sql_int(line.since),
            id: line.id,
            serial: line.serial,
            title: line.title,
            kind: line.kind.to_owned(),
            state: line.state.to_owned(),
            organiser: line.organisers.first().map(|unit| unit.as_str().to_owned()).unwrap_or_default(),
            starts_on: line.starts_on.key(),
            ends_on: line.ends_on.key(),
            marks: i64::try_from(line.marks).unwrap_or(i64::MAX),
            units: listed::units(&line.organisers),
        }
    }
}

/// Writes the rows of every touched thing that has a list; what was first recorded at `fresh_from` or later has none yet.
pub(crate) async fn write(
    conn: &mut WriteConn,
    bureau: Bureau,
    states: &States,
    touched: &HashSet<StreamId>,
    fresh_from: u64,
) -> Result<(), StoreError> {
    let mut of_family: HashMap<&str, Vec<&StreamId>> = HashMap::new();
    for stream in touched {
        of_family.entry(stream.family()).or_default().push(stream);
    }
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
            waits_for::write(conn, bureau, &waits, sql_int(fresh_from)).await?;
        }
        // Before the rows: they still say where each thing was listed.
        let places: Vec<(Place, &[UnitPath])> = rows.iter().map(|row| (row.place(), row.units.as_slice())).collect();
        listed::write(conn, bureau, list, &places, sql_int(fresh_from)).await?;
        bulk!(conn, UPSERT, 13, REPLACE, rows, |q, r| q
            .bind(bureau)
            .bind(r.since)
            .bind(list.word)
            .bind(r.id)
            .bind(&r.serial)
            .bind(&r.title)
            .bind(&r.kind)
            .bind(&r.state)
            .bind(&r.organiser)
            .bind(r.starts_on)
            .bind(r.ends_on)
            .bind(r.marks)
            .bind(r.then))
        .during("writing list rows")?;
    }
    Ok(())
}
