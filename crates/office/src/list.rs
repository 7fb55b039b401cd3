//! Lists to download: the rows a screen shows, with period, scope and date on top, as xlsx or CSV.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};
use nc_kernel::fixed::shortened;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use crate::error::OfficeError;
use crate::guard::guard;
use crate::workbook::{column, date_format, excel_date, heading_format, new_workbook, text_format, write_text};

/// Digits a spreadsheet keeps of a number; longer ones are written as text.
const SAFE_UNITS: u64 = 1_000_000_000_000_000;

/// One column of a list, in the language the list is written in.
#[derive(Clone, Debug)]
pub struct ListColumn {
    /// Heading.
    pub title: String,
    /// Width in characters, as spreadsheets count it.
    pub width: f64,
}

/// One cell of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum ListCell<'a> {
    /// Nothing.
    Empty,
    /// Text, written as text always: identity numbers keep their digits, formulas are neutralised.
    Text(Cow<'a, str>),
    /// A whole number; beyond 15 digits it is written as text.
    Integer(i64),
    /// An exact decimal of `units` × 10^-`scale`; beyond 15 digits it is written as text.
    Decimal {
        /// The amount in the smallest unit, for example 分.
        units: i64,
        /// Digits after the point, at most 9.
        scale: u8,
    },
    /// A day.
    Date(Date),
}

impl<'a> ListCell<'a> {
    /// Text that is borrowed or owned.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }
}

/// What stands above the rows of a list.
#[derive(Clone, Debug)]
pub struct ListSheet {
    /// Title line, and the sheet's name as far as it is allowed.
    pub title: String,
    /// Lines under the title: period, scope, as-of date, 演示数据.
    pub notes: Vec<String>,
    /// The columns, left to right.
    pub columns: Vec<ListColumn>,
    /// Written into the file; the bytes depend on nothing but this and the content.
    pub created: DateTime,
}

/// Writes a list as xlsx: title, notes, frozen and filterable headings, rows.
///
/// # Errors
/// [`OfficeError::Write`] for more than 1,048,576 rows, more than 16,384 columns or a text of more than 32,767 characters.
pub fn list_xlsx<'a, R>(list: &ListSheet, rows: R) -> Result<Vec<u8>, OfficeError>
where
    R: IntoIterator<Item = Vec<ListCell<'a>>>,
{
    let mut book = new_workbook(&list.title, list.created)?;
    let sheet = book.add_worksheet();
    let name = sheet_name(&list.title);
    if !name.is_empty() {
        sheet.set_name(name)?;
    }
    write_text(sheet, 0, 0, &list.title, &Format::new().set_bold().set_font_size(14))?;
    let mut row = 1;
    for note in &list.notes {
        write_text(sheet, row, 0, note, &Format::new().set_align(FormatAlign::Left))?;
        row += 1;
    }
    let mut width = 0;
    for (at, spec) in (0_u32..).zip(&list.columns) {
        write_text(sheet, row, column(at)?, &spec.title, &heading_format())?;
        sheet.set_column_width(column(at)?, spec.width)?;
        width = column(at)?;
    }
    let header = row;
    let formats = ListFormats { text: text_format(), plain: Format::new(), date: date_format() };
    for cells in rows {
        row += 1;
        for (at, cell) in (0_u32..).zip(&cells) {
            write_cell(sheet, row, column(at)?, cell, &formats)?;
        }
    }
    sheet.set_freeze_panes(header + 1, 0)?;
    if !list.columns.is_empty() {
        sheet.autofilter(header, 0, row.max(header), width)?;
    }
    Ok(book.save_to_buffer()?)
}

/// Writes the same list as CSV: UTF-8 with a byte-order mark (so that spreadsheet programs see the encoding), CRLF.
///
/// # Errors
/// [`OfficeError::Write`] if the rows cannot be written.
pub fn list_csv<'a, R>(list: &ListSheet, rows: R) -> Result<Vec<u8>, OfficeError>
where
    R: IntoIterator<Item = Vec<ListCell<'a>>>,
{
    let fault = |error: csv::Error| OfficeError::Write(error.to_string());
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    for line in std::iter::once(&list.title).chain(&list.notes) {
        writer.write_record([guard(line).as_ref()]).map_err(fault)?;
    }
    writer.write_record(list.columns.iter().map(|spec| guard(&spec.title).into_owned())).map_err(fault)?;
    for cells in rows {
        for cell in &cells {
            writer.write_field(csv_field(cell).as_ref()).map_err(fault)?;
        }
        writer.write_record(None::<&[u8]>).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| OfficeError::Write(error.to_string()))
}

/// The formats of one sheet, made once.
struct ListFormats {
    text: Format,
    plain: Format,
    date: Format,
}

fn write_cell(sheet: &mut Worksheet, row: u32, at: u16, cell: &ListCell<'_>, formats: &ListFormats) -> Result<(), OfficeError> {
    match cell {
        ListCell::Empty => {}
        ListCell::Text(text) if text.is_empty() => {}
        ListCell::Text(text) => write_text(sheet, row, at, text, &formats.text)?,
        ListCell::Integer(number) if number.unsigned_abs() < SAFE_UNITS => {
            sheet.write_number_with_format(row, at, *number as f64, &formats.plain)?;
        }
        ListCell::Decimal { units, scale } if units.unsigned_abs() < SAFE_UNITS => {
            let number = *units as f64 / 10_f64.powi(i32::from(*scale));
            sheet.write_number_with_format(row, at, number, &formats.plain)?;
        }
        // A negative number as text would be neutralised like a formula; it is one of ours and is written as it is.
        ListCell::Integer(number) => {
            sheet.write_string_with_format(row, at, number.to_string(), &formats.text)?;
        }
        ListCell::Decimal { units, scale } => {
            sheet.write_string_with_format(row, at, shortened(*units, *scale), &formats.text)?;
        }
        ListCell::Date(date) => {
            sheet.write_datetime_with_format(row, at, excel_date(*date)?, &formats.date)?;
        }
    }
    Ok(())
}

fn csv_field<'c>(cell: &'c ListCell<'_>) -> Cow<'c, str> {
    match cell {
        ListCell::Empty => Cow::Borrowed(""),
        ListCell::Text(text) => guard(text),
        ListCell::Integer(number) => Cow::Owned(number.to_string()),
        ListCell::Decimal { units, scale } => Cow::Owned(shortened(*units, *scale)),
        ListCell::Date(date) => Cow::Owned(date.to_string()),
    }
}

/// A title as a sheet name: forbidden signs dropped, at most 31 characters.
fn sheet_name(title: &str) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
    let name: String = title.chars().filter(allowed).take(31).collect();
    name.trim().trim_matches('\'').to_owned()
}
