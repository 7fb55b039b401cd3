//! Requirement 3: a dry run lists exactly the faults, by cell.

use nc_office::{Area, CellFault, Status};

use crate::support::{In, faults, id, police, roster, t, texts, xlsx, xlsx_with};

const HEADER: [&str; 9] = ["警号", "身份证号", "姓名", "单位", "日期", "状态", "学时", "成绩", "备注"];

fn good(n: u32) -> Vec<In> {
    vec![t(police(n)), t(id(n)), t("张三"), t("某派出所"), t("2026-03-01"), t("出勤"), In::N(4.0), In::N(88.5), In::No]
}

#[test]
fn t3_two_thousand_rows_with_37_seeded_faults_lists_exactly_the_37_by_cell() {
    let mut lines = vec![texts(&HEADER)];
    lines.extend((0..2000).map(good));
    let mut expected = Vec::new();
    // Line of the sheet, column, new content, the fault it must give.
    let mut seed = |line: u32, column: usize, cell: In, code: &str| {
        lines[line as usize - 1][column] = cell;
        let letter = char::from(b'A' + column as u8);
        expected.push((line, column, format!("{letter}{line} {code}")));
    };
    for (at, bad) in ["2026-02-30", "26.3.1", "三月一日", "2026.13.1", "2026-3"].into_iter().enumerate() {
        seed(10 + at as u32 * 7, 4, t(bad), "bad_date");
    }
    for (at, bad) in ["在岗", "出差了", "？", "事假", "出勤勤"].into_iter().enumerate() {
        seed(60 + at as u32 * 11, 5, t(bad), "bad_choice");
    }
    for (at, n) in [200_u32, 300, 400, 500].into_iter().enumerate() {
        let mut digits = id(n - 2);
        let last = if digits.ends_with('1') { '2' } else { '1' };
        digits.replace_range(17.., &last.to_string());
        seed(n, 1, t(if at == 0 { "12345".to_owned() } else { digits }), "bad_id_number");
    }
    for line in [611, 622, 633, 644] {
        seed(line, 1, In::N(110_101_199_003_070_000.0), "lost_digits");
    }
    seed(650, 1, t("1.10101E+17"), "lost_digits");
    seed(700, 0, In::F("=A699+1"), "formula");
    seed(701, 6, In::F("=2+2"), "formula");
    seed(702, 2, In::F("=C701"), "formula");
    seed(800, 6, t("很多"), "bad_number");
    seed(801, 6, In::N(4.3), "bad_step");
    seed(802, 6, In::N(-1.0), "out_of_range");
    seed(803, 7, In::N(88.555), "bad_number");
    seed(804, 7, t("优秀"), "bad_number");
    seed(805, 7, In::N(100_000.0), "out_of_range");
    seed(900, 0, t("警号01"), "bad_code");
    seed(901, 3, t("单".repeat(201)), "too_long");
    seed(1000, 0, t(police(3)), "duplicate_row");
    seed(1001, 0, t(police(4)), "duplicate_row");
    seed(1002, 1, t(id(5)), "duplicate_row");
    seed(1003, 1, t(id(5)), "duplicate_row");
    // A whole line repeated is one fault, not two.
    seed(1100, 0, t(police(6)), "duplicate_row");
    lines[1099][1] = t(id(6));
    for line in [1200, 1300] {
        lines[line as usize - 1][1] = In::No;
        let mut seed = |line: u32, column: usize, cell: In, code: &str| {
            lines[line as usize - 1][column] = cell;
            expected.push((line, column, format!("A{line} {code}")));
        };
        seed(line, 0, In::No, "numbers_missing");
    }
    expected.sort();
    assert_eq!(expected.len(), 37);

    let roster = roster(&xlsx(&lines));
    let expected: Vec<String> = expected.into_iter().map(|(_, _, text)| text).collect();
    assert_eq!(faults(&roster), expected);
    assert_eq!(roster.lines, 2000);
    assert_eq!(roster.rows.len(), 2000 - 37);
    assert_eq!(roster.faults.iter().find(|f| f.cell == "A1000").unwrap().zh, "与 A5 重复，请删去其中一行");
}

