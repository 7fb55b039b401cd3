use super::*;
use crate::testing::{World, day, p, unit};

fn form(serial: &str, path: &str, on: &str) -> FormBranch {
    FormBranch { serial: serial.into(), name: "第一支部".into(), unit: unit(path), formed_on: day(on) }
}

fn join(serial: &str, people: &[i64], on: &str) -> JoinBranch {
    JoinBranch { branch: BranchId::of_serial(serial), people: people.iter().map(|n| p(*n)).collect(), joined_on: day(on) }
}

fn leave(serial: &str, person: i64, on: &str) -> LeaveBranch {
    LeaveBranch { branch: BranchId::of_serial(serial), people: vec![p(person)], left_on: day(on) }
}

#[test]
fn members_join_move_and_leave_with_their_branch() {
    let mut w = World::new();
    w.done(&form("ZB1", "/1506/a/", "2020-01-01"));
    w.done(&form("ZB2", "/1506/b/", "2020-01-01"));
    w.done(&join("ZB1", &[1, 2, 2], "2020-01-01"));
    assert!(w.done(&join("ZB1", &[1], "2021-01-01")).facts.is_empty(), "on the roll already");
    assert_eq!(w.refused(&join("ZB2", &[1], "2021-01-01")), [("branch.elsewhere", "people[0]".to_owned())]);
    w.done(&leave("ZB1", 1, "2021-01-01"));
    w.done(&join("ZB2", &[1], "2021-01-01"));
    let dissolve = |on: &str| DissolveBranch { branch: BranchId::of_serial("ZB1"), dissolved_on: day(on), reason: "撤并".into() };
    assert_eq!(w.refused(&dissolve("2020-06-01")), [("branch.later_member", "dissolved_on".to_owned())]);
    w.done(&dissolve("2022-01-01"));
    let roll = w.states.only::<Roll>().unwrap();
    assert_eq!(roll.branch_of(p(1), day("2020-12-31")).unwrap().serial, "ZB1");
    assert_eq!(roll.branch_of(p(1), day("2021-01-01")).unwrap().serial, "ZB2");
    assert_eq!(roll.branch_of(p(2), day("2022-01-01")), None);
    assert_eq!(roll.in_force(&unit("/1506/"), day("2022-01-01")).count(), 1);
    let ends: Vec<_> = w.rows("branch.membership").iter().map(|e| (e.person.unwrap(), e.until)).collect();
    assert_eq!(ends.len(), 3);
    assert!(ends.contains(&(p(2), Some(day("2022-01-01")))));
    assert_eq!(w.recomputed(&[], &[], &[]), w.live);
}

#[test]
fn every_no_names_its_place() {
    let mut w = World::new();
    w.done(&form("ZB1", "/1506/a/", "2020-01-01"));
    let at = |code: &'static str, place: &str| vec![(code, place.to_owned())];
    assert_eq!(w.refused(&form("ZB1", "/1506/a/", "2020-01-01")), at("branch.twice", "serial"));
    assert_eq!(w.refused(&form("ZB9", "/1506/z/", "2020-01-01")), at("common.unit", "unit"));
    assert_eq!(w.refused(&form("ZB9", "/1506/a/", "2026-01-01")), at("common.future", "formed_on"));
    assert_eq!(w.refused(&join("ZB9", &[1], "2020-01-01")), at("branch.unknown", "branch"));
    assert_eq!(w.refused(&join("ZB1", &[1], "2019-01-01")), at("branch.not_in_force", "joined_on"));
    assert_eq!(w.refused(&join("ZB1", &[1, 99], "2020-01-01")), at("common.person", "people[1]"));
    assert_eq!(w.refused(&join("ZB1", &[21], "2020-01-01")), at("branch.auxiliary", "people[0]"));
    assert_eq!(w.refused(&leave("ZB1", 1, "2020-01-01")), at("branch.not_member", "people[0]"));
    assert!(w.live.is_empty());
}
