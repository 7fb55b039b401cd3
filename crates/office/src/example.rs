//! The example row of a template, which an import passes over.

use crate::cell::Cell;
use crate::fault::{Note, cell_name};
use crate::table::Row;

/// Stands in the last column of a template's example row, Chinese.
pub const EXAMPLE_MARK_ZH: &str = "示例行，导入时忽略";
/// Stands in the last column of a template's example row, English.
pub const EXAMPLE_MARK_EN: &str = "Example row, ignored on import";

/// True if a cell holds exactly the mark. Anything less exact would drop real rows in silence.
pub(crate) fn is_example(row: &Row<'_>) -> bool {
    row.cells().any(|(_, cell)| matches!(cell, Cell::Text(text) if matches!(text.trim(), EXAMPLE_MARK_ZH | EXAMPLE_MARK_EN)))
}

/// That an example row was passed over.
pub(crate) fn example_note(line: u32) -> Note {
    Note {
        cell: cell_name(line, 0),
        code: "example_row",
        zh: format!("第 {line} 行是示例行，未导入"),
        en: format!("line {line} is the example row and was not imported"),
    }
}
