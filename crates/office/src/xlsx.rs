//! Reads one sheet of an xlsx workbook into a [`Table`] in one pass over its cells.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use crate::archive::{self, Contents};
use crate::cell::Cell;
use crate::columns::Columns;
use crate::date;
use crate::error::OfficeError;
use crate::guard::unguard;
use crate::header;
use crate::read::{Limits, Progress};
use crate::table::{Area, MAX_COLUMNS, Table, TableBuilder};

/// Rows between two calls of the progress function.
const PROGRESS_STEP: u32 = 1_000;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The first visible sheet whose header is recognised; a cover page or instructions before it are passed over.
pub(crate) fn read(bytes: &[u8], columns: &Columns, limits: Limits, progress: Progress<'_>) -> Result<Table, OfficeError> {
    let contents = archive::inspect(bytes, limits.unpacked)?;
    // A hostile file may trip an assertion inside the reader library; to the uploader that is a damaged file.
    catch_unwind(AssertUnwindSafe(|| read_book(bytes, columns, contents, limits, progress)))
        .unwrap_or_else(|_| Err(OfficeError::damaged("reader stopped")))
}

fn read_book(bytes: &[u8], columns: &Columns, contents: Contents, limits: Limits, progress: Progress<'_>) -> Result<Table, OfficeError> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let epoch_1904 = book.has_1904_epoch();
    // The most telling reason wins: a sheet without a header says more than an empty one.
    let mut reason = OfficeError::EmptySheet;
    for name in visible {
        let mut table = read_sheet(&mut book, &name, epoch_1904, limits, &mut *progress)?;
        if table.is_empty() {
            continue;
        }
        table.epoch_1904 = epoch_1904;
        if contents.merges {
            let merges = book.merge_cells_by_sheet_name(&name).map_err(fault)?;
            table.merges = merges.iter().filter_map(area).collect();
        }
        match header::detect(&mut table, columns) {
            Ok(()) => return Ok(table),
            Err(error) => reason = error,
        }
    }
    Err(reason)
}

fn read_sheet(book: &mut Book<'_>, name: &str, epoch_1904: bool, limits: Limits, progress: Progress<'_>) -> Result<Table, OfficeError> {
    let mut table = TableBuilder::new(name, limits.rows, limits.text);
    let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
    // Some writers declare nothing, or every row there could be: then the total is unknown.
    let declared = cells.dimensions().end.0.saturating_add(1);
    let total = (2..=limits.rows).contains(&declared).then_some(declared);
    let mut next_report = PROGRESS_STEP;
    let mut last = 0;
    while let Some(record) = cells.next_cell_with_formula_metadata().map_err(fault)? {
        let (row, column) = record.pos;
        let line = row.saturating_add(1);
        last = line;
        if line >= next_report {
            next_report = line.saturating_add(PROGRESS_STEP);
            progress(line, total.map(|total| total.max(line)));
        }
        match record.formula {
            Some(formula) => push_formula(&mut table, line, column, &formula, &record.value)?,
            None => push_value(&mut table, line, column, &record.value, epoch_1904)?,
        }
    }
    progress(last, Some(last));
    Ok(table.finish())
}

fn push_value(table: &mut TableBuilder, line: u32, column: u32, value: &DataRef<'_>, epoch_1904: bool) -> Result<(), OfficeError> {
    let cell = match value {
        DataRef::Empty => return Ok(()),
        DataRef::SharedString(text) => Cell::Text(unguard(text)),
        DataRef::String(text) => Cell::Text(unguard(text)),
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(stamp) => {
            let serial = stamp.as_f64();
            let day = if stamp.is_duration() { None } else { date::from_serial(serial, epoch_1904) };
            day.map_or(Cell::Time(serial), Cell::Date)
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => date::parse(text).map_or(Cell::Text(text), Cell::Date),
        DataRef::Error(error) => {
            return table.push(line, column, Cell::Error(&error.to_string()));
        }
    };
    table.push(line, column, cell)
}

/// Keeps the formula's text where the file repeats it, else its last result as text.
fn push_formula(
    table: &mut TableBuilder,
    line: u32,
    column: u32,
    formula: &XlsxFormulaMetadata,
    value: &DataRef<'_>,
) -> Result<(), OfficeError> {
    let text = match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } if !formula.is_empty() => {
            format!("={formula}")
        }
        _ => match value {
            DataRef::SharedString(text) => format!("={text}"),
            other => format!("={}", calamine::Data::from(other.clone())),
        },
    };
    table.push(line, column, Cell::Formula(&text))
}

/// A merged area of more than one cell, within the columns that are read.
fn area(dimensions: &Dimensions) -> Option<Area> {
    let ((first_row, first_column), (last_row, last_column)) = (dimensions.start, dimensions.end);
    (dimensions.start != dimensions.end && first_column < MAX_COLUMNS).then(|| Area {
        first_line: first_row.saturating_add(1),
        first_column,
        last_line: last_row.saturating_add(1),
        last_column: last_column.min(MAX_COLUMNS - 1),
    })
}

/// Names what went wrong without repeating content of the file.
fn fault(error: XlsxError) -> OfficeError {
    match error {
        XlsxError::Password => OfficeError::Encrypted,
        XlsxError::Zip(error) => OfficeError::damaged(error),
        XlsxError::Io(error) => OfficeError::damaged(error.kind()),
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::Encoding(_) => OfficeError::damaged("malformed XML"),
        XlsxError::XmlEof(part) => OfficeError::damaged(format_args!("{part} ends early")),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => OfficeError::damaged("a part is missing"),
        _ => OfficeError::damaged("unexpected content"),
    }
}
