//! 办班与学习: the pages of the two areas in which something is held and people come: training and study.

mod area;
pub(crate) mod home;
pub(crate) mod listing;
pub(crate) mod one;
pub(crate) mod owed;
pub(crate) mod record;
mod roster;
mod step;
pub(crate) mod thing;
pub(crate) mod topic;
pub(crate) mod what_if;

pub(crate) use area::Area;
