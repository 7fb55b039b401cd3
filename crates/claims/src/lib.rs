//! Claims: the numbers in Chinese prose. Text goes in, tuples come out; no input, no output, no state.
//!
//! [`read`] is the whole interface. It goes over the text once for each of a few passes: [`text`] makes it plain and
//! remembers places, `clause` cuts it up, `lexicon` and `cue` find words, `period` finds times, `number` reads the
//! numerals where they stand, `award` the honours, `lists` binds what is respective, `scope` says who, `sums` what
//! must add up. Nothing is fitted to one article: tables hold words of the language, rules hold its grammar.

mod award;
pub mod claim;
mod clause;
mod cue;
mod draft;
mod lexicon;
mod lists;
mod measure;
mod number;
mod numeral;
mod period;
mod qualifier;
mod read;
mod scope;
mod sums;
mod text;
mod view;

pub use claim::{Article, Award, Bound, Claim, ClaimPeriod, Context, Kind, Note, Origin, Qualifier, StatedSum, Untagged};

/// Reads an article: every figure, rank, award and recognition it claims, every number that is none of these with the
/// reason, and every sum it states. Never fails; places are counted in characters of `text`.
#[must_use]
pub fn read(text: &str, context: &Context) -> Article {
    read::read(text, context)
}
