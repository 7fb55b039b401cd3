//! 比武竞赛: what of a contest is no sheet.

pub(crate) mod board;
pub(crate) mod turned_away;
