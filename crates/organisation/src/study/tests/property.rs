//! For any sequence of commands, what the registers hold is what the states stand for.

use proptest::prelude::*;

use super::*;
use crate::branch::{DissolveBranch, JoinBranch, LeaveBranch};

const RUNS: [&str; 2] = ["R0", "R1"];

/// One command of kind `op`, its parts chosen by `a`, `b` and `d`. Most sequences contain many that are refused, which is
/// the point: a refusal changes nothing.
fn step(w: &mut World, (op, a, b, d): (u8, usize, i64, i64)) {
    let serial = RUNS[a % 2];
    let other = RUNS[(a + 1) % 2];
    let run = run_id(serial);
    let on = day("2025-11-01").plus_days(d);
    let person = p([1, 2, 11, 21][b as usize % 4]);
    let zb = BranchId::of_serial(["ZB1", "ZB2"][a % 2]);
    let topic = TopicId::of_serial("T");
    let meeting = MeetingId::of_serial("M");
    let (reason, authority) = ("缘由".to_owned(), "依据".to_owned());
    let status = Status::ALL[(b as usize + d as usize) % 5];
    let line = Line {
        leave: (status == Status::Leave).then_some(LeaveClass::Duty),
        makes_up: (status == Status::MakeUp).then_some(run_id(if d % 2 == 0 { serial } else { other })),
        ..Line::of(person, status)
    };
    w.now = nc_kernel::Micros::at(day("2025-11-10").plus_days(d * 2), 9, 0);
    let _ = match op {
        0 => w.run(&PlanRun { hours: Some(ClassHours::HalfDays(2)), ..plan(serial, "2025-11-01", "2025-11-05") }),
        1 => w.run(&OpenRun { run, opened_on: day("2025-11-01") }),
        2 => w.run(&HoldSitting { run, held_on: on, hours: ClassHours::HalfDays(1) }),
        3..=6 => w.run(&mark(serial, vec![line])),
        7 => w.run(&CloseRun { run, ends_on: Some(on) }),
        8 => w.run(&ArchiveRun { run }),
        9 if d == 7 => w.run(&cancel(serial)),
        9 | 10 => w.run(&CorrectMark { run, person, to: (d % 3 != 0).then_some(line), reason, authority }),
        11 => w.run(&FormBranch { serial: ["ZB1", "ZB2"][a % 2].into(), name: "支部".into(), unit: unit("/1506/a/"), formed_on: on }),
        12 => w.run(&JoinBranch { branch: zb, people: vec![person], joined_on: on }),
        13 => w.run(&LeaveBranch { branch: zb, people: vec![person], left_on: on }),
        14 => w.run(&DissolveBranch { branch: zb, dissolved_on: on, reason }),
        15 => w.run(&PublishTopic {
            serial: "T".into(),
            title: "专题".into(),
            cites: vec![SourceId::of_serial("S")],
            committee: unit("/1506/"),
            published_on: on,
            due_by: on.plus_days(5),
            reason: None,
        }),
        16 => w.run(&RecordBranchStudy { topic, branch: zb, studied_on: on, people: vec![person], reason: Some(reason) }),
        17 => w.run(&ExemptBranch { topic, branch: zb, exempted_on: on, reason, authority }),
        18 => w.run(&WithdrawBranchStudy { topic, branch: zb, reason, authority }),
        19 => w.run(&WithdrawStaffStudy { topic, person, reason, authority }),
        20 => w.run(&RecordStaffStudy { topic, unit: unit("/1506/a/"), studied_on: on, people: vec![person], reason: None }),
        21 => w.run(&HoldMeeting {
            serial: "M".into(),
            committee: unit("/1506/"),
            held_on: on,
            agenda: vec![AgendaItem { source: Some(SourceId::of_serial("S")), title: "议题".into(), topic: None }],
            reason: None,
        }),
        _ => w.run(&CloseMeeting { meeting, reason: Some(reason) }),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn registers_hold_what_the_states_stand_for(steps in prop::collection::vec((0..23_u8, 0..2_usize, 0..4_i64, 0..8_i64), 0..120)) {
        let mut w = World::new();
        w.done(&source("S", "2025-10-01"));
        // Half of the world stands already, so that corrections and withdrawals find something to change.
        held(&mut w, "R0", "2025-11-28", &[1, 2, 21]);
        let zb = branch(&mut w, "ZB1", "/1506/a/", "2025-10-01");
        w.done(&JoinBranch { branch: zb, people: vec![p(1)], joined_on: day("2025-10-01") });
        for step_ in steps {
            step(&mut w, step_);
            prop_assert_eq!(&w.recomputed(&RUNS, &["T"], &["M"]), &w.live);
        }
    }
}
