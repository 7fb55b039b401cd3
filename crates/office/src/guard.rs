//! Text that a spreadsheet program would run as a formula is written with an apostrophe before it, and read back without.
//!
//! Rule source: OWASP "CSV injection"; training-and-workshop.md §4. In an xlsx file a text cell is never run, but the
//! next person may save the list as CSV, so both formats get the apostrophe.

use std::borrow::Cow;

fn starts_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// `=1+1` → `'=1+1`. Text that already has apostrophes before such a sign gets one more, so [`unguard`] is exact.
#[must_use]
pub fn guard(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(starts_formula) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes back what [`guard`] did; any other text stays as it is.
#[must_use]
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(starts_formula) => rest,
        _ => text,
    }
}
