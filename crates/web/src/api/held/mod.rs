//! 期: training classes and study runs, one reading of both: their list, and one of them with its roster.

pub(crate) mod list;
pub(crate) mod thing;
