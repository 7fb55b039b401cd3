//! From what a cell holds to what its column means, or to what is wrong with it.

use std::borrow::Cow;

use jiff::civil::Date;
use nc_kernel::fixed::shortened;

use crate::cell::{Cell, FIFTEEN_DIGITS, number_text};
use crate::columns::{Choice, ColumnKind};
use crate::date;
use crate::fault::Problem;
use crate::normal;

/// The value of one cell, by the kind of its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'t> {
    /// Nothing was filled in.
    Empty,
    /// Text, name, key or code, normalised.
    Text(Cow<'t, str>),
    /// The canonical name of a choice.
    Choice(&'static str),
    /// A day.
    Date(Date),
    /// An exact decimal in the units of its column (`10^-scale`).
    Scaled(i64),
}

impl Value<'_> {
    /// The text of a text, name, key or code; `None` for anything else.
    #[must_use]
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }
}

/// Reads a cell as its column expects.
pub(crate) fn read<'t>(kind: &ColumnKind, cell: Cell<'t>, epoch_1904: bool) -> Result<Value<'t>, Problem> {
    match cell {
        Cell::Empty => return Ok(Value::Empty),
        Cell::Formula(_) => return Err(Problem::Formula),
        Cell::Error(_) => return Err(Problem::SheetError),
        // A formula that came back as text in a sheet of faults is still not a value.
        Cell::Text(text) if text.starts_with('=') => return Err(Problem::Formula),
        _ => {}
    }
    match *kind {
        ColumnKind::Text { max } => text(cell, max, normal::tidy),
        ColumnKind::Name { max } => text(cell, max, normal::name),
        ColumnKind::Key { max } => text(cell, max, normal::key),
        ColumnKind::Code { max } => code(cell, max),
        ColumnKind::Choice(choices) => choice(cell, choices),
        ColumnKind::Date => day(cell, epoch_1904),
        ColumnKind::Decimal { scale, step, min, max, suffixes } => {
            let Some(units) = decimal(cell, scale, suffixes)? else {
                return Ok(Value::Empty);
            };
            if !(min..=max).contains(&units) {
                return Err(Problem::OutOfRange { min: shortened(min, scale), max: shortened(max, scale) });
            }
            if units % i64::from(step.max(1)) != 0 {
                return Err(Problem::BadStep { step: shortened(i64::from(step), scale) });
            }
            Ok(Value::Scaled(units))
        }
    }
}

fn text<'t>(cell: Cell<'t>, max: u16, clean: fn(&str) -> Cow<'_, str>) -> Result<Value<'t>, Problem> {
    let value = match cell {
        Cell::Text(text) => clean(text),
        Cell::Number(number) if number.abs() >= FIFTEEN_DIGITS => return Err(Problem::LostDigits),
        Cell::Number(number) => Cow::Owned(number_text(number)),
        _ => return Err(Problem::NotText),
    };
    if value.is_empty() {
        return Ok(Value::Empty);
    }
    // Bytes bound characters, so the count is only made for long text.
    if value.len() > usize::from(max) && value.chars().count() > usize::from(max) {
        return Err(Problem::TooLong { max });
    }
    Ok(Value::Text(value))
}

