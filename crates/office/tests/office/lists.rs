//! Lists: text stays the text it is, formulas cannot run, equal content gives equal bytes.

use nc_office::{
    Cell, Column, ColumnKind, Columns, ListCell, ListColumn, ListSheet, ReadOptions, guard, list_csv, list_xlsx, read, unguard,
};
use proptest::prelude::*;

use crate::support::stamp;

const COLUMNS: &[Column] = &[text_column("first", "甲列"), text_column("second", "乙列")];

const fn text_column(id: &'static str, zh: &'static str) -> Column {
    Column { id, zh, en: id, synonyms: &[], kind: ColumnKind::Text { max: 32_000 }, required: false, help_zh: "", help_en: "", example: "" }
}

fn sheet() -> ListSheet {
    let column = |title: &str| ListColumn { title: title.into(), width: 20.0 };
    let notes = vec!["统计期间：2026年第一季度".into(), "演示数据".into()];
    ListSheet { title: "人员/名册".into(), notes, columns: vec![column("甲列"), column("乙列")], created: stamp() }
}

fn round_trip(bytes: &[u8]) -> Vec<String> {
    let table = read(bytes, &Columns::new(COLUMNS), ReadOptions::default()).unwrap();
    table.rows().map(|row| row.cell(0).display().into_owned()).collect()
}

#[test]
fn formula_starts_are_neutralised_and_come_back() {
    let texts = ["=1+1", "+86 1", "-5", "@SUM(A1)", "\t=1", "＝1", "'=1", "''@x", "'quoted'", "普通", "a=b"];
    let rows = || texts.iter().map(|text| vec![ListCell::text(*text), ListCell::text("x")]);
    let xlsx = list_xlsx(&sheet(), rows()).unwrap();
    assert_eq!(round_trip(&xlsx), texts);
    let csv = list_csv(&sheet(), rows()).unwrap();
    assert!(csv.starts_with(b"\xEF\xBB\xBF"));
    assert_eq!(round_trip(&csv), texts);
    let text = String::from_utf8(csv).unwrap();
    assert!(text.contains("\r\n'=1+1,x\r\n") && text.contains("\r\n''=1,x\r\n"), "{text}");
    for text in texts {
        assert_eq!(unguard(&guard(text)), text);
        assert!(!guard(text).starts_with(['=', '+', '-', '@', '\t', '\r', '＝']));
    }
}

#[test]
fn numbers_days_and_notes() {
    let rows = || {
        [
            vec![ListCell::Integer(-12), ListCell::Decimal { units: 251_600_005, scale: 2 }],
            vec![ListCell::Integer(1_234_567_890_123_456_789), ListCell::Decimal { units: -9_999_999_999_999_999, scale: 2 }],
            vec![ListCell::Date(jiff::civil::date(2026, 3, 1)), ListCell::Empty],
        ]
    };
    let table = read(&list_xlsx(&sheet(), rows()).unwrap(), &Columns::new(COLUMNS), ReadOptions::default()).unwrap();
    assert_eq!(table.sheet, "人员名册");
    assert_eq!(table.header_lines, (4, 4));
    let head: Vec<String> = table.all_rows().take(3).map(|row| row.cell(0).display().into_owned()).collect();
    assert_eq!(head, ["人员/名册", "统计期间：2026年第一季度", "演示数据"]);
    let cells: Vec<(Cell<'_>, Cell<'_>)> = table.rows().map(|row| (row.cell(0), row.cell(1))).collect();
    assert_eq!(cells[0], (Cell::Number(-12.0), Cell::Number(2_516_000.05)));
    assert_eq!(cells[1], (Cell::Text("1234567890123456789"), Cell::Text("-99999999999999.99")));
    assert_eq!(cells[2], (Cell::Date(jiff::civil::date(2026, 3, 1)), Cell::Empty));
    let csv = String::from_utf8(list_csv(&sheet(), rows()).unwrap()).unwrap();
    assert!(csv.ends_with("-12,2516000.05\r\n1234567890123456789,-99999999999999.99\r\n2026-03-01,\r\n"), "{csv}");
}

#[test]
fn equal_content_gives_equal_bytes() {
    let rows = || (0..500).map(|n| vec![ListCell::text(format!("文{n}")), ListCell::Integer(n)]);
    assert_eq!(list_xlsx(&sheet(), rows()).unwrap(), list_xlsx(&sheet(), rows()).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_text_cell_written_then_read_back_is_equal(texts in proptest::collection::vec("['=+\\-@_x0-9A-F]{0,3}\\PC{0,20}|.{0,12}|_x00[0-9A-F]{2}_|[\t\r\n =',\"]{1,6}|[＝＋－＠'a]{1,4}", 1..20)) {
        let rows = || texts.iter().map(|text| vec![ListCell::text(text.as_str()), ListCell::text("x")]);
        prop_assert_eq!(&round_trip(&list_xlsx(&sheet(), rows()).unwrap()), &texts);
    }

    #[test]
    fn any_text_survives_neutralising(text in "['=+@\t-]{0,4}.{0,8}") {
        let guarded = guard(&text);
        prop_assert_eq!(unguard(&guarded), text.as_str());
    }
}
