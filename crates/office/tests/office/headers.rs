//! Headers as people make them: titles above, other words, two rows, merged groups.

use rust_xlsxwriter::Format;

use crate::support::{faults, roster, roster_of, table, texts, xlsx, xlsx_with};

#[test]
fn synonyms_brackets_stars_line_breaks_and_full_width_forms() {
    let header =
        ["期号", "* 民警警号", "公民身份\n号码（18位）", "学员姓名：", "工作单位", "考勤情况", "学　时（小时）", "ＳＣＯＲＥ", "Remarks"];
    let table = table(&xlsx(&[texts(&header), texts(&["第一期", "000001", "", "张三", "某所", "迟到", "2", "77", "无"])])).unwrap();
    let roster = roster_of(&table);
    assert_eq!(faults(&roster), [""; 0]);
    assert!(roster.notes.is_empty(), "{:?}", roster.notes);
    let row = &roster.rows[0];
    assert_eq!((row.class_no.as_deref(), row.score_hundredths, row.note.as_deref()), (Some("第一期"), Some(7700), Some("无")));
}

#[test]
fn title_lines_and_a_merged_two_row_header() {
    let lines = [
        texts(&["某市公安局2026年第一期政治轮训考勤表"]),
        texts(&["单位：某某支队", "", "", "日期：2026.3.1"]),
        vec![],
        texts(&["警号", "姓名", "考勤", "", "考核"]),
        texts(&["", "", "状态", "学时", "成绩"]),
        texts(&["000001", "张三", "早退", "3.5", "90"]),
    ];
    let bytes = xlsx_with(&lines, |sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 4, "", &plain).unwrap();
        sheet.merge_range(3, 0, 4, 0, "", &plain).unwrap();
        sheet.merge_range(3, 1, 4, 1, "", &plain).unwrap();
        sheet.merge_range(3, 2, 3, 3, "", &plain).unwrap();
    });
    let table = table(&bytes).unwrap();
    assert_eq!(table.header_lines, (4, 5));
    let header: Vec<&str> = table.header.iter().map(|label| label.text.as_str()).collect();
    assert_eq!(header, ["警号", "姓名", "考勤 / 状态", "考勤 / 学时", "考核 / 成绩"]);
    let roster = roster_of(&table);
    assert_eq!(faults(&roster), [""; 0]);
    assert_eq!((roster.rows[0].line, roster.rows[0].credit_tenths), (6, Some(35)));
}

#[test]
fn a_header_fault_names_the_cell() {
    let missing = roster(&xlsx(&[texts(&["姓名", "状态"]), texts(&["张三", "出勤"])]));
    assert_eq!(faults(&missing), ["C1 missing_column"]);
    assert!(missing.binding.is_none() && missing.rows.is_empty());

    let twice = roster(&xlsx(&[texts(&["警号", "姓名", "学员姓名"]), texts(&["000001", "张三", "李四"])]));
    assert_eq!(faults(&twice), ["C1 duplicate_column"]);
    assert!(twice.faults[0].en.contains("B1"));

    let table = table(&xlsx(&[texts(&["警号", "姓名"]), texts(&["000001", "张三"])])).unwrap();
    let no_class = nc_office::parse_roster(&table, nc_office::RosterOptions { class_fixed: false, valid_id: &|_| true });
    assert_eq!(faults(&no_class), ["C1 missing_column"]);
}

#[test]
fn unknown_columns_are_noted_and_the_callers_faults_find_their_cell() {
    let roster = roster(&xlsx(&[texts(&["序号", "警号", "姓名", "籍贯"]), texts(&["1", "000001", "张三", "某地"])]));
    let notes: Vec<String> = roster.notes.iter().map(|note| format!("{} {}", note.cell, note.code)).collect();
    assert_eq!(notes, ["A1 unknown_column", "D1 unknown_column"]);
    let binding = roster.binding.unwrap();
    assert_eq!(binding.fault(2, "police_number", "unknown_person", "查无此人", "nobody has this number").cell, "B2");
    // The sheet has no such column: the fault lies at the first one it has.
    assert_eq!(binding.fault(2, "status", "on_leave", "", "").cell, "B2");
}

#[test]
fn hidden_empty_and_cover_sheets_are_passed_over() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let hidden = book.add_worksheet().set_hidden(true);
    hidden.write_string(0, 0, "警号").unwrap().write_string(0, 1, "姓名").unwrap();
    book.add_worksheet();
    book.add_worksheet().write_string(0, 0, "封面").unwrap();
    let sheet = book.add_worksheet().set_active(true).set_name("名册").unwrap();
    sheet.write_string(0, 0, "警号").unwrap().write_string(0, 1, "姓名").unwrap();
    sheet.write_string(1, 0, "000001").unwrap();
    let table = table(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!((table.sheet.as_str(), table.rows().len()), ("名册", 1));
}
