//! The registers innovation feeds.

use nc_kernel::RegisterDoc;

/// 项目阶段登记簿.
pub const STAGE: &str = "innovation.stage";
/// 推广应用登记簿.
pub const ADOPTION: &str = "innovation.adoption";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: STAGE,
        zh: "一个创新项目到达的一个阶段",
        en: "one stage one project reached",
        when: "reached_on",
        attrs: &["stage"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: ADOPTION,
        zh: "一个单位推广应用的一个创新项目",
        en: "one project one unit took over",
        when: "adopted_on",
        attrs: &["project"],
        has_person: false,
        lasts: false,
    },
];
