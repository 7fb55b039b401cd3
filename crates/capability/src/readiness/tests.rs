//! Given / when / then.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::{Entry, PersonId};
use nc_people::directory::{Directory, MemberKind};

use super::command::{
    BindPeople, DecideExemption, EndExemption, ExemptPerson, IssueCredential, ReleasePerson, RequestExemption, RevokeCredential,
    SetRequirement,
};
use super::due::Renewal;
use super::model::RequirementId;
use super::state::{Requirement, Standing};
use crate::training::tests::world::{A, B, World, attr, day, unit};

const SERIAL: &str = "UAV";

fn requirement() -> RequirementId {
    RequirementId::of_serial(SERIAL)
}

fn set(renewal: Renewal) -> SetRequirement {
    let (title, basis) = ("警用无人机操控资格".into(), "局〔2023〕9号".into());
    SetRequirement { serial: SERIAL.into(), title, unit: unit("/150600/"), basis, renewal, from: day("2023-01-01") }
}

fn bind(people: &[PersonId], from: &str) -> BindPeople {
    BindPeople { requirement: requirement(), people: people.to_vec(), from: day(from) }
}

fn issue(people: &[PersonId], on: &str) -> IssueCredential {
    IssueCredential { requirement: requirement(), people: people.to_vec(), completed_on: day(on), document: "结业登记".into() }
}

fn exempt(person: PersonId, from: &str, to: &str) -> ExemptPerson {
    let (reason, authority) = ("产假".into(), "政治部批准".into());
    ExemptPerson { requirement: requirement(), person, from: day(from), to: day(to), reason, authority }
}

fn revoke(person: PersonId, on: &str) -> RevokeCredential {
    let (reason, authority) = ("违规操作".into(), "督察支队决定".into());
    RevokeCredential { requirement: requirement(), person, on: day(on), reason, authority }
}

fn release(person: PersonId, on: &str) -> ReleasePerson {
    ReleasePerson { requirement: requirement(), person, on: day(on), reason: "转岗".into() }
}

fn state(world: &World) -> &Requirement {
    world.states.get::<Requirement>(requirement()).unwrap()
}

fn holders(world: &World, on: &str) -> Vec<PersonId> {
    state(world).holders(world.states.only::<Directory>().unwrap(), day(on)).into_iter().collect()
}

fn standing(world: &World, on: &str) -> Standing {
    state(world).standing(world.states.only::<Directory>().unwrap(), day(on))
}

/// Who is counted as in force on a day, from the live rows of a register.
fn in_force(world: &World, register: &str, on: &str) -> BTreeSet<PersonId> {
    let on = day(on);
    let counts = |entry: &&Entry| entry.day <= on && entry.until.is_none_or(|until| on < until);
    world.entries(register).into_iter().filter(counts).filter_map(|entry| entry.person).collect()
}

#[test]
fn t8_a_renewal_is_due_by_the_rule_and_the_old_credential_keeps_its_dates() {
    let anchored = Renewal::Anchored { month: 12, every_years: 1 };
    for (renewal, first, first_until, second, second_until) in [
        (Renewal::Rolling { months: 12 }, "2023-02-28", "2024-02-27", "2024-02-29", "2025-02-27"),
        (Renewal::Rolling { months: 2 }, "2023-12-31", "2024-02-28", "2024-01-10", "2024-03-09"),
        (anchored, "2023-11-30", "2023-12-31", "2023-12-31", "2024-12-31"),
        (anchored, "2023-12-01", "2024-12-31", "2024-06-20", "2024-12-31"),
    ] {
        let mut world = World::new();
        let person = world.police(A);
        world.run(&set(renewal)).unwrap();
        world.run(&issue(&[person], first)).unwrap();
        world.run(&issue(&[person], second)).unwrap();
        let dates: Vec<_> = state(&world).credentials(person).into_iter().map(|held| (held.from, held.until)).collect();
        assert_eq!(dates, [(day(first), Some(day(first_until))), (day(second), Some(day(second_until)))], "{renewal:?}");
        let rows: Vec<_> = world.entries(super::registers::CREDENTIAL).into_iter().map(|row| (row.day, row.until)).collect();
        assert_eq!(rows, dates.iter().map(|(from, until)| (*from, until.map(|until| until.plus_days(1)))).collect::<Vec<_>>());
    }
}

