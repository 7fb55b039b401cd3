//! The registers readiness feeds.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Day, Entry, Facets, PersonId, RegisterDoc, UnitPath};
use nc_people::directory::MemberKind;

/// 应持证登记簿.
pub const BOUND: &str = "readiness.bound";
/// 持证登记簿.
pub const CREDENTIAL: &str = "readiness.credential";
/// 免训登记簿.
pub const EXEMPTION: &str = "readiness.exemption";

const ATTRS: &[&str] = &["member", "requirement"];

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: BOUND,
        zh: "一人应当具备一项资格的一段时间",
        en: "one person's time under one requirement",
        when: "bound_on",
        attrs: ATTRS,
        has_person: true,
        lasts: true,
    },
    RegisterDoc {
        name: CREDENTIAL,
        zh: "一人一次取得的资格，自取得日起至失效或吊销",
        en: "one credential earned by one person, from the day it was earned until it lapses or is revoked",
        when: "valid_from",
        attrs: ATTRS,
        has_person: true,
        lasts: true,
    },
    RegisterDoc {
        name: EXEMPTION,
        zh: "一人免于一项要求的一段时间",
        en: "one person's time of exemption from one requirement",
        when: "exempt_from",
        attrs: ATTRS,
        has_person: true,
        lasts: true,
    },
];

/// What every row of the three registers holds.
pub(super) struct Row<'a> {
    pub register: &'static str,
    /// The requirement's serial number, which definitions filter by.
    pub serial: &'a str,
    pub holder: &'a UnitPath,
    pub person: PersonId,
    pub sender: &'a UnitPath,
    pub member: MemberKind,
    pub from: Day,
    /// First day no longer.
    pub until: Option<Day>,
    pub seq: u64,
}

impl Row<'_> {
    /// The row as an entry; none when it ended before it began to count.
    pub fn entry(self) -> Option<Entry> {
        if self.until.is_some_and(|until| until <= self.from) {
            return None;
        }
        Some(Entry {
            register: self.register,
            key: format!("{}/{}/{}", self.serial, self.person, self.seq),
            day: self.from,
            until: self.until,
            facets: Facets { organisers: vec![self.holder.clone()], host: None, sender: Some(self.sender.clone()) },
            person: Some(self.person),
            attrs: BTreeMap::from([("member", self.member.word().into()), ("requirement", Attr::Text(self.serial.to_owned()))]),
            evidence: self.seq,
        })
    }
}
