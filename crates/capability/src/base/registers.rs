//! The registers bases feed.

use nc_kernel::RegisterDoc;

/// 基地登记簿.
pub const BASE: &str = "base.base";
/// 场地登记簿.
pub const VENUE: &str = "base.venue";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: BASE,
        zh: "一个基地或实战中心在用的一段时间",
        en: "the time in use of one base or practical centre",
        when: "opened_on",
        attrs: &["kind"],
        has_person: false,
        lasts: true,
    },
    RegisterDoc {
        name: VENUE,
        zh: "一处场地在用的一段时间",
        en: "the time in use of one venue",
        when: "in_use_from",
        attrs: &["beds", "capacity", "kind"],
        has_person: false,
        lasts: true,
    },
];
