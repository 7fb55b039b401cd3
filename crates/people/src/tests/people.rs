use std::collections::HashSet;

use super::{BASE, Bureau, EAST, ROOT, STATION, actor, day, newcomer, path};
use nc_kernel::{IdGen, PersonId, SeededIds};

use crate::command::{Command as _, Ctx};
use crate::commands::{
    ApproveLeave, AssignPost, CancelLeave, ChangeKind, CorrectRecord, EndPost, ErasePerson, LeaveService, RegisterPeople, RegisterPerson,
    ReturnToService, TransferPerson, WithdrawRecord,
};
use crate::directory::{LeaveKind, LeavingReason, MemberKind};

const NOBODY: PersonId = PersonId(77);

#[test]
fn registering_somebody() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let good = || newcomer(1, STATION, "2024-01-01");
    for (wish, codes) in [
        (good(), vec![]),
        (RegisterPerson { kind: MemberKind::Auxiliary, police_number: "fj 012345".into(), ..newcomer(2, STATION, "2024-01-01") }, vec![]),
        (
            RegisterPerson {
                name: "阿拉坦·其其格".into(), police_number: "１００００３".into(), ..newcomer(3, STATION, "2024-01-01")
            },
            vec![],
        ),
        (RegisterPerson { name: "赵1".into(), ..good() }, vec!["people.name"]),
        (RegisterPerson { name: "赵".into(), ..good() }, vec!["people.name"]),
        (RegisterPerson { id_number: "150602199001010017".into(), ..good() }, vec!["people.id_number"]),
        (RegisterPerson { police_number: "FJ012345".into(), ..good() }, vec!["people.police_number"]),
        (RegisterPerson { kind: MemberKind::Auxiliary, ..good() }, vec!["people.police_number"]),
        (newcomer(4, "/150600/150602/99/", "2024-01-01"), vec!["people.unit"]),
        (newcomer(4, STATION, "2019-01-01"), vec!["people.unit"]),
        (newcomer(4, STATION, "2027-01-01"), vec!["people.far_day"]),
        (
            RegisterPerson { name: String::new(), id_number: "1".into(), police_number: String::new(), ..good() },
            vec!["people.name", "people.id_number", "people.police_number"],
        ),
    ] {
        assert_eq!(bureau.codes(&wish), codes, "{wish:?} {}", wish.police_number);
    }
    let known = bureau.directory().people().next().unwrap().id;
    assert_eq!(bureau.codes(&RegisterPerson { person: Some(known), ..newcomer(5, STATION, "2024-01-01") }), ["people.person_exists"]);
    assert_eq!(bureau.directory().people().map(|p| p.number).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn values_are_committed_to_and_never_in_a_fact() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let wish = newcomer(1, STATION, "2024-01-01");
    assert_eq!(wish.lookups(), [("id_number", wish.id_number.clone()), ("police_number", wish.police_number.clone())]);
    bureau.officer(&wish).unwrap();
    let (kind, body) = bureau.bodies.last().unwrap();
    assert_eq!(*kind, "people.person_registered.v1");
    let person = bureau.directory().people().last().unwrap();
    for value in &bureau.personal {
        assert!(!body.contains(&value.value), "{} is in the fact", value.field);
        assert_eq!(person.commitment(value.field), Some(&value.commitment()));
    }
    assert_eq!(bureau.personal.iter().map(|v| v.field).collect::<Vec<_>>(), ["name", "id_number", "police_number"]);
    let shown = format!(
        "{wish:?} {:?}",
        crate::commands::ChangeKind {
            person: person.id,
            kind: MemberKind::Police,
            police_number: "123456".into(),
            from: day("2024-01-01")
        }
    );
    for secret in [&wish.name, &wish.id_number, &wish.police_number, "123456"] {
        assert!(!shown.contains(secret), "Debug shows a personal value");
    }
}

