//! What is printed: a table for people, JSON for programs, a workbook for lists.

use std::borrow::Cow;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};
use nc_kernel::{Clock as _, Day, Micros};
use nc_office::{ListCell, ListColumn, ListSheet};
use serde::Serialize;

use crate::clock::SystemClock;
use crate::exit::Failure;
use crate::files;
use crate::global::Global;
use crate::lang::Lang;

/// 输出格式.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// 表格 / for people
    Table,
    /// JSON / for programs
    Json,
    /// 工作簿 / a workbook, for lists
    Xlsx,
    /// 网页 / a page, for the article check
    Html,
}

/// Where a list goes.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ListFile {
    /// 写入文件（xlsx 必需）/ Write to FILE (needed for xlsx on a terminal)
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Heading, Chinese.
    pub zh: &'static str,
    /// Heading, English.
    pub en: &'static str,
    /// Width in a workbook, in characters.
    pub width: f64,
    /// Whether it holds numbers, which are right-aligned.
    pub right: bool,
    /// Whether only a workbook shows it: on a terminal it would say again what stands above or beside it.
    pub sheet_only: bool,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub const fn text(zh: &'static str, en: &'static str, width: f64) -> Self {
        Self { zh, en, width, right: false, sheet_only: false }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn number(zh: &'static str, en: &'static str, width: f64) -> Self {
        Self { zh, en, width, right: true, sheet_only: false }
    }

    /// The same column, in workbooks only.
    #[must_use]
    pub const fn in_sheets(self) -> Self {
        Self { sheet_only: true, ..self }
    }
}

/// A cell of a list.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A day.
    Day(Day),
}

impl Cell {
    /// Text.
    pub fn text(text: impl std::fmt::Display) -> Self {
        Self::Text(text.to_string())
    }

    /// A count or a position.
    pub fn count(n: impl TryInto<i64>) -> Self {
        Self::Int(n.try_into().unwrap_or(i64::MAX))
    }

    fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Int(n) => n.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }

    fn office(&self) -> ListCell<'_> {
        match self {
            Self::Empty => ListCell::Empty,
            Self::Text(text) => ListCell::Text(Cow::Borrowed(text)),
            Self::Int(n) => ListCell::Integer(*n),
            Self::Day(day) => ListCell::Date(day.date()),
        }
    }
}

/// A list: what it is, what must be known to read it, columns and rows.
#[derive(Debug, Clone)]
pub struct List {
    /// Title, in the language printed.
    pub title: String,
    /// Lines that belong to it: period, scope, hidden rows, 演示数据.
    pub notes: Vec<String>,
    /// Columns, left to right.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Prints in the format and language asked for.
pub struct Output {
    format: Format,
    lang: Lang,
}

impl Output {
    /// As the options say.
    #[must_use]
    pub fn new(global: &Global) -> Self {
        Self { format: global.format, lang: global.lang() }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// An answer: `json` for programs, `lines` for people.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn answer(&self, json: &impl Serialize, lines: &[String]) -> Result<(), Failure> {
        match self.format {
            Format::Json => self.json(json),
            Format::Table | Format::Xlsx | Format::Html => print(format!("{}\n", lines.join("\n")).as_bytes()),
        }
    }

    /// A list: `json` for programs, else a table or a workbook.
    ///
    /// # Errors
    /// When it cannot be written, or a workbook has nowhere to go.
    pub fn list(&self, list: &List, json: &impl Serialize, file: &ListFile) -> Result<(), Failure> {
        let bytes = match self.format {
            Format::Json => pretty(json)?.into_bytes(),
            Format::Table | Format::Html => self.table(list).into_bytes(),
            Format::Xlsx => self.workbook(list)?,
        };
        match &file.output {
            Some(path) => files::write(path, &bytes),
            None if self.format == Format::Xlsx && std::io::stdout().is_terminal() => Err(Failure::unreadable(
                "工作簿不能显示在终端上；请加 -o 文件.xlsx",
                "a workbook cannot be shown on a terminal: add -o FILE.xlsx",
            )
            .at("--format")),
            None => print(&bytes),
        }
    }

    fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        print(pretty(value)?.as_bytes())
    }

    fn table(&self, list: &List) -> String {
        let mut table = Table::new();
        table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
        let columns: Vec<&Column> = list.columns.iter().filter(|column| !column.sheet_only).collect();
        table.set_header(columns.iter().map(|column| self.lang.pick(column.zh, column.en)));
        for row in &list.rows {
            table.add_row(row.iter().zip(&list.columns).filter(|(_, column)| !column.sheet_only).map(|(cell, _)| cell.shown()));
        }
        for (at, _) in columns.iter().enumerate().filter(|(_, column)| column.right) {
            if let Some(column) = table.column_mut(at) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let notes: String = list.notes.iter().map(|note| format!("{note}\n")).collect();
        format!("{}\n{notes}{table}\n", list.title)
    }

    fn workbook(&self, list: &List) -> Result<Vec<u8>, Failure> {
        let sheet = ListSheet {
            title: list.title.clone(),
            notes: list.notes.clone(),
            columns: list.columns.iter().map(|c| ListColumn { title: self.lang.pick(c.zh, c.en).to_owned(), width: c.width }).collect(),
            created: written_at(),
        };
        Ok(nc_office::list_xlsx(&sheet, list.rows.iter().map(|row| row.iter().map(Cell::office).collect()))?)
    }
}

/// The present moment where the bureau is, as written into workbooks.
#[must_use]
pub fn written_at() -> jiff::civil::DateTime {
    let now = SystemClock.now();
    let seconds = (now.0 - Micros::at(now.day(), 0, 0).0) / 1_000_000;
    let part = |n: i64| i8::try_from(n).unwrap_or_default();
    now.day().date().at(part(seconds / 3_600), part(seconds / 60 % 60), part(seconds % 60), 0)
}

fn pretty(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n").map_err(|e| Failure::fault(format!("无法写成 JSON：{e}"), format!("cannot be written as JSON: {e}")))
}

/// Writes to standard output. A reader that went away (`| head`) is no fault.
///
/// # Errors
/// When it cannot be written.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::writing(std::path::Path::new("stdout"), &e)),
        _ => Ok(()),
    }
}
