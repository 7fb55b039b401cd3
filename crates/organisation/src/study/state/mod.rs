//! The things of theory study, each folded from the facts of its stream.

pub(crate) mod meeting;
mod run;
mod source;
pub(crate) mod topic;

pub use meeting::{Meeting, Task};
pub use run::{Closing, Mark, Missed, Run};
pub use source::{Pool, Source, Waiting};
pub use topic::{StaffRecord, Topic};
