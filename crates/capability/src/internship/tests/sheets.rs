//! Who sees what of a placement.

use nc_kernel::{Actor, PersonId, UserId};
use nc_people::access::{Action, Role, allow};
use nc_people::sheet::{Listed as _, Sheet, Sheeted as _, Viewing};

use super::world::*;
use crate::internship::command::*;
use crate::internship::model::*;

fn seen(world: &World, actor: &Actor, placement: PlacementId) -> Sheet {
    let directory = world.people();
    let may = |action: Action, unit: &nc_kernel::UnitPath| allow(directory, actor, action, unit, world.now).is_ok();
    let person = directory.user(actor.user).and_then(|user| user.person);
    let view = Viewing { now: world.now, somewhere: &|_| true, person, directory, states: &world.states, may: &may };
    world.placement(placement).sheet(&view)
}

fn words(sheet: &Sheet) -> Vec<&str> {
    sheet.steps.iter().map(|step| step.word.as_str()).collect()
}

fn hears(sheet: &Sheet) -> bool {
    sheet.terms.iter().any(|(label, _)| label.zh == "多为杂务")
}

fn student_account(world: &mut World, person: PersonId, n: i64) -> Actor {
    let actor = Actor { user: UserId(n) };
    world.account(&actor, Some(person), Role::Officer, A);
    actor
}

#[test]
fn a_student_sees_their_own_placement_and_no_other() {
    let mut world = World::with_batch();
    let (mentor, account) = world.officer(A);
    let (one, first) = world.at_work(1, mentor);
    let (_, second) = world.at_work(2, mentor);
    let student = student_account(&mut world, one, 900);
    assert_eq!(seen(&world, &student, second), Sheet::default());
    let own = seen(&world, &student, first);
    assert!(!own.terms.is_empty());
    assert_eq!(words(&own), ["internship.keep_log", "internship.appraise_placement"]);
    assert_eq!(
        words(&seen(&world, &account, first)),
        ["internship.keep_log", "internship.evaluate_intern/mentor", "internship.record_visit/mentor"]
    );
    assert!(words(&seen(&world, &CLERK, first)).contains(&"internship.grade_placement"));
    let line = world.placement(first).line().unwrap();
    assert_eq!((line.state, line.title.as_str()), ("active", "某警察学院 社区民警助理"), "a line of the list names nobody");
}

#[test]
fn what_a_student_says_reaches_the_host_only_after_the_grade() {
    let mut world = World::with_batch();
    let (mentor, account) = world.officer(A);
    let (person, placement) = world.at_work(1, mentor);
    let student = student_account(&mut world, person, 900);
    let said =
        AppraisePlacement { placement, guidance: Extent::Little, breadth: Extent::Little, relevance: Extent::Partly, mostly_chores: true };
    world.ok(&student, &said);
    let heard = |world: &World| [&student, &CLERK, &account, &RECORDER].map(|actor| hears(&seen(world, actor, placement)));
    assert_eq!(heard(&world), [true, true, false, false]);
    world.evaluate(placement, "2024-03-04");
    world.ok(&CLERK, &GradePlacement { placement, level: Level::Good, ended_on: day("2024-03-04") });
    assert_eq!(heard(&world), [true, true, true, true]);
}

#[test]
fn the_batch_shows_its_students_with_what_they_have_not_met() {
    let mut world = World::with_batch();
    let (mentor, account) = world.officer(A);
    let (_, placement) = world.at_work(1, mentor);
    for (from, to) in [("2024-03-04", "2024-03-08"), ("2024-03-11", "2024-03-15")] {
        world.today(to);
        let practised = vec![Practised { competency: 3, days: 5 }];
        world.ok(&account, &KeepLog { placement, batch: batch(), by: mentor, from: day(from), to: day(to), practised });
    }
    let sheet = seen(&world, &CLERK, placement);
    assert!(sheet.warnings.iter().any(|warning| warning.zh.contains("接触面窄")), "{:?}", sheet.warnings);
    let directory = world.people();
    let may = |_: Action, _: &nc_kernel::UnitPath| true;
    let view = Viewing { now: world.now, somewhere: &|_| true, person: None, directory, states: &world.states, may: &may };
    let batch_sheet = world.batch().sheet(&view);
    let students = batch_sheet.tables.iter().find(|table| table.title.zh == "学生").unwrap();
    assert_eq!(students.rows.len(), 1);
    assert_eq!(students.rows[0].cells.len(), students.columns.len());
    assert_eq!(students.rows[0].sender, Some(unit(A)));
}
