//! Finds the header among title lines, also where it takes two rows (考勤 over 状态 | 学时).

use crate::columns::Columns;
use crate::error::OfficeError;
use crate::normal;
use crate::table::{Area, HeaderCell, Row, Table};

/// Filled lines looked at from the top of the sheet. Forms have a title, a unit line, a date line; never fifty.
const LOOK_AT: usize = 50;
/// Merged areas looked at around the header; a hostile file may declare millions.
const MERGES_AT: usize = 1_000;

/// Marks the line (or two) that names the most known columns as the header; the upper and shorter one wins a draw.
pub(crate) fn detect(table: &mut Table, columns: &Columns) -> Result<(), OfficeError> {
    if table.is_empty() {
        return Err(OfficeError::EmptySheet);
    }
    let head: Vec<Row<'_>> = table.all_rows().take(LOOK_AT + 1).collect();
    let last = head.last().map_or(0, |row| row.line);
    let near = table.merges.iter().filter(|area| area.first_line <= last);
    let merges: Vec<Area> = near.take(MERGES_AT).copied().collect();
    let mut best: Option<Candidate> = None;
    for (at, row) in head.iter().enumerate().take(LOOK_AT) {
        let below = head.get(at + 1).filter(|below| below.line == row.line + 1);
        for bottom in std::iter::once(None).chain(below.map(Some)) {
            let labels = labels(&merges, row, bottom);
            let known = columns.count_known(&labels);
            // Between equals the shorter wins: a title over the header, or a first row under it, names nothing more.
            let rank = (known, bottom.is_none());
            if known > 0 && best.as_ref().is_none_or(|best| rank > best.rank) {
                let last = bottom.map_or(row.line, |below| below.line);
                best = Some(Candidate { rank, labels, lines: (row.line, last) });
            }
        }
    }
    // One match may be chance (a title line that says 姓名); a table of one column needs no more.
    match best {
        Some(Candidate { rank, labels, lines }) if rank.0 >= columns.len().min(2) => {
            table.code_columns = columns.code_columns(&labels);
            table.set_header(labels, lines);
            Ok(())
        }
        _ => Err(OfficeError::NoHeader { expected_en: columns.names_en(), expected_zh: columns.names_zh() }),
    }
}

/// The label of each column made of one row, or of an upper and a lower row.
fn labels(merges: &[Area], top: &Row<'_>, bottom: Option<&Row<'_>>) -> Vec<HeaderCell> {
    let mut filled: Vec<u32> = top.cells().chain(bottom.iter().flat_map(|row| row.cells())).map(|(column, _)| column).collect();
    filled.sort_unstable();
    filled.dedup();
    let label = |row: &Row<'_>, column: u32| normal::tidy(&row.cell(column).display()).into_owned();
    let mut cells = Vec::with_capacity(filled.len());
    for column in filled {
        let lower = bottom.map_or_else(String::new, |row| label(row, column));
        // The upper label of a group stands in its first cell only.
        let group = merges.iter().find(|area| area.contains(top.line, column) && area.first_line == top.line);
        let upper = label(top, group.map_or(column, |area| area.first_column));
        let (text, parts) = match (upper.is_empty(), lower.is_empty()) {
            (true, true) => continue,
            (true, false) => (lower.clone(), vec![lower]),
            (false, true) => (upper.clone(), vec![upper]),
            (false, false) => {
                let text = format!("{upper} / {lower}");
                let joined = format!("{upper}{lower}");
                // The label of a group of columns names none of them alone.
                let spans = group.is_some_and(|area| area.last_column > area.first_column);
                let parts = if spans { vec![lower, joined] } else { vec![lower, joined, upper] };
                (text, parts)
            }
        };
        cells.push(HeaderCell { column, text, candidates: candidates(&parts) });
    }
    cells
}

/// Each part normalised, each followed by itself without brackets.
fn candidates(parts: &[String]) -> Vec<String> {
    let mut all = Vec::with_capacity(parts.len() * 2);
    for part in parts {
        let heading = normal::heading(part);
        let bare = normal::without_brackets(&heading);
        all.push(heading);
        all.push(bare);
    }
    all.dedup();
    all.retain(|name| !name.is_empty());
    all
}

/// A line, or two, that may be the header.
struct Candidate {
    /// Known columns named, and whether it is one line: greater is better.
    rank: (usize, bool),
    labels: Vec<HeaderCell>,
    lines: (u32, u32),
}
