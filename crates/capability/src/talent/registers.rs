//! The registers talent work feeds.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Day, Entry, Facets, RegisterDoc, UnitPath};

/// 工作室登记簿: a studio from the day it was named until it was withdrawn.
pub const STUDIO: &str = "talent.studio";
/// 补贴登记簿: each payment, and each sum given back as a negative one.
pub const PAYMENT: &str = "talent.payment";
/// 工作室成果登记簿: each yearly task that was done.
pub const OUTPUT: &str = "talent.output";
/// 人才登记簿: a profile from the day it was opened until it was closed.
pub const PROFILE: &str = "talent.profile";
/// 师徒结对登记簿.
pub const APPRENTICESHIP: &str = "talent.apprenticeship";
/// 人才工作文件登记簿.
pub const DOCUMENTS: &str = "talent.document";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: STUDIO,
        zh: "一个命名挂牌的人才工作室，自挂牌至撤销",
        en: "one studio, from the day it was named until it was withdrawn",
        when: "named_on",
        attrs: &["domain"],
        has_person: false,
        lasts: true,
    },
    RegisterDoc {
        name: PAYMENT,
        zh: "一笔人才补贴；退回的为负数",
        en: "one payment of a talent subsidy; what was given back is negative",
        when: "paid_on",
        attrs: &["fen", "member", "movement", "year"],
        has_person: true,
        lasts: false,
    },
    RegisterDoc {
        name: OUTPUT,
        zh: "工作室完成的一项年度任务",
        en: "one yearly task a studio has done",
        when: "done_on",
        attrs: &["domain"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: PROFILE,
        zh: "一份在库的人才档案，自建档至销档",
        en: "one talent's profile, from the day it was opened until it was closed",
        when: "opened_on",
        attrs: &["domain", "level", "member", "source"],
        has_person: true,
        lasts: true,
    },
    RegisterDoc {
        name: APPRENTICESHIP,
        zh: "一对师徒，自结对至出师或终止",
        en: "one master with one apprentice, from the day it began until it ended",
        when: "begun_on",
        attrs: &["member"],
        has_person: false,
        lasts: true,
    },
    RegisterDoc {
        name: DOCUMENTS,
        zh: "工作室的命名文件或奖补政策的依据文件",
        en: "one document that names a studio or holds a subsidy policy",
        when: "recorded_on",
        attrs: nc_kernel::document::ATTRS,
        has_person: true,
        lasts: false,
    },
];

/// A row without a person.
pub(super) fn row(register: &'static str, key: String, day: Day, until: Option<Day>, unit: &UnitPath, domain: &str, seq: u64) -> Entry {
    Entry {
        register,
        key,
        day,
        until,
        facets: Facets { organisers: vec![unit.clone()], host: None, sender: None },
        person: None,
        attrs: BTreeMap::from([("domain", Attr::Text(domain.to_owned()))]),
        evidence: seq,
    }
}