#[test]
fn no_fault_repeats_a_personal_value() {
    let mut lines = vec![texts(&HEADER), good(1), good(1)];
    lines[2][1] = t("000000199003070010");
    let roster = roster(&xlsx(&lines));
    assert_eq!(faults(&roster), ["A3 duplicate_row", "B3 bad_id_number"]);
    for CellFault { zh, en, .. } in &roster.faults {
        for text in [zh, en] {
            assert!(!text.contains("19900307") && !text.contains(&police(1)), "{text}");
        }
    }
}

#[test]
fn full_width_spaces_zero_width_and_lower_case_x_are_normalised() {
    let number = (0..2000).map(id).find(|number| number.ends_with('X')).unwrap();
    let wide: String = number.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
    let lines = [
        texts(&HEADER),
        texts(&["\u{200B}００１２ ３４", &wide, "张　三", " 某派出所\u{3000}一中队 ", "２０２６．３．１", "√", "４．５学时", "９０分", ""]),
        texts(&["", &number.to_lowercase().replacen("0000", "0000 ", 1), "阿不都•热西提", "", "", "", "", "", ""]),
    ];
    let roster = roster(&xlsx(&lines[..2]));
    assert_eq!(faults(&roster), [""; 0]);
    let row = &roster.rows[0];
    assert_eq!(row.police_number.as_deref(), Some("001234"));
    assert_eq!(row.id_number.as_deref(), Some(number.as_str()));
    assert_eq!(row.name.as_deref(), Some("张三"));
    assert_eq!(row.unit.as_deref(), Some("某派出所 一中队"));
    assert_eq!(row.date, Some(jiff::civil::date(2026, 3, 1)));
    assert_eq!((row.status, row.credit_tenths, row.score_hundredths), (Status::Present, Some(45), Some(9000)));

    let second = crate::support::roster(&xlsx(&[lines[0].clone(), lines[2].clone()]));
    assert_eq!(second.rows[0].id_number.as_deref(), Some(number.as_str()));
    assert_eq!(second.rows[0].name.as_deref(), Some("阿不都·热西提"));
    assert_eq!(second.rows[0].status, Status::Present);
}

#[test]
fn status_words() {
    let words = [
        ("出勤", Status::Present),
        ("到", Status::Present),
        ("√", Status::Present),
        ("PRESENT", Status::Present),
        ("迟到", Status::Late),
        ("early_leave", Status::EarlyLeave),
        ("Early leave", Status::EarlyLeave),
        ("公假", Status::OfficialLeave),
        ("Official Leave", Status::OfficialLeave),
        ("病 假", Status::SickLeave),
        ("旷课", Status::Absent),
        ("缺勤", Status::Absent),
        ("×", Status::Absent),
        ("补训", Status::MakeUp),
    ];
    for (word, status) in words {
        let roster = roster(&xlsx(&[texts(&["警号", "状态"]), texts(&["000001", word])]));
        assert_eq!(roster.rows[0].status, status, "{word}");
    }
}

#[test]
fn merged_cells_among_the_rows_are_one_fault_each() {
    let lines = [texts(&HEADER), good(1), texts(&["", "", "李四"]), good(3)];
    let bytes = xlsx_with(&lines, |sheet| {
        let plain = rust_xlsxwriter::Format::new();
        sheet.merge_range(1, 0, 2, 0, "", &plain).unwrap();
    });
    let roster = roster(&bytes);
    assert_eq!(faults(&roster), ["A2 merged_cell"]);
    assert!(roster.faults[0].en.contains("A2:A3"));
    assert_eq!(Area { first_line: 2, first_column: 0, last_line: 3, last_column: 0 }.name(), "A2:A3");
}

#[test]
fn the_same_person_in_two_classes_or_on_two_days_is_no_duplicate() {
    let lines = [
        texts(&["班次编号", "警号", "日期"]),
        texts(&["一", "000001", "2026-03-01"]),
        texts(&["一", "000001", "2026-03-02"]),
        texts(&["二", "000001", "2026-03-01"]),
        texts(&["二", "000001", "2026.3.1"]),
    ];
    let roster = roster(&xlsx(&lines));
    assert_eq!(faults(&roster), ["B5 duplicate_row"]);
    assert!(roster.faults[0].en.contains("B4"));
    // The repeating line stays out; the one it repeats stays in.
    assert_eq!(roster.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4]);
}
