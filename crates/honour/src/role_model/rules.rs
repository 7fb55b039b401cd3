//! Every no of role models.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// Unknown nomination.
pub const UNKNOWN: Rule =
    Rule::new("honour.model_unknown", No::Unknown, "没有这份推荐；请核对编号。", "There is no such nomination: check the id.");
/// Nominated already.
pub const TWICE: Rule = Rule::new(
    "honour.model_twice",
    No::Conflict,
    "此人当年已被推荐同一称号（{model}）。",
    "This person is nominated for that title that year already ({model}).",
);
/// No evidence.
pub const NO_EVIDENCE: Rule = Rule::new(
    "honour.model_no_evidence",
    No::Invalid,
    "推荐须附事迹材料；请上传后再报。",
    "A nomination needs the account of the deeds: upload it first.",
);
/// On hold.
pub const ON_HOLD: Rule = Rule::new(
    "honour.on_hold",
    No::Conflict,
    "此人目前不能推选；请与督察、纪检部门联系。",
    "This person cannot be put up at present: ask those who supervise.",
);
/// Not at that stage.
pub const STAGE: Rule = Rule::new(
    "honour.model_stage",
    No::Conflict,
    "推荐目前为“{stage}”，不能办理此项。",
    "The nomination is at “{stage_en}”; this cannot be done now.",
);
/// Too short.
pub const TOO_SHORT: Rule = Rule::new(
    "honour.model_too_short",
    No::Invalid,
    "公示期不得少于{least}天（首尾均计），且不早于推荐之日。",
    "A nomination is public for at least {least} days, first and last counted, and not before it was made.",
);
/// Objection outside the time.
pub const NOT_PUBLIC: Rule = Rule::new(
    "honour.model_not_public",
    No::Invalid,
    "异议须在公示期内提出；请核对日期。",
    "An objection is raised while the nomination is public: check the day.",
);
/// Unknown or answered objection.
pub const OBJECTION: Rule =
    Rule::new("honour.model_objection", No::Unknown, "没有这条异议，或已答复。", "There is no such objection, or it was answered.");
/// The time is not over.
pub const STILL_PUBLIC: Rule = Rule::new(
    "honour.model_still_public",
    No::Conflict,
    "公示到{day}才结束；期满后再登记结果。",
    "The nomination is public until {day}: record the result after that.",
);
/// An objection waits.
pub const UNANSWERED: Rule = Rule::new(
    "honour.model_unanswered",
    No::Conflict,
    "还有{count}条异议没有答复；答复后再登记结果。",
    "{count} objections are not answered: answer them first.",
);
/// The result rests on nothing.
pub const NO_HONOUR: Rule = Rule::new(
    "honour.model_no_honour",
    No::Invalid,
    "上级授予的称号须先在荣誉册登记此人获评，再登记结果。",
    "A title from outside rests on the honour on the roll: record there first that this person was given it.",
);
/// A hold in the past.
pub const HOLD_ENDS: Rule = Rule::new("honour.hold_ends", No::Invalid, "暂停须有将来的截止日期。", "A hold ends on a day to come.");
/// No hold.
pub const NO_HOLD: Rule = Rule::new("honour.no_hold", No::Conflict, "此人没有在暂停中。", "There is no hold on this person.");
