//! The registers laboratories feed.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Day, Entry, Facets, RegisterDoc, UnitPath, document};

/// 实验室资质登记簿.
pub const ACCREDITATION: &str = "laboratory.accreditation";
/// 能力验证登记簿.
pub const PROFICIENCY: &str = "laboratory.proficiency";
/// 委托受理登记簿.
pub const TEST: &str = "laboratory.test";
/// What the facts of laboratories attach: which document, and whom it names.
pub const DOCUMENTS: &str = "laboratory.document";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: ACCREDITATION,
        zh: "一个实验室在一项制度下资质有效的一段时间",
        en: "one laboratory's time of accreditation under one scheme",
        when: "granted_on",
        attrs: &["level", "scheme"],
        has_person: false,
        lasts: true,
    },
    RegisterDoc {
        name: PROFICIENCY,
        zh: "一个实验室参加的一次能力验证",
        en: "one proficiency test a laboratory took part in",
        when: "tested_on",
        attrs: &["satisfactory"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: TEST,
        zh: "一个实验室受理的一件委托",
        en: "one test request a laboratory accepted",
        when: "requested_on",
        attrs: &["item"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: DOCUMENTS,
        zh: "实验室附件中的一名涉及人员；不涉及人员的附件一行",
        en: "one person a laboratory's document names; one row for a document that names nobody",
        when: "happened_on",
        attrs: document::ATTRS,
        has_person: true,
        lasts: false,
    },
];

/// The unit a laboratory's rows count for.
pub(super) fn of(unit: &UnitPath) -> Facets {
    Facets { organisers: vec![unit.clone()], host: None, sender: None }
}

/// A row about a laboratory.
pub(super) fn row(
    register: &'static str,
    key: String,
    (day, until): (Day, Option<Day>),
    unit: &UnitPath,
    attrs: impl IntoIterator<Item = (&'static str, Attr)>,
    seq: u64,
) -> Entry {
    Entry { register, key, day, until, facets: of(unit), person: None, attrs: BTreeMap::from_iter(attrs), evidence: seq }
}
