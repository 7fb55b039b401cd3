//! Every no of this area, in both languages, with the remedy. Messages name places and days, never personal values.
//!
//! That a number belongs to somebody already is the store's to say (`people.number_taken`): the values are in its side
//! table, not in the state a rule can see.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Forbidden, Invalid, Unknown};

/// The actor holds no role that allows this.
pub const NOT_ALLOWED: Rule = Rule::new(
    "access.not_allowed",
    Forbidden,
    "您没有在单位 {unit} {action_zh}的权限；如确需办理，请联系安全管理员授权。",
    "You may not {action_en} in unit {unit}; ask the security administrator for a role if you need to.",
);
/// A text is missing.
pub const BLANK: Rule = Rule::new("people.blank", Invalid, "此项必填，请填写。", "This is required: please fill it in.");
/// A text is too long.
pub const TOO_LONG: Rule =
    Rule::new("people.too_long", Invalid, "此项最多 {most} 个字，请缩短。", "At most {most} characters here: please shorten it.");
/// A day nobody can mean.
pub const FAR_DAY: Rule = Rule::new(
    "people.far_day",
    Invalid,
    "日期 {day} 过早或超过一年以后，请核对年份。",
    "{day} is too long ago or more than a year ahead: check the year.",
);
/// The end is not after the beginning.
pub const BACKWARDS: Rule =
    Rule::new("people.backwards", Invalid, "结束日期须晚于开始日期，请核对。", "The end must come after the beginning: check both days.");

/// No such unit that day.
pub const UNIT: Rule = Rule::new(
    "people.unit",
    Invalid,
    "单位 {unit} 在 {day} 未设立或已撤销；请选择当日存在的单位，或先设立该单位。",
    "Unit {unit} was not in force on {day}: choose one that was, or establish it first.",
);
/// The place in the tree is taken.
pub const UNIT_EXISTS: Rule = Rule::new(
    "people.unit_exists",
    Conflict,
    "{day} 或之后单位 {unit} 已存在；请换一个编码，或先撤销原单位。",
    "Unit {unit} exists on or after {day}: take another code, or dissolve that unit first.",
);
/// The top of the tree is the bureau and nothing else.
pub const ONE_BUREAU: Rule = Rule::new(
    "people.one_bureau",
    Invalid,
    "最上级只能有一个单位，且类别为市公安局；其余单位须设在其下。",
    "The top of the tree is one unit of kind bureau; every other unit lies below it.",
);
/// The unit's name changed later than the day given.
pub const UNIT_LATER: Rule = Rule::new(
    "people.unit_later",
    Conflict,
    "该单位在 {day} 已有记录；新记录须晚于该日。",
    "This unit has a record of {day}: the new one must be later.",
);
/// People still serve in a unit that is to be dissolved.
pub const UNIT_NOT_EMPTY: Rule = Rule::new(
    "people.unit_not_empty",
    Conflict,
    "自 {day} 起仍有 {count} 人在该单位任职；请先调动或办理离职。",
    "{count} people serve in this unit on or after {day}: transfer them or record that they left first.",
);
/// Units below a unit that is to be dissolved.
pub const UNIT_HAS_UNITS: Rule = Rule::new(
    "people.unit_has_units",
    Conflict,
    "该单位下仍有 {count} 个单位；请先撤销下级单位。",
    "{count} units lie below this one: dissolve them first.",
);

/// No such person.
pub const PERSON: Rule = Rule::new(
    "people.person",
    Unknown,
    "名册里没有此人；请先登记，或核对人员编号。",
    "Nobody of the bureau has this id: register them first, or check the id.",
);
/// The pseudonym is in use.
pub const PERSON_EXISTS: Rule = Rule::new(
    "people.person_exists",
    Conflict,
    "此人已登记；离职后重新入职请办理“重新入职”，变动单位请办理“调动”。",
    "This person is registered already: record a return or a transfer instead.",
);
/// The person's data were erased.
pub const ERASED: Rule = Rule::new(
    "people.erased",
    Conflict,
    "此人的个人信息已依法删除，不能再变更其登记。",
    "This person's data were erased: their record can no longer be changed.",
);
/// Not in service that day.
pub const NOT_SERVING: Rule = Rule::new(
    "people.not_serving",
    Conflict,
    "此人在 {day} 不在职；请核对日期，或先更正任职记录。",
    "This person was not serving on {day}: check the day, or correct the service record first.",
);
/// In service that day.
pub const SERVING: Rule = Rule::new(
    "people.serving",
    Conflict,
    "此人在 {day} 仍在职；请先办理离职。",
    "This person is serving on {day}: record that they left first.",
);
/// A later record stands.
pub const LATER_RECORD: Rule = Rule::new(
    "people.later_record",
    Conflict,
    "此人在 {day} 已有任职记录，不能再补录更早或同日的变动；请更正或撤回那条记录。",
    "This person's service has a record of {day}; nothing on or before that day can be added: correct or withdraw that record.",
);
/// Transferred to where the person is.
pub const SAME_UNIT: Rule = Rule::new("people.same_unit", Conflict, "此人当日已在该单位任职。", "This person serves in that unit already.");
/// Changed to what the person is.
pub const SAME_KIND: Rule = Rule::new("people.same_kind", Conflict, "此人当日已是该身份。", "This person is of that kind already.");
/// Not a name.
pub const NAME: Rule = Rule::new(
    "people.name",
    Invalid,
    "姓名须为 2 至 40 个字，只含文字、间隔号、空格或连字符。",
    "A name has 2 to 40 letters, with middle dots, spaces or hyphens between.",
);
/// Not a citizen number.
pub const ID_NUMBER: Rule =
    Rule::new("people.id_number", Invalid, "公民身份号码有误：{why_zh}。", "The citizen number is wrong: {why_en}.");
