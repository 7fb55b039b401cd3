//! One sheet of a form.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Writer;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, events::BytesEnd};

use super::cells::{CellAt, FormCell};
use super::parts::attribute;
use crate::error::OfficeError;

pub(super) struct Filled {
    pub xml: String,
    pub empty: Vec<CellAt>,
}

/// Writes the numbers into the sheet's XML.
pub(super) fn fill(name: &str, xml: &str, cells: &[&FormCell]) -> Result<Filled, OfficeError> {
    let mut wanted: BTreeMap<CellAt, &str> = BTreeMap::new();
    for cell in cells {
        if wanted.insert(cell.at, &cell.number).is_some() {
            return Err(refusal(name, cell.at, "two figures are mapped to it", "有两个指标填入此格"));
        }
    }
    let mut sheet = Sheet { name, wanted, filled: BTreeSet::new(), texts: BTreeSet::new(), blanks: BTreeSet::new(), row: 0, column: 0 };
    let xml = sheet.copy(xml)?;
    Ok(Filled { xml, empty: sheet.still_empty() })
}

fn refusal(sheet: &str, at: CellAt, why: &str, why_zh: &str) -> OfficeError {
    OfficeError::Form { place: format!("{sheet}!{at}"), why: why.to_owned(), why_zh: why_zh.to_owned() }
}

struct Sheet<'c> {
    name: &'c str,
    wanted: BTreeMap<CellAt, &'c str>,
    filled: BTreeSet<CellAt>,
    /// Cells that hold something.
    texts: BTreeSet<CellAt>,
    /// Cells the form draws (with a border or a style) that hold nothing.
    blanks: BTreeSet<CellAt>,
    row: u32,
    column: u32,
}

type Out = Writer<Vec<u8>>;