#[test]
fn t9_who_may_fly_today_follows_from_today_alone() {
    let mut world = World::new();
    let (lapses, renews, revoked, retired) = (world.police(A), world.police(A), world.person(B, MemberKind::Auxiliary), world.police(B));
    world.run(&set(Renewal::Rolling { months: 12 })).unwrap();
    world.run(&issue(&[lapses, renews, revoked, retired], "2023-06-28")).unwrap();
    world.run(&issue(&[renews], "2024-06-01")).unwrap();
    world.run(&revoke(revoked, "2024-06-20")).unwrap();
    world.left(retired, "2024-06-25");
    let recorded = world.log.len();
    for (on, may) in [
        ("2023-06-27", vec![]),
        ("2024-06-19", vec![lapses, renews, revoked, retired]),
        ("2024-06-20", vec![lapses, renews, retired]),
        ("2024-06-25", vec![lapses, renews]),
        ("2024-06-27", vec![lapses, renews]),
        ("2024-06-28", vec![renews]),
        ("2025-06-01", vec![]),
    ] {
        assert_eq!(holders(&world, on), may, "{on}");
    }
    assert_eq!(world.log.len(), recorded, "nothing ran in between");
    // A figure says the same of credentials; of people it asks nothing, so that who retired is still a holder there.
    assert_eq!(in_force(&world, super::registers::CREDENTIAL, "2024-06-27"), BTreeSet::from([lapses, renews, retired]));
    assert_eq!(in_force(&world, super::registers::CREDENTIAL, "2024-06-28"), BTreeSet::from([renews]));
    assert_eq!(world.refused(&revoke(lapses, "2024-06-28")), [("readiness.nothing_valid", "person".into())]);
}

#[test]
fn t10_an_exempt_officer_is_a_count_of_its_own_and_overdue_the_day_after() {
    let mut world = World::new();
    let (holds, away, owes, free) = (world.police(A), world.police(A), world.police(B), world.police(B));
    world.run(&set(Renewal::Never {})).unwrap();
    world.run(&bind(&[holds, away, owes], "2024-01-01")).unwrap();
    world.run(&issue(&[holds, free], "2024-01-10")).unwrap();
    world.run(&exempt(away, "2024-03-01", "2024-05-31")).unwrap();
    world.run(&exempt(holds, "2024-04-01", "2024-04-30")).unwrap();
    let of = |people: &[PersonId]| people.iter().copied().collect::<BTreeSet<_>>();
    for (on, compliant, exempt, overdue) in [
        ("2023-12-31", of(&[]), of(&[]), of(&[])),
        ("2024-02-29", of(&[holds]), of(&[]), of(&[away, owes])),
        ("2024-03-01", of(&[holds]), of(&[away]), of(&[owes])),
        ("2024-04-15", of(&[]), of(&[holds, away]), of(&[owes])),
        ("2024-05-31", of(&[holds]), of(&[away]), of(&[owes])),
        ("2024-06-01", of(&[holds]), of(&[]), of(&[away, owes])),
    ] {
        assert_eq!(standing(&world, on), Standing { compliant, exempt: exempt.clone(), overdue }, "{on}");
        assert_eq!(in_force(&world, super::registers::EXEMPTION, on), exempt, "{on}");
    }
    assert_eq!(world.refused(&exempt(away, "2024-05-31", "2024-06-30")), [("readiness.exempt_twice", "from".into())]);
    assert_eq!(world.refused(&exempt(free, "2024-05-31", "2024-06-30")), [("readiness.not_bound", "person".into())]);
    world.run(&release(away, "2024-06-10")).unwrap();
    assert_eq!(standing(&world, "2024-06-10").overdue, of(&[owes]));
    assert_eq!(in_force(&world, super::registers::BOUND, "2024-06-10"), of(&[holds, owes]));
    world.left(owes, "2024-06-15");
    assert_eq!(standing(&world, "2024-06-15").overdue, of(&[]), "who left owes nothing");
}

