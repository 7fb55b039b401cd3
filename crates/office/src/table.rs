//! A sheet in memory: every filled cell with its place, and where its header is.
//!
//! All text lies in one buffer and a cell is 16 bytes beside it, so that 200,000 rows cost two large allocations
//! instead of millions of small ones.

use jiff::civil::Date;

use crate::cell::Cell;
use crate::error::OfficeError;
use crate::fault::cell_name;

/// Widest table that is read, in columns. Wider than any form in use, and it bounds what a hostile file can ask for.
pub const MAX_COLUMNS: u32 = 256;

/// One finished sheet: title lines, header, data rows, exactly as far as they were filled.
#[derive(Debug, Default)]
pub struct Table {
    /// Name of the sheet; empty for a text file.
    pub sheet: String,
    /// The header, one entry for each labelled column, left to right.
    pub header: Vec<HeaderCell>,
    /// First and last sheet line of the header, from 1; the same line twice for a one-row header.
    pub header_lines: (u32, u32),
    /// Merged areas of the sheet.
    pub merges: Vec<Area>,
    /// True if day numbers count from 1904 (old Macintosh workbooks).
    pub epoch_1904: bool,
    /// Columns that hold codes and must be written back as text.
    pub(crate) code_columns: Vec<u32>,
    text: String,
    cells: Vec<StoredCell>,
    rows: Vec<StoredRow>,
    first_data: usize,
}

/// The label of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderCell {
    /// Column, from 0.
    pub column: u32,
    /// The label as a person reads it; the rows of a two-row header joined by ` / `.
    pub text: String,
    /// What to compare with known column names, best first, already normalised.
    pub(crate) candidates: Vec<String>,
}

/// A rectangle of cells, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First line, from 1.
    pub first_line: u32,
    /// First column, from 0.
    pub first_column: u32,
    /// Last line, from 1.
    pub last_line: u32,
    /// Last column, from 0.
    pub last_column: u32,
}

impl Area {
    /// True if the cell lies inside.
    #[must_use]
    pub fn contains(&self, line: u32, column: u32) -> bool {
        (self.first_line..=self.last_line).contains(&line) && (self.first_column..=self.last_column).contains(&column)
    }

    /// As written in a spreadsheet: `A3:A5`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}:{}", cell_name(self.first_line, self.first_column), cell_name(self.last_line, self.last_column))
    }
}

/// One filled line of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    /// Sheet line, from 1.
    pub line: u32,
    text: &'t str,
    cells: &'t [StoredCell],
}

impl<'t> Row<'t> {
    /// The cell in a column (from 0); [`Cell::Empty`] where nothing is.
    #[must_use]
    pub fn cell(&self, column: u32) -> Cell<'t> {
        // In a full row the n-th cell is column n: look there before searching.
        let guess = usize::try_from(column).ok().and_then(|at| self.cells.get(at)).filter(|cell| cell.column == column);
        let found = guess.or_else(|| {
            let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
            self.cells.get(at)
        });
        found.map_or(Cell::Empty, |cell| cell.value.view(self.text))
    }

    /// Every filled cell with its column, left to right.
    pub fn cells(&self) -> impl Iterator<Item = (u32, Cell<'t>)> + use<'t> {
        let text = self.text;
        self.cells.iter().map(move |cell| (cell.column, cell.value.view(text)))
    }
}

impl Table {
    /// The rows under the header that hold anything, in sheet order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.get(self.first_data..).unwrap_or_default().iter().map(|row| self.view(*row))
    }

    /// Every filled line from the top of the sheet, titles and header included.
    pub fn all_rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().map(|row| self.view(*row))
    }

    /// Rightmost filled column (from 0) of the whole sheet.
    #[must_use]
    pub fn last_column(&self) -> u32 {
        self.cells.iter().map(|cell| cell.column).max().unwrap_or(0)
    }

    /// Merged areas of more than one cell that touch a line below the header.
    pub fn merges_in_data(&self) -> impl Iterator<Item = &Area> {
        let header = self.header_lines.1;
        self.merges.iter().filter(move |area| area.last_line > header)
    }

    fn view(&self, row: StoredRow) -> Row<'_> {
        let cells = self.cells.get(row.start as usize..row.end as usize).unwrap_or_default();
        Row { line: row.line, text: &self.text, cells }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Makes everything up to a line the head of the sheet; what follows is data.
    pub(crate) fn set_header(&mut self, header: Vec<HeaderCell>, lines: (u32, u32)) {
        self.header = header;
        self.header_lines = lines;
        self.first_data = self.rows.partition_point(|row| row.line <= lines.1);
    }
}

