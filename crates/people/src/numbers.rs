//! Names and numbers of people, as they must look before they are committed to. The same value always has the same
//! form, or the store's blind index would not find a number that is taken.

use nc_kernel::Day;
use nc_kernel::identifiers::{CitizenNumber, IdentifierError};
use unicode_normalization::UnicodeNormalization;

use crate::model::MemberKind;

/// 姓名: trimmed, in composed form, with one kind of middle dot; `None` when it is no name.
#[must_use]
pub fn name(text: &str) -> Option<String> {
    let dotted: String = text.trim().nfc().map(|c| if matches!(c, '•' | '・' | '‧' | '．' | '∙') { '·' } else { c }).collect();
    let length = dotted.chars().count();
    let between = |c: char| matches!(c, '·' | ' ' | '-' | '\'' | '’');
    let fits = (2..=40).contains(&length)
        && dotted.chars().all(|c| c.is_alphabetic() || between(c))
        && !dotted.starts_with(between)
        && !dotted.ends_with(between);
    fits.then_some(dotted)
}

/// 公民身份号码, normalised and not born after `today`.
///
/// # Errors
/// [`IdentifierError`] naming what does not fit.
pub fn id_number(text: &str, today: Day) -> Result<String, IdentifierError> {
    CitizenNumber::parse(text)?.born_by(today).map(|number| number.as_str().to_owned())
}

/// 警号、辅警编号, normalised: six digits for police; one to three letters and four to eight digits for auxiliaries, whose
/// forms differ between bureaus. The letter keeps the two apart. `None` when it fits neither.
#[must_use]
pub fn police_number(text: &str, kind: MemberKind) -> Option<String> {
    let number: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let digits = number.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = number.len() - digits.len();
    let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
    let fits = match kind {
        MemberKind::Police => letters == 0 && digits.len() == 6,
        MemberKind::Auxiliary => (1..=3).contains(&letters) && (4..=8).contains(&digits.len()),
    };
    (all_digits && fits).then_some(number)
}