#[test]
fn what_makes_no_sense_is_refused_at_its_place() {
    let mut world = World::new();
    let person = world.police(A);
    let bad = SetRequirement {
        serial: " ".into(),
        title: "资格\n".into(),
        unit: unit("/150600/150699/"),
        renewal: Renewal::Anchored { month: 13, every_years: 1 },
        ..set(Renewal::Never {})
    };
    let at = |code: &'static str, place: &str| (code, place.to_owned());
    assert_eq!(
        world.refused(&bad),
        [at("readiness.text", "serial"), at("readiness.text", "title"), at("readiness.renewal", "renewal"), at("readiness.unit", "unit")]
    );
    assert_eq!(world.refused(&bind(&[person], "2024-01-01")), [at("readiness.unknown", "requirement")]);
    world.run(&set(Renewal::Never {})).unwrap();
    assert_eq!(world.refused(&set(Renewal::Never {})), [at("readiness.serial_taken", "serial")]);
    assert_eq!(
        world.refused(&bind(&[PersonId(999)], "2024-06-29")),
        [at("readiness.future", "from"), at("readiness.not_serving", "people[0]")]
    );
    assert_eq!(world.refused(&bind(&[], "2022-12-31")), [at("readiness.too_early", "from"), at("readiness.nobody", "people")]);
    world.run(&issue(&[person], "2024-06-01")).unwrap();
    assert_eq!(world.refused(&issue(&[person, person], "2024-06-01")), [at("readiness.issued_twice", "people[0]")]);
    assert_eq!(
        world.refused(&exempt(person, "2024-06-02", "2024-06-01")),
        [at("readiness.backwards", "to"), at("readiness.not_bound", "person")]
    );
    assert_eq!(world.refused(&release(person, "2024-06-01")), [at("readiness.not_bound", "person")]);
    world.run(&bind(&[person], "2024-06-01")).unwrap();
    assert_eq!(world.run(&bind(&[person], "2024-06-05")).unwrap().facts.len(), 0, "bound already");
}

#[test]
fn registers_hold_what_the_final_state_says() {
    let mut world = World::new();
    let people = [world.police(A), world.police(B)];
    world.run(&set(Renewal::Rolling { months: 6 })).unwrap();
    world.run(&bind(&people, "2024-01-01")).unwrap();
    world.run(&issue(&people, "2024-02-01")).unwrap();
    world.run(&issue(&people[..1], "2024-05-01")).unwrap();
    world.run(&revoke(people[0], "2024-06-01")).unwrap();
    // Revoked from its very first day: it counts on none.
    world.run(&issue(&people[1..], "2024-06-10")).unwrap();
    world.run(&revoke(people[1], "2024-06-10")).unwrap();
    world.run(&exempt(people[0], "2024-06-05", "2024-07-05")).unwrap();
    world.run(&release(people[1], "2024-06-20")).unwrap();
    let expected: BTreeMap<_, _> = state(&world).entries().into_iter().map(|entry| ((entry.register, entry.key.clone()), entry)).collect();
    assert_eq!(world.live, expected);
    assert_eq!(world.entries(super::registers::CREDENTIAL).len(), 3);
    for doc in super::REGISTERS {
        for entry in world.entries(doc.name) {
            assert_eq!(entry.attrs.keys().copied().collect::<Vec<_>>(), doc.attrs);
            assert_eq!(attr(entry, "requirement"), &nc_kernel::Attr::from(SERIAL));
            assert!(entry.person.is_some() && world.log[entry.evidence as usize].kind.starts_with("readiness."));
        }
    }
}

#[test]
fn t10_the_outlook_names_each_compliant_person_once_in_the_month_it_lapses() {
    let mut world = World::new();
    let (soon, later, renewed, exempted, never) = (world.police(A), world.police(A), world.police(B), world.police(B), world.police(A));
    world.run(&set(Renewal::Rolling { months: 12 })).unwrap();
    world.run(&bind(&[soon, later, renewed, exempted, never], "2023-01-02")).unwrap();
    world.run(&issue(&[soon, renewed, exempted], "2023-07-01")).unwrap();
    world.run(&issue(&[later], "2023-09-01")).unwrap();
    world.run(&issue(&[renewed], "2024-06-01")).unwrap();
    world.run(&exempt(exempted, "2024-06-01", "2024-12-31")).unwrap();
    let outlook = state(&world).outlook(world.states.only::<Directory>().unwrap(), day("2024-06-28"), 12);
    assert_eq!(outlook.len(), 12);
    let named: Vec<_> = outlook.into_iter().filter(|(_, people)| !people.is_empty()).collect();
    let one = |month: &str, person| (day(month), BTreeSet::from([person]));
    assert_eq!(named, [one("2024-06-01", soon), one("2024-08-01", later), one("2025-05-01", renewed)]);
}

