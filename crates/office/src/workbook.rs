//! What every workbook written here shares: language, fixed creation time, fonts, the way a cell is written.

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use crate::error::OfficeError;
use crate::guard::guard;

/// Most characters a spreadsheet cell can hold.
const MAX_CELL_CHARS: usize = 32_767;

/// Number of the built-in text format (`@`), ECMA-376 part 1, 18.8.30.
pub(crate) const TEXT_FORMAT: u8 = 49;

/// Language of headings and instructions in a written file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    pub(crate) fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A workbook whose bytes depend on nothing but its content and `created`.
pub(crate) fn new_workbook(title: &str, created: DateTime) -> Result<Workbook, OfficeError> {
    let mut book = Workbook::new();
    let stamp = excel_date(created.date())?.and_hms(
        u16::try_from(created.hour()).unwrap_or(0),
        u8::try_from(created.minute()).unwrap_or(0),
        f64::from(created.second()),
    )?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&stamp));
    Ok(book)
}

/// A day as the writer wants it.
pub(crate) fn excel_date(date: Date) -> Result<ExcelDateTime, OfficeError> {
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    let year = u16::try_from(date.year()).map_err(|error| OfficeError::Write(error.to_string()))?;
    Ok(ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))?)
}

/// Text, neutralised if a spreadsheet program could take it for a formula.
///
/// # Errors
/// [`OfficeError::Write`] if it is longer than a cell can hold.
pub(crate) fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), OfficeError> {
    if text.is_empty() {
        sheet.write_blank(row, column, format)?;
    } else {
        sheet.write_string_with_format(row, column, guard(text), format)?;
    }
    Ok(())
}

/// Text cut to what a cell can hold, so that one overlong cell cannot stop a sheet from being given back.
pub(crate) fn clip(text: &str) -> &str {
    // One character is left for the apostrophe of a neutralised cell.
    text.char_indices().nth(MAX_CELL_CHARS - 1).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// A 0-based spreadsheet column as the writer wants it.
pub(crate) fn column(at: u32) -> Result<u16, OfficeError> {
    u16::try_from(at).map_err(|error| OfficeError::Write(error.to_string()))
}

/// Headings: bold on light grey, wrapped.
pub(crate) fn heading_format() -> Format {
    Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_background_color(0x00E7_EBF2)
}

/// Cells that must stay text whatever is typed into them.
pub(crate) fn text_format() -> Format {
    Format::new().set_num_format_index(TEXT_FORMAT)
}

/// Days.
pub(crate) fn date_format() -> Format {
    Format::new().set_num_format("yyyy-mm-dd")
}
