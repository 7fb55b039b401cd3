//! What figures count: who counts as supported, since which day, and what a correction does to it.

use nc_kernel::Day;

use super::world::*;
use crate::internship::command::*;
use crate::internship::model::*;
use crate::internship::registers::{DOCUMENTS, PRESENT, SUPPORTED};

fn supported(world: &World) -> Vec<(Day, String)> {
    let host = |entry: &&nc_kernel::Entry| entry.facets.host.clone().map(|unit| unit.as_str().to_owned()).unwrap_or_default();
    world.entries(SUPPORTED).iter().map(|entry| (entry.day, host(entry))).collect()
}

#[test]
fn a_student_counts_from_the_day_the_least_number_of_days_is_reached() {
    let mut world = World::with_batch();
    let (mentor, _) = world.officer(A);
    let (person, placement) = world.at_work(1, mentor);
    // 30 days from 4 March: the row stands on 2 April from the arrival on, and a period that ends before does not see it.
    assert_eq!(supported(&world), [(day("2024-04-02"), A.to_owned())]);
    assert_eq!(world.entries(SUPPORTED)[0].person, Some(person));
    assert_eq!(world.placement(placement).days_through(day("2024-04-02")), 30);
    world.today("2024-04-01");
    let end = |on: &str| TerminatePlacement { placement, ended_on: day(on), reason: EndReason::OwnRequest };
    assert_eq!(
        world.refused(&CLERK, &end("2024-04-02")),
        [("common.future", "ended_on".into()), ("internship.outside_stay", "ended_on".into())]
    );
    world.ok(&CLERK, &end("2024-04-01"));
    assert!(supported(&world).is_empty(), "29 days are one too few");
    let present: Vec<_> = world.entries(PRESENT).iter().map(|entry| (entry.day, entry.until)).collect();
    assert_eq!(present, [(day("2024-03-04"), Some(day("2024-04-02")))]);
    world.today("2024-04-05");
    let correct = CorrectStay {
        placement,
        arrived_on: Some(day("2024-03-03")),
        ended_on: None,
        reason: "报到日记错".into(),
        authority: "政治部核定".into(),
    };
    world.ok(&CLERK, &correct);
    assert_eq!(supported(&world), [(day("2024-04-01"), A.to_owned())], "with the right day of arrival there were 30");
    world.ok(&CLERK, &WithdrawPlacement { placement, reason: "误录".into(), authority: "政治部核定".into() });
    assert!(world.entries(SUPPORTED).is_empty() && world.entries(PRESENT).is_empty());
    assert_eq!(world.entries(DOCUMENTS).len(), 1, "papers are never taken back");
}

#[test]
fn days_of_two_units_are_added_and_days_between_are_not() {
    let mut world = World::with_batch();
    let ((mentor, _), (next, _)) = (world.officer(A), world.officer(B));
    let (_, placement) = world.at_work(1, mentor);
    world.today("2024-03-20");
    let to = Seat { from: day("2024-03-21"), ..seat(B, &[next]) };
    world.ok(&CLERK, &TransferPlacement { placement, batch: batch(), reason: MoveReason::Rotation, seat: to });
    assert!(supported(&world).is_empty(), "17 days so far");
    world.today("2024-03-25");
    world.ok(&CLERK, &ConfirmArrival { placement, arrived_on: day("2024-03-25") });
    // 17 days in A, and the 13th in B.
    assert_eq!(supported(&world), [(day("2024-04-06"), B.to_owned())]);
    assert_eq!(world.entries(PRESENT).len(), 2);
}

#[test]
fn a_stay_planned_shorter_than_the_least_number_never_counts() {
    let mut world = World::with_batch();
    let (mentor, _) = world.officer(A);
    let (_, placement) = world.enter(&[student(1)])[0];
    let short = Seat { to: day("2024-03-31"), ..seat(A, &[mentor]) };
    world.ok(&CLERK, &AllocatePlacement { placement, batch: batch(), seat: short });
    world.today("2024-03-04").ok(&RECORDER, &ConfirmArrival { placement, arrived_on: day("2024-03-04") });
    assert!(supported(&world).is_empty());
    assert_eq!(world.entries(PRESENT).len(), 1);
}
