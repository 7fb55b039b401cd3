//! Sheets: taking rosters in, and the template they are written in.

pub(crate) mod rosters;
pub(crate) mod template;