/// A value with its text, if any, in the table's buffer.
#[derive(Clone, Copy, Debug)]
enum Stored {
    Text(Span),
    Number(f64),
    Date(Date),
    Time(f64),
    Bool(bool),
    Formula(Span),
    Error(Span),
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    len: u32,
}

impl Span {
    fn view(self, text: &str) -> &str {
        let start = self.start as usize;
        text.get(start..start + self.len as usize).unwrap_or_default()
    }
}

impl Stored {
    fn view(self, text: &str) -> Cell<'_> {
        match self {
            Self::Text(span) => Cell::Text(span.view(text)),
            Self::Number(number) => Cell::Number(number),
            Self::Date(date) => Cell::Date(date),
            Self::Time(days) => Cell::Time(days),
            Self::Bool(value) => Cell::Bool(value),
            Self::Formula(span) => Cell::Formula(span.view(text)),
            Self::Error(span) => Cell::Error(span.view(text)),
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct StoredCell {
    column: u32,
    value: Stored,
}

#[derive(Clone, Copy, Debug)]
struct StoredRow {
    line: u32,
    start: u32,
    end: u32,
}

/// Fills a [`Table`] cell by cell, in reading order, within the caps.
pub(crate) struct TableBuilder {
    table: Table,
    max_rows: u32,
    max_text: usize,
}

impl TableBuilder {
    /// `max_rows` counts every filled line; `max_text` is bytes of text over all cells.
    pub(crate) fn new(sheet: &str, max_rows: u32, max_text: usize) -> Self {
        Self { table: Table { sheet: sheet.to_owned(), ..Table::default() }, max_rows, max_text }
    }

    /// Adds one filled cell. Lines and columns must rise, as every spreadsheet program writes them.
    pub(crate) fn push(&mut self, line: u32, column: u32, cell: Cell<'_>) -> Result<(), OfficeError> {
        if matches!(cell, Cell::Empty | Cell::Text("")) {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return Err(OfficeError::TooWide { max: MAX_COLUMNS });
        }
        let value = self.store(cell)?;
        let at = u32::try_from(self.table.cells.len()).map_err(OfficeError::damaged)?;
        let count = self.table.rows.len();
        match self.table.rows.last_mut() {
            Some(row) if row.line == line => {
                if self.table.cells.last().is_some_and(|last| last.column >= column) {
                    return Err(OfficeError::damaged("cells out of order"));
                }
                row.end = at + 1;
            }
            Some(row) if row.line > line => return Err(OfficeError::damaged("lines out of order")),
            _ => {
                if u32::try_from(count).is_ok_and(|count| count >= self.max_rows) {
                    return Err(OfficeError::TooManyRows { max: self.max_rows });
                }
                self.table.rows.push(StoredRow { line, start: at, end: at + 1 });
            }
        }
        self.table.cells.push(StoredCell { column, value });
        Ok(())
    }

    pub(crate) fn finish(self) -> Table {
        self.table
    }

    fn store(&mut self, cell: Cell<'_>) -> Result<Stored, OfficeError> {
        Ok(match cell {
            Cell::Text(text) => Stored::Text(self.keep(text)?),
            Cell::Formula(text) => Stored::Formula(self.keep(text)?),
            Cell::Error(text) => Stored::Error(self.keep(text)?),
            Cell::Number(number) => Stored::Number(number),
            Cell::Date(date) => Stored::Date(date),
            Cell::Time(days) => Stored::Time(days),
            Cell::Bool(value) => Stored::Bool(value),
            Cell::Empty => Stored::Text(Span { start: 0, len: 0 }),
        })
    }

    fn keep(&mut self, text: &str) -> Result<Span, OfficeError> {
        let start = self.table.text.len();
        if start + text.len() > self.max_text {
            return Err(OfficeError::TooLarge { max_mib: (self.max_text >> 20) as u64 });
        }
        self.table.text.push_str(text);
        Ok(Span {
            start: u32::try_from(start).map_err(OfficeError::damaged)?,
            len: u32::try_from(text.len()).map_err(OfficeError::damaged)?,
        })
    }
}
