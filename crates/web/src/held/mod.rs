//! 办班与学习: the pages of the two areas in which something is held and people come: training and study.

mod area;
pub(crate) mod home;
pub(crate) mod record;

pub(crate) use area::Area;
