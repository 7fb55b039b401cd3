//! The rows theory study gives figures to count.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Entry, Facets, RegisterDoc, UnitPath};

use super::model::{MeetingId, Norm, Status};
use super::state::meeting::MeetingClosing;
use super::state::topic::{Followed, Item};
use super::state::{Closing, Mark, Meeting, Run, StaffRecord, Topic};

pub(super) const RUN: &str = "study.run";
pub(super) const ATTENDANCE: &str = "study.attendance";
pub(super) const DUE: &str = "study.due";
pub(super) const FOLLOW: &str = "study.follow";
pub(super) const MEETING: &str = "study.meeting";
pub(super) const STAFF: &str = "study.staff";

/// What one row of each register is.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: RUN,
        zh: "一期已结业的培训",
        en: "one closed run of training",
        when: "run_ended_on",
        attrs: &["before_source", "joint", "kind", "late", "on_time", "sittings"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: ATTENDANCE,
        zh: "一人参加一期已结业的培训",
        en: "one person's attendance of one closed run",
        when: "run_ended_on",
        attrs: &["credit_minutes", "kind", "late", "member", "on_time", "sittings", "status"],
        has_person: true,
        lasts: false,
    },
    RegisterDoc {
        name: DUE,
        zh: "一个支部应跟进的一个专题",
        en: "one topic one branch owes",
        when: "follow_due_on",
        attrs: &["topic"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: FOLLOW,
        zh: "一个支部已跟进的一个专题",
        en: "one topic one branch followed",
        // Not the day it was followed: a rate needs n within N, so both count on the day the topic was due.
        when: "follow_due_on",
        attrs: &["before_source", "lag_days", "late", "on_time", "topic"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: MEETING,
        zh: "一次已办结的党委会",
        en: "one closed committee meeting",
        when: "meeting_held_on",
        attrs: &["before_source", "first_item", "late", "on_time", "owed"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: STAFF,
        zh: "一人学习一个专题",
        en: "one person's study of one topic",
        when: "studied_on",
        attrs: &["late", "member", "on_time", "topic"],
        has_person: true,
        lasts: false,
    },
];

fn only(unit: &UnitPath) -> Facets {
    Facets { organisers: vec![unit.clone()], host: Some(unit.clone()), sender: None }
}

/// The row of a closed run.
pub(super) fn run_entry(run: &Run, closing: &Closing) -> Option<Entry> {
    let plan = run.planned()?;
    Some(Entry {
        register: RUN,
        key: run.key().to_owned(),
        day: closing.ends_on,
        until: None,
        facets: Facets { organisers: plan.organisers.clone(), host: plan.host.clone(), sender: None },
        person: None,
        attrs: BTreeMap::from([
            ("before_source", plan.reason.is_some().into()),
            ("joint", (plan.organisers.len() > 1).into()),
            ("kind", plan.kind.word().into()),
            ("late", closing.late.into()),
            ("on_time", (!closing.late).into()),
            ("sittings", run.sitting_count().into()),
        ]),
        evidence: closing.seq,
    })
}

/// The row of an attendance; none for leave and absence.
pub(super) fn attendance_entry(run: &Run, closing: &Closing, mark: &Mark) -> Option<Entry> {
    let plan = run.planned()?;
    let body = &mark.body;
    if !body.status.counts() {
        return None;
    }
    // A make-up comes after the run by its nature; lateness is about recording what happened then.
    let late = body.status != Status::MakeUp && crate::LATENESS.is_late(closing.ends_on, mark.recorded_on);
    Some(Entry {
        register: ATTENDANCE,
        key: format!("{}/{}", run.key(), body.person),
        day: closing.ends_on,
        until: None,
        facets: Facets { organisers: plan.organisers.clone(), host: plan.host.clone(), sender: Some(body.sender.clone()) },
        person: Some(body.person),
        attrs: BTreeMap::from([
            ("credit_minutes", body.credit_minutes.into()),
            ("kind", plan.kind.word().into()),
            ("late", late.into()),
            ("member", body.member.word().into()),
            ("on_time", (!late).into()),
            ("sittings", body.sittings.into()),
            ("status", body.status.word().into()),
        ]),
        evidence: mark.seq,
    })
}

/// The row of a topic a branch owes.
pub(super) fn due_entry(topic: &Topic, item: &Item) -> Option<Entry> {
    let (_, body) = topic.published()?;
    let id = topic.key();
    Some(Entry {
        register: DUE,
        key: format!("{id}/{}", item.branch),
        day: body.due_by,
        until: None,
        facets: only(&item.unit),
        person: None,
        attrs: BTreeMap::from([("topic", id.into())]),
        evidence: topic.seq(),
    })
}

/// The row of a topic a branch followed.
pub(super) fn follow_entry(topic: &Topic, item: &Item, f: &Followed) -> Option<Entry> {
    let (published_on, body) = topic.published()?;
    let id = topic.key();
    Some(Entry {
        register: FOLLOW,
        key: format!("{id}/{}", item.branch),
        day: body.due_by,
        until: None,
        facets: only(&item.unit),
        person: None,
        attrs: BTreeMap::from([
            ("before_source", f.reason.is_some().into()),
            ("lag_days", f.on.days_since(published_on).into()),
            ("late", f.late.into()),
            ("on_time", (!f.late && f.on <= body.due_by).into()),
            ("topic", id.into()),
        ]),
        evidence: f.seq,
    })
}

/// The row of a person's study of a topic.
pub(super) fn staff_entry(topic: &Topic, record: &StaffRecord) -> Option<Entry> {
    let (_, body) = topic.published()?;
    let id = topic.key();
    Some(Entry {
        register: STAFF,
        key: format!("{id}/{}", record.person),
        day: record.on,
        until: None,
        facets: Facets { organisers: vec![body.committee.clone()], host: None, sender: Some(record.sender.clone()) },
        person: Some(record.person),
        attrs: BTreeMap::from([
            ("late", record.late.into()),
            ("member", record.member.word().into()),
            ("on_time", (!record.late).into()),
            ("topic", id.into()),
        ]),
        evidence: record.seq,
    })
}

/// The row of a closed meeting.
pub(super) fn meeting_entry(meeting: &Meeting, closing: &MeetingClosing) -> Option<Entry> {
    let (held_on, body) = meeting.held()?;
    Some(Entry {
        register: MEETING,
        key: MeetingId::of_serial(&body.serial).to_string(),
        day: held_on,
        until: None,
        facets: only(&body.committee),
        person: None,
        attrs: BTreeMap::from([
            ("before_source", body.reason.is_some().into()),
            ("first_item", meeting.first_item().is_some().into()),
            ("late", meeting.late().into()),
            ("on_time", (!meeting.late()).into()),
            ("owed", closing.owed.into()),
        ]),
        evidence: closing.seq,
    })
}

/// 年度学时: what a person earned in a calendar year against a norm. Nothing is carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassHoursOfYear {
    /// The year.
    pub year: i16,
    /// Minutes earned in it.
    pub minutes: i64,
    /// Minutes the norm asks.
    pub norm_minutes: i64,
    /// Minutes still missing, 0 when the norm is met.
    pub short_by: i64,
}

/// Adds up one person's attendances (rows of `study.attendance`) that end in `year`.
#[must_use]
pub fn class_hours<'a>(rows: impl IntoIterator<Item = &'a Entry>, year: i16, norm: &Norm) -> ClassHoursOfYear {
    let of_year = rows.into_iter().filter(|row| row.register == ATTENDANCE && row.day.year() == year);
    let minutes = of_year
        .map(|row| match row.attrs.get("credit_minutes") {
            Some(Attr::Int(minutes)) => *minutes,
            _ => 0,
        })
        .sum();
    let norm_minutes = norm.hours * 60;
    ClassHoursOfYear { year, minutes, norm_minutes, short_by: (norm_minutes - minutes).max(0) }
}