fn ask(person: PersonId, from: &str, to: &str) -> RequestExemption {
    RequestExemption { requirement: requirement(), person, from: day(from), to: day(to), reason: "因伤".into() }
}

fn decide(request: u64, approve: bool) -> DecideExemption {
    let (reason, authority) = (if approve { String::new() } else { "不符合条件".into() }, "政治部〔2024〕8号".into());
    DecideExemption { requirement: requirement(), request, approve, reason, authority }
}

#[test]
fn t10_an_exemption_is_asked_for_by_one_approved_by_another_and_ends_by_its_date_or_before() {
    let mut world = World::new();
    let (hurt, other) = (world.police(A), world.police(A));
    let clerk = world.account(other);
    world.run(&set(Renewal::Never {})).unwrap();
    world.run(&bind(&[hurt, other], "2024-01-01")).unwrap();
    world.today("2024-03-01");
    world.grant(clerk, nc_people::access::Role::PoliticalOfficer, "/150600/");
    world.acting(clerk, |world| world.run(&ask(hurt, "2024-03-10", "2024-04-30"))).unwrap();
    let request = state(&world).requests().next().unwrap().0;
    let standing_of = |world: &World, on: &str| {
        let standing = standing(world, on);
        (standing.exempt.contains(&hurt), standing.overdue.contains(&hurt))
    };
    assert_eq!(standing_of(&world, "2024-03-15"), (false, true), "asking exempts nobody");
    assert_eq!(world.refused(&ask(hurt, "2024-05-01", "2024-05-02")), [("readiness.requested_twice", "person".into())]);
    let own = world.acting(clerk, |world| world.refused(&decide(request, true)));
    assert_eq!(own, [("readiness.own_request", "request".into())], "who asked does not decide");
    assert_eq!(world.refused(&decide(request + 7, true)), [("readiness.no_request", "request".into())]);
    world.run(&decide(request, true)).unwrap();
    assert_eq!(world.refused(&decide(request, false)), [("readiness.no_request", "request".into())], "decided once");
    for (on, wanted) in
        [("2024-03-09", (false, true)), ("2024-03-10", (true, false)), ("2024-04-30", (true, false)), ("2024-05-01", (false, true))]
    {
        assert_eq!(standing_of(&world, on), wanted, "{on}");
    }
    // Ended before its time, the requirement binds from that day; nothing of the past changes.
    let end = EndExemption { requirement: requirement(), person: hurt, on: day("2024-04-01"), reason: "痊愈".into() };
    assert_eq!(world.refused(&end), [("readiness.future", "on".into())]);
    world.today("2024-04-02").run(&end).unwrap();
    assert_eq!(standing_of(&world, "2024-03-31"), (true, false));
    assert_eq!(standing_of(&world, "2024-04-01"), (false, true));
    assert_eq!(in_force(&world, super::registers::EXEMPTION, "2024-03-31"), BTreeSet::from([hurt]));
    assert!(in_force(&world, super::registers::EXEMPTION, "2024-04-01").is_empty());
    assert_eq!(world.refused(&end), [("readiness.not_exempt", "person".into())]);
    // Refused with a reason, and asked again.
    world.acting(clerk, |world| world.run(&ask(hurt, "2024-05-01", "2024-05-31"))).unwrap();
    let second = state(&world).requests().last().unwrap().0;
    let silent = DecideExemption { reason: " ".into(), ..decide(second, false) };
    assert_eq!(world.refused(&silent), [("readiness.text", "reason".into())]);
    world.run(&decide(second, false)).unwrap();
    assert_eq!(standing_of(&world, "2024-05-10"), (false, true));
    world.acting(clerk, |world| world.run(&ask(hurt, "2024-05-11", "2024-05-31"))).unwrap();
    let times = state(&world).exemptions();
    assert_eq!((times.len(), times[0].to, times[0].ended), (1, day("2024-03-31"), true));
}
