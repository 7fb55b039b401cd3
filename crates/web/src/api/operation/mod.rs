//! Running the program: jobs, and who one is.

pub(crate) mod jobs;
pub(crate) mod me;