impl Sheet<'_> {
    fn copy(&mut self, xml: &str) -> Result<String, OfficeError> {
        let mut reader = Reader::from_str(xml);
        let mut out = Writer::new(Vec::with_capacity(xml.len() + 4_096));
        loop {
            let event = reader.read_event().map_err(OfficeError::damaged)?;
            match event {
                Event::Eof => break,
                Event::Start(tag) if is(&tag, "row") => {
                    self.start_row(&tag, &mut out)?;
                    put(&mut out, Event::Start(tag))?;
                }
                Event::Empty(tag) if is(&tag, "row") => {
                    self.start_row(&tag, &mut out)?;
                    put(&mut out, Event::Start(tag.clone()))?;
                    self.end_row(&mut out)?;
                    put(&mut out, Event::End(tag.to_end()))?;
                }
                Event::End(tag) if tag.local_name().as_ref() == "row" => {
                    self.end_row(&mut out)?;
                    put(&mut out, Event::End(tag))?;
                }
                Event::Start(tag) if is(&tag, "c") => {
                    let at = self.cell(&tag, &mut out)?;
                    let content = content(&mut reader)?;
                    if content.is_empty() {
                        self.blank(at, &tag, &mut out)?;
                    } else if self.wanted.contains_key(&at) {
                        return Err(refusal(self.name, at, "it holds something already", "此格已有内容，不能覆盖"));
                    } else {
                        self.texts.insert(at);
                        put(&mut out, Event::Start(tag.clone()))?;
                        for event in content {
                            put(&mut out, event)?;
                        }
                        put(&mut out, Event::End(tag.to_end()))?;
                    }
                }
                Event::Empty(tag) if is(&tag, "c") => {
                    let at = self.cell(&tag, &mut out)?;
                    self.blank(at, &tag, &mut out)?;
                }
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => {
                    self.rows_before(u32::MAX, &mut out)?;
                    put(&mut out, Event::End(tag))?;
                }
                Event::Empty(tag) if is(&tag, "sheetData") => {
                    put(&mut out, Event::Start(tag.clone()))?;
                    self.rows_before(u32::MAX, &mut out)?;
                    put(&mut out, Event::End(tag.to_end()))?;
                }
                other => put(&mut out, other)?,
            }
        }
        String::from_utf8(out.into_inner()).map_err(OfficeError::damaged)
    }

    fn start_row(&mut self, tag: &BytesStart<'_>, out: &mut Out) -> Result<(), OfficeError> {
        let row = attribute(tag, "r").and_then(|r| r.parse().ok()).unwrap_or(self.row + 1);
        self.rows_before(row, out)?;
        self.row = row;
        self.column = 0;
        Ok(())
    }

    /// Rows the sheet does not have at all, before `row`.
    fn rows_before(&mut self, row: u32, out: &mut Out) -> Result<(), OfficeError> {
        let missing: BTreeSet<u32> = self.wanted.keys().map(|at| at.row).filter(|r| *r > self.row && *r < row).collect();
        for new in missing {
            let mut tag = BytesStart::new("row");
            tag.push_attribute(("r", new.to_string().as_str()));
            put(out, Event::Start(tag))?;
            self.cells_between(new, 0, u32::MAX, out)?;
            put(out, Event::End(BytesEnd::new("row")))?;
        }
        Ok(())
    }

    fn end_row(&mut self, out: &mut Out) -> Result<(), OfficeError> {
        self.cells_between(self.row, self.column, u32::MAX, out)
    }

    /// Takes a cell of the sheet up, after those that must stand before it.
    fn cell(&mut self, tag: &BytesStart<'_>, out: &mut Out) -> Result<CellAt, OfficeError> {
        let at = attribute(tag, "r").and_then(|r| CellAt::parse(&r)).unwrap_or(CellAt { row: self.row, column: self.column + 1 });
        self.cells_between(at.row, self.column, at.column, out)?;
        self.column = at.column;
        Ok(at)
    }

    /// Cells the row does not have, after column `from` and before column `to`.
    fn cells_between(&mut self, row: u32, from: u32, to: u32, out: &mut Out) -> Result<(), OfficeError> {
        let new: Vec<CellAt> = self.wanted.keys().copied().filter(|at| at.row == row && at.column > from && at.column < to).collect();
        for at in new {
            self.number(at, None, out)?;
        }
        Ok(())
    }

    fn blank(&mut self, at: CellAt, tag: &BytesStart<'_>, out: &mut Out) -> Result<(), OfficeError> {
        if self.wanted.contains_key(&at) {
            return self.number(at, attribute(tag, "s"), out);
        }
        self.blanks.insert(at);
        put(out, Event::Empty(tag.clone().into_owned()))
    }

    fn number(&mut self, at: CellAt, style: Option<String>, out: &mut Out) -> Result<(), OfficeError> {
        let Some(number) = self.wanted.get(&at).copied() else { return Ok(()) };
        let mut cell = BytesStart::new("c");
        cell.push_attribute(("r", at.to_string().as_str()));
        if let Some(style) = style {
            cell.push_attribute(("s", style.as_str()));
        }
        put(out, Event::Start(cell))?;
        put(out, Event::Start(BytesStart::new("v")))?;
        put(out, Event::Text(BytesText::new(number)))?;
        put(out, Event::End(BytesEnd::new("v")))?;
        put(out, Event::End(BytesEnd::new("c")))?;
        self.filled.insert(at);
        Ok(())
    }

    /// Blank cells to the right of a text in their row and below a text in their column: what the form asks for.
    fn still_empty(&self) -> Vec<CellAt> {
        let named = |at: &CellAt| {
            self.texts.iter().any(|t| t.row == at.row && t.column < at.column)
                && self.texts.iter().any(|t| t.column == at.column && t.row < at.row)
        };
        self.blanks.iter().copied().filter(named).collect()
    }
}

fn is(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.local_name().as_ref() == name
}

fn put(out: &mut Out, event: Event<'_>) -> Result<(), OfficeError> {
    out.write_event(event).map_err(|e| OfficeError::Write(e.to_string()))
}

/// What stands in a cell, up to its end.
fn content(reader: &mut Reader<&[u8]>) -> Result<Vec<Event<'static>>, OfficeError> {
    let mut events = Vec::new();
    let mut depth = 0_u32;
    loop {
        let event = reader.read_event().map_err(OfficeError::damaged)?.into_owned();
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Ok(events),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(OfficeError::damaged("a cell without an end")),
            _ => {}
        }
        events.push(event);
    }
}
