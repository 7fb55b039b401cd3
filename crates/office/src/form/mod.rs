//! 上级报表: a workbook somebody else designed, filled cell by cell. Everything else in it stays as it was: styles, formulas,
//! merged cells, print settings.

mod cells;
mod parts;
mod sheet;

use std::collections::BTreeMap;

pub use cells::{CellAt, FormCell};

use crate::error::OfficeError;

/// A form that was filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledForm {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// Cells that are still empty though their row and their column have a heading: `Sheet1!C5`.
    pub empty: Vec<String>,
}

/// Fills numbers into the cells of a workbook. A cell that holds text, a number or a formula is never written over.
///
/// # Errors
/// [`OfficeError`] when the file is no workbook, or [`OfficeError::Form`] naming the cell that cannot be filled.
pub fn fill_form(template: &[u8], cells: &[FormCell]) -> Result<FilledForm, OfficeError> {
    crate::archive::inspect(template, crate::read::DEFAULT_MAX_UNPACKED)?;
    let mut parts = parts::Parts::read(template)?;
    let mut by_sheet: BTreeMap<&str, Vec<&FormCell>> = BTreeMap::new();
    for cell in cells {
        by_sheet.entry(cell.sheet.as_str()).or_default().push(cell);
    }
    let mut empty = Vec::new();
    for (name, cells) in by_sheet {
        let part = parts.sheet(name)?;
        let xml = parts.text(&part)?;
        let filled = sheet::fill(name, &xml, &cells)?;
        empty.extend(filled.empty.into_iter().map(|at| format!("{name}!{at}")));
        parts.put(part, filled.xml);
    }
    parts.recalculate_on_opening()?;
    Ok(FilledForm { bytes: parts.write()?, empty })
}
