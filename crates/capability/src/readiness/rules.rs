//! Every reason for which readiness says no, with what to do instead. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Invalid, Unknown};

/// The body of a fact cannot be written: a fault of the program, not of the input.
pub const UNWRITABLE: Rule = Rule::new(
    "readiness.unwritable",
    Invalid,
    "记录无法写成文本，属程序缺陷；请将本提示告知管理员。",
    "The record cannot be written as text, which is a fault of the program; please tell the administrator.",
);
/// A needed text is missing, too long, or holds control characters.
pub const TEXT: Rule = Rule::new(
    "readiness.text",
    Invalid,
    "此项应填1至{max}字，不含换行等控制字符；请改正。",
    "This takes 1 to {max} characters without control characters; correct it.",
);
/// The renewal rule makes no sense.
pub const RENEWAL: Rule = Rule::new(
    "readiness.renewal",
    Invalid,
    "到期规则应为1至600个月，或1至12月、每1至50年；请改正。",
    "A renewal takes 1 to 600 months, or a month from 1 to 12 in every 1 to 50 years; correct it.",
);
/// The serial number belongs to another requirement.
pub const SERIAL_TAKEN: Rule = Rule::new(
    "readiness.serial_taken",
    Conflict,
    "资格编号{serial}已在使用；请换一个编号，或沿用该项要求。",
    "The serial number {serial} is in use; choose another, or use that requirement.",
);
/// No such requirement.
pub const UNKNOWN: Rule = Rule::new(
    "readiness.unknown",
    Unknown,
    "没有这项资格要求；请核对编号，或先设定。",
    "There is no such requirement; check the number, or set it first.",
);
/// The unit does not exist on that day.
pub const UNIT: Rule =
    Rule::new("readiness.unit", Invalid, "单位{unit}在{day}不存在或已撤销；请核对。", "The unit {unit} does not exist on {day}; check it.");
/// A day that is still to come.
pub const FUTURE: Rule = Rule::new(
    "readiness.future",
    Invalid,
    "{day}尚未到来，不能登记为已发生；请待其发生后登记。",
    "{day} is still to come and cannot be recorded as done; record it when it has happened.",
);
/// A day before the requirement began.
pub const TOO_EARLY: Rule = Rule::new(
    "readiness.too_early",
    Invalid,
    "该要求自{from}起施行；请改用不早于该日的日期。",
    "The requirement is in force from {from} on; use a day that is not before it.",
);
/// The days are the wrong way round.
pub const BACKWARDS: Rule =
    Rule::new("readiness.backwards", Invalid, "止日早于起日；请改正。", "The last day is before the first; correct it.");
/// Nobody named.
pub const NOBODY: Rule = Rule::new("readiness.nobody", Invalid, "至少要有一人；请填写。", "At least one person is needed; name them.");
/// The person serves nowhere on that day.
pub const NOT_SERVING: Rule = Rule::new(
    "readiness.not_serving",
    Unknown,
    "人员目录中没有此人，或其在{day}不在任何单位任职；请核对人员或日期。",
    "The directory has no such person serving on {day}; check the person or the date.",
);
/// The person is not bound.
pub const NOT_BOUND: Rule = Rule::new(
    "readiness.not_bound",
    Conflict,
    "该人员在{day}未列入此项要求；请核对，或先列入。",
    "The person is not under the requirement on {day}; check, or bind the person first.",
);
/// There is nothing valid to revoke.
pub const NOTHING_VALID: Rule = Rule::new(
    "readiness.nothing_valid",
    Conflict,
    "该人员在{day}没有有效的此项资格；请核对日期。",
    "The person holds no valid credential on {day}; check the date.",
);
/// The same credential on the same day.
pub const ISSUED_TWICE: Rule = Rule::new(
    "readiness.issued_twice",
    Conflict,
    "该人员{day}已登记取得此项资格；无须再登。",
    "The person's credential of {day} is recorded; there is nothing to add.",
);
/// Two exemptions at once.
pub const EXEMPT_TWICE: Rule = Rule::new(
    "readiness.exempt_twice",
    Conflict,
    "该人员在此期间已有免训；请改用不重叠的日期。",
    "The person is exempt within these days already; choose days that do not overlap.",
);
/// No such request, or decided already.
pub const NO_REQUEST: Rule = Rule::new(
    "readiness.no_request",
    Unknown,
    "没有这件待审的免训申请；它可能已审批。",
    "There is no such request waiting; it may have been decided.",
);
/// A request of the same days waits.
pub const REQUESTED_TWICE: Rule = Rule::new(
    "readiness.requested_twice",
    Conflict,
    "该人员已有待审的免训申请；请等待审批。",
    "A request for this person waits already; let it be decided first.",
);
/// Who asked does not decide.
pub const OWN_REQUEST: Rule = Rule::new(
    "readiness.own_request",
    Conflict,
    "申请人和本人不能审批；请由他人审批。",
    "Neither who asked nor whom it is about decides: let another decide.",
);
/// No exemption runs.
pub const NOT_EXEMPT: Rule = Rule::new(
    "readiness.not_exempt",
    Conflict,
    "该人员在{day}没有免训；请核对日期。",
    "The person is not exempt on {day}; check the date.",
);
