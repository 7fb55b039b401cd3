//! Given, when, then.

mod cascade;
mod meetings;
mod property;
mod runs;
mod schema;

use super::*;
use crate::branch::{BranchId, FormBranch};
use crate::testing::{World, day, p, unit};

fn source(serial: &str, on: &str) -> PublishSource {
    PublishSource {
        serial: serial.into(),
        title: "学习材料".into(),
        issuer: "某机关".into(),
        level: SourceLevel::Central,
        published_on: day(on),
        unit: unit("/1506/"),
    }
}

fn plan(serial: &str, starts: &str, ends: &str) -> PlanRun {
    PlanRun {
        serial: serial.into(),
        kind: RunKind::Rotation,
        title: "政治轮训".into(),
        starts_on: day(starts),
        ends_on: day(ends),
        organisers: vec![unit("/1506/a/")],
        host: None,
        cites: vec![],
        hours: Some(ClassHours::FullDays(1)),
        reason: None,
    }
}

fn run_id(serial: &str) -> RunId {
    RunId::of_serial(serial)
}

fn mark(serial: &str, lines: Vec<Line>) -> MarkAttendance {
    MarkAttendance { run: run_id(serial), roster: lines, source: RowSource::Recorder }
}

fn present(people: &[i64]) -> Vec<Line> {
    people.iter().map(|n| Line::of(p(*n), Status::Present)).collect()
}

fn close(serial: &str) -> CloseRun {
    CloseRun { run: run_id(serial), ends_on: None }
}

fn cancel(serial: &str) -> CancelRun {
    CancelRun { run: run_id(serial), reason: "未实际举办".into(), authority: "政治部核查".into() }
}

/// Planned, opened and, with the day it is recorded on, marked and closed.
fn held(w: &mut World, serial: &str, on: &str, people: &[i64]) {
    w.done(&plan(serial, on, on));
    w.done(&OpenRun { run: run_id(serial), opened_on: day(on) });
    w.done(&mark(serial, present(people)));
    w.done(&close(serial));
}

fn branch(w: &mut World, serial: &str, path: &str, on: &str) -> BranchId {
    w.done(&FormBranch { serial: serial.into(), name: "支部".into(), unit: unit(path), formed_on: day(on) });
    BranchId::of_serial(serial)
}

/// Source S of 1 November and topic T of 3 November, due by 20 November.
fn topic(w: &mut World) -> TopicId {
    w.done(&source("S", "2025-11-01"));
    w.done(&PublishTopic {
        serial: "T".into(),
        title: "专题".into(),
        cites: vec![SourceId::of_serial("S")],
        committee: unit("/1506/"),
        published_on: day("2025-11-03"),
        due_by: day("2025-11-20"),
        reason: None,
    });
    TopicId::of_serial("T")
}

fn follow(branch: BranchId, on: &str) -> RecordBranchStudy {
    RecordBranchStudy { topic: TopicId::of_serial("T"), branch, studied_on: day(on), people: vec![], reason: None }
}

fn at(code: &'static str, place: &str) -> Vec<(&'static str, String)> {
    vec![(code, place.to_owned())]
}
