//! Rows for screens: one row a thing, written from its state after each group that touched it.

use std::collections::HashSet;

use nc_capability::training::Class;
use nc_kernel::{Aggregate, Bureau, States, StreamId, UnitPath};
use nc_organisation::study::Run;

use crate::db::WriteConn;
use crate::error::{StoreError, While};
use crate::listed::{self, ListOf, Place};
use crate::log::sql_int;
use crate::sql::bulk;

const UPSERT: &str =
    "INSERT INTO list_item (bureau_id, since_seq, list, item_id, serial, title, kind, state, organiser, starts_on, ends_on, marks) VALUES";
const REPLACE: &str = " ON CONFLICT (bureau_id, since_seq) DO UPDATE SET serial = excluded.serial, title = excluded.title, kind = excluded.kind, \
    state = excluded.state, organiser = excluded.organiser, starts_on = excluded.starts_on, ends_on = excluded.ends_on, marks = excluded.marks";

/// A line of a list of classes or runs.
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
    /// Every unit it counts for: the organisers and all above them.
    units: Vec<UnitPath>,
}

impl Listed {
    fn place(&self) -> Place {
        Place { since: self.since, state: self.state.clone(), kind: self.kind.clone(), ends_on: self.ends_on }
    }
}

fn class_row(class: &Class) -> Option<Listed> {
    let (starts, ends) = class.dates()?;
    Some(Listed {
        since: sql_int(class.since()?),
        id: class.id()?.0,
        serial: class.serial().to_owned(),
        title: class.title().to_owned(),
        kind: class.category().map(|category| category.word().to_owned()).unwrap_or_default(),
        state: class.state().word().to_owned(),
        organiser: class.lead().map(|u| u.as_str().to_owned()).unwrap_or_default(),
        starts_on: starts.key(),
        ends_on: ends.key(),
        marks: i64::try_from(class.marks().len()).unwrap_or(i64::MAX),
        units: listed::units(class.organisers()),
    })
}

fn run_row(run: &Run) -> Option<Listed> {
    let planned = run.planned()?;
    Some(Listed {
        since: sql_int(run.since()?),
        id: nc_organisation::study::RunId::of_serial(&planned.serial).0,
        serial: planned.serial.clone(),
        title: planned.title.clone(),
        kind: planned.kind.word().to_owned(),
        state: run.state().map(|state| state.word().to_owned()).unwrap_or_default(),
        organiser: planned.organisers.first().map(|u| u.as_str().to_owned()).unwrap_or_default(),
        starts_on: planned.starts_on.key(),
        ends_on: run.ends_on().unwrap_or(planned.ends_on).key(),
        marks: i64::try_from(run.marks().count()).unwrap_or(i64::MAX),
        units: listed::units(&planned.organisers),
    })
}

/// Writes the rows of every touched thing that has a list; what was first recorded at `fresh_from` or later has none yet.
pub(crate) async fn write(
    conn: &mut WriteConn,
    bureau: Bureau,
    states: &States,
    touched: &HashSet<StreamId>,
    fresh_from: u64,
) -> Result<(), StoreError> {
    let mut classes = Vec::new();
    let mut runs = Vec::new();
    for stream in touched {
        let Some(state) = states.any(stream).map(nc_kernel::states::AnyState::as_any) else { continue };
        if stream.family() == Class::FAMILY {
            classes.extend(state.downcast_ref().and_then(class_row));
        } else if stream.family() == Run::FAMILY {
            runs.extend(state.downcast_ref().and_then(run_row));
        }
    }
    classes.sort_unstable();
    runs.sort_unstable();
    for (list, rows) in [(ListOf::Classes, classes), (ListOf::Runs, runs)] {
        // Before the rows: they still say where each thing was listed.
        let places: Vec<(Place, &[UnitPath])> = rows.iter().map(|row| (row.place(), row.units.as_slice())).collect();
        listed::write(conn, bureau, list, &places, sql_int(fresh_from)).await?;
        bulk!(conn, UPSERT, 12, REPLACE, rows, |q, r| q
            .bind(bureau)
            .bind(r.since)
            .bind(list.word())
            .bind(r.id)
            .bind(&r.serial)
            .bind(&r.title)
            .bind(&r.kind)
            .bind(&r.state)
            .bind(&r.organiser)
            .bind(r.starts_on)
            .bind(r.ends_on)
            .bind(r.marks))
        .during("writing list rows")?;
    }
    Ok(())
}
