//! Cells and their names.

use std::fmt;

/// A number for one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCell {
    /// Name of the sheet.
    pub sheet: String,
    /// Where.
    pub at: CellAt,
    /// The number, exact, as `1234` or `0.8612`.
    pub number: String,
}

/// A place in a sheet, rows and columns from 1: `C5` is row 5, column 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAt {
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1.
    pub column: u32,
}

impl CellAt {
    /// Reads `C5`; `None` when it is no cell's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, row) = text.split_at_checked(digits)?;
        if letters.is_empty() || letters.len() > 3 || row.starts_with('0') {
            return None;
        }
        let mut column = 0;
        for letter in letters.bytes() {
            column = column * 26 + u32::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|n| *n < 26)?) + 1;
        }
        let row = row.parse().ok().filter(|row| *row <= 1_048_576)?;
        (column <= 16_384).then_some(Self { row, column })
    }
}

impl fmt::Display for CellAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::fault::cell_name(self.row, self.column - 1))
    }
}
