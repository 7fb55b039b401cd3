//! What reading a roster of any kind has in common: which lines hold data, and what came of them.

use crate::columns::Binding;
use crate::example::{example_note, is_example};
use crate::fault::{CellFault, Note, Problem};
use crate::table::{Row, Table};
use crate::value::Value;

/// 名册: a roster as read, line by line.
#[derive(Clone, Debug)]
pub struct Reading<R> {
    /// The lines without fault, in sheet order.
    pub rows: Vec<R>,
    /// Every fault, by line and column. Commit only when this is empty.
    pub faults: Vec<CellFault>,
    /// What was left out: unknown columns, the example row.
    pub notes: Vec<Note>,
    /// Lines that hold data, faulty ones included.
    pub lines: u32,
    /// Which sheet column holds what; `None` if the header itself is faulty. Use [`Binding::fault`] for own faults.
    pub binding: Option<Binding>,
}

impl<R> Reading<R> {
    /// A sheet whose header cannot be used.
    pub(crate) fn without_header(faults: Vec<CellFault>, notes: Vec<Note>) -> Self {
        Self { rows: Vec::new(), faults, notes, lines: 0, binding: None }
    }

    /// A sheet that was read to its end.
    pub(crate) fn of(rows: Vec<R>, mut faults: Vec<CellFault>, notes: Vec<Note>, lines: usize, binding: Binding) -> Self {
        faults.sort_by_key(|fault| (fault.line, fault.column));
        Self { rows, faults, notes, lines: u32::try_from(lines).unwrap_or(u32::MAX), binding: Some(binding) }
    }
}

/// The lines under the header that hold data. The example row is left out, with a note.
pub(crate) fn data<'t>(table: &'t Table, binding: &Binding, notes: &mut Vec<Note>) -> Vec<Row<'t>> {
    let mut rows = Vec::with_capacity(table.rows().len());
    for row in table.rows() {
        if binding.is_blank(&row) {
            continue;
        }
        if is_example(&row) {
            notes.push(example_note(row.line));
            continue;
        }
        rows.push(row);
    }
    rows
}

/// Merged cells among the lines up to `last`: only the first line of the area holds the value, so nobody can tell whose it is.
pub(crate) fn merged(table: &Table, last: u32) -> impl Iterator<Item = CellFault> {
    let areas = table.merges_in_data().filter(move |area| area.first_line <= last);
    areas.map(|area| CellFault::of(area.first_line, area.first_column, &Problem::Merged { range: area.name() }))
}

/// The value of a cell; a fault of it is noted, and the cell taken for empty.
pub(crate) fn value<'t>(binding: &Binding, faults: &mut Vec<CellFault>, row: &Row<'t>, slot: Option<usize>) -> Value<'t> {
    let Some(slot) = slot else { return Value::Empty };
    binding.value_at(row, slot).unwrap_or_else(|fault| {
        faults.push(fault);
        Value::Empty
    })
}
