//! The register instructors feed.

use nc_kernel::RegisterDoc;

/// 教官聘期登记簿: one row a term.
pub const TERM: &str = "instructor.term";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[RegisterDoc {
    name: TERM,
    zh: "一名教官一项科目的一个聘期，自聘任日起至届满或解聘",
    en: "one term of one instructor in one subject, from the appointment until it runs out or is ended",
    when: "term_from",
    attrs: &["level", "member", "subject"],
    has_person: true,
    lasts: true,
}];
