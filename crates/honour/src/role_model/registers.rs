//! The rows role models give figures to count.

use std::collections::BTreeMap;

use nc_kernel::{Day, Entry, RegisterDoc};

use super::fact::Nominated;
use crate::roll::{Level, at};

/// Somebody was named.
pub const NAMED: RegisterDoc = RegisterDoc {
    name: "honour.role_model",
    zh: "一名获评的典型",
    en: "one person named a role model",
    when: "concluded_on",
    attrs: &["level", "title"],
    has_person: true,
    lasts: false,
};

/// Somebody's deeds were put forward.
pub const PUT_FORWARD: RegisterDoc = RegisterDoc {
    name: "honour.put_forward",
    zh: "一名人员的事迹被推送到一项工程",
    en: "one person's deeds put forward to one programme",
    when: "put_on",
    attrs: &["level", "title"],
    has_person: true,
    lasts: false,
};

/// A row about the person of a nomination.
pub(super) fn row(register: &'static str, body: &Nominated, key: &str, day: Day, seq: u64, level: Level, title: &str) -> Entry {
    Entry {
        register,
        key: key.to_owned(),
        day,
        until: None,
        facets: at(std::slice::from_ref(&body.unit)),
        person: Some(body.person),
        attrs: BTreeMap::from([("level", level.word().into()), ("title", title.into())]),
        evidence: seq,
    }
}
