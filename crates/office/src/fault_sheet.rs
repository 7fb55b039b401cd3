//! The uploaded sheet given back with a column that says, line by line, what to mend.

use std::collections::HashMap;

use jiff::civil::DateTime;
use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet};

use crate::cell::{Cell, FIFTEEN_DIGITS};
use crate::columns::{FAULT_HEADING_EN, FAULT_HEADING_ZH, is_fault_column};
use crate::error::OfficeError;
use crate::fault::CellFault;
use crate::table::{Area, Table};
use crate::workbook::{Lang, clip, column, date_format, excel_date, heading_format, new_workbook, text_format, write_text};

/// Writes every line of the table at its old place, marks the faulty cells and puts the sentences to the right.
///
/// Texts stay text, numbers numbers, days days; formulas become text. Columns of codes are formatted as text so that
/// what is typed while mending keeps its digits. Other sheets and fonts of the upload are not kept. An import ignores
/// the added column, so the mended sheet can be uploaded as it is.
///
/// # Errors
/// [`OfficeError::Write`] if the sheet cannot be written.
pub fn fault_sheet(table: &Table, faults: &[CellFault], lang: Lang, created: DateTime) -> Result<Vec<u8>, OfficeError> {
    let mut book = new_workbook(&table.sheet, created)?;
    let sheet = book.add_worksheet();
    if !table.sheet.is_empty() {
        // Names the writer refuses (too long, reserved) come from other programs; the default name serves.
        let _ = sheet.set_name(table.sheet.as_str());
    }
    for code in &table.code_columns {
        sheet.set_column_format(column(*code)?, &text_format())?;
        sheet.set_column_width(column(*code)?, 22)?;
    }
    // A column of faults from an earlier round is used again, not doubled.
    let old = table.header.iter().find(|label| is_fault_column(label)).map(|label| label.column);
    let error_column = old.unwrap_or_else(|| table.last_column() + 1);
    let mut sentences: HashMap<u32, Vec<String>> = HashMap::new();
    let mut marked: HashMap<(u32, u32), ()> = HashMap::with_capacity(faults.len());
    for fault in faults {
        let sentence = format!("{}：{}", fault.cell, lang.pick(&fault.zh, &fault.en));
        sentences.entry(fault.line).or_default().push(sentence);
        marked.insert((fault.line, fault.column), ());
    }
    write_merges(sheet, table)?;
    let formats = Formats::new();
    for row in table.all_rows() {
        for (at, cell) in row.cells().filter(|(at, _)| *at != error_column) {
            let code = table.code_columns.contains(&at) && row.line > table.header_lines.1;
            let faulty = marked.remove(&(row.line, at)).is_some();
            write_cell(sheet, row.line - 1, column(at)?, cell, code, formats.of(cell, code, faulty))?;
        }
    }
    // What is left are faults of empty cells: a missing number, a missing column.
    for (line, at) in marked.into_keys().filter(|(_, at)| *at != error_column) {
        sheet.write_blank(line.saturating_sub(1), column(at)?, &formats.faulty)?;
    }
    write_errors(sheet, table, sentences, error_column, lang)?;
    sheet.set_freeze_panes(table.header_lines.1, 0)?;
    Ok(book.save_to_buffer()?)
}

/// The formats of one sheet, made once.
struct Formats {
    plain: Format,
    text: Format,
    date: Format,
    faulty: Format,
    faulty_text: Format,
    faulty_date: Format,
}

impl Formats {
    fn new() -> Self {
        let mark = |format: Format| format.set_background_color(Color::RGB(0x00FF_E699)).set_font_color(Color::RGB(0x009C_0006));
        Self {
            plain: Format::new(),
            text: text_format(),
            date: date_format(),
            faulty: mark(Format::new()),
            faulty_text: mark(text_format()),
            faulty_date: mark(date_format()),
        }
    }

    fn of(&self, cell: Cell<'_>, code: bool, faulty: bool) -> &Format {
        match (cell, code, faulty) {
            (Cell::Date(_), _, false) => &self.date,
            (Cell::Date(_), _, true) => &self.faulty_date,
            (_, true, false) => &self.text,
            (_, true, true) => &self.faulty_text,
            (_, false, false) => &self.plain,
            (_, false, true) => &self.faulty,
        }
    }
}

fn write_cell(sheet: &mut Worksheet, row: u32, at: u16, cell: Cell<'_>, code: bool, format: &Format) -> Result<(), OfficeError> {
    match cell {
        Cell::Empty => {}
        Cell::Date(date) => {
            sheet.write_datetime_with_format(row, at, excel_date(date)?, format)?;
        }
        // In a column of codes a number becomes the text it shows; one that lost its digits stays a number, so that it is found again if nobody mends it.
        Cell::Number(number) | Cell::Time(number) if !code || number.abs() >= FIFTEEN_DIGITS => {
            sheet.write_number_with_format(row, at, number, format)?;
        }
        Cell::Bool(value) => {
            sheet.write_boolean_with_format(row, at, value, format)?;
        }
        other => write_text(sheet, row, at, clip(&other.display()), format)?,
    }
    Ok(())
}

/// Merged titles and headings are merged again; merged data cells are a fault and are not.
fn write_merges(sheet: &mut Worksheet, table: &Table) -> Result<(), OfficeError> {
    // What a form has, and no more: every cell of an area is written, and a hostile file may declare huge ones.
    let modest = |area: &&Area| area.last_line <= table.header_lines.1 && area.last_line.saturating_sub(area.first_line) < 10;
    let format = Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    for area in table.merges.iter().filter(modest).take(200) {
        // Overlapping areas are refused by the writer; then the cells stay apart.
        let _ =
            sheet.merge_range(area.first_line - 1, column(area.first_column)?, area.last_line - 1, column(area.last_column)?, "", &format);
    }
    Ok(())
}

fn write_errors(
    sheet: &mut Worksheet,
    table: &Table,
    mut sentences: HashMap<u32, Vec<String>>,
    error_column: u32,
    lang: Lang,
) -> Result<(), OfficeError> {
    let at = column(error_column)?;
    let header = table.header_lines.0;
    let mut heading = vec![lang.pick(FAULT_HEADING_ZH, FAULT_HEADING_EN).to_owned()];
    heading.extend(sentences.remove(&header).unwrap_or_default());
    if table.header_lines.1 != header {
        heading.extend(sentences.remove(&table.header_lines.1).unwrap_or_default());
    }
    write_text(sheet, header - 1, at, clip(&heading.join("；")), &heading_format())?;
    let format = Format::new().set_text_wrap().set_font_color(Color::RGB(0x009C_0006));
    for (line, sentences) in sentences {
        write_text(sheet, line.saturating_sub(1), at, clip(&sentences.join("\n")), &format)?;
    }
    sheet.set_column_width(at, 60)?;
    Ok(())
}
