//! 红蓝对抗: what of an exercise is no sheet.

pub(crate) mod live;
