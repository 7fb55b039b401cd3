//! Files that cannot be read say so in words a person can act on.

use std::io::Write;

use nc_office::{OfficeError, ReadOptions, read, roster_columns};
use zip::write::SimpleFileOptions;

use crate::support::{In, id, table, texts, xlsx};

fn code(bytes: &[u8]) -> &'static str {
    let error = table(bytes).unwrap_err();
    assert!(!error.zh().is_empty() && !error.to_string().is_empty());
    error.code()
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn not_a_spreadsheet() {
    assert_eq!(code(b""), "empty_sheet");
    assert_eq!(code(b"%PDF-1.7 ..."), "not_a_spreadsheet");
    assert_eq!(code(b"\x89PNG\r\n\x1a\n"), "not_a_spreadsheet");
    assert_eq!(code(&(0..=255).cycle().take(5000).collect::<Vec<u8>>()), "not_a_spreadsheet");
    assert_eq!(code(&zip_of(&[("word/document.xml", b"<w/>")])), "not_a_spreadsheet");
    assert_eq!(code(&zip_of(&[("photo.jpg", b"x")])), "not_a_spreadsheet");
    assert_eq!(code(b"\x80\x80\xFF\xFF,\xFF\n"), "encoding");
}

#[test]
fn other_formats_and_passwords() {
    assert_eq!(code(&compound("Workbook")), "other_format");
    assert_eq!(code(&compound("EncryptedPackage")), "encrypted");
    assert_eq!(code(&compound("WordDocument")), "not_a_spreadsheet");
    assert_eq!(code(b"<html><table><tr><td>1</td></tr></table></html>"), "other_format");
    assert_eq!(code(&zip_of(&[("xl/workbook.bin", b"x")])), "other_format");
    assert_eq!(code(&zip_of(&[("content.xml", b"<x/>")])), "other_format");
}

#[test]
fn empty_and_headless() {
    assert_eq!(code(&xlsx(&[])), "empty_sheet");
    assert_eq!(code(b"\n\n"), "empty_sheet");
    assert_eq!(code(&xlsx(&[texts(&["你好", "世界"]), texts(&["1", "2"])])), "no_header");
    let error = table("姓名栏目说明\n".as_bytes()).unwrap_err();
    assert!(error.zh().contains("警号"), "{}", error.zh());
    // A header without rows is no fault of the file: nothing to import is the caller's to say.
    assert_eq!(table(&xlsx(&[texts(&["警号", "姓名"])])).unwrap().rows().len(), 0);
}

#[test]
fn truncated_and_garbled_workbooks() {
    let good = xlsx(&(0..200).map(|n| texts(&["警号", "姓名", &id(n)])).collect::<Vec<_>>());
    for cut in [4, 30, 100, good.len() / 2, good.len() - 30] {
        assert_eq!(code(&good[..cut]), "damaged", "cut at {cut}");
    }
    for at in (0..good.len()).step_by(37) {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        // Whatever happens is an answer, never a panic.
        let _ = table(&bad);
    }
    assert_eq!(code(&zip_of(&[("xl/workbook.xml", b"<workbook>"), ("[Content_Types].xml", b"")])), "damaged");
}

#[test]
fn zip_bombs() {
    let zeros = vec![b' '; 40 << 20];
    let bomb = zip_of(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 100_000);
    let limited = |bytes: &[u8]| {
        let options = ReadOptions { max_unpacked: 32 << 20, ..ReadOptions::default() };
        read(bytes, &roster_columns(true), options).unwrap_err()
    };
    assert!(matches!(limited(&bomb), OfficeError::TooLarge { max_mib: 32 }));

    // An archive that declares less than it holds is stopped where it exceeds what it declared.
    let mut good = xlsx(&(0..2000).map(|n| texts(&["警号", &id(n)])).collect::<Vec<_>>());
    let at = good.windows(24).rposition(|w| w == b"xl/worksheets/sheet1.xml").unwrap();
    // Central directory header: the name is at 46, the unpacked size at 24.
    good[at - 46 + 24..at - 46 + 28].copy_from_slice(&100_u32.to_le_bytes());
    assert_eq!(limited(&good).code(), "damaged");
}

