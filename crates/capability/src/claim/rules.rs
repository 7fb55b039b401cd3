//! Every reason for which claims are refused. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Forbidden, Invalid, Unknown};

/// No such claim.
pub const UNKNOWN: Rule = Rule::new("claim.unknown", Unknown, "没有这项外训申报；请核对。", "There is no such claim; check it.");
/// Claimed before.
pub const TWICE: Rule = Rule::new(
    "claim.twice",
    Conflict,
    "同一培训已申报（{state}）；无需重复申报。",
    "The same course was claimed already ({state}); there is nothing to add.",
);
/// Decided before.
pub const DECIDED: Rule = Rule::new(
    "claim.decided",
    Conflict,
    "该申报已有结论（{state}）；如需更正请重新申报。",
    "The claim was decided already ({state}); make it again if need be.",
);
/// Neither the person nor a clerk.
pub const FOR_ANOTHER: Rule = Rule::new(
    "claim.for_another",
    Forbidden,
    "外训由本人或本单位负责登记培训的人员申报。",
    "Training elsewhere is claimed by the person, or by whoever records training for the unit.",
);
/// Who claimed decides.
pub const OWN: Rule = Rule::new(
    "claim.own",
    Forbidden,
    "申报人和受训人不能认定本项申报；请由他人认定。",
    "Neither who claimed nor who was trained decides; somebody else must.",
);
/// Days that make no sense.
pub const DAYS: Rule = Rule::new(
    "claim.days",
    Invalid,
    "起止日期不合理：末日不早于首日，跨度不超过{max}天；请改正。",
    "The days make no sense: the last is not before the first, and at most {max} days lie between; correct them.",
);
/// Minutes that make no sense.
pub const MINUTES: Rule =
    Rule::new("claim.minutes", Invalid, "学时应在1至{most}分钟之间；请改正。", "Between 1 and {most} minutes can be credited; correct it.");
/// A refusal, or a cut, without a reason.
pub const REASON: Rule = Rule::new(
    "claim.reason",
    Invalid,
    "不予认定或少于申报学时须说明原因。",
    "Say why when it is refused or credited with less than was claimed.",
);
