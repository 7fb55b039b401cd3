//! Every no of flight. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Invalid, Unknown};

/// Unknown aircraft.
pub const AIRCRAFT: Rule =
    Rule::new("flight.aircraft_unknown", Unknown, "没有这架航空器；请先登记。", "There is no such aircraft: record it first.");
/// Recorded already.
pub const TWICE: Rule =
    Rule::new("flight.aircraft_twice", Conflict, "编号{serial}的航空器已登记。", "An aircraft with serial {serial} is recorded already.");
/// Retired.
pub const RETIRED: Rule =
    Rule::new("flight.aircraft_retired", Conflict, "航空器在{day}尚未登记或已退役。", "The aircraft was not in service on {day}.");
/// A time ends before it begins.
pub const BACKWARDS: Rule = Rule::new("flight.backwards", Invalid, "止日不得早于起日。", "The last day may not be before the first.");
/// Numbers of the rule.
pub const CURRENCY: Rule = Rule::new(
    "flight.currency",
    Invalid,
    "近期经历要求须为1至1096天内，架次与分钟均大于零。",
    "A rule of currency looks at 1 to 1096 days, and both numbers are above zero.",
);
/// Minutes.
pub const MINUTES: Rule = Rule::new("flight.minutes", Invalid, "飞行时间须为1至1440分钟。", "A flight takes 1 to 1440 minutes.");
/// The same licence twice.
pub const LICENSED_TWICE: Rule = Rule::new(
    "flight.licensed_twice",
    Conflict,
    "此人当日已登记同类别同等级执照。",
    "This person was given a licence of that category and rating on that day already.",
);
/// No licence of the category.
pub const NO_LICENCE: Rule = Rule::new(
    "flight.no_licence",
    Conflict,
    "此人在{day}没有该类别的有效执照（从未取得或已过期），不能派遣；请改派或先复训。",
    "This person holds no valid licence of that category on {day} (never earned, or lapsed): assign another, or have it renewed first.",
);
/// Suspended.
pub const SUSPENDED: Rule = Rule::new(
    "flight.suspended",
    Conflict,
    "此人执照在{day}处于暂扣，不能派遣。",
    "This person's licence is suspended on {day}: assign another.",
);
/// Rating too low.
pub const RATING: Rule = Rule::new(
    "flight.rating",
    Conflict,
    "超视距任务须持超视距或教员等级；此人没有。",
    "A mission beyond visual line of sight takes that rating or an instructor's, which this person does not hold.",
);
/// Not current.
pub const NOT_CURRENT: Rule = Rule::new(
    "flight.not_current",
    Conflict,
    "此人在{day}前{days}天内飞行不足{flights}架次且不足{minutes}分钟，近期经历不足，不能派遣；请先安排恢复训练。",
    "In the {days} days up to {day} this person flew neither {flights} flights nor {minutes} minutes: have currency restored first.",
);
/// No rule of currency.
pub const NO_RULE: Rule = Rule::new(
    "flight.no_currency_rule",
    Conflict,
    "本局在{day}尚未设定近期经历要求，不能判断能否派遣；请先设定。",
    "No rule of currency is set for {day}, so nobody can be assigned: set it first.",
);
/// Not airworthy.
pub const AIRWORTHINESS: Rule =
    Rule::new("flight.airworthiness", Conflict, "航空器在{day}不在适航有效期内。", "The aircraft is not airworthy on {day}.");
/// Not insured.
pub const INSURANCE: Rule =
    Rule::new("flight.insurance", Conflict, "航空器在{day}不在保险有效期内。", "The aircraft is not insured on {day}.");
/// Not an instructor.
pub const INSTRUCTOR: Rule = Rule::new(
    "flight.instructor",
    Conflict,
    "带飞人在{day}没有该类别的有效教员执照。",
    "Who instructed held no valid instructor's licence of that category on {day}.",
);
/// Nothing to restore.
pub const NOT_SUSPENDED: Rule =
    Rule::new("flight.not_suspended", Conflict, "没有处于暂扣的该类别执照。", "No licence of that category is suspended.");
/// Task order used.
pub const NUMBER: Rule =
    Rule::new("flight.number_taken", Conflict, "任务{number}已派给此人。", "Task {number} is assigned to this person already.");
