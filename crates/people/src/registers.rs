//! What figures may count here.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Change, Entry, Facets, RegisterDoc};

use crate::model::{Membership, Person};

/// 人员在编登记簿: one row for each membership.
pub const SERVICE: &str = "people.service";

/// The registers this area feeds.
pub const REGISTERS: &[RegisterDoc] = &[RegisterDoc {
    name: SERVICE,
    zh: "一人在一个单位以一种身份在编的一段时间",
    en: "one person's service in one unit as one kind of member",
    when: "service_from",
    attrs: &["kind"],
    has_person: true,
    lasts: true,
}];

/// What changes between two states of a person: rows that are gone first, then rows that are new.
pub(crate) fn difference(before: Option<&Person>, after: &Person, out: &mut Vec<Change>) {
    let old: Vec<Entry> = before.map(entries).unwrap_or_default();
    let new = entries(after);
    out.extend(old.iter().filter(|entry| !new.contains(entry)).cloned().map(Change::Remove));
    out.extend(new.into_iter().filter(|entry| !old.contains(entry)).map(Change::Add));
}

fn entries(person: &Person) -> Vec<Entry> {
    person.memberships.iter().map(|member| entry(person, member)).collect()
}

fn entry(person: &Person, member: &Membership) -> Entry {
    Entry {
        register: SERVICE,
        key: format!("{}/{}", person.id, member.since_seq),
        day: member.from,
        until: member.until,
        facets: Facets { organisers: vec![member.unit.clone()], host: None, sender: Some(member.unit.clone()) },
        person: Some(person.id),
        attrs: BTreeMap::from([("kind", Attr::from(member.kind.word()))]),
        evidence: member.evidence,
    }
}
