//! The registers training feeds.

use nc_kernel::RegisterDoc;

/// 班次登记簿: one row per class held and closed.
pub const RUN: &str = "training.run";

/// 在办班次登记簿: one row per class that is planned and neither closed nor cancelled.
pub const IN_HAND: &str = "training.in_hand";

/// 班次经费登记簿: one row per class that has money of a line of a plan.
pub const COST: &str = "training.cost";

/// 参训登记簿: one row per completed attendance of a closed class.
pub const ATTENDANCE: &str = "training.attendance";

/// 席位登记簿: one row for everybody in whose calendar a class stands.
pub const SEAT: &str = "training.seat";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: RUN,
        zh: "已结业的培训班次，一期一行，计入结束日所在期间",
        en: "Training classes held and closed, one row per class, counted on the day they ended",
        when: "run_ended_on",
        attrs: &["category", "hosted", "joint", "late", "plan_item", "theme"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: IN_HAND,
        zh: "已立项、尚未结业也未取消的培训班次，一期一行，计入预定结束日所在期间",
        en: "Training classes planned and neither closed nor cancelled, one row per class, counted on the day they are to end",
        when: "class_ends_on",
        attrs: &["category", "plan_item"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: COST,
        zh: "班次从年度计划项目落实的经费，一期一行，计入班次结束日所在期间",
        en: "Money a class has from a line of the year's plan, one row per class, counted on the day the class ends",
        when: "class_ends_on",
        attrs: &["category", "fen", "plan_item"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: ATTENDANCE,
        zh: "已结业班次中完成的参训，每人每期一行（含迟到、早退、补训），计入班次结束日所在期间",
        en: "Completed attendances of closed classes, one row per person and class (late, left early and made up included), counted on the day the class ended",
        when: "run_ended_on",
        attrs: &["assessed", "category", "credit_minutes", "late", "member", "passed", "plan_item", "sittings", "status", "theme"],
        has_person: true,
        lasts: false,
    },
    RegisterDoc {
        name: SEAT,
        zh: "一人在一期班次中的席位（学员或教官），自开班日起；退出、取消后注明",
        en: "one person's place in one class, as trainee or instructor, on its first day; marked when given up or cancelled",
        when: "class_starts_on",
        attrs: &["role", "state"],
        has_person: true,
        lasts: false,
    },
];
