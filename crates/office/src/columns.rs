//! What a sheet is expected to hold, and which of its columns hold it.

use crate::fault::{CellFault, Note, Problem, cell_name};
use crate::normal;
use crate::table::{HeaderCell, Row, Table};
use crate::value::{self, Value};

/// Heading of the column of faults in a sheet given back, Chinese. Whatever starts with it is ignored on import.
pub const FAULT_HEADING_ZH: &str = "导入错误";
/// Heading of the column of faults in a sheet given back, English.
pub const FAULT_HEADING_EN: &str = "Import errors";

/// What may stand in the cells of a column.
#[derive(Clone, Copy, Debug)]
pub enum ColumnKind {
    /// Ordinary text of at most `max` characters; blanks tidied, nothing else changed.
    Text {
        /// Most characters.
        max: u16,
    },
    /// A person's name: blanks inside a Chinese name dropped, one kind of middle dot.
    Name {
        /// Most characters.
        max: u16,
    },
    /// A reference in any script (`2026-轮训-01`): full-width forms folded, blanks dropped.
    Key {
        /// Most characters.
        max: u16,
    },
    /// A number that is no quantity (identity number, police number): folded, upper case, digits, letters and hyphens.
    /// A numeric cell of 16 or more digits is a fault, because it has lost digits.
    Code {
        /// Most characters.
        max: u16,
    },
    /// One of a list; the value read is [`Choice::canonical`].
    Choice(&'static [Choice]),
    /// A day.
    Date,
    /// A decimal number kept as an exact integer of `10^-scale` units.
    Decimal {
        /// Digits after the point; 0 for whole numbers.
        scale: u8,
        /// The number must be a multiple of this, in units; 1 for any.
        step: u32,
        /// Least allowed, in units.
        min: i64,
        /// Most allowed, in units.
        max: i64,
        /// What people write behind the number, dropped: `学时`, `分`.
        suffixes: &'static [&'static str],
    },
}

/// One entry of a list of choices.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The name programs use.
    pub canonical: &'static str,
    /// The word offered in Chinese sheets.
    pub zh: &'static str,
    /// The word offered in English sheets.
    pub en: &'static str,
    /// What else is understood, lower case, in folded form.
    pub synonyms: &'static [&'static str],
}

/// One expected column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name programs use.
    pub id: &'static str,
    /// Heading, Chinese.
    pub zh: &'static str,
    /// Heading, English.
    pub en: &'static str,
    /// Other headings understood, any language; compared without blanks, brackets and case.
    pub synonyms: &'static [&'static str],
    /// What its cells hold.
    pub kind: ColumnKind,
    /// True if the column must be there and every row must fill it.
    pub required: bool,
    /// How to fill it in, for the template's second sheet, Chinese.
    pub help_zh: &'static str,
    /// The same, English.
    pub help_en: &'static str,
    /// Content of the template's example row; for a choice the canonical name.
    pub example: &'static str,
}

/// The columns of one kind of sheet.
#[derive(Clone, Debug)]
pub struct Columns {
    list: Vec<Column>,
    /// Normalised headings of each column, in the same order.
    headings: Vec<Vec<String>>,
}

impl Columns {
    /// Columns in the order a template shows them.
    #[must_use]
    pub fn new(list: &[Column]) -> Self {
        let headings = list
            .iter()
            .map(|column| [column.zh, column.en].iter().chain(column.synonyms).map(|name| normal::heading(name)).collect())
            .collect();
        Self { list: list.to_vec(), headings }
    }

    /// The same columns with one made required or optional; an unknown id changes nothing.
    #[must_use]
    pub fn require(mut self, id: &str, required: bool) -> Self {
        for column in self.list.iter_mut().filter(|column| column.id == id) {
            column.required = required;
        }
        self
    }

    /// The columns in template order.
    #[must_use]
    pub fn list(&self) -> &[Column] {
        &self.list
    }