fn code(cell: Cell<'_>, max: u16) -> Result<Value<'_>, Problem> {
    let mut value = match text(cell, u16::MAX, normal::key)? {
        Value::Text(value) => value,
        other => return Ok(other),
    };
    if lost_digits(&value) {
        return Err(Problem::LostDigits);
    }
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if value.len() > usize::from(max) || !value.bytes().all(allowed) {
        return Err(Problem::BadCode { max });
    }
    if value.bytes().any(|b| b.is_ascii_lowercase()) {
        value.to_mut().make_ascii_uppercase();
    }
    Ok(Value::Text(value))
}

/// `1.10101E+17`: a long number that went through a spreadsheet as a quantity before it became text.
fn lost_digits(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    mantissa.contains('.')
        && exponent.starts_with('+')
        && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && exponent.bytes().skip(1).all(|b| b.is_ascii_digit())
}

fn choice<'t>(cell: Cell<'t>, choices: &'static [Choice]) -> Result<Value<'t>, Problem> {
    // Nearly every cell holds the very word offered.
    if let Cell::Text(text) = cell
        && let Some(choice) = choices.iter().find(|choice| choice.zh == text)
    {
        return Ok(Value::Choice(choice.canonical));
    }
    let shown = cell.display();
    let wanted = normal::key(&shown);
    if wanted.is_empty() {
        return Ok(Value::Empty);
    }
    // The key has lost its blanks, so `Official leave` is compared without its own.
    let same = |word: &str| {
        let letters =
            |text: &'_ str| text.bytes().filter(|b| !matches!(b, b' ' | b'_')).map(|b| b.to_ascii_lowercase()).collect::<Vec<_>>();
        word == wanted || (word.is_ascii() && wanted.is_ascii() && letters(word) == letters(&wanted))
    };
    let known = choices
        .iter()
        .find(|choice| same(choice.zh) || same(choice.canonical) || same(choice.en) || choice.synonyms.iter().any(|word| same(word)));
    known.map(|choice| Value::Choice(choice.canonical)).ok_or_else(|| {
        let join = |words: Vec<&str>, between: &str| words.join(between);
        Problem::BadChoice {
            zh: join(choices.iter().map(|choice| choice.zh).collect(), "、"),
            en: join(choices.iter().map(|choice| choice.en).collect(), ", "),
        }
    })
}

fn day(cell: Cell<'_>, epoch_1904: bool) -> Result<Value<'_>, Problem> {
    let day = match cell {
        Cell::Date(date) => Some(date),
        Cell::Number(number) => date::from_number(number, epoch_1904),
        Cell::Text(text) => {
            let tidy = normal::tidy(text);
            if tidy.is_empty() {
                return Ok(Value::Empty);
            }
            // Full-width digits and dots only need folding when there are any.
            date::parse(&tidy).or_else(|| {
                let folded: String = tidy.split(' ').map(normal::key).collect::<Vec<_>>().join(" ");
                date::parse(&folded)
            })
        }
        _ => None,
    };
    day.map(Value::Date).ok_or(Problem::BadDate)
}

fn decimal(cell: Cell<'_>, scale: u8, suffixes: &[&str]) -> Result<Option<i64>, Problem> {
    let units = match cell {
        Cell::Number(number) => from_float(number, scale),
        Cell::Text(text) => {
            let key = normal::key(text);
            if key.is_empty() {
                return Ok(None);
            }
            let bare = suffixes.iter().find_map(|suffix| key.strip_suffix(suffix)).unwrap_or(&key);
            scaled(&bare.replace(',', ""), scale)
        }
        _ => None,
    };
    units.map(Some).ok_or(Problem::BadNumber)
}

/// A float that is a multiple of a unit up to the error a spreadsheet makes; more digits than the scale are no number.
fn from_float(number: f64, scale: u8) -> Option<i64> {
    let units = number * 10_f64.powi(i32::from(scale));
    let whole = units.round();
    // Below 10^12 a float is exact to more than the tolerance, and the cast cannot overflow.
    ((units - whole).abs() < 1e-6 && whole.abs() < 1e12).then_some(whole as i64)
}

/// `12.50` in units of `10^-scale`, exactly; `None` for anything else, also for more digits than the scale has.
fn scaled(text: &str, scale: u8) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let numeric = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || fraction.len() > usize::from(scale) || !numeric(whole) || !numeric(fraction) {
        return None;
    }
    let padded = format!("{whole}{fraction:0<width$}", width = usize::from(scale));
    let units: i64 = padded.parse().ok()?;
    Some(if negative { -units } else { units })
}
