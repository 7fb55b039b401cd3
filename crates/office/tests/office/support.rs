//! Small sheets made in memory, synthetic people, and the identity-number check the caller would pass in.

use nc_office::{OfficeError, ReadOptions, Roster, RosterOptions, Table, parse_roster, read, roster_columns};
use rust_xlsxwriter::{Formula, Workbook, Worksheet};

/// A cell of a sheet under test.
#[derive(Clone, Debug)]
pub enum In {
    /// Nothing.
    No,
    /// Text.
    T(String),
    /// A number.
    N(f64),
    /// A formula.
    F(&'static str),
}

pub fn t(text: impl Into<String>) -> In {
    In::T(text.into())
}

/// A workbook of one sheet with these lines from line 1.
pub fn xlsx(lines: &[Vec<In>]) -> Vec<u8> {
    xlsx_with(lines, |_| {})
}

/// The same, and something more done to the sheet before the lines are written.
pub fn xlsx_with(lines: &[Vec<In>], more: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    more(sheet);
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line) {
            match cell {
                In::No => continue,
                In::T(text) => sheet.write_string(row, column, text),
                In::N(number) => sheet.write_number(row, column, *number),
                In::F(formula) => sheet.write_formula(row, column, Formula::new(*formula)),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

pub fn texts(line: &[&str]) -> Vec<In> {
    line.iter().map(|text| if text.is_empty() { In::No } else { t(*text) }).collect()
}

pub fn table(bytes: &[u8]) -> Result<Table, OfficeError> {
    read(bytes, &roster_columns(true), ReadOptions::default())
}

pub fn roster(bytes: &[u8]) -> Roster {
    roster_of(&table(bytes).unwrap())
}

pub fn roster_of(table: &Table) -> Roster {
    parse_roster(table, RosterOptions { class_fixed: true, valid_id: &valid_id })
}

/// `cell code` of every fault, in order.
pub fn faults(roster: &Roster) -> Vec<String> {
    roster.faults.iter().map(|fault| format!("{} {}", fault.cell, fault.code)).collect()
}

/// GB 11643: stands in for the kernel's algorithm, which these tests do not depend on.
pub fn valid_id(number: &str) -> bool {
    number.len() == 18 && check_digit(number.as_bytes()) == number.bytes().last()
}

fn check_digit(number: &[u8]) -> Option<u8> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (digit, weight) in number.iter().zip(WEIGHTS) {
        sum += char::from(*digit).to_digit(10)? * weight;
    }
    b"10X98765432".get((sum % 11) as usize).copied()
}

/// The n-th synthetic identity number: area 000000 is never issued, so it can be nobody's.
pub fn id(n: u32) -> String {
    let first = format!("000000{:04}0101{:03}", 1900 + n / 1000, n % 1000);
    format!("{first}{}", char::from(check_digit(first.as_bytes()).unwrap()))
}

/// The n-th synthetic police number.
pub fn police(n: u32) -> String {
    format!("{n:06}")
}

pub fn stamp() -> jiff::civil::DateTime {
    jiff::civil::date(2026, 3, 1).at(8, 0, 0, 0)
}
