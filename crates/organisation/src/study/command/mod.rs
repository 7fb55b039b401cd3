//! What people want of theory study: one struct a command. `decide` judges them.

mod run;
mod source;
mod topic;

pub use run::*;
pub use source::*;
pub use topic::*;
