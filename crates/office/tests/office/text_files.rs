//! CSV in the encodings people have.

use encoding_rs::GB18030;

use crate::support::{faults, roster, table};

const ROSTER: &str = "警号,姓名,日期,状态,备注\r\n000001,张三,2026.3.1,出勤,\r\n000002,李㛃,2026/3/2,病假,\"第一行\n第二行\"\r\n\r\n000003,王五,20260303,迟到,x\r\n";

fn check(bytes: &[u8]) {
    let roster = roster(bytes);
    assert_eq!(faults(&roster), [""; 0]);
    assert_eq!(roster.rows.len(), 3);
    assert_eq!(roster.rows[1].name.as_deref(), Some("李㛃"));
    assert_eq!(roster.rows[1].note.as_deref(), Some("第一行 第二行"));
    // The blank line counts, the line break inside a cell does not: as a spreadsheet program numbers them.
    assert_eq!(roster.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 5]);
}

#[test]
fn utf8_with_and_without_mark_gb18030_and_utf16() {
    check(ROSTER.as_bytes());
    check(format!("\u{FEFF}{ROSTER}").as_bytes());
    check(&GB18030.encode(ROSTER).0);
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(ROSTER.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes));
    check(&utf16);
    check(ROSTER.replace("\r\n", "\n").as_bytes());
    check(ROSTER.replace("\r\n", "\r").replace('\n', "\r\n").as_bytes());
}

#[test]
fn separators_and_titles() {
    check(ROSTER.replace(',', ";").as_bytes());
    let titled = format!("第一期考勤表,,,,\r\n{ROSTER}");
    let table = table(titled.as_bytes()).unwrap();
    assert_eq!(table.header_lines, (2, 2));
}

#[test]
fn equals_signs_and_lost_digits() {
    let roster = roster("警号,身份证号,姓名\n=\"000001\",,甲\n=1+1,,乙\n000003,1.10101E+17,丙\n".as_bytes());
    assert_eq!(faults(&roster), ["A3 formula", "B4 lost_digits"]);
    assert_eq!(roster.rows[0].police_number.as_deref(), Some("000001"));
}
