//! B6: what was so last year stays so, whatever happens today.

use std::collections::BTreeMap;

use nc_kernel::{Day, Micros, PersonId};
use proptest::prelude::*;

use super::{BASE, Bureau, EAST, ROOT, STATION, day, path};
use crate::commands::{ChangeKind, CorrectRecord, DissolveUnit, LeaveService, RenameUnit, ReturnToService, TransferPerson, WithdrawRecord};
use crate::directory::{LeavingReason, MemberKind};

/// Who served where as what on a day, by unit.
fn membership_on(bureau: &Bureau, on: Day) -> BTreeMap<PersonId, (String, MemberKind)> {
    bureau.directory().serving(&path(ROOT), on).map(|(p, m)| (p.id, (m.unit.to_string(), m.kind))).collect()
}

#[test]
fn recomputing_last_years_membership_today_gives_last_years_answer() {
    let mut bureau = Bureau::set_up("2024-12-31");
    let people: Vec<PersonId> = (1..=12).map(|n| bureau.person(n, [STATION, EAST, BASE][n % 3], "2022-01-01")).collect();
    let last_year = day("2024-12-31");
    let answer = membership_on(&bureau, last_year);
    let by_unit = |b: &Bureau, unit: &str| b.directory().serving(&path(unit), last_year).count();
    assert_eq!([STATION, EAST, BASE, ROOT].map(|u| by_unit(&bureau, u)), [4, 8, 4, 12]);

    bureau.now = Micros::at(day("2025-06-01"), 9, 0);
    bureau.officer(&TransferPerson { person: people[0], unit: path(STATION), from: day("2025-02-01") }).unwrap();
    bureau
        .officer(&ChangeKind { person: people[1], kind: MemberKind::Auxiliary, police_number: "FJ0001".into(), from: day("2025-02-01") })
        .unwrap();
    bureau.officer(&LeaveService { person: people[2], on: day("2025-01-01"), reason: LeavingReason::Retired }).unwrap();
    for person in people.iter().filter(|id| answer[id].0 == STATION) {
        if bureau.directory().member_on(*person, day("2025-03-01")).is_some() {
            bureau.officer(&TransferPerson { person: *person, unit: path(EAST), from: day("2025-03-01") }).unwrap();
        }
    }
    bureau.officer(&TransferPerson { person: people[0], unit: path(EAST), from: day("2025-04-01") }).unwrap();
    bureau.officer(&DissolveUnit { path: path(STATION), on: day("2025-05-01"), successor: Some(path(EAST)) }).unwrap();
    bureau
        .officer(&RenameUnit { path: path(BASE), name_zh: "新训练基地".into(), name_en: "New base".into(), from: day("2025-05-01") })
        .unwrap();
    bureau.person(40, BASE, "2025-05-02");

    assert_eq!(membership_on(&bureau, last_year), answer);
    assert_eq!([STATION, EAST, BASE, ROOT].map(|u| by_unit(&bureau, u)), [4, 8, 4, 12]);
    assert_eq!(bureau.directory().unit(&path(STATION), last_year).unwrap().name_zh, "交通派出所");
    assert_ne!(membership_on(&bureau, day("2025-06-01")), answer, "something did happen");
}

#[derive(Debug, Clone)]
enum Wish {
    Transfer(usize, usize, i64),
    Change(usize, i64),
    Leave(usize, i64),
    Return(usize, usize, i64),
    Correct(usize, u64, i64),
    Withdraw(usize, u64),
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let wish = prop_oneof![
        (0..3_usize, 0..3_usize, 0..1_500_i64).prop_map(|(p, u, d)| Wish::Transfer(p, u, d)),
        (0..3_usize, 0..1_500_i64).prop_map(|(p, d)| Wish::Change(p, d)),
        (0..3_usize, 0..1_500_i64).prop_map(|(p, d)| Wish::Leave(p, d)),
        (0..3_usize, 0..3_usize, 0..1_500_i64).prop_map(|(p, u, d)| Wish::Return(p, u, d)),
        (0..3_usize, 0..40_u64, 0..1_500_i64).prop_map(|(p, s, d)| Wish::Correct(p, s, d)),
        (0..3_usize, 0..40_u64).prop_map(|(p, s)| Wish::Withdraw(p, s)),
    ];
    proptest::collection::vec(wish, 0..40)
}

