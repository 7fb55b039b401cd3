//! What the facts of internships add up to.

mod award;
mod batch;
mod book;
mod placement;

pub use award::{Award, MentorAward};
pub use batch::{Batch, BatchHead};
pub use book::{Book, Engagement};
pub use placement::{Appraisal, Evaluation, Head, Log, MentorVisit, Placement, Stay};
