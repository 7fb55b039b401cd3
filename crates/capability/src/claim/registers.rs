//! The registers claims feed.

use nc_kernel::{RegisterDoc, document};

/// 外训学时登记簿: one row an approved claim.
pub const CREDIT: &str = "claim.credit";
/// What claims attach.
pub const DOCUMENTS: &str = "claim.document";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: CREDIT,
        zh: "一人一次经认定的外训，计入培训结束日所在年度",
        en: "one person's approved training elsewhere, in the year of its last day",
        when: "course_ended_on",
        attrs: &["credit_minutes", "late", "member"],
        has_person: true,
        lasts: false,
    },
    RegisterDoc {
        name: DOCUMENTS,
        zh: "外训申报的一份附件",
        en: "one document of a claim",
        when: "happened_on",
        attrs: document::ATTRS,
        has_person: true,
        lasts: false,
    },
];