#[test]
fn a_list_is_refused_whole_with_every_fault_named() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let people = vec![
        newcomer(1, STATION, "2024-01-01"),
        RegisterPerson { name: "1".into(), ..newcomer(2, STATION, "2024-01-01") },
        RegisterPerson { police_number: "100001".into(), ..newcomer(3, STATION, "2024-01-01") },
        newcomer(4, "/150600/150602/99/", "2024-01-01"),
        RegisterPerson { id_number: newcomer(1, STATION, "2024-01-01").id_number, ..newcomer(5, EAST, "2024-01-01") },
    ];
    let refused = bureau.officer(&RegisterPeople { people: people.clone() }).unwrap_err();
    let got: Vec<(&str, &str)> = refused.0.iter().map(|r| (r.rule.code, r.place.as_deref().unwrap())).collect();
    assert_eq!(
        got,
        [
            ("people.name", "people[1].name"),
            ("people.unit", "people[3].unit"),
            ("people.twice_in_list", "people[2].police_number"),
            ("people.twice_in_list", "people[4].id_number"),
        ]
    );
    assert!(refused.0[2].zh().contains("第 1 行"));
    assert_eq!(bureau.directory().people().count(), 0);
    assert_eq!(
        bureau.codes(&RegisterPeople { people: (1..=50).map(|n| newcomer(n, STATION, "2024-01-01")).collect() }),
        Vec::<&str>::new()
    );
    assert_eq!(bureau.directory().serving(&path(ROOT), day("2024-01-01")).count(), 50);
}

#[test]
fn moving_changing_leaving_returning() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let person = bureau.person(1, STATION, "2021-01-01");
    let to = |unit: &str, from: &str| TransferPerson { person, unit: path(unit), from: day(from) };
    for (wish, codes) in [
        (to(STATION, "2022-01-01"), vec!["people.same_unit"]),
        (to(EAST, "2021-01-01"), vec!["people.later_record"]),
        (to(EAST, "2020-06-01"), vec!["people.later_record", "people.not_serving"]),
        (to("/150600/99/", "2022-01-01"), vec!["people.unit"]),
        (TransferPerson { person: NOBODY, ..to(EAST, "2022-01-01") }, vec!["people.person"]),
        (to(BASE, "2023-01-01"), vec![]),
        (to(EAST, "2022-01-01"), vec!["people.later_record"]),
    ] {
        assert_eq!(bureau.codes(&wish), codes, "{wish:?}");
    }
    let become_auxiliary = ChangeKind { person, kind: MemberKind::Auxiliary, police_number: "FJ0001".into(), from: day("2023-06-01") };
    assert_eq!(
        bureau.codes(&ChangeKind { kind: MemberKind::Police, police_number: "123456".into(), ..become_auxiliary.clone() }),
        ["people.same_kind"]
    );
    assert_eq!(bureau.codes(&ChangeKind { police_number: "123456".into(), ..become_auxiliary.clone() }), ["people.police_number"]);
    bureau.officer(&become_auxiliary).unwrap();
    let leave = LeaveService { person, on: day("2024-01-01"), reason: LeavingReason::ContractEnded };
    assert_eq!(bureau.codes(&ReturnToService { person, unit: path(EAST), from: day("2023-12-01") }), ["people.serving"]);
    bureau.officer(&leave).unwrap();
    assert_eq!(bureau.codes(&LeaveService { on: day("2024-02-01"), ..leave }), ["people.not_serving"]);
    assert_eq!(bureau.codes(&to(EAST, "2024-02-01")), ["people.not_serving"]);
    assert_eq!(bureau.codes(&ReturnToService { person, unit: path(EAST), from: day("2023-12-01") }), ["people.serving"]);
    bureau.officer(&ReturnToService { person, unit: path(EAST), from: day("2024-01-01") }).unwrap();
    let served: Vec<(String, MemberKind, String, Option<String>)> = bureau
        .directory()
        .person(person)
        .unwrap()
        .memberships
        .iter()
        .map(|m| (m.unit.to_string(), m.kind, m.from.to_string(), m.until.map(|d| d.to_string())))
        .collect();
    assert_eq!(
        served,
        [
            (STATION.into(), MemberKind::Police, "2021-01-01".into(), Some("2023-01-01".into())),
            (BASE.into(), MemberKind::Police, "2023-01-01".into(), Some("2023-06-01".into())),
            (BASE.into(), MemberKind::Auxiliary, "2023-06-01".into(), Some("2024-01-01".into())),
            (EAST.into(), MemberKind::Auxiliary, "2024-01-01".into(), None),
        ]
    );
    assert_eq!(bureau.entries.len(), 4);
}

