//! Files as other programs write them; see `tests/fixtures/README.md`.

use jiff::civil::date;
use nc_office::{Lang, Status, fault_sheet};

use crate::support::{faults, roster, roster_of, stamp, table};

fn check(bytes: &[u8]) {
    let table = table(bytes).unwrap();
    assert_eq!(table.header_lines, (3, 4));
    let roster = roster_of(&table);
    assert_eq!(faults(&roster), [""; 0]);
    assert!(roster.notes.is_empty(), "{:?}", roster.notes);
    let rows = &roster.rows;
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [5, 6, 7]);
    assert_eq!(rows[0].police_number.as_deref(), Some("000101"));
    assert_eq!(rows[0].id_number.as_deref(), Some("000000197001010705"));
    assert!(rows.iter().all(|row| row.date == Some(date(2026, 3, 1))));
    assert_eq!(rows[1].name.as_deref(), Some("李四"));
    assert_eq!(rows.iter().map(|row| row.status).collect::<Vec<_>>(), [Status::Present, Status::Present, Status::SickLeave]);
    assert_eq!(rows.iter().map(|row| row.credit_tenths).collect::<Vec<_>>(), [Some(40), Some(35), Some(0)]);
    assert_eq!(rows[0].score_hundredths, Some(9250));
    assert_eq!(rows[1].note.as_deref(), Some("说明"));
}

#[test]
fn openpyxl() {
    check(include_bytes!("../fixtures/openpyxl.xlsx"));
}

#[test]
fn wps() {
    check(include_bytes!("../fixtures/wps_like.xlsx"));
}

#[test]
fn libreoffice() {
    check(include_bytes!("../fixtures/libreoffice.xlsx"));
}

#[test]
fn libreoffice_text() {
    check(include_bytes!("../fixtures/libreoffice_gb18030.csv"));
}

#[test]
fn refused_formats() {
    let code = |bytes: &[u8]| table(bytes).unwrap_err().code();
    assert_eq!(code(include_bytes!("../fixtures/old.xls")), "other_format");
    assert_eq!(code(include_bytes!("../fixtures/open.ods")), "other_format");
    assert_eq!(code(include_bytes!("../fixtures/encrypted.xlsx")), "encrypted");
}

#[test]
fn a_foreign_sheet_given_back_reads_the_same() {
    let first = table(include_bytes!("../fixtures/libreoffice.xlsx")).unwrap();
    let bytes = fault_sheet(&first, &[], Lang::Zh, stamp()).unwrap();
    assert_eq!(roster(&bytes).rows, roster_of(&first).rows);
}
