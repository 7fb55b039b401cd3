//! Requirement 4: 18-digit numbers survive, whatever way they go.

use nc_office::{Cell, Lang, ListCell, ListColumn, ListSheet, fault_sheet, list_csv, list_xlsx, number_text};

use crate::support::{In, faults, id, roster, roster_of, stamp, t, table, texts, xlsx};

fn list() -> ListSheet {
    let column = |title: &str| ListColumn { title: title.into(), width: 20.0 };
    ListSheet {
        title: "名册".into(), notes: vec!["演示数据".into()], columns: vec![column("身份证号"), column("姓名")], created: stamp()
    }
}

#[test]
fn t4_eighteen_digit_numbers_survive_a_round_trip_byte_for_byte() {
    let numbers: Vec<String> = (0..1500).map(id).collect();
    assert!(numbers.iter().any(|number| number.ends_with('X')));
    let rows = || numbers.iter().map(|number| vec![ListCell::text(number.as_str()), ListCell::text("张三")]);
    for bytes in [list_xlsx(&list(), rows()).unwrap(), list_csv(&list(), rows()).unwrap()] {
        let first = table(&bytes).unwrap();
        let read = roster_of(&first);
        assert_eq!(faults(&read), [""; 0]);
        let back: Vec<&str> = read.rows.iter().filter_map(|row| row.id_number.as_deref()).collect();
        assert_eq!(back, numbers);
        // And once more through the sheet that is given back.
        let again = roster(&fault_sheet(&first, &[], Lang::Zh, stamp()).unwrap());
        assert_eq!(again.rows, read.rows);
    }
}

#[test]
fn numbers_typed_as_quantities() {
    let lines = [
        texts(&["警号", "身份证号", "姓名"]),
        vec![In::N(12_345.0), In::No, t("甲")],
        vec![In::N(123_456_789_012_345.0), In::No, t("乙")],
        vec![In::No, In::N(110_101_199_003_071_234.0), t("丙")],
        vec![In::N(12.5), In::No, t("丁")],
    ];
    let bytes = xlsx(&lines);
    let read = roster(&bytes);
    assert_eq!(faults(&read), ["B4 lost_digits", "A5 bad_code"]);
    assert_eq!(read.rows[0].police_number.as_deref(), Some("12345"));
    assert_eq!(read.rows[1].police_number.as_deref(), Some("123456789012345"));
    // Given back unmended, the lost digits are found again instead of passing as text.
    let sheet = fault_sheet(&table(&bytes).unwrap(), &read.faults, Lang::En, stamp()).unwrap();
    let again = table(&sheet).unwrap();
    assert_eq!(faults(&roster_of(&again)), ["B4 lost_digits", "A5 bad_code"]);
    assert_eq!(again.rows().next().unwrap().cell(0), Cell::Text("12345"));
}

#[test]
fn numbers_are_shown_with_fifteen_digits_and_no_exponent() {
    let shown = [
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (1e14, "100000000000000"),
        (1.1e17, "110000000000000000"),
        (-12.5, "-12.5"),
        (0.000_012_5, "0.0000125"),
        (1234.5678, "1234.5678"),
        (1.0 / 3.0, "0.333333333333333"),
        (999_999_999_999_999.0, "999999999999999"),
    ];
    for (number, text) in shown {
        assert_eq!(number_text(number), text);
    }
}
