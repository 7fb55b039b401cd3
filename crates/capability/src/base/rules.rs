//! Every no of bases. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Invalid, Unknown};

/// Unknown base.
pub const UNKNOWN: Rule = Rule::new("base.unknown", Unknown, "没有这个基地；请核对编号。", "There is no such base: check the id.");
/// Opened already.
pub const TWICE: Rule = Rule::new("base.twice", Conflict, "编号{serial}的基地已登记。", "A base with serial {serial} is recorded already.");
/// Closed, or not yet open.
pub const CLOSED: Rule = Rule::new("base.closed", Conflict, "基地在{day}未启用或已停用。", "The base was not in use on {day}.");
/// A day before the last change: what is booked follows the changes in order.
pub const ORDER: Rule =
    Rule::new("base.order", Invalid, "日期不得早于上次变更日{last}。", "The day may not be before that of the last change, {last}.");
/// Reserved name.
pub const RESERVED: Rule =
    Rule::new("base.reserved_item", Invalid, "床位随场地登记，不作装备登记。", "Beds are recorded with their venue, not as equipment.");
