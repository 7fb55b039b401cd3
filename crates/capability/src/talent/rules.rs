//! Why talent work says no.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// Nobody proposed this studio.
pub const NO_STUDIO: Rule =
    Rule::new("talent.no_studio", No::Unknown, "没有此工作室；请核对编号。", "There is no such studio: check its id.");
/// A serial that is taken.
pub const TAKEN: Rule =
    Rule::new("talent.taken", No::Conflict, "编号“{serial}”已被使用；请另取编号。", "“{serial}” is taken: choose another serial.");
/// The studio is not at a stage where this can be done.
pub const STAGE: Rule =
    Rule::new("talent.stage", No::Conflict, "工作室现为“{state}”，不能办理此事。", "The studio is “{state_en}”: this cannot be done now.");
/// Somebody judges what they proposed themselves.
pub const OWN: Rule = Rule::new(
    "talent.own",
    No::Forbidden,
    "须由另一人办理：经手上一环节的人不能办理此环节。",
    "Another person must do this: whoever did the step before may not do this one.",
);
/// Before something that comes first.
pub const EARLIER: Rule = Rule::new("talent.earlier", No::Invalid, "不能早于{day}。", "It cannot be before {day}.");
/// Already a member.
pub const MEMBER: Rule = Rule::new("talent.member", No::Conflict, "此人已是成员。", "They are a member already.");
/// No member.
pub const NO_MEMBER: Rule = Rule::new("talent.no_member", No::Conflict, "此人不是现有成员。", "They are no member now.");
/// No such task, or it is done.
pub const TASK: Rule = Rule::new("talent.task", No::Conflict, "没有此任务，或已完成。", "There is no such task, or it is done.");
/// A rectification without a last day, or a last day without one.
pub const UNTIL: Rule = Rule::new(
    "talent.until",
    No::Invalid,
    "限期整改须写期限（晚于评议日）；其他结果不写。",
    "A rectification needs a last day after the review; other findings have none.",
);
/// A year reviewed twice.
pub const LOOKED: Rule = Rule::new("talent.looked", No::Conflict, "{year}年度已评议。", "{year} was reviewed already.");
/// Nobody opened this fund.
pub const NO_FUND: Rule = Rule::new("talent.no_fund", No::Unknown, "没有此经费账；请核对编号。", "There is no such fund: check its id.");
/// Nothing, or less.
pub const AMOUNT: Rule = Rule::new("talent.amount", No::Invalid, "金额须大于零。", "An amount must be more than nothing.");
/// An account cannot bear it.
pub const SHORT: Rule = Rule::new(
    "talent.short",
    No::Conflict,
    "超出可用金额：现有{held}元，本次{amount}元。",
    "More than there is: {held} yuan are available, {amount} are asked.",
);
/// No such award, or it was taken back.
pub const AWARD: Rule =
    Rule::new("talent.award", No::Conflict, "没有此项奖补，或已冲销。", "There is no such award, or it was taken back.");
/// Not approved, or approved already.
pub const APPROVAL: Rule = Rule::new(
    "talent.approval",
    No::Conflict,
    "此项奖补未审批或已审批，不能办理此事。",
    "The award is not approved, or approved already: this cannot be done.",
);
/// More than the award still has.
pub const ABOVE: Rule = Rule::new(
    "talent.above",
    No::Conflict,
    "超出此项奖补：还可{most}元，本次{amount}元。",
    "More than the award has: {most} yuan are left, {amount} are asked.",
);
/// No such operation, taken back already, or something rests on it.
pub const OPERATION: Rule = Rule::new(
    "talent.operation",
    No::Conflict,
    "没有此笔业务、已冲销，或其后业务依赖于它；请先冲销其后的业务。",
    "There is no such operation, it was taken back, or later ones rest on it: take those back first.",
);
/// A voucher used twice.
pub const VOUCHER: Rule =
    Rule::new("talent.voucher", No::Conflict, "凭证号“{voucher}”在本账中已用。", "Voucher “{voucher}” was used in this fund.");
/// No budget year.
pub const YEAR: Rule = Rule::new("talent.year", No::Invalid, "年度须在2000至2100之间。", "A year is from 2000 to 2100.");
/// Beyond what can be held.
pub const TOO_MUCH: Rule =
    Rule::new("talent.too_much", No::Invalid, "金额过大，无法记账；请核对。", "The amount is too large to be kept: check it.");
/// Nobody adopted this policy.
pub const NO_POLICY: Rule = Rule::new(
    "talent.no_policy",
    No::Unknown,
    "没有此奖补政策；请核对编号，或先登记政策。",
    "There is no such policy: check its serial, or enter it first.",
);
/// Not in force on the day of the award.
pub const NOT_IN_FORCE: Rule = Rule::new(
    "talent.policy_force",
    No::Conflict,
    "此政策在{day}不在施行期内；请改用当日施行的政策。",
    "The policy is not in force on {day}: name one that is.",
);
/// The policy of a unit the money is not of.
pub const OTHER_UNIT: Rule = Rule::new(
    "talent.policy_unit",
    No::Conflict,
    "此政策不适用于本经费账所属单位；请核对。",
    "The policy does not hold for the unit whose money this is: check it.",
);
/// Off the policy's sum.
pub const OFF_POLICY: Rule = Rule::new(
    "talent.policy_amount",
    No::Conflict,
    "与政策标准不符：{zh}{sum}元；请改正金额。",
    "Not what the policy allows, which is a {en} of {sum} yuan: correct the amount.",
);
/// The policy is for others.
pub const NOT_FOR_THEM: Rule = Rule::new(
    "talent.policy_profile",
    No::Conflict,
    "此政策按层级或领域奖补；请填写本人在库、层级和领域相符的人才档案编号。",
    "The policy is for a level or field: give the serial of a profile of this person that is open and of that level and field.",
);
/// An end after the end.
pub const LONGER: Rule = Rule::new(
    "talent.policy_longer",
    No::Invalid,
    "终止日不能晚于政策原定止日；需延长的请另行登记政策。",
    "A policy cannot be ended after its last day; to go on, enter another one.",
);
/// The fund is closed.
pub const CLOSED: Rule = Rule::new(
    "talent.closed",
    No::Conflict,
    "经费账已结账；只能登记退回，或冲销结账后再办。",
    "The fund is closed: only what is given back is recorded, or the closing is taken back first.",
);
/// Awards that are not settled.
pub const UNSETTLED: Rule = Rule::new(
    "talent.unsettled",
    No::Conflict,
    "尚有{count}项奖补未审批或未付清；请付清或冲销后结账。",
    "{count} awards are not approved or not paid in full: pay or take them back before closing.",
);
/// Nobody opened this profile.
pub const NO_PROFILE: Rule =
    Rule::new("talent.no_profile", No::Unknown, "没有此人才档案；请核对编号。", "There is no such profile: check its id.");
/// Nobody began this apprenticeship.
pub const NO_APPRENTICESHIP: Rule =
    Rule::new("talent.no_apprenticeship", No::Unknown, "没有此师徒结对；请核对编号。", "There is no such apprenticeship: check its id.");
/// It is over.
pub const ENDED: Rule = Rule::new("talent.ended", No::Conflict, "已结束，不能再办理。", "It has ended: nothing more can be recorded.");
/// Nobody is their own master.
pub const THEMSELVES: Rule = Rule::new("talent.themselves", No::Invalid, "师傅与徒弟不能是同一人。", "Nobody is their own master.");
/// A year has two halves.
pub const HALF: Rule = Rule::new("talent.half", No::Invalid, "半年须填1或2。", "A half of the year is 1 or 2.");
