//! Every no of police culture.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// Recorded already.
pub const TWICE: Rule = Rule::new(
    "honour.event_twice",
    No::Conflict,
    "此活动已登记（{event}）；多家合办只算一场。",
    "This event is recorded already ({event}); held together it is one.",
);
/// Unknown event.
pub const UNKNOWN: Rule =
    Rule::new("honour.event_unknown", No::Unknown, "没有这场活动，或已撤回。", "There is no such event, or it was withdrawn.");
/// Nobody held it.
pub const NO_HOST: Rule = Rule::new("honour.event_no_host", No::Invalid, "请填写举办单位。", "Say which unit held it.");
/// Issue number used.
pub const ISSUE_TWICE: Rule = Rule::new(
    "honour.issue_twice",
    No::Conflict,
    "{bulletin}第{issue}期已发布；请核对期号。",
    "Issue {issue} of {bulletin} is out already: check the number.",
);
/// Issue number not from 1.
pub const ISSUE_NUMBER: Rule = Rule::new("honour.issue_number", No::Invalid, "期号从1起。", "Issues count from 1.");
/// Unknown issue.
pub const ISSUE_UNKNOWN: Rule =
    Rule::new("honour.issue_unknown", No::Unknown, "没有这一期，或已撤回。", "There is no such issue, or it was withdrawn.");