/// Not a police or auxiliary number.
pub const POLICE_NUMBER: Rule = Rule::new(
    "people.police_number",
    Invalid,
    "编号有误：民警警号为 6 位数字；辅警编号为 1 至 3 位字母加 4 至 8 位数字。",
    "The number is wrong: a police number has 6 digits; an auxiliary number has 1 to 3 letters and 4 to 8 digits.",
);
/// The same number twice in one list.
pub const TWICE: Rule = Rule::new(
    "people.twice_in_list",
    Invalid,
    "与第 {row} 行相同；同一人只登记一次。",
    "The same as in row {row}: register each person once.",
);
/// Nothing in the list.
pub const EMPTY: Rule = Rule::new("people.empty", Invalid, "名单是空的，请至少填写一人。", "The list is empty: name at least one person.");

/// Two absences at once.
pub const LEAVE_OVERLAPS: Rule = Rule::new(
    "people.leave_overlaps",
    Conflict,
    "与 {from} 至 {to} 已批准的假期重叠；请先销假或调整日期。",
    "Overlaps the leave approved from {from} to {to}: cancel that one or change the days.",
);
/// A leave nobody can mean.
pub const LEAVE_LONG: Rule =
    Rule::new("people.leave_long", Invalid, "一次请假不超过 {most} 天，请核对日期。", "A leave lasts at most {most} days: check the days.");
/// The post is held already.
pub const POST_HELD: Rule =
    Rule::new("people.post_held", Conflict, "此人已在该单位担任该职务。", "This person holds that post in that unit already.");
/// No such record of this person.
pub const RECORD: Rule = Rule::new(
    "people.record",
    Unknown,
    "此人没有编号为 {seq} 的可变更记录；请从其履历中选择。",
    "This person has no record {seq} that could be changed: choose one from their history.",
);
/// A correction that corrects nothing.
pub const NOTHING_CORRECTED: Rule = Rule::new(
    "people.nothing_corrected",
    Invalid,
    "没有填写任何更正内容；请至少更正一项。",
    "Nothing is corrected: give at least one right value.",
);
/// The record has no such part.
pub const NOT_ITS_PART: Rule =
    Rule::new("people.not_its_part", Invalid, "该记录没有这一项，不能更正。", "That record has no such part to correct.");
/// A correction that would turn the order of a service life around.
pub const ORDER: Rule = Rule::new(
    "people.order",
    Conflict,
    "更正后的日期会打乱任职先后顺序；请改在前一条与后一条记录之间。",
    "The corrected day would change the order of the service record: choose a day between the record before and the one after.",
);

/// The pseudonym of a user is in use.
pub const USER_EXISTS: Rule = Rule::new("people.user_exists", Conflict, "该账户已存在。", "This account exists already.");
/// One open account a person.
pub const ONE_ACCOUNT: Rule = Rule::new(
    "people.one_account",
    Conflict,
    "此人已有账户；一人只能有一个账户，请先注销原账户。",
    "This person has an account: one person holds one; close the other first.",
);
/// No such account.
pub const USER: Rule = Rule::new("people.user", Unknown, "没有这个账户，或已注销。", "There is no such account, or it is closed.");
/// An administrator who would also be something else.
pub const ADMINISTRATOR_ALONE: Rule = Rule::new(
    "people.administrator_alone",
    Conflict,
    "系统、安全、审计管理员须由不同的人担任，且不得兼任其他角色；请先收回其现有角色，或另选一人。",
    "The three administrators are three people who hold no other role: revoke the other role first, or choose somebody else.",
);
/// An administrator of a part.
pub const ADMINISTRATOR_AT_BUREAU: Rule = Rule::new(
    "people.administrator_at_bureau",
    Invalid,
    "系统、安全、审计管理员只能在市局一级授权。",
    "The three administrators are appointed for the bureau as a whole.",
);
/// Granting to oneself.
pub const GRANT_TO_SELF: Rule = Rule::new("people.grant_to_self", Forbidden, "不能给自己授权。", "Nobody grants a role to themselves.");
/// Held already.
pub const GRANT_HELD: Rule =
    Rule::new("people.grant_held", Conflict, "该账户在该单位已有此角色。", "This account holds that role for that unit already.");
/// A role that would begin before it is granted.
pub const GRANT_PAST: Rule =
    Rule::new("people.grant_past", Invalid, "授权不能从过去的日期开始。", "A role cannot begin before the day it is granted.");
/// No such grant.
pub const GRANT: Rule = Rule::new("people.grant", Unknown, "没有编号为 {seq} 的授权。", "There is no grant {seq}.");
/// Somebody moved or left and still holds roles.
pub const GRANTS_TO_REVIEW: Rule = Rule::new(
    "people.grants_to_review",
    Conflict,
    "此人的账户仍有 {count} 项授权，请告知安全管理员复核。",
    "This person's account still holds {count} roles: tell the security administrator to review them.",
);
/// Cannot be written as JSON.
pub const UNWRITABLE: Rule = Rule::new(
    "people.unwritable",
    Invalid,
    "无法写成记录；请联系管理员。",
    "This cannot be written as a record: please tell the administrator.",
);
/// Somebody is still received by a unit.
pub const VISITING: Rule = Rule::new(
    "people.visiting",
    Conflict,
    "此人在{day}仍在本局实习或到访；请在其离开后再办理。",
    "This person is still received here on {day}: do this when they have left.",
);
