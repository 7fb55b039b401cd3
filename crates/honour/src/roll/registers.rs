//! The rows the roll gives figures to count.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Day, Entry, Facets, RegisterDoc, UnitPath};

use super::model::Level;
use super::state::{Honour, Version, Work};
use crate::LATENESS;

/// One honour, however many share it.
pub const AWARDS: RegisterDoc = RegisterDoc {
    name: "honour.award",
    zh: "一项经核验的荣誉，多家共有只一行",
    en: "one confirmed honour, however many share it",
    when: "awarded_on",
    attrs: AWARD_ATTRS,
    has_person: false,
    lasts: false,
};

/// One person of an honour.
pub const PERSON_AWARDS: RegisterDoc = RegisterDoc {
    name: "honour.person_award",
    zh: "一项经核验荣誉中的一名获奖人员",
    en: "one person of a confirmed honour",
    when: "awarded_on",
    attrs: AWARD_ATTRS,
    has_person: true,
    lasts: false,
};

/// What an award's row says.
const AWARD_ATTRS: &[&str] = &[
    "about_others",
    "claim",
    "contest",
    "document",
    "edition",
    "holder",
    "issuer",
    "kind",
    "late",
    "level",
    "place",
    "project",
    "project_kind",
    "recipient_kind",
    "series",
    "shared",
    "title",
    "turn",
    "work",
    "year",
];

/// One work, however many versions and makers it has.
pub const WORKS: RegisterDoc = RegisterDoc {
    name: "honour.work",
    zh: "一件作品，多个版本、多家创作只一行",
    en: "one work, however many versions and makers it has",
    when: "created_on",
    attrs: &["measure", "published", "shared", "theme", "title", "versions"],
    has_person: false,
    lasts: false,
};

/// A work at its highest level.
pub const WORK_AWARDS: RegisterDoc = RegisterDoc {
    name: "honour.work_award",
    zh: "一件获奖作品以某一级别为最高级别的一段时间",
    en: "the time during which one level was the highest a work had won at",
    when: "won_on",
    attrs: &["document", "issuer", "level", "measure", "shared", "theme", "title"],
    has_person: false,
    lasts: true,
};

/// A project that won something.
pub const PROJECTS_WON: RegisterDoc = RegisterDoc {
    name: "honour.project_won",
    zh: "一个获奖项目，获多少奖都只一行",
    en: "one project that won something, however much",
    when: "first_won_on",
    attrs: &["level", "prizes", "project_kind", "title"],
    has_person: false,
    lasts: false,
};

fn text(value: &str) -> Attr {
    value.into()
}

/// The rows of a confirmed honour: one for it, one for each of its people.
pub(super) fn award_rows(honour: &Honour, version: &Version, work: Option<&Work>) -> Vec<Entry> {
    let award = &version.award;
    let mut attrs = BTreeMap::from([
        ("about_others", award.claim.is_some().into()),
        ("document", text(award.document.sha256.as_str())),
        ("holder", text(&award.holder())),
        ("issuer", text(&award.issuer)),
        ("kind", text(award.kind.word())),
        ("late", LATENESS.is_late(award.awarded_on, version.recorded_on).into()),
        ("level", text(award.level.word())),
        ("recipient_kind", text(award.recipient_kind())),
        ("series", text(award.series())),
        ("shared", (award.all_units().len() > 1).into()),
        ("title", text(&award.title)),
        ("turn", award.turn().into()),
        ("year", award.year.into()),
    ]);
    let if_any = [
        ("claim", award.claim.map(|claim| text(claim.zh()))),
        ("contest", award.contest.as_deref().map(text)),
        ("edition", award.edition.map(Attr::from)),
        ("place", award.place.map(Attr::from)),
        ("project", award.project.as_ref().map(|p| text(&p.title))),
        ("project_kind", award.project.as_ref().map(|p| text(p.kind.word()))),
        ("work", work.map(|work| text(&work.title))),
    ];
    attrs.extend(if_any.into_iter().filter_map(|(name, value)| Some((name, value?))));
    let units = award.all_units();
    let row = Entry {
        register: AWARDS.name,
        key: honour.id.to_string(),
        day: award.awarded_on,
        until: None,
        facets: Facets { host: units.first().cloned(), sender: None, organisers: units },
        person: None,
        attrs,
        evidence: version.seq,
    };
    let of_person = |recipient: &super::model::Recipient| Entry {
        register: PERSON_AWARDS.name,
        key: format!("{}/{}", honour.id, recipient.person),
        facets: at(std::slice::from_ref(&recipient.unit)),
        person: Some(recipient.person),
        ..row.clone()
    };
    let people: Vec<Entry> = award.people.iter().map(of_person).collect();
    std::iter::once(row).chain(people).collect()
}