#[test]
fn posts_end_with_the_unit_and_with_service() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let person = bureau.person(1, STATION, "2021-01-01");
    let post = |title: &str, unit: &str, from: &str| AssignPost { person, title: title.into(), unit: path(unit), from: day(from) };
    for (wish, codes) in [
        (post("所长", STATION, "2021-06-01"), vec![]),
        (post("所长", STATION, "2022-06-01"), vec!["people.post_held"]),
        (post("教官", BASE, "2021-06-01"), vec![]),
        (post("所长", EAST, "2020-06-01"), vec!["people.not_serving"]),
        (post(" ", EAST, "2021-06-01"), vec!["people.blank"]),
    ] {
        assert_eq!(bureau.codes(&wish), codes, "{wish:?}");
    }
    bureau.officer(&TransferPerson { person, unit: path(EAST), from: day("2023-01-01") }).unwrap();
    let open = |b: &Bureau| {
        b.directory().person(person).unwrap().posts.iter().filter(|p| p.until.is_none()).map(|p| p.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(open(&bureau), ["教官"], "the post in the old unit ended");
    let assigned = bureau.directory().person(person).unwrap().posts.iter().find(|p| p.title == "教官").unwrap().since_seq;
    assert_eq!(bureau.codes(&EndPost { person, assigned: 999, until: day("2024-01-01") }), ["people.record"]);
    assert_eq!(bureau.codes(&EndPost { person, assigned, until: day("2021-06-01") }), ["people.backwards"]);
    bureau.officer(&LeaveService { person, on: day("2024-01-01"), reason: LeavingReason::Retired }).unwrap();
    assert!(open(&bureau).is_empty());
}

#[test]
fn leave_is_approved_cancelled_and_asked_about() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let person = bureau.person(1, STATION, "2021-01-01");
    let leave = |from: &str, to: &str| ApproveLeave { person, kind: LeaveKind::Annual, from: day(from), to: day(to) };
    for (wish, codes) in [
        (leave("2025-05-01", "2025-05-10"), vec![]),
        (leave("2025-05-10", "2025-05-12"), vec!["people.leave_overlaps"]),
        (leave("2025-05-12", "2025-05-11"), vec!["people.backwards"]),
        (leave("2020-12-30", "2021-01-03"), vec!["people.not_serving"]),
        (leave("2025-05-20", "2028-05-20"), vec!["people.leave_long"]),
        (leave("2025-05-11", "2025-05-12"), vec![]),
    ] {
        assert_eq!(bureau.codes(&wish), codes, "{wish:?}");
    }
    let on_leave = |b: &Bureau, on: &str| b.directory().on_leave(person, day(on)).is_some();
    assert!(on_leave(&bureau, "2025-05-10") && on_leave(&bureau, "2025-05-12") && !on_leave(&bureau, "2025-05-13"));
    let approved = bureau.directory().person(person).unwrap().leaves[0].since_seq;
    assert_eq!(bureau.codes(&CancelLeave { person, approved, from: day("2025-05-11") }), ["people.backwards"]);
    bureau.officer(&CancelLeave { person, approved, from: day("2025-05-06") }).unwrap();
    assert!(on_leave(&bureau, "2025-05-05") && !on_leave(&bureau, "2025-05-06"), "back on the sixth");
    bureau.officer(&CancelLeave { person, approved, from: day("2025-05-01") }).unwrap();
    assert!(!on_leave(&bureau, "2025-05-01"));
    assert_eq!(bureau.codes(&CancelLeave { person, approved, from: day("2025-05-01") }), ["people.record"]);
    bureau.officer(&LeaveService { person, on: day("2025-05-12"), reason: LeavingReason::Resigned }).unwrap();
    assert!(on_leave(&bureau, "2025-05-11") && !on_leave(&bureau, "2025-05-12"), "leave ends with service");
}

