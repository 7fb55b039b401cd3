//! The rows police culture gives figures to count.

use std::collections::BTreeMap;

use nc_kernel::{Day, Entry, RegisterDoc};

use super::fact::EventHeld;
use super::state::Issue;
use crate::roll::at;

/// An event.
pub const EVENTS: RegisterDoc = RegisterDoc {
    name: "honour.event",
    zh: "一场已举办的文化活动，合办只一行",
    en: "one cultural event that was held, however many held it",
    when: "held_on",
    attrs: &["kind", "shared", "title"],
    has_person: false,
    lasts: false,
};

/// An issue.
pub const ISSUES: RegisterDoc = RegisterDoc {
    name: "honour.bulletin",
    zh: "一期已发布的简报",
    en: "one issue of a bulletin that is out",
    when: "published_on",
    attrs: &["bulletin", "issue", "title"],
    has_person: false,
    lasts: false,
};

pub(super) fn event_row(day: Day, seq: u64, body: &EventHeld) -> Entry {
    Entry {
        register: EVENTS.name,
        key: body.event.to_string(),
        day,
        until: None,
        facets: at(&body.units),
        person: None,
        attrs: BTreeMap::from([
            ("kind", body.kind.word().into()),
            ("shared", (body.units.len() > 1).into()),
            ("title", body.title.as_str().into()),
        ]),
        evidence: seq,
    }
}

pub(super) fn issue_row(issue: &Issue) -> Entry {
    Entry {
        register: ISSUES.name,
        key: format!("{}/{}", issue.body.bulletin, issue.body.issue),
        day: issue.on,
        until: None,
        facets: at(std::slice::from_ref(&issue.unit)),
        person: None,
        attrs: BTreeMap::from([
            ("bulletin", issue.body.name.as_str().into()),
            ("issue", i64::from(issue.body.issue).into()),
            ("title", issue.body.title.as_str().into()),
        ]),
        evidence: issue.seq,
    }
}