/// Facets of what belongs to `units` in every sense.
pub(crate) fn at(units: &[UnitPath]) -> Facets {
    Facets { organisers: units.to_vec(), host: units.first().cloned(), sender: units.first().cloned() }
}

/// The row of a work.
pub(super) fn work_row(work: &Work) -> Entry {
    Entry {
        register: WORKS.name,
        key: work.id.to_string(),
        day: work.created_on,
        until: None,
        facets: at(&work.units),
        person: None,
        attrs: BTreeMap::from([
            ("measure", text(work.measure.word())),
            ("published", (!work.publications.is_empty()).into()),
            ("shared", (work.units.len() > 1).into()),
            ("theme", text(work.theme.word())),
            ("title", text(&work.title)),
            ("versions", i64::try_from(work.versions.len() + 1).unwrap_or(i64::MAX).into()),
        ]),
        evidence: work.seq,
    }
}

/// The rows of a work's prizes: each level from the day it became the highest until a higher one was won. `won` are the
/// confirmed versions of honours that were won.
pub(super) fn work_award_rows(work: &Work, mut won: Vec<&Version>) -> Vec<Entry> {
    won.sort_by_key(|v| (v.award.awarded_on, v.award.level, v.seq));
    let mut steps: Vec<(Level, Day, &Version)> = Vec::new();
    for version in won {
        if steps.last().is_none_or(|(level, ..)| version.award.level < *level) {
            steps.push((version.award.level, version.award.awarded_on, version));
        }
    }
    let ends = steps.iter().skip(1).map(|(_, day, _)| Some(*day)).chain([None]);
    let rows = steps.iter().zip(ends).map(|((level, day, version), until)| Entry {
        register: WORK_AWARDS.name,
        key: format!("{}/{}", work.id, level.word()),
        day: *day,
        until,
        facets: at(&work.units),
        person: None,
        attrs: BTreeMap::from([
            ("document", text(version.award.document.sha256.as_str())),
            ("issuer", text(&version.award.issuer)),
            ("level", text(level.word())),
            ("measure", text(work.measure.word())),
            ("shared", (work.units.len() > 1).into()),
            ("theme", text(work.theme.word())),
            ("title", text(&work.title)),
        ]),
        evidence: version.seq,
    });
    rows.collect()
}

/// The row of a project: counted on the day of its first prize, at the highest level it won at. `won` are the confirmed
/// versions of honours that were won; none without one.
pub(super) fn project_row(won: &[&Version]) -> Option<Entry> {
    let first = won.iter().min_by_key(|v| (v.award.awarded_on, v.seq))?;
    let project = first.award.project.as_ref()?;
    let level = won.iter().map(|v| v.award.level).min()?;
    let mut units: Vec<UnitPath> = won.iter().flat_map(|v| v.award.all_units()).collect();
    units.sort();
    units.dedup();
    Some(Entry {
        register: PROJECTS_WON.name,
        key: nc_kernel::id::to_text(nc_kernel::id::natural("project", &project.title)),
        day: first.award.awarded_on,
        until: None,
        facets: at(&units),
        person: None,
        attrs: BTreeMap::from([
            ("level", text(level.word())),
            ("prizes", i64::try_from(won.len()).unwrap_or(i64::MAX).into()),
            ("project_kind", text(project.kind.word())),
            ("title", text(&project.title)),
        ]),
        evidence: first.seq,
    })
}
