//! Looks at the zip container before a workbook reader unpacks it: what it is, and whether it is safe to unpack.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::OfficeError;

/// Bytes of a string table looked at for its opening tag.
const STRINGS_HEAD: u64 = 64 * 1024;
/// Bytes of a sheet looked at in one go.
const SCAN_BYTES: usize = 128 * 1024;
/// Most shared strings a workbook may announce. The reader reserves room for as many before it reads the first one.
const MAX_SHARED_STRINGS: u64 = 8_000_000;

/// Refuses containers that are no xlsx workbook or that unpack to more than `max_unpacked` bytes of XML.
/// The sizes an archive declares are binding: the zip reader fails on an entry that unpacks to more than it declared.
pub(crate) fn inspect(bytes: &[u8], max_unpacked: u64) -> Result<Contents, OfficeError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(OfficeError::damaged)?;
    let mut unpacked = 0_u64;
    let mut workbook = false;
    let mut strings = None;
    let mut sheets = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(OfficeError::damaged)?;
        let name = entry.name().map_err(OfficeError::damaged)?.to_ascii_lowercase();
        match name.as_str() {
            "xl/workbook.bin" => return Err(other("an .xlsb workbook", " .xlsb 二进制工作簿")),
            "content.xml" => {
                return Err(other("an OpenDocument file", " OpenDocument 文件（.ods）"));
            }
            "word/document.xml" | "ppt/presentation.xml" => {
                return Err(OfficeError::NotASpreadsheet);
            }
            _ => {}
        }
        workbook |= name.starts_with("xl/");
        // Pictures are never unpacked here, so only the XML parts count.
        if name.ends_with(".xml") || name.ends_with(".rels") {
            unpacked = unpacked.saturating_add(entry.size());
        }
        if name.ends_with("sharedstrings.xml") {
            strings = Some(index);
        }
        if name.contains("worksheets/") && name.ends_with(".xml") {
            sheets.push(index);
        }
    }
    if unpacked > max_unpacked {
        return Err(OfficeError::TooLarge { max_mib: max_unpacked >> 20 });
    }
    if !workbook {
        return Err(OfficeError::NotASpreadsheet);
    }
    if let Some(index) = strings {
        check_strings(&mut archive, index)?;
    }
    let mut merges = false;
    for index in sheets {
        merges = merges || holds(&mut archive, index, "mergeCell")?;
    }
    Ok(Contents { merges })
}

/// What the container is known to hold before its workbook is read.
#[derive(Clone, Copy)]
pub(crate) struct Contents {
    /// True if some sheet may have merged cells. Asking the workbook reader for them costs a second pass over the
    /// whole sheet, which large exports, having none, are spared.
    pub merges: bool,
}

/// True if an entry holds a word of plain letters.
fn holds(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, word: &str) -> Result<bool, OfficeError> {
    let mut entry = archive.by_index(index).map_err(OfficeError::damaged)?;
    let mut buffer = vec![0_u8; SCAN_BYTES];
    let mut kept = 0;
    loop {
        let free = buffer.get_mut(kept..).unwrap_or_default();
        let read = entry.read(free).map_err(OfficeError::damaged)?;
        if read == 0 {
            return Ok(false);
        }
        let end = kept + read;
        let filled = buffer.get(..end).unwrap_or_default();
        if filled.utf8_chunks().any(|chunk| chunk.valid().contains(word)) {
            return Ok(true);
        }
        // The word may lie across two reads: its length stays for the next look.
        let from = end.saturating_sub(word.len());
        buffer.copy_within(from..end, 0);
        kept = end - from;
    }
}

/// The announced number of shared strings, which the reader trusts, must be one a real file could hold.
fn check_strings(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<(), OfficeError> {
    let entry = archive.by_index(index).map_err(OfficeError::damaged)?;
    let mut head = Vec::new();
    entry.take(STRINGS_HEAD).read_to_end(&mut head).map_err(OfficeError::damaged)?;
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    let body = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(head, |(_, body)| body);
    // The very first tag must be the string table's, or what is checked here is not what the reader sees.
    let tag = body.trim_start().strip_prefix('<').and_then(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    let Some(tag) = tag.filter(|tag| tag.starts_with("sst") || tag.contains(":sst")) else {
        return Err(OfficeError::damaged("string table without a beginning"));
    };
    for announced in tag.split("uniqueCount").skip(1) {
        let digits: String = announced
            .trim_start_matches(|c: char| c.is_whitespace() || "=\"'+".contains(c))
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if digits.parse::<u64>().map_or(!digits.is_empty(), |count| count > MAX_SHARED_STRINGS) {
            return Err(OfficeError::damaged("impossible number of shared strings"));
        }
    }
    Ok(())
}

fn other(kind: &'static str, kind_zh: &'static str) -> OfficeError {
    OfficeError::OtherFormat { kind, kind_zh }
}
