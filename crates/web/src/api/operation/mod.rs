//! Running the program: jobs, and who one is.

pub(crate) mod class_hours;
pub(crate) mod jobs;
pub(crate) mod me;
