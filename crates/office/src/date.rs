//! Days as people and spreadsheets write them.

use jiff::Span;
use jiff::civil::Date;

/// The day before day 1 of the usual ("1900") day numbers, corrected for the 29 February 1900 that never was.
const EPOCH_1900: Date = Date::constant(1899, 12, 30);
/// Day 0 of the day numbers of old Macintosh workbooks.
const EPOCH_1904: Date = Date::constant(1904, 1, 1);
/// First day number that is the same in every program: 1 March 1900.
const FIRST_SAFE_SERIAL: f64 = 61.0;
/// Day numbers end at 31 December 9999.
const LAST_SERIAL: f64 = 2_958_465.0;

/// The day of a spreadsheet day number; a time of day is dropped. `None` before March 1900 or after 9999.
pub(crate) fn from_serial(serial: f64, epoch_1904: bool) -> Option<Date> {
    let first = if epoch_1904 { 1.0 } else { FIRST_SAFE_SERIAL };
    if !(first..=LAST_SERIAL).contains(&serial.trunc()) {
        return None;
    }
    // In range by the check above, so the cast is exact.
    let days = serial.trunc() as i64;
    let epoch = if epoch_1904 { EPOCH_1904 } else { EPOCH_1900 };
    epoch.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// A plain number in a date column: `20260301`, or a day number between 1954 and 2119 whose date format was lost.
pub(crate) fn from_number(number: f64, epoch_1904: bool) -> Option<Date> {
    if number.fract() == 0.0 && (19_000_101.0..=21_991_231.0).contains(&number) {
        return from_digits(number as u32);
    }
    if (20_000.0..80_000.0).contains(&number) {
        return from_serial(number, epoch_1904);
    }
    None
}

/// `2026-03-01`, `2026/3/1`, `2026.3.1`, `2026年3月1日`, `20260301`, each with or without a time behind it.
/// Expects text without full-width forms. Two-digit years are refused: they have been read wrongly too often.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return from_digits(text.parse().ok()?);
    }
    let (year, rest) = number(text, 4, 4)?;
    let rest = separator(rest, &['-', '/', '.', '年', '。'])?;
    let (month, rest) = number(rest.trim_start(), 1, 2)?;
    let rest = separator(rest, &['-', '/', '.', '月', '。'])?;
    let (day, rest) = number(rest.trim_start(), 1, 2)?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    if !(rest.is_empty() || is_time(rest)) {
        return None;
    }
    build(year, month, day)
}

fn from_digits(digits: u32) -> Option<Date> {
    build(digits / 10_000, digits / 100 % 100, digits % 100)
}

fn build(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1900..=2199).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A number of `least` to `most` digits at the start, and what follows it.
fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(least..=most).contains(&count) {
        return None;
    }
    let (digits, rest) = text.split_at_checked(count)?;
    Some((digits.parse().ok()?, rest))
}

fn separator<'t>(text: &'t str, allowed: &[char]) -> Option<&'t str> {
    text.trim_start().strip_prefix(allowed)
}

/// ` 08:30`, `T08:30:00`, ` 8时`: anything of digits and time signs after a blank or a T.
fn is_time(text: &str) -> bool {
    text.strip_prefix([' ', 'T'])
        .is_some_and(|time| time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | 'Z' | '+' | '时' | '分' | '秒')))
}
