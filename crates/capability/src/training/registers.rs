//! The registers training feeds.

use nc_kernel::RegisterDoc;

/// 班次登记簿: one row per class held and closed.
pub const RUN: &str = "training.run";

/// 参训登记簿: one row per completed attendance of a closed class.
pub const ATTENDANCE: &str = "training.attendance";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: RUN,
        zh: "已结业的培训班次，一期一行，计入结束日所在期间",
        en: "Training classes held and closed, one row per class, counted on the day they ended",
        when: "run_ended_on",
        attrs: &["category", "hosted", "joint", "late", "theme"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: ATTENDANCE,
        zh: "已结业班次中完成的参训，每人每期一行（含迟到、早退、补训），计入班次结束日所在期间",
        en: "Completed attendances of closed classes, one row per person and class (late, left early and made up included), counted on the day the class ended",
        when: "run_ended_on",
        attrs: &["assessed", "category", "credit_minutes", "late", "member", "passed", "sittings", "status", "theme"],
        has_person: true,
        lasts: false,
    },
];
