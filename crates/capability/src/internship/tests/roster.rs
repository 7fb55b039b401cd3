//! A roster: all rows or none, and nothing new the second time.

use super::world::*;
use crate::internship::command::*;
use crate::internship::model::*;

fn row(n: usize, student: Student, seat: Option<Seat>) -> RosterRow {
    RosterRow { place: format!("row {n}"), batch: batch(), student, seat }
}

#[test]
fn t3_a_roster_of_students_is_taken_whole_and_changes_nothing_twice() {
    let mut world = World::with_batch();
    let (first, _) = world.officer(A);
    let (second, _) = world.officer(B);
    let rows = vec![
        row(2, Student::New(student(1)), Some(seat(A, &[first]))),
        row(3, Student::New(student(2)), Some(seat(B, &[second]))),
        row(4, Student::New(student(3)), None),
    ];
    let mut faulty = rows.clone();
    faulty[1].seat.as_mut().unwrap().host = unit("/150600/nowhere/");
    faulty[2].batch = BatchId::of_serial("没有");
    faulty.push(row(5, Student::New(student(1)), None));
    assert_eq!(
        world.refused(&CLERK, &ImportRoster { rows: faulty[..2].iter().chain(&faulty[3..]).cloned().collect() }),
        [("common.unit", "row 3.host".into()), ("common.repeated", "row 5.id_number".into())]
    );
    assert!(world.batch().students().is_empty() && world.personal.is_empty());
    world.ok(&CLERK, &ImportRoster { rows });
    let people: Vec<_> = world.personal.iter().filter(|value| value.field == "id_number").map(|value| value.subject).collect();
    assert_eq!(world.batch().students().len(), 3);
    // The same sheet, its students known by now.
    let known = |n: usize, seat: Option<Seat>| row(n + 2, Student::Known(people[n]), seat);
    let again = vec![known(0, Some(seat(A, &[first]))), known(1, Some(seat(B, &[second]))), known(2, None)];
    assert!(world.ok(&CLERK, &ImportRoster { rows: again.clone() }).facts.is_empty());
    // A seat that comes later is allotted; another one is not taken silently.
    world.ok(&CLERK, &ImportRoster { rows: vec![known(2, Some(seat(B, &[second])))] });
    let stage = world.placement(PlacementId::of(batch(), people[2])).stage();
    assert_eq!(stage, Some(Stage::Allocated));
    let moved = ImportRoster { rows: vec![known(0, Some(seat(B, &[second])))] };
    assert_eq!(world.refused(&CLERK, &moved), [("internship.elsewhere", "row 2.host".into())]);
    let twice = ImportRoster { rows: vec![again[0].clone(), again[0].clone()] };
    assert_eq!(world.refused(&CLERK, &twice), [("common.repeated", "row 2.id_number".into())]);
}

#[test]
fn a_roster_cannot_give_a_mentor_more_students_than_allowed() {
    let mut world = World::with_batch();
    let (mentor, _) = world.officer(A);
    let rows = (0..3).map(|n| row(n + 2, Student::New(student(n)), Some(seat(A, &[mentor])))).collect();
    assert_eq!(world.refused(&CLERK, &ImportRoster { rows }), [("internship.mentor_full", "row 4.mentors[0]".into())]);
}
