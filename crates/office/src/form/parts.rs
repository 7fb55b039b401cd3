//! The files inside a workbook.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::error::OfficeError;

const WORKBOOK: &str = "xl/workbook.xml";
const LINKS: &str = "xl/_rels/workbook.xml.rels";

/// The parts of a workbook; those that were not changed are copied as they are.
pub(super) struct Parts<'t> {
    archive: ZipArchive<Cursor<&'t [u8]>>,
    changed: BTreeMap<String, String>,
}

impl<'t> Parts<'t> {
    pub fn read(bytes: &'t [u8]) -> Result<Self, OfficeError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(OfficeError::damaged)?;
        Ok(Self { archive, changed: BTreeMap::new() })
    }

    /// The text of a part.
    pub fn text(&mut self, name: &str) -> Result<String, OfficeError> {
        if let Some(text) = self.changed.get(name) {
            return Ok(text.clone());
        }
        let mut text = String::new();
        let mut part = self.archive.by_name(name).map_err(OfficeError::damaged)?;
        part.read_to_string(&mut text).map_err(OfficeError::damaged)?;
        Ok(text)
    }

    pub fn put(&mut self, name: String, text: String) {
        self.changed.insert(name, text);
    }

    /// The part that holds the sheet called `name`.
    pub fn sheet(&mut self, name: &str) -> Result<String, OfficeError> {
        let mut link = None;
        let mut known = Vec::new();
        each_tag(&self.text(WORKBOOK)?, |tag| {
            if tag.local_name().as_ref() == "sheet" {
                let sheet = attribute(tag, "name").unwrap_or_default();
                if sheet == name {
                    link = attribute(tag, "id");
                }
                known.push(sheet);
            }
        })?;
        let missing = || OfficeError::Form {
            place: name.to_owned(),
            why: format!("there is no such sheet; sheets are {}", known.join(", ")),
            why_zh: format!("没有这张工作表；有：{}", known.join("、")),
        };
        let link = link.ok_or_else(missing)?;
        let mut target = None;
        each_tag(&self.text(LINKS)?, |tag| {
            if attribute(tag, "Id").as_deref() == Some(&link) {
                target = attribute(tag, "Target");
            }
        })?;
        let target = target.ok_or_else(|| OfficeError::damaged("a sheet without its part"))?;
        Ok(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    }

    /// Formulas in the form must see the numbers that were filled in.
    pub fn recalculate_on_opening(&mut self) -> Result<(), OfficeError> {
        const WISH: &str = "fullCalcOnLoad=\"1\"";
        let workbook = self.text(WORKBOOK)?;
        if workbook.contains("fullCalcOnLoad=") {
            return Ok(());
        }
        // The order of elements is prescribed: calcPr follows the last of these.
        let before = ["</definedNames>", "</externalReferences>", "</functionGroups>", "</sheets>"];
        let changed = if workbook.contains("<calcPr") {
            workbook.replacen("<calcPr", &format!("<calcPr {WISH}"), 1)
        } else if let Some((at, end)) = before.iter().find_map(|end| workbook.find(end).map(|at| (at, end.len()))) {
            let (head, tail) = workbook.split_at_checked(at + end).unwrap_or((&workbook, ""));
            format!("{head}<calcPr {WISH}/>{tail}")
        } else {
            return Ok(());
        };
        self.put(WORKBOOK.to_owned(), changed);
        Ok(())
    }

    /// The workbook with its changed parts.
    pub fn write(mut self) -> Result<Vec<u8>, OfficeError> {
        let fail = |e: &dyn std::fmt::Display| OfficeError::Write(e.to_string());
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(OfficeError::damaged)?;
            let name = part.name().map_err(OfficeError::damaged)?.to_string();
            match self.changed.get(&name) {
                None => out.raw_copy_file(part).map_err(|e| fail(&e))?,
                Some(text) => {
                    out.start_file(name, SimpleFileOptions::default()).map_err(|e| fail(&e))?;
                    out.write_all(text.as_bytes()).map_err(|e| fail(&e))?;
                }
            }
        }
        Ok(out.finish().map_err(|e| fail(&e))?.into_inner())
    }
}

fn each_tag(xml: &str, mut look: impl FnMut(&BytesStart<'_>)) -> Result<(), OfficeError> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(OfficeError::damaged)? {
            Event::Start(tag) | Event::Empty(tag) => look(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
