//! Claims: the numbers in Chinese prose. Text goes in, tuples come out; no input, no output, no state.
//!
//! [`read`] is the whole interface. It goes over the text once for each of a few passes: `text` makes it plain and
//! remembers places, `clause` cuts it up, `lexicon` and `cue` find words (by a `dictionary`), `period` finds times, `number` (with `not_figure`, `ordinal` and `rate`)
//! reads the numerals where they stand, `award` the honours, `lists` binds what is respective, `scope` says who, `sums` what
//! must add up; `person` takes names out of what is said. Nothing is fitted to one article: tables hold words of the language, rules hold its grammar.

mod award;
pub mod claim;
mod clause;
mod cue;
mod dictionary;
mod draft;
mod lexicon;
mod lists;
mod measure;
mod not_figure;
mod number;
mod numeral;
mod ordinal;
mod period;
mod person;
mod qualifier;
mod rate;
mod read;
mod recognition;
mod scope;
mod sums;
mod text;
mod view;

pub use claim::{Article, Award, Bound, Claim, ClaimPeriod, Context, Kind, Note, Origin, Qualifier, StatedSum, Untagged};

/// 数词: one numeral as printed, figure or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedNumber {
    /// First character, counted in characters from 0.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// Its value; the lower one of a pair (一二百).
    pub value: rust_decimal::Decimal,
    /// The upper one of a pair.
    pub upper: Option<rust_decimal::Decimal>,
}

/// The layer beneath [`read`]: every numeral of a text, whether or not it states a figure.
#[must_use]
pub fn numerals(text: &str) -> Vec<PrintedNumber> {
    let text = text::Text::new(text);
    let mut out = Vec::new();
    let mut i = 0;
    while i < text.len() {
        match numeral::begins(text.at(i)).then(|| numeral::Numeral::read(&text, i)).flatten() {
            Some(n) => {
                i = n.end;
                let (start, end, _) = text.original(n.start, n.end);
                out.push(PrintedNumber { start, end, value: n.value, upper: n.upper });
            }
            None => i += 1,
        }
    }
    out
}

/// Reads an article: every figure, rank, award and recognition it claims, every number that is none of these with the
/// reason, and every sum it states. Never fails; places are counted in characters of `text`.
#[must_use]
pub fn read(text: &str, context: &Context) -> Article {
    read::read(text, context)
}
