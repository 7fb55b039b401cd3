//! The sheet given back: everything still there, faults beside it, and it can be uploaded again.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use nc_office::{CellFault, Lang, fault_sheet};
use rust_xlsxwriter::Format;

use crate::support::{In, faults, id, roster, roster_of, stamp, t, table, texts, xlsx, xlsx_with};

fn grid(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn sample() -> Vec<u8> {
    let lines = [
        texts(&["第一期考勤表"]),
        texts(&["警号", "身份证号", "日期", "状态", "学时"]),
        vec![t("000001"), t(id(1)), In::N(46_082.0), t("出勤"), In::N(4.0)],
        vec![In::No, In::No, t("2026.3.1"), t("在岗"), In::F("=1+3")],
        vec![t("000003"), t(id(3)), t("2026.3.1"), t("出勤"), In::N(2.5)],
    ];
    xlsx_with(&lines, |sheet| {
        sheet.merge_range(0, 0, 0, 4, "", &Format::new()).unwrap();
    })
}

#[test]
fn the_same_sheet_with_an_error_column() {
    let table = table(&sample()).unwrap();
    let read = roster_of(&table);
    assert_eq!(faults(&read), ["A4 numbers_missing", "D4 bad_choice", "E4 formula"]);
    let bytes = fault_sheet(&table, &read.faults, Lang::Zh, stamp()).unwrap();
    let grid = grid(&bytes);
    assert_eq!(grid[0][0], Data::String("第一期考勤表".into()));
    assert_eq!(grid[1][5], Data::String("导入错误".into()));
    assert_eq!(grid[2][1], Data::String(id(1)));
    assert_eq!(grid[2][2], Data::Float(46_082.0));
    assert_eq!(grid[3][4], Data::String("'=1+3".into()));
    assert_eq!(grid[4][4], Data::Float(2.5));
    let Data::String(errors) = &grid[3][5] else { panic!("no errors in F4") };
    assert_eq!(errors.lines().count(), 3);
    assert!(errors.starts_with("A4：警号和身份证号至少填一个"), "{errors}");
    assert_eq!(grid[2][5], Data::Empty);
    // The same faults give the same bytes.
    assert_eq!(bytes, fault_sheet(&table, &read.faults, Lang::Zh, stamp()).unwrap());
}

#[test]
fn unmended_it_has_the_same_faults_and_no_second_error_column() {
    let first = table(&sample()).unwrap();
    let found = roster_of(&first).faults;
    let bytes = fault_sheet(&first, &found, Lang::En, stamp()).unwrap();
    let second = table(&bytes).unwrap();
    let again = roster_of(&second);
    assert_eq!(again.faults, found);
    assert!(again.notes.is_empty(), "{:?}", again.notes);
    let third = fault_sheet(&second, &again.faults, Lang::En, stamp()).unwrap();
    assert_eq!(grid(&third), grid(&bytes));
}

#[test]
fn mended_it_imports() {
    let first = table(&sample()).unwrap();
    let bytes = fault_sheet(&first, &roster_of(&first).faults, Lang::Zh, stamp()).unwrap();
    let mut lines: Vec<Vec<In>> = grid(&bytes)
        .into_iter()
        .map(|line| {
            line.into_iter()
                .map(|cell| match cell {
                    Data::String(text) => t(text),
                    Data::Float(number) => In::N(number),
                    _ => In::No,
                })
                .collect()
        })
        .collect();
    lines[3][0] = t("000002");
    lines[3][3] = t("迟到");
    lines[3][4] = In::N(4.0);
    let mended = roster(&xlsx(&lines));
    assert_eq!(faults(&mended), [""; 0]);
    assert_eq!(mended.rows.len(), 3);
}

#[test]
fn a_header_fault_is_shown_too_and_long_text_does_not_stop_it() {
    let bytes = format!("姓名,状态,备注\n张三,出勤,{}\n", "=长".repeat(40_000));
    let table = table(bytes.as_bytes()).unwrap();
    let read = roster_of(&table);
    let given_back = fault_sheet(&table, &read.faults, Lang::Zh, stamp()).unwrap();
    let Data::String(heading) = &grid(&given_back)[0][3] else { panic!("no heading") };
    assert!(heading.starts_with("导入错误；D1：缺少列"), "{heading}");
    let own = CellFault::new(2, 0, "unknown_person", "查无此人", "nobody has this number");
    assert!(fault_sheet(&table, &[own], Lang::En, stamp()).is_ok());
}
