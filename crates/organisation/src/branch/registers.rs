//! The rows the roll of branches gives figures to count.

use std::collections::BTreeMap;

use nc_kernel::{Entry, Facets, RegisterDoc};

use super::model::{Branch, BranchMember};

const MEMBERSHIP: &str = "branch.membership";

/// What one row of each register is.
pub const REGISTERS: &[RegisterDoc] = &[RegisterDoc {
    name: MEMBERSHIP,
    zh: "一人在一个支部的一段组织关系",
    en: "one person's time in one branch",
    when: "joined_on",
    attrs: &["branch"],
    has_person: true,
    lasts: true,
}];

/// The row of a membership; none when it ended before it began to count.
pub(super) fn membership(branch: &Branch, member: &BranchMember) -> Option<Entry> {
    if member.until.is_some_and(|until| until <= member.from) {
        return None;
    }
    Some(Entry {
        register: MEMBERSHIP,
        key: format!("{}/{}/{}", branch.id, member.person, member.from),
        day: member.from,
        until: member.until,
        facets: Facets { organisers: vec![branch.unit.clone()], host: Some(branch.unit.clone()), sender: Some(branch.unit.clone()) },
        person: Some(member.person),
        attrs: BTreeMap::from([("branch", branch.id.to_string().as_str().into())]),
        evidence: member.seq,
    })
}