#[test]
fn an_impossible_number_of_shared_strings_is_not_believed() {
    for count in ["99999999999999", "99999999999999999999999"] {
        let strings = format!("<?xml version=\"1.0\"?><sst uniqueCount=\"{count}\"></sst>");
        let parts = [("xl/workbook.xml", &b"<workbook/>"[..]), ("xl/sharedStrings.xml", strings.as_bytes())];
        assert_eq!(code(&zip_of(&parts)), "damaged");
    }
    let hidden = format!("<!--{}--><sst uniqueCount=\"9999999999999\"/>", " ".repeat(70_000));
    assert_eq!(code(&zip_of(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", hidden.as_bytes())])), "damaged");
}

#[test]
fn the_row_cap_is_exact() {
    let lines: Vec<Vec<In>> = std::iter::once(texts(&["警号", "姓名"])).chain((0..101).map(|n| texts(&[&format!("{n:06}")]))).collect();
    let capped = |lines: &[Vec<In>]| read(&xlsx(lines), &roster_columns(true), ReadOptions { max_rows: 100, ..ReadOptions::default() });
    assert_eq!(capped(&lines[..101]).unwrap().rows().len(), 100);
    assert!(matches!(capped(&lines).unwrap_err(), OfficeError::TooManyRows { max: 100 }));
}

#[test]
fn two_hundred_thousand_rows_are_read_and_one_more_is_refused() {
    use std::fmt::Write as _;
    let mut text = String::from("警号,姓名\n");
    for n in 0..200_000 {
        let _ = writeln!(text, "{n:06},张三");
    }
    let mut calls = 0;
    let mut count = |done: u32, total: Option<u32>| {
        calls += 1;
        assert!(total.is_some_and(|total| done <= total));
    };
    let options = ReadOptions { progress: Some(&mut count), ..ReadOptions::default() };
    assert_eq!(read(text.as_bytes(), &roster_columns(true), options).unwrap().rows().len(), 200_000);
    assert!(calls >= 200, "{calls}");
    text.push_str("999999,李四\n");
    assert_eq!(code(text.as_bytes()), "too_many_rows");
}

#[test]
fn a_cell_far_to_the_right_is_refused() {
    let wide = format!("警号,姓名\n000001,张三{}x\n", ",".repeat(300));
    assert_eq!(code(wide.as_bytes()), "too_wide");
}

/// A workbook whose sheet XML is given word for word.
fn raw_sheet(xml: &str) -> Vec<u8> {
    let good = xlsx(&[texts(&["x"])]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(good)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        if name.ends_with("sheet1.xml") {
            bytes = xml.as_bytes().to_vec();
        }
        parts.push((name, bytes));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    zip_of(&parts)
}

#[test]
fn hostile_sheets_are_answered() {
    const CELLS: &str = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>警号</v></c><c r=\"B1\" t=\"str\"><v>姓名</v></c></row>";
    let sheet = |head: &str, rows: &str, tail: &str| {
        let xml = format!("<worksheet>{head}<sheetData>{rows}</sheetData>{tail}</worksheet>");
        table(&raw_sheet(&xml)).map_err(|error| error.code())
    };
    assert!(sheet("", CELLS, "").is_ok());
    // Lines and columns that go backwards, and cells beyond the end of a sheet.
    assert_eq!(sheet("", &format!("{CELLS}{CELLS}"), "").unwrap_err(), "damaged");
    for cell in ["XFD2", "ZZZZ99999999", "A4294967296", "A0", "2", "A"] {
        let rows = format!("{CELLS}<row><c r=\"{cell}\" t=\"str\"><v>1</v></c></row>");
        assert!(sheet("", &rows, "").is_err(), "{cell}");
    }
    // A dimension or a merged area written backwards, a shared formula with an absurd number.
    let _ = sheet("<dimension ref=\"B9:A1\"/>", CELLS, "");
    let _ = sheet("", CELLS, "<mergeCells><mergeCell ref=\"C9:A1\"/></mergeCells>");
    let shared = "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"99999999999\" ref=\"A2:A3\">B2</f><v>1</v></c></row>";
    assert!(sheet("", &format!("{CELLS}{shared}"), "").is_ok());
    // A hundred thousand merged areas cost no more than looking at each.
    let merges: String = (0..100_000).map(|n| format!("<mergeCell ref=\"A{}:A{}\"/>", 2 * n + 2, 2 * n + 3)).collect();
    let rows: String = (2..60_000).map(|n| format!("<row r=\"{n}\"><c r=\"B{n}\" t=\"str\"><v>甲</v></c></row>")).collect();
    let merged = sheet("", &format!("{CELLS}{rows}"), &format!("<mergeCells>{merges}</mergeCells>")).unwrap();
    let roster = crate::support::roster_of(&merged);
    assert!(roster.faults.iter().all(|fault| fault.code == "merged_cell"));
    assert!(nc_office::fault_sheet(&merged, &[], nc_office::Lang::Zh, crate::support::stamp()).is_ok());
}
