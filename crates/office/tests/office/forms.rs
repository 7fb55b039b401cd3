//! Forms a higher body designed.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use nc_office::{CellAt, FormCell, OfficeError, fill_form};
use rust_xlsxwriter::{Format, FormatBorder, Formula, Workbook};

fn form() -> Vec<u8> {
    let mut book = Workbook::new();
    let drawn = Format::new().set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet().set_name("报表").unwrap();
    for (column, title) in ["项目", "2024年", "2025年", "合计"].iter().enumerate() {
        sheet.write_string_with_format(1, column as u16, *title, &drawn).unwrap();
    }
    for (row, title) in ["培训期数", "参训人次", "其他"].iter().enumerate() {
        let row = row as u32 + 2;
        sheet.write_string_with_format(row, 0, *title, &drawn).unwrap();
        sheet.write_blank(row, 1, &drawn).unwrap();
        sheet.write_blank(row, 2, &drawn).unwrap();
        sheet.write_formula(row, 3, Formula::new(format!("=B{0}+C{0}", row + 1))).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn cell(at: &str, number: &str) -> FormCell {
    FormCell { sheet: "报表".into(), at: CellAt::parse(at).unwrap(), number: number.into() }
}

#[test]
fn g8_form_is_filled_from_figures_and_unmapped_cells_stay_empty_and_listed() {
    let filled = fill_form(&form(), &[cell("B3", "320"), cell("C3", "331"), cell("B4", "45000"), cell("G9", "0.8612")]).unwrap();
    assert_eq!(filled.empty, ["报表!C4", "报表!B5", "报表!C5"]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(filled.bytes)).unwrap();
    let range = book.worksheet_range("报表").unwrap();
    let at = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(at(2, 1), Data::Float(320.0));
    assert_eq!(at(2, 2), Data::Float(331.0));
    assert_eq!(at(3, 1), Data::Float(45_000.0));
    assert_eq!(at(4, 1), Data::Empty);
    assert_eq!(at(8, 6), Data::Float(0.8612));
    assert_eq!(at(1, 3), Data::String("合计".into()));
    assert_eq!(book.worksheet_formula("报表").unwrap().get_value((2, 3)).unwrap(), "B3+C3");
}

#[test]
fn a_cell_that_holds_something_is_never_written_over() {
    for (cells, place) in [
        (vec![cell("A3", "1")], "报表!A3"),
        (vec![cell("D3", "1")], "报表!D3"),
        (vec![cell("B3", "1"), cell("B3", "2")], "报表!B3"),
        (vec![FormCell { sheet: "没有".into(), ..cell("B3", "1") }], "没有"),
    ] {
        match fill_form(&form(), &cells) {
            Err(OfficeError::Form { place: at, .. }) => assert_eq!(at, place),
            other => panic!("{place}: {other:?}"),
        }
    }
    assert!(matches!(fill_form(b"PK\x03\x04nothing", &[]), Err(OfficeError::Damaged { .. })));
}