#[test]
fn a_wrong_record_is_corrected_with_reason_and_authority() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let person = bureau.person(1, STATION, "2021-01-01");
    let registered = bureau.last();
    bureau.officer(&TransferPerson { person, unit: path(EAST), from: day("2023-01-01") }).unwrap();
    let moved = bureau.last();
    bureau.officer(&ApproveLeave { person, kind: LeaveKind::Sick, from: day("2025-05-01"), to: day("2025-05-10") }).unwrap();
    let leave = bureau.last();
    let fix = |corrects: u64| CorrectRecord::of(person, corrects, "录入错误", "政治部〔2025〕1号");
    for (wish, codes) in [
        (fix(moved), vec!["people.nothing_corrected"]),
        (fix(999), vec!["people.record"]),
        (CorrectRecord { from: Some(day("2021-01-01")), ..fix(moved) }, vec!["people.order"]),
        (CorrectRecord { from: Some(day("2023-02-01")), ..fix(registered) }, vec!["people.order"]),
        (CorrectRecord { kind: Some(MemberKind::Auxiliary), ..fix(moved) }, vec!["people.not_its_part", "people.blank"]),
        (CorrectRecord { kind: Some(MemberKind::Auxiliary), ..fix(registered) }, vec!["people.blank"]),
        (CorrectRecord { to: Some(day("2025-05-12")), ..fix(moved) }, vec!["people.not_its_part"]),
        (CorrectRecord { name: Some("1".into()), ..fix(registered) }, vec!["people.name"]),
        (CorrectRecord { unit: Some(path("/150600/99/")), ..fix(moved) }, vec!["people.unit"]),
        (CorrectRecord { reason: String::new(), from: Some(day("2023-01-02")), ..fix(moved) }, vec!["people.blank"]),
        (CorrectRecord { to: Some(day("2025-04-30")), ..fix(leave) }, vec!["people.backwards"]),
        (CorrectRecord { to: Some(day("2025-05-12")), ..fix(leave) }, vec![]),
        (CorrectRecord { from: Some(day("2023-04-01")), unit: Some(path(BASE)), ..fix(moved) }, vec![]),
        (
            CorrectRecord {
                name: Some("演示新名".into()),
                id_number: Some(newcomer(7, STATION, "2021-01-01").id_number),
                ..fix(registered)
            },
            vec![],
        ),
    ] {
        assert_eq!(bureau.codes(&wish), codes, "{wish:?}");
    }
    let directory = bureau.directory();
    assert_eq!(directory.member_on(person, day("2023-03-31")).unwrap().unit, path(STATION));
    let member = directory.member_on(person, day("2023-04-01")).unwrap();
    assert_eq!((member.unit.clone(), member.since_seq), (path(BASE), moved));
    assert!(member.evidence > moved, "the correction is the evidence now");
    assert!(directory.on_leave(person, day("2025-05-12")).is_some());
    let name = bureau.personal.iter().rfind(|v| v.field == "name").unwrap();
    assert_eq!(directory.person(person).unwrap().commitment("name"), Some(&name.commitment()));
    assert_eq!(bureau.entries.len(), 2);

    let withdraw = |withdraws| WithdrawRecord { person, withdraws, reason: "重复登记".into(), authority: "政治部".into() };
    assert_eq!(bureau.codes(&withdraw(registered)), ["people.later_record"]);
    assert_eq!(bureau.codes(&withdraw(999)), ["people.record"]);
    bureau.officer(&withdraw(moved)).unwrap();
    assert_eq!(bureau.directory().member_on(person, day("2025-01-01")).unwrap().unit, path(STATION));
    bureau.officer(&withdraw(registered)).unwrap();
    assert!(bureau.entries.is_empty() && bureau.directory().member_on(person, day("2025-01-01")).is_none());
    assert!(bureau.directory().person(person).is_some(), "the number stays taken");
}

