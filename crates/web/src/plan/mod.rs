//! 年度训练计划: the page of a unit's year, planned against held.

mod measure;
pub(crate) mod page;
mod sheet;
