//! How a student is held: by pseudonym and sealed values, without membership, erasable once they have left.

use nc_kernel::{Actor, PersonId, UserId};
use nc_people::access::{Action, Role};
use nc_people::commands::{ErasePerson, RegisterPerson};
use nc_people::directory::MemberKind;

use super::world::*;
use crate::internship::command::*;
use crate::internship::model::*;

#[test]
fn t4_a_students_number_is_checked_sealed_byte_for_byte_and_in_no_fact() {
    let mut world = World::with_batch();
    let good = student(1);
    let wrong_digit = NewStudent {
        id_number: format!("{}{}", &good.id_number[..17], if good.id_number.ends_with('1') { '2' } else { '1' }),
        ..good.clone()
    };
    let short = NewStudent { id_number: good.id_number[..15].into(), ..good.clone() };
    let no_name = NewStudent { name: "1".into(), ..student(2) };
    for (bad, code, field) in
        [(wrong_digit, "people.id_number", "id_number"), (short, "people.id_number", "id_number"), (no_name, "people.name", "name")]
    {
        let codes = world.refused(&CLERK, &EnterStudents { batch: batch(), students: vec![good.clone(), bad] });
        assert_eq!(codes, [(code, format!("students[1].{field}"))]);
    }
    assert!(world.personal.is_empty(), "nothing is taken in when one is wrong");
    let students: Vec<NewStudent> = (0..40).map(student).collect();
    let entered = world.enter(&students);
    let numbers: Vec<(PersonId, &str)> =
        world.personal.iter().filter(|value| value.field == "id_number").map(|value| (value.subject, value.value.as_str())).collect();
    let wanted: Vec<(PersonId, &str)> =
        entered.iter().zip(&students).map(|((person, _), student)| (*person, student.id_number.as_str())).collect();
    assert_eq!(numbers, wanted);
    for student in &students {
        assert!(world.bodies.iter().all(|body| !body.contains(&student.id_number) && !body.contains(&student.name)));
    }
    let twice = EnterStudents { batch: batch(), students: vec![student(41), student(41)] };
    assert_eq!(world.refused(&CLERK, &twice), [("common.repeated", "students[1].id_number".into())]);
}

#[test]
fn a_student_serves_nowhere_and_only_the_units_that_receive_them_know_them() {
    let mut world = World::with_batch();
    let (mentor, _) = world.officer(A);
    let (person, placement) = world.at_work(1, mentor);
    let found = world.people().person(person).unwrap();
    assert!(found.memberships.is_empty() && found.is_visitor());
    assert_eq!(world.people().serving(&unit(TOP), day("2024-03-04")).count(), 1, "the mentor alone");
    assert!(found.is_known_in(&unit(A)) && !found.is_known_in(&unit(B)));
    assert!(found.visit_on(day("2024-06-21")).is_some() && found.visit_on(day("2024-06-22")).is_none());
    world.today("2024-04-01");
    let end = TerminatePlacement { placement, ended_on: day("2024-03-31"), reason: EndReason::Recalled };
    world.ok(&CLERK, &end);
    assert!(world.people().person(person).unwrap().visit_on(day("2024-04-01")).is_none());
}

#[test]
fn an_account_of_a_student_takes_part_while_they_are_here_and_does_nothing_else() {
    let mut world = World::with_batch();
    let (mentor, _) = world.officer(A);
    let (person, placement) = world.at_work(1, mentor);
    let account = Actor { user: UserId(900) };
    // Even a role that may do much carries nothing but their own part.
    world.account(&account, Some(person), Role::PoliticalOfficer, A);
    assert!(world.may(&account, Action::TakePart, A));
    for action in Action::ALL.iter().filter(|action| **action != Action::TakePart) {
        assert!(!world.may(&account, *action, A), "{action:?}");
    }
    world.today("2024-04-01");
    world.ok(&CLERK, &TerminatePlacement { placement, ended_on: day("2024-03-31"), reason: EndReason::OwnRequest });
    assert!(!world.may(&account, Action::TakePart, A));
}

#[test]
fn a_student_is_erased_after_they_left_and_not_before() {
    let mut world = World::with_batch();
    let (mentor, _) = world.officer(A);
    let (person, placement) = world.at_work(1, mentor);
    let erase = ErasePerson { person, basis: "本人申请".into() };
    assert_eq!(world.refused(&CLERK, &erase), [("people.visiting", "person".into())]);
    world.today("2024-04-10");
    world.ok(&CLERK, &TerminatePlacement { placement, ended_on: day("2024-04-09"), reason: EndReason::OwnRequest });
    let rows = world.live.clone();
    world.ok(&CLERK, &erase);
    assert!(world.people().person(person).unwrap().erased);
    assert_eq!(world.live, rows, "what was counted stands");
    let again =
        ImportRoster { rows: vec![RosterRow { place: "row 2".into(), batch: batch(), student: Student::Known(person), seat: None }] };
    assert_eq!(world.refused(&CLERK, &again), [("internship.erased", "row 2.id_number".into())]);
}

#[test]
fn whoever_joins_the_bureau_later_stays_the_same_person() {
    let mut world = World::with_batch();
    let (mentor, _) = world.officer(A);
    let (person, placement) = world.at_work(1, mentor);
    world.today("2024-06-25");
    world.ok(&CLERK, &TerminatePlacement { placement, ended_on: day("2024-06-21"), reason: EndReason::Other });
    world.today("2024-09-01");
    let known = student(1);
    let join = RegisterPerson {
        person: Some(person),
        name: known.name,
        id_number: known.id_number,
        police_number: "123456".into(),
        kind: MemberKind::Police,
        unit: unit(B),
        from: day("2024-09-01"),
    };
    world.ok(&CLERK, &join);
    assert_eq!(world.people().member_on(person, day("2024-09-01")).unwrap().unit, unit(B));
    assert_eq!(world.refused(&CLERK, &join), [("people.person_exists", "person".into())], "a member is not registered twice");
    let again =
        ImportRoster { rows: vec![RosterRow { place: "row 2".into(), batch: batch(), student: Student::Known(person), seat: None }] };
    assert_eq!(world.refused(&CLERK, &again), [("internship.staff", "row 2.id_number".into())]);
}
