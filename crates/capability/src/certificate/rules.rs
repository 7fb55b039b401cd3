//! Every reason for which no certificate is issued. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Invalid, Unknown};

/// No such certificate.
pub const UNKNOWN: Rule =
    Rule::new("certificate.unknown", Unknown, "没有这份证书；请核对编号。", "There is no such certificate; check the number.");
/// The class counts not (yet).
pub const CLASS: Rule = Rule::new(
    "certificate.class",
    Conflict,
    "班次须已结业且未撤销才能发证；请先结业。",
    "A class must be closed and stand before it gives certificates; close it first.",
);
/// Did not complete the class.
pub const NOT_COMPLETED: Rule = Rule::new(
    "certificate.not_completed",
    Conflict,
    "此人没有完成本班（未出勤或考核不合格），不能发证。",
    "This person did not complete the class (was absent or failed), so there is nothing to certify.",
);
/// Has one.
pub const HELD: Rule = Rule::new(
    "certificate.held",
    Conflict,
    "此人已有本班证书{number}；遗失请补发。",
    "This person has certificate {number} of the class already; reissue it if it was lost.",
);
/// Void already.
pub const VOID: Rule = Rule::new(
    "certificate.void",
    Conflict,
    "证书{number}已作废；如需请补发。",
    "Certificate {number} is void already; reissue it if need be.",
);
/// The series is another class's.
pub const SERIES: Rule = Rule::new(
    "certificate.series",
    Invalid,
    "编号序列不是主办单位当年的序列；请核对。",
    "The series is not that of the leading unit and year; check it.",
);
/// Nobody named.
pub const NOBODY: Rule = Rule::new("certificate.nobody", Invalid, "请至少列出一人。", "Name at least one person.");
