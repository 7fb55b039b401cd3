//! Every reason for which the list of instructors says no. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Forbidden, Invalid, Unknown};

/// No such file or subject in it.
pub const UNKNOWN: Rule = Rule::new(
    "instructor.unknown",
    Unknown,
    "没有这名教官的这项科目；请先推荐。",
    "There is no such instructor for this subject; propose them first.",
);
/// Proposed already.
pub const TWICE: Rule = Rule::new(
    "instructor.twice",
    Conflict,
    "此人在该科目已有记录（{state}）；请在原档案上继续。",
    "This person has a record for the subject already ({state}); go on in that file.",
);
/// Not in a state that allows it.
pub const STATE: Rule = Rule::new(
    "instructor.state",
    Conflict,
    "当前状态为{state}，不能办理；请核对。",
    "It is {state} now, which does not allow this; check it.",
);
/// Certified at that level already.
pub const LEVEL: Rule = Rule::new(
    "instructor.level",
    Conflict,
    "已认证为{level}；再次认证须高于此等级。",
    "Certified as {level} already; another certification must be for a higher level.",
);
/// Somebody decides about themselves.
pub const OWN: Rule = Rule::new(
    "instructor.own",
    Forbidden,
    "不能为本人办理认证或聘任；请由他人办理。",
    "Nobody certifies or appoints themselves; somebody else must do it.",
);
/// The term makes no sense.
pub const TERM: Rule = Rule::new(
    "instructor.term",
    Invalid,
    "聘期应自首日起至多{years}年，末日不早于首日；请改正。",
    "A term lasts at most {years} years and does not end before it begins; correct it.",
);
/// Terms overlap.
pub const OVERLAP: Rule = Rule::new(
    "instructor.overlap",
    Conflict,
    "与已有聘期（至{until}）重叠；请从次日起聘。",
    "It overlaps a term that runs until {until}; begin on the day after.",
);
/// A day before what it follows.
pub const BEFORE: Rule = Rule::new(
    "instructor.before",
    Invalid,
    "日期早于前一环节（{day}）；请改正。",
    "The day lies before the step it follows ({day}); correct it.",
);
