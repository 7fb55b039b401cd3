//! Templates can be filled in and uploaded, in both languages.

use std::io::{Cursor, Read};

use nc_office::{Lang, TemplateOptions, roster_columns, template};

use crate::support::{roster_of, stamp, table};

fn options(lang: Lang) -> TemplateOptions<'static> {
    TemplateOptions { lang, sheet: "名册", created: stamp(), rows: 200_000 }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_template_binds_every_column_and_its_example_is_ignored() {
    for lang in [Lang::Zh, Lang::En] {
        let bytes = template(&roster_columns(false), options(lang)).unwrap();
        assert_eq!(bytes, template(&roster_columns(false), options(lang)).unwrap());
        let table = table(&bytes).unwrap();
        assert_eq!(table.header.len(), roster_columns(true).list().len());
        let roster = roster_of(&table);
        assert_eq!(roster.lines, 0, "{:?}", roster.rows);
        assert!(roster.faults.is_empty());
        assert_eq!(roster.notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["example_row"]);
    }
}

#[test]
fn drop_downs_text_columns_and_frozen_headings() {
    let bytes = template(&roster_columns(true), options(Lang::Zh)).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("出勤,迟到,早退,公假,病假,缺勤,补训"));
    assert!(sheet.contains("state=\"frozen\""));
    assert!(part(&bytes, "xl/styles.xml").contains("numFmtId=\"49\""));
    assert!(part(&bytes, "xl/workbook.xml").contains("填写说明"));
}
