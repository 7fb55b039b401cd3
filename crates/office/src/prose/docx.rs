//! The text of a Word document.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::OfficeError;

const BODY: &str = "word/document.xml";
/// Most bytes of XML that are unpacked.
const MAX_UNPACKED: u64 = 64 << 20;

/// The paragraphs of the body as they read after all changes are accepted: what was struck out is left out.
pub(super) fn text(bytes: &[u8]) -> Result<String, OfficeError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(OfficeError::damaged)?;
    let body = match archive.by_name(BODY) {
        Ok(body) => body,
        Err(ZipError::FileNotFound) => return Err(OfficeError::NotProse),
        Err(e) => return Err(OfficeError::damaged(e)),
    };
    if body.size() > MAX_UNPACKED {
        return Err(OfficeError::TooLarge { max_mib: MAX_UNPACKED >> 20 });
    }
    let mut xml = String::new();
    body.take(MAX_UNPACKED).read_to_string(&mut xml).map_err(OfficeError::damaged)?;
    paragraphs(&xml)
}

fn paragraphs(xml: &str) -> Result<String, OfficeError> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    // Text that was struck out stands in w:delText and is no w:t; text that was moved away stands in w:t within w:moveFrom.
    let mut in_text = false;
    let mut moved_away = 0_u32;
    loop {
        match reader.read_event().map_err(OfficeError::damaged)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => in_text = moved_away == 0,
                "moveFrom" => moved_away += 1,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "moveFrom" => moved_away = moved_away.saturating_sub(1),
                "p" => text.push('\n'),
                "tc" => {
                    if text.ends_with('\n') {
                        text.pop();
                    }
                    text.push('\t');
                }
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "br" | "cr" => text.push('\n'),
                "tab" => text.push('\t'),
                "noBreakHyphen" => text.push('-'),
                "p" => text.push('\n'),
                _ => {}
            },
            Event::Text(part) if in_text => text.push_str(&part.xml10_content()),
            Event::GeneralRef(name) if in_text => text.push(character(&name)?),
            Event::CData(part) if in_text => text.push_str(&part),
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

/// The character an entity stands for.
fn character(name: &quick_xml::events::BytesRef<'_>) -> Result<char, OfficeError> {
    if let Some(c) = name.resolve_char_ref().map_err(OfficeError::damaged)? {
        return Ok(c);
    }
    match name.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(OfficeError::damaged("an unknown entity")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_join_and_paragraphs_part() {
        let xml = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>开展轮训1</w:t></w:r><w:r><w:t>99期</w:t></w:r>\
            <w:del><w:r><w:delText>200期</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>3期</w:t></w:r></w:moveFrom></w:p><w:p><w:r><w:t>甲&amp;乙&#26399;</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>左</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>右</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
        assert_eq!(paragraphs(xml).unwrap(), "开展轮训199期\n甲&乙期\t丙\n左\t右\t");
    }
}
