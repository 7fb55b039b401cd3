//! The registers internships feed.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Day, Entry, Facets, PersonId, RegisterDoc, UnitPath};

use super::state::{Award, Head, Stay};

/// 实习在岗登记簿.
pub const PRESENT: &str = "internship.present";
/// 实习保障登记簿.
pub const SUPPORTED: &str = "internship.supported";
/// 优秀实习指导老师登记簿.
pub const AWARD: &str = "internship.mentor_award";
/// 实习文件登记簿: which fact names which document, and whom it names.
pub const DOCUMENTS: &str = "internship.document";

const ATTRS: &[&str] = &["batch", "member", "school"];

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: PRESENT,
        zh: "一名学生在一个单位实习的一段时间，自报到日起",
        en: "one student's time in one unit, from the day of arrival",
        when: "arrived_on",
        attrs: ATTRS,
        has_person: true,
        lasts: true,
    },
    RegisterDoc {
        name: SUPPORTED,
        zh: "一名学生的一次实习达到批次规定的最少天数",
        en: "one student's internship that reached the least number of days of its batch",
        when: "minimum_reached_on",
        attrs: ATTRS,
        has_person: true,
        lasts: false,
    },
    RegisterDoc {
        name: AWARD,
        zh: "一名民辅警一次获评优秀实习指导老师，已确认并有文件",
        en: "one award of excellent mentor, confirmed and with its document",
        when: "awarded_on",
        attrs: &["member"],
        has_person: true,
        lasts: false,
    },
    RegisterDoc {
        name: DOCUMENTS,
        zh: "一项记录所附的一份文件",
        en: "one document attached to a record",
        when: "recorded_on",
        attrs: nc_kernel::document::ATTRS,
        has_person: true,
        lasts: false,
    },
];

/// Students are told from officers and auxiliaries by this word.
const INTERN: &str = "intern";

fn facets(organiser: &UnitPath, host: &UnitPath) -> Facets {
    Facets { organisers: vec![organiser.clone()], host: Some(host.clone()), sender: Some(host.clone()) }
}

fn attrs(head: &Head) -> BTreeMap<&'static str, Attr> {
    BTreeMap::from([("batch", head.serial.as_str().into()), ("member", INTERN.into()), ("school", head.school.as_str().into())])
}

/// A stay in one unit; none when it ended before it began.
pub(super) fn present(head: &Head, place: usize, stay: &Stay) -> Option<Entry> {
    let (from, evidence) = stay.arrived?;
    let until = stay.ended.map(|last| last.plus_days(1));
    let lasts = until.is_none_or(|until| until > from);
    lasts.then(|| Entry {
        register: PRESENT,
        key: format!("{}/{place}", head.placement),
        day: from,
        until,
        facets: facets(&head.organiser, &stay.host),
        person: Some(head.person),
        attrs: attrs(head),
        evidence,
    })
}

/// The placement that counts from `day` on, reached in `stay`.
pub(super) fn supported(head: &Head, day: Day, stay: &Stay, evidence: u64) -> Entry {
    Entry {
        register: SUPPORTED,
        key: head.placement.to_string(),
        day,
        until: None,
        facets: facets(&head.organiser, &stay.host),
        person: Some(head.person),
        attrs: attrs(head),
        evidence,
    }
}

/// A confirmed award.
pub(super) fn award(award: &Award, on: Day, evidence: u64) -> Entry {
    Entry {
        register: AWARD,
        key: award.id.to_string(),
        day: on,
        until: None,
        facets: facets(&award.unit, &award.sender),
        person: Some(award.mentor),
        attrs: BTreeMap::from([("member", award.member.word().into())]),
        evidence,
    }
}

/// The rows of a document.
pub(super) fn document(
    key: &str,
    on: Day,
    (organiser, host): (&UnitPath, &UnitPath),
    seq: u64,
    document: &nc_kernel::Document,
    names: &[PersonId],
) -> Vec<Entry> {
    nc_kernel::document::attachment(DOCUMENTS, key, on, &facets(organiser, host), seq, document, names)
}