/// Runs the wishes; most are refused, and that is their business.
fn run(wishes: &[Wish], mut each: impl FnMut(&Bureau, &Wish, Option<BTreeMap<PersonId, (String, MemberKind)>>)) -> Bureau {
    let mut bureau = Bureau::set_up("2025-06-01");
    let people: Vec<PersonId> = (1..=3).map(|n| bureau.person(n, STATION, "2021-01-01")).collect();
    let units = [STATION, EAST, BASE];
    let first = day("2021-01-02");
    for wish in wishes {
        let on = |n: &i64| first.plus_days(*n);
        let yesterday = match wish {
            Wish::Transfer(_, _, n) | Wish::Change(_, n) | Wish::Leave(_, n) | Wish::Return(_, _, n) => Some(on(n).minus_days(1)),
            _ => None,
        };
        let before = yesterday.map(|on| membership_on(&bureau, on));
        let result = match wish {
            Wish::Transfer(p, u, n) => bureau.officer(&TransferPerson { person: people[*p], unit: path(units[*u]), from: on(n) }),
            Wish::Change(p, n) => {
                let auxiliary = bureau.directory().member_on(people[*p], on(n)).is_some_and(|m| m.kind == MemberKind::Auxiliary);
                let (kind, number) = if auxiliary { (MemberKind::Police, "123456") } else { (MemberKind::Auxiliary, "FJ1234") };
                bureau.officer(&ChangeKind { person: people[*p], kind, police_number: number.into(), from: on(n) })
            }
            Wish::Leave(p, n) => bureau.officer(&LeaveService { person: people[*p], on: on(n), reason: LeavingReason::Other }),
            Wish::Return(p, u, n) => bureau.officer(&ReturnToService { person: people[*p], unit: path(units[*u]), from: on(n) }),
            Wish::Correct(p, s, n) => {
                bureau.officer(&CorrectRecord { from: Some(on(n)), ..CorrectRecord::of(people[*p], *s, "错误", "政治部") })
            }
            Wish::Withdraw(p, s) => {
                bureau
                    .officer(&WithdrawRecord { person: people[*p], withdraws: *s, reason: "错误".into(), authority: "政治部".into() })
            }
        };
        if result.is_ok() {
            let after = yesterday.map(|on| membership_on(&bureau, on));
            assert_eq!(before, after, "{wish:?} changed the day before it");
        }
        each(&bureau, wish, before);
    }
    bureau
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The register, kept by adding and removing, is what the memberships say; and no step changes the days before it.
    #[test]
    fn the_register_follows_the_memberships(wishes in wishes()) {
        run(&wishes, |bureau, _, _| {
            let mut kept: Vec<_> = bureau.entries.iter().map(|e| (e.key.clone(), e.day, e.until, e.facets.organisers[0].clone(), e.evidence)).collect();
            let mut said: Vec<_> = bureau
                .directory()
                .people()
                .flat_map(|p| p.memberships.iter().map(|m| (format!("{}/{}", p.id, m.since_seq), m.from, m.until, m.unit.clone(), m.evidence)))
                .collect();
            kept.sort();
            said.sort();
            assert_eq!(kept, said);
        });
    }

    /// Memberships of a person never overlap, and nobody serves twice on one day.
    #[test]
    fn nobody_serves_twice_on_one_day(wishes in wishes()) {
        let bureau = run(&wishes, |_, _, _| {});
        for person in bureau.directory().people() {
            for pair in person.memberships.windows(2) {
                prop_assert!(pair[0].until.is_some_and(|until| until <= pair[1].from));
            }
            prop_assert!(person.memberships.iter().all(|m| m.until.is_none_or(|until| m.from < until)));
        }
    }
}