    /// Finds each column in a table's header.
    ///
    /// # Errors
    /// One fault for each required column that is missing and each column that is there twice. Unknown columns are
    /// notes of the binding, not faults.
    pub fn bind(&self, table: &Table) -> Result<Binding, Vec<CellFault>> {
        let (first_line, line) = table.header_lines;
        let mut at: Vec<Option<u32>> = vec![None; self.list.len()];
        let mut faults = Vec::new();
        let mut notes = Vec::new();
        for label in &table.header {
            if is_fault_column(label) {
                continue;
            }
            let Some((slot, column)) = self.find(label).and_then(|slot| Some((slot, self.list.get(slot)?))) else {
                notes.push(unknown_column(first_line, label));
                continue;
            };
            match at.get_mut(slot) {
                Some(Some(first)) => {
                    let first = cell_name(line, *first);
                    let problem = Problem::DuplicateColumn { first, zh: column.zh, en: column.en };
                    faults.push(CellFault::of(line, label.column, &problem));
                }
                Some(free) => *free = Some(label.column),
                None => {}
            }
        }
        let next = table.header.last().map_or(0, |label| label.column + 1);
        for (column, at) in self.list.iter().zip(&at) {
            if column.required && at.is_none() {
                let problem = Problem::MissingColumn { zh: column.zh.into(), en: column.en.into() };
                faults.push(CellFault::of(line, next, &problem));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Binding { columns: self.list.clone(), at, notes, epoch_1904: table.epoch_1904 })
    }

    fn find(&self, label: &HeaderCell) -> Option<usize> {
        label.candidates.iter().find_map(|name| self.headings.iter().position(|known| known.contains(name)))
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// How many different columns these labels name.
    pub(crate) fn count_known(&self, labels: &[HeaderCell]) -> usize {
        let mut found: Vec<usize> = labels.iter().filter_map(|label| self.find(label)).collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    }

    /// Columns (from 0) whose cells are codes and must be written back as text.
    pub(crate) fn code_columns(&self, labels: &[HeaderCell]) -> Vec<u32> {
        let is_code = |slot: usize| self.list.get(slot).is_some_and(|column| matches!(column.kind, ColumnKind::Code { .. }));
        labels.iter().filter(|label| self.find(label).is_some_and(is_code)).map(|label| label.column).collect()
    }

    pub(crate) fn names_zh(&self) -> String {
        self.list.iter().take(4).map(|column| column.zh).collect::<Vec<_>>().join("、")
    }

    pub(crate) fn names_en(&self) -> String {
        self.list.iter().take(4).map(|column| column.en).collect::<Vec<_>>().join(", ")
    }
}

/// True for the column of faults of a sheet that was given back earlier.
pub(crate) fn is_fault_column(label: &HeaderCell) -> bool {
    let marks = [normal::heading(FAULT_HEADING_ZH), normal::heading(FAULT_HEADING_EN)];
    label.candidates.iter().any(|name| marks.iter().any(|mark| name.starts_with(mark.as_str())))
}

fn unknown_column(line: u32, label: &HeaderCell) -> Note {
    Note {
        cell: cell_name(line, label.column),
        code: "unknown_column",
        zh: format!("“{}”列不导入", label.text),
        en: format!("column “{}” is not imported", label.text),
    }
}

/// Which sheet column holds which expected column.
#[derive(Clone, Debug)]
pub struct Binding {
    columns: Vec<Column>,
    at: Vec<Option<u32>>,
    /// Columns of the sheet that are not imported.
    pub notes: Vec<Note>,
    epoch_1904: bool,
}

impl Binding {
    /// The sheet column (from 0) that holds an expected column, `None` if the sheet has none.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<u32> {
        self.slot(id).and_then(|slot| self.column_at(slot))
    }

    /// Place of an expected column in the list; look it up once, then use [`Binding::value_at`] for every row.
    #[must_use]
    pub fn slot(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    pub(crate) fn column_at(&self, slot: usize) -> Option<u32> {
        self.at.get(slot).copied().flatten()
    }

    /// Reads one cell by what its column expects; [`Value::Empty`] where the sheet lacks the column.
    ///
    /// # Errors
    /// The fault of the cell, also where a required cell is blank.
    pub fn value_at<'t>(&self, row: &Row<'t>, slot: usize) -> Result<Value<'t>, CellFault> {
        let (Some(column), Some(at)) = (self.columns.get(slot), self.column_at(slot)) else {
            return Ok(Value::Empty);
        };
        let value = value::read(&column.kind, row.cell(at), self.epoch_1904).and_then(|value| match value {
            Value::Empty if column.required => Err(Problem::Required { zh: column.zh, en: column.en }),
            value => Ok(value),
        });
        value.map_err(|problem| CellFault::of(row.line, at, &problem))
    }

    /// True if no imported column of the row holds anything.
    #[must_use]
    pub fn is_blank(&self, row: &Row<'_>) -> bool {
        self.at.iter().flatten().all(|column| row.cell(*column).is_blank())
    }

    /// A fault found by the caller (unknown person, on leave), at the cell of an expected column.
    /// Where the sheet lacks the column the fault is put on the row's first bound cell.
    #[must_use]
    pub fn fault(&self, line: u32, id: &str, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> CellFault {
        CellFault::new(line, self.column_or_first(id), code, zh, en)
    }

    /// The sheet column that holds an expected column, or the first that holds any.
    pub(crate) fn column_or_first(&self, id: &str) -> u32 {
        self.column(id).or_else(|| self.at.iter().flatten().min().copied()).unwrap_or(0)
    }

    /// The headings of an expected column, Chinese and English.
    pub(crate) fn heading(&self, id: &str) -> Option<(&'static str, &'static str)> {
        self.columns.iter().find(|column| column.id == id).map(|column| (column.zh, column.en))
    }
}
