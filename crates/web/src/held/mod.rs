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
use nc_kernel::Rule;
use nc_kernel::refusal::No;

use crate::frame::Frame;

/// How many days are left, or how many it is late.
pub(crate) fn due_words(frame: &Frame, days: i64) -> String {
    match days {
        0 => frame.t("desk-due-today").into_owned(),
        1.. => frame.t1("desk-due-in", "n", &days),
        _ => frame.t1("desk-overdue", "n", &(-days)),
    }
}

/// A field that cannot be left out.
pub(crate) static NEEDED: Rule = Rule::new("web.held.needed", No::Invalid, "请填写此项", "fill this in");
