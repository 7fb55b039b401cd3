//! One cell as read, and the text a person sees in it.

use std::borrow::Cow;

use jiff::civil::Date;

/// Numbers from here on have more digits than a spreadsheet keeps (it keeps 15).
pub(crate) const FIFTEEN_DIGITS: f64 = 1e15;

/// What one cell holds. Borrowed from the [`crate::Table`] that read it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'t> {
    /// Nothing, or a cell with a format but no content.
    Empty,
    /// Text exactly as stored, spaces and full-width characters included.
    Text(&'t str),
    /// A number; [`Cell::display`] gives the 15 significant digits a spreadsheet shows.
    Number(f64),
    /// A number whose format makes it a day (or a day with a time, which is dropped).
    Date(Date),
    /// A number whose format makes it a time of day or a duration, in days.
    Time(f64),
    /// TRUE or FALSE (also a ticked or empty check box).
    Bool(bool),
    /// A formula, as text with its `=`; the last result where the file does not repeat the formula text.
    Formula(&'t str),
    /// A spreadsheet error such as `#N/A`.
    Error(&'t str),
}

impl<'t> Cell<'t> {
    /// The text a person sees: numbers without exponent, days as `2026-03-01`.
    #[must_use]
    pub fn display(&self) -> Cow<'t, str> {
        match *self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Formula(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) | Self::Time(number) => Cow::Owned(number_text(number)),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// True for nothing and for text made of blanks only.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(crate::normal::is_dropped),
            _ => false,
        }
    }
}

/// A number with the 15 significant digits a spreadsheet keeps, without exponent: `0.30000000000000004` reads `0.3`.
#[must_use]
pub fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < FIFTEEN_DIGITS {
        // `+ 0.0` turns minus zero into zero.
        return format!("{:.0}", number + 0.0);
    }
    let scientific = format!("{:.14e}", number.abs());
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let Ok(exponent) = exponent.parse::<i32>() else {
        return scientific;
    };
    if !(-30..=30).contains(&exponent) {
        return format!("{number:e}");
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let mut text = String::with_capacity(24);
    if number < 0.0 {
        text.push('-');
    }
    place_point(&mut text, &digits, exponent + 1);
    text
}

/// Writes `digits` with the decimal point after `whole` of them, without trailing zeros of the fraction.
fn place_point(text: &mut String, digits: &str, whole: i32) {
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if whole >= count {
        text.push_str(digits);
        text.extend((count..whole).map(|_| '0'));
        return;
    }
    let split = usize::try_from(whole.max(0)).unwrap_or(0);
    let (before, after) = digits.split_at_checked(split).unwrap_or(("", digits));
    text.push_str(if before.is_empty() { "0" } else { before });
    let zeros: String = (whole..0).map(|_| '0').collect();
    let fraction = format!("{zeros}{after}");
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
}
