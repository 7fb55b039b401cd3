//! Claims: the numbers in Chinese prose. Text goes in, tuples come out; no input, no output, no state.

pub mod claim;

pub use claim::{Article, Award, Bound, Claim, ClaimPeriod, Context, Kind, Note, Origin, Qualifier, StatedSum, Untagged};
