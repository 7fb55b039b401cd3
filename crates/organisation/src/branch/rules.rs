//! Every no of the roll of branches.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// Unknown branch.
pub const UNKNOWN: Rule =
    Rule::new("branch.unknown", No::Unknown, "没有这个支部；请先登记成立。", "There is no such branch: record its forming first.");
/// Serial used.
pub const TWICE: Rule = Rule::new(
    "branch.twice",
    No::Conflict,
    "编号{serial}的支部已登记；请换编号，或直接使用已有支部。",
    "A branch with serial {serial} exists: use another serial, or that branch.",
);
/// Not in force.
pub const NOT_IN_FORCE: Rule = Rule::new(
    "branch.not_in_force",
    No::Conflict,
    "支部在{day}未成立或已撤销；请核对日期。",
    "The branch did not exist on {day}: check the day.",
);
/// Auxiliaries are not on the roll.
pub const AUXILIARY: Rule = Rule::new(
    "branch.auxiliary",
    No::Invalid,
    "辅警不列入本名册；请移除此行，其学习在第三级登记。",
    "Auxiliaries are not on this roll: remove the row; their study is recorded at level three.",
);
/// Belongs elsewhere.
pub const ELSEWHERE: Rule = Rule::new(
    "branch.elsewhere",
    No::Conflict,
    "此人的组织关系在另一支部，或之后有转入记录；请先办理转出。",
    "This person belongs to another branch then or later: record their leaving first.",
);
/// Not a member.
pub const NOT_MEMBER: Rule = Rule::new(
    "branch.not_member",
    No::Conflict,
    "此人在{day}前不在本支部名册；请核对支部和日期。",
    "This person was not on the roll of this branch before {day}: check branch and day.",
);
/// Dissolved before something recorded.
pub const LATER_MEMBER: Rule = Rule::new(
    "branch.later_member",
    No::Conflict,
    "{day}之后仍有转入或转出记录；请核对撤销日期。",
    "People joined or left after {day}: check the day of dissolving.",
);
