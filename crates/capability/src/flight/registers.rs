//! The registers flight feeds.

use nc_kernel::RegisterDoc;

/// 执照登记簿.
pub const LICENCE: &str = "flight.licence";
/// 飞行登记簿.
pub const FLIGHT: &str = "flight.flight";
/// 任务登记簿.
pub const MISSION: &str = "flight.mission";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: LICENCE,
        zh: "一人在基地取得的一本执照的一段有效时间",
        en: "one time of validity of one licence earned at a base by one person",
        when: "licensed_on",
        attrs: &["category", "first", "member", "rating"],
        has_person: true,
        lasts: true,
    },
    RegisterDoc {
        name: FLIGHT,
        zh: "一个架次",
        en: "one flight",
        when: "flown_on",
        attrs: &["minutes", "mission"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: MISSION,
        zh: "一次派遣的飞行任务",
        en: "one flight mission assigned",
        when: "assigned_for",
        attrs: &["mission"],
        has_person: false,
        lasts: false,
    },
];
