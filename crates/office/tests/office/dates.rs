//! Days as day numbers and in every way people write them.

use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::support::{In, faults, roster, t, texts, xlsx};

#[test]
fn written_days() {
    let day = date(2026, 3, 1);
    for text in [
        "2026.3.1",
        "2026年3月1日",
        "2026-03-01",
        "2026/3/1",
        "20260301",
        "2026。3。1",
        "２０２６年３月１日",
        " 2026-3-1 ",
        "2026-03-01 08:30",
        "2026-03-01T08:30:00",
        "2026年3月1号",
        "2026 . 3 . 1",
    ] {
        let roster = roster(&xlsx(&[texts(&["警号", "日期"]), texts(&["000001", text])]));
        assert_eq!(faults(&roster), [""; 0], "{text}");
        assert_eq!(roster.rows[0].date, Some(day), "{text}");
    }
    for text in ["2026.2.29", "3月1日", "26-3-1", "2026-3", "2026-3-1x", "昨天", "2026-03-01-02", "1.3.2026"] {
        let roster = roster(&xlsx(&[texts(&["警号", "日期"]), texts(&["000001", text])]));
        assert_eq!(faults(&roster), ["B2 bad_date"], "{text}");
    }
}

#[test]
fn day_numbers() {
    // 46082 is 1 March 2026; 20260301 is how some systems export a day as a number.
    for number in [46_082.0, 46_082.75, 20_260_301.0] {
        let roster = roster(&xlsx(&[texts(&["警号", "日期"]), vec![t("000001"), In::N(number)]]));
        assert_eq!(roster.rows[0].date, Some(date(2026, 3, 1)), "{number}");
    }
    for number in [3.0, 2026.3, 20_260_231.0, 1e9] {
        let roster = roster(&xlsx(&[texts(&["警号", "日期"]), vec![t("000001"), In::N(number)]]));
        assert_eq!(faults(&roster), ["B2 bad_date"], "{number}");
    }
}

#[test]
fn day_numbers_with_a_date_format() {
    for format in ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy/m/d;@", "yyyy/m/d h:mm"] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "警号").unwrap().write_string(0, 1, "日期").unwrap();
        sheet.write_string(1, 0, "000001").unwrap();
        let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap().and_hms(8, 30, 0).unwrap();
        sheet.write_datetime_with_format(1, 1, &day, &Format::new().set_num_format(format)).unwrap();
        let roster = roster(&book.save_to_buffer().unwrap());
        assert_eq!(roster.rows[0].date, Some(date(2026, 3, 1)), "{format}");
    }
}

#[test]
fn a_time_of_day_is_no_number_of_hours() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "警号").unwrap().write_string(0, 1, "学时").unwrap();
    sheet.write_string(1, 0, "000001").unwrap();
    sheet.write_number_with_format(1, 1, 2.0 / 24.0, &Format::new().set_num_format("h:mm")).unwrap();
    assert_eq!(faults(&roster(&book.save_to_buffer().unwrap())), ["B2 bad_number"]);
}
