//! What people and input methods leave in cells: full-width digits, stray spaces, invisible characters.
//!
//! Every function borrows when there is nothing to change, which is the common case in a large roster.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Characters that print nothing: zero-width marks, direction marks, byte-order marks, soft hyphens, control characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
        || (c.is_control() && !c.is_whitespace())
}

/// Characters that carry no meaning in a key: blanks of any kind and invisible characters.
pub(crate) fn is_dropped(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A number or code: compatibility forms folded (`１２ｘ` → `12x`), every blank and invisible character dropped.
pub(crate) fn key(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfkc().filter(|c| !is_dropped(*c)).collect())
}

/// Ordinary text: trimmed, runs of blanks made one space, invisible characters dropped.
pub(crate) fn tidy(text: &str) -> Cow<'_, str> {
    let mut previous_blank = true;
    let mut clean = true;
    for c in text.chars() {
        if is_invisible(c) || (c.is_whitespace() && (previous_blank || c != ' ')) {
            clean = false;
            break;
        }
        previous_blank = c == ' ';
    }
    if clean && (!previous_blank || text.is_empty()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace) {
        let start = out.len();
        if start > 0 {
            out.push(' ');
        }
        let before = out.len();
        out.extend(word.chars().filter(|c| !is_invisible(*c)));
        if out.len() == before {
            out.truncate(start);
        }
    }
    Cow::Owned(out)
}

/// A person's name: as [`tidy`], no blanks inside a Chinese name (`张　三` → `张三`), one kind of middle dot.
pub(crate) fn name(text: &str) -> Cow<'_, str> {
    let dot = |c: char| matches!(c, '•' | '‧' | '・' | '･' | '∙' | '⋅' | '．');
    let tidy = tidy(text);
    let spaced = tidy.contains(' ') && tidy.chars().any(is_cjk);
    if !spaced && !tidy.contains(dot) {
        return tidy;
    }
    let joined = tidy.chars().filter(|c| !(spaced && *c == ' '));
    Cow::Owned(joined.map(|c| if dot(c) { '·' } else { c }).collect())
}

/// A column heading as compared: compatibility forms folded, blanks and stars dropped, lower case.
pub(crate) fn heading(text: &str) -> String {
    text.nfkc().filter(|c| !is_dropped(*c) && !matches!(c, '*' | ':' | '_')).flat_map(char::to_lowercase).collect()
}

/// A heading without what stands in brackets: `学时(小时)` → `学时`. Takes and gives the form of [`heading`].
pub(crate) fn without_brackets(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(heading.len());
    for c in heading.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
