//! Reads a text table (CSV, or tab-separated as spreadsheets copy it) in UTF-8, UTF-16 with a mark, or GB18030.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::cell::Cell;
use crate::columns::Columns;
use crate::error::OfficeError;
use crate::guard::unguard;
use crate::header;
use crate::read::{Limits, Progress};
use crate::table::{Table, TableBuilder};

/// Rows between two calls of the progress function.
const PROGRESS_STEP: u32 = 1_000;

/// Every record as one sheet line, numbered as a spreadsheet program would number it.
pub(crate) fn read(bytes: &[u8], columns: &Columns, limits: Limits, progress: Progress<'_>) -> Result<Table, OfficeError> {
    if bytes.len() as u64 > limits.unpacked {
        return Err(OfficeError::TooLarge { max_mib: limits.unpacked >> 20 });
    }
    let text = decode(bytes)?;
    let total = u32::try_from(text.bytes().filter(|b| *b == b'\n').count()).ok();
    let mut table = TableBuilder::new("", limits.rows, limits.text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut line = 0_u32;
    loop {
        let start = usize::try_from(reader.position().byte()).map_err(OfficeError::damaged)?;
        if !reader.read_record(&mut record).map_err(|_| OfficeError::damaged("malformed CSV"))? {
            break;
        }
        line = line.saturating_add(1).saturating_add(blank_lines(text.as_bytes(), start));
        for (column, field) in (0_u32..).zip(&record) {
            table.push(line, column, cell(field))?;
        }
        if line.is_multiple_of(PROGRESS_STEP) {
            progress(line, total.map(|total| total.max(line)));
        }
    }
    progress(line, Some(line));
    let mut table = table.finish();
    header::detect(&mut table, columns)?;
    Ok(table)
}

/// Text in UTF-8, in UTF-16 with a mark, or in GB18030.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, OfficeError> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => (GB18030, 0),
    };
    let (text, faulty) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    // No text table holds these; pictures and programs do.
    let binary = |c: char| matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1A}' | '\u{1C}'..='\u{1F}');
    if text.contains(binary) {
        return Err(OfficeError::NotASpreadsheet);
    }
    if faulty {
        return Err(OfficeError::Encoding);
    }
    Ok(text)
}

/// The sign that stands most often in the first lines, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_u32), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in text.lines().take(20).flat_map(str::bytes) {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == byte && !quoted) {
            *count += 1;
        }
    }
    // The comma wins a draw.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

/// Blank lines between the end of the last record and the next one, which the CSV reader passes over in silence.
fn blank_lines(text: &[u8], start: usize) -> u32 {
    let before = start.checked_sub(1).and_then(|at| text.get(at)).copied();
    let mut rest = text.get(start..).unwrap_or_default();
    // The second half of the \r\n that ended the last record is no blank line.
    if before == Some(b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut count = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => return count,
        };
        count += 1;
    }
}

/// A field as a cell. `="0123"`, by which exports keep leading zeros, is text; any other `=` is a formula.
fn cell(field: &str) -> Cell<'_> {
    if let Some(text) = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return Cell::Text(text);
    }
    if field.starts_with('=') {
        return Cell::Formula(field);
    }
    Cell::Text(unguard(field))
}