#[test]
fn the_same_day_left_and_returned_can_still_be_corrected() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let person = bureau.person(1, STATION, "2021-01-01");
    bureau.officer(&LeaveService { person, on: day("2023-01-01"), reason: LeavingReason::MovedAway }).unwrap();
    bureau.officer(&ReturnToService { person, unit: path(EAST), from: day("2023-01-01") }).unwrap();
    let returned = bureau.last();
    bureau.officer(&CorrectRecord { unit: Some(path(BASE)), ..CorrectRecord::of(person, returned, "录入错误", "政治部") }).unwrap();
    assert_eq!(bureau.directory().member_on(person, day("2023-01-01")).unwrap().unit, path(BASE));
}

#[test]
fn erasing_leaves_the_counts() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let person = bureau.person(1, STATION, "2021-01-01");
    let erase = ErasePerson { person, basis: "个人信息保护法第四十七条".into() };
    assert_eq!(bureau.codes(&erase), ["people.serving"]);
    assert_eq!(bureau.codes(&ErasePerson { person: NOBODY, basis: "x".into() }), ["people.person"]);
    bureau.officer(&LeaveService { person, on: day("2025-01-01"), reason: LeavingReason::Other }).unwrap();
    let before = bureau.entries.clone();
    assert_eq!(bureau.codes(&ErasePerson { basis: String::new(), ..erase.clone() }), ["people.blank"]);
    bureau.officer(&erase).unwrap();
    assert!(bureau.directory().person(person).unwrap().erased);
    assert_eq!(bureau.entries, before);
    assert_eq!(bureau.directory().serving(&path(ROOT), day("2024-01-01")).count(), 1);
    assert!(bureau.officer(&erase).unwrap().facts.is_empty(), "erased once is enough");
    assert_eq!(bureau.codes(&ReturnToService { person, unit: path(EAST), from: day("2025-02-01") }), ["people.erased"]);
}

/// Ids that meet all the time: each is drawn four times before the next.
struct Meeting {
    draws: u32,
    salts: SeededIds,
}

impl IdGen for Meeting {
    fn fill(&mut self, bytes: &mut [u8]) {
        if let Ok(low) = <&mut [u8; 4]>::try_from(&mut *bytes) {
            *low = (self.draws / 4).to_le_bytes();
            self.draws += 1;
        } else {
            self.salts.fill(bytes);
        }
    }
}

#[test]
fn people_of_one_list_never_share_an_id_however_ids_meet() {
    let mut bureau = Bureau::set_up("2024-06-28");
    let first = bureau.person(0, STATION, "2021-01-01");
    let mut ids = Meeting { draws: 0, salts: SeededIds::new(3) };
    let taken = PersonId(SeededOnce.next_id(bureau.now));
    let people = (1..=50).map(|n| RegisterPerson { person: (n == 7).then_some(taken), ..newcomer(n, STATION, "2021-01-01") }).collect();
    let (directory, actor) = (bureau.directory().clone(), actor(9));
    let mut ctx = Ctx { actor: &actor, now: bureau.now, ids: &mut ids, directory: &directory };
    let decision = RegisterPeople { people }.decide(&bureau.states, &mut ctx).unwrap();
    let given: HashSet<String> = decision
        .facts
        .iter()
        .map(|fact| serde_json::from_str::<serde_json::Value>(&fact.body).unwrap()["person"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!((decision.facts.len(), given.len()), (50, 50));
    assert!(given.contains(&taken.to_string()) && !given.contains(&first.to_string()));
}

/// The first id [`Meeting`] draws.
struct SeededOnce;

impl IdGen for SeededOnce {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}
