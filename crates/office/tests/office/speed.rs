//! How fast a large roster is read, beside the bare reader. Run with
//! `cargo nextest run -p nc-office --release --run-ignored only --no-capture speed`.

use std::io::Cursor;
use std::time::Instant;

use calamine::{Reader, Xlsx};

use crate::support::{In, id, police, roster_of, t, table, texts, xlsx};

fn big(rows: u32) -> Vec<u8> {
    let mut lines = vec![texts(&["警号", "身份证号", "姓名", "单位", "日期", "状态", "学时", "成绩"])];
    lines.extend((0..rows).map(|n| {
        let unit = format!("某市公安局第{}派出所", n % 40);
        vec![t(police(n)), t(id(n)), t(format!("张三{}", n % 5000)), t(unit), t("2026.3.1"), t("出勤"), In::N(4.0), In::N(88.5)]
    }));
    xlsx(&lines)
}

#[test]
#[ignore = "a measurement, not a check; meaningful in release builds only"]
fn speed() {
    for rows in [100_000, 200_000] {
        let bytes = big(rows);
        for _ in 0..3 {
            let start = Instant::now();
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
            let range = book.worksheet_range_at(0).unwrap().unwrap();
            assert_eq!(range.height(), rows as usize + 1);
            drop(range);
            let bare = start.elapsed();
            let start = Instant::now();
            let table = table(&bytes).unwrap();
            let read = start.elapsed();
            let start = Instant::now();
            let roster = roster_of(&table);
            let parse = start.elapsed();
            assert_eq!(roster.rows.len(), rows as usize);
            println!("{rows} rows, {} KiB: bare {bare:?}, read {read:?}, parse {parse:?}", bytes.len() >> 10);
        }
    }
}
