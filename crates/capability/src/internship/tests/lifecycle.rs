//! From the request to the certificate.

use super::world::*;
use crate::internship::command::*;
use crate::internship::coverage::Coverage;
use crate::internship::model::*;
use crate::internship::state::Book;

fn practised(list: &[(u32, u32)]) -> Vec<Practised> {
    list.iter().map(|(competency, days)| Practised { competency: *competency, days: *days }).collect()
}

#[test]
fn a_placement_goes_from_the_request_to_the_certificate() {
    let mut world = World::with_batch();
    let (mentor, account) = world.officer(A);
    let (person, placement) = world.at_work(1, mentor);
    let student = nc_kernel::Actor { user: nc_kernel::UserId(900) };
    world.account(&student, Some(person), nc_people::Role::Officer, A);
    world.today("2024-03-09");
    let log = KeepLog {
        placement,
        batch: batch(),
        by: person,
        from: day("2024-03-04"),
        to: day("2024-03-08"),
        practised: practised(&[(1, 3), (2, 2)]),
    };
    world.ok(&student, &log);
    assert_eq!(world.refused(&student, &log), [("internship.log_twice", "from".into())]);
    let visit = |visitor, next: &[u32]| RecordVisit {
        placement,
        batch: batch(),
        visitor,
        visited_on: day("2024-03-08"),
        progress: Progress::OnTrack,
        next: next.to_vec(),
    };
    world.ok(&account, &visit(Side::Mentor, &[4]));
    world.ok(&RECORDER, &visit(Side::School, &[]));
    assert_eq!(world.refused(&account, &visit(Side::Mentor, &[9])), [("internship.practised", "next".into())]);
    world.today("2024-06-21");
    let grade = GradePlacement { placement, level: Level::Good, ended_on: day("2024-06-21") };
    assert_eq!(world.refused(&CLERK, &grade), vec![("internship.not_evaluated", "placement".to_string()); 3], "each missing side is told");
    let own = EvaluateIntern { placement, side: Side::Mentor, level: Level::Good, evaluated_on: day("2024-06-20"), document: None };
    assert_eq!(world.refused(&CLERK, &own), [("internship.not_mentor", "side".into())]);
    world.ok(&account, &own);
    let unit_form = EvaluateIntern { side: Side::Unit, ..own.clone() };
    assert_eq!(world.refused(&RECORDER, &unit_form), [("internship.paper", "document".into())]);
    world.evaluate(placement, "2024-06-20");
    let said =
        AppraisePlacement { placement, guidance: Extent::Fully, breadth: Extent::Little, relevance: Extent::Partly, mostly_chores: true };
    assert_eq!(world.refused(&account, &said), [("common.not_you", "placement".into())]);
    let certify = CertifyPlacement { placement, number: "实证2024-001".into(), issued_on: day("2024-06-21") };
    assert_eq!(world.refused(&CLERK, &certify), [("internship.stage", "placement".into())]);
    assert_eq!(world.ok(&CLERK, &grade.clone()).notes.len(), 1, "nobody heard the student; it is told");
    assert_eq!(world.refused(&student, &said), [("internship.stage", "placement".into())]);
    world.ok(&CLERK, &certify);
    assert_eq!(world.placement(placement).stage(), Some(Stage::Certified));
    assert_eq!(world.placement(placement).certificate(), Some(("实证2024-001", day("2024-06-21"))));
    let (_, other) = world.at_work_of_day("2024-06-21", 2, mentor);
    world.evaluate(other, "2024-06-21");
    world.ok(&CLERK, &GradePlacement { placement: other, level: Level::Pass, ended_on: day("2024-06-21") });
    let codes = world.refused(&CLERK, &CertifyPlacement { placement: other, number: "实证2024-001".into(), issued_on: day("2024-06-21") });
    assert_eq!(codes, [("internship.number_taken", "number".into()), ("internship.too_few_days", "placement".into())]);
}

#[test]
fn nobody_does_the_part_of_another() {
    let mut world = World::with_batch();
    let ((mentor, account), (_, stranger)) = (world.officer(A), world.officer(A));
    let (person, placement) = world.at_work(1, mentor);
    world.today("2024-03-09");
    let log =
        |by| KeepLog { placement, batch: batch(), by, from: day("2024-03-04"), to: day("2024-03-08"), practised: practised(&[(1, 5)]) };
    assert_eq!(world.refused(&account, &log(person)), [("common.not_you", "by".into())]);
    let other = world.people().user(stranger.user).and_then(|user| user.person).unwrap();
    assert_eq!(world.refused(&stranger, &log(other)), [("internship.not_theirs", "by".into())]);
    world.ok(&account, &log(mentor));
    let visit = RecordVisit {
        placement,
        batch: batch(),
        visitor: Side::Mentor,
        visited_on: day("2024-03-08"),
        progress: Progress::OnTrack,
        next: vec![],
    };
    assert_eq!(world.refused(&stranger, &visit), [("internship.not_mentor", "visitor".into())]);
    // A mentor who may also plan does not grade their own student.
    world.account(&nc_kernel::Actor { user: nc_kernel::UserId(901) }, Some(mentor), nc_people::Role::PoliticalOfficer, TOP);
    world.evaluate(placement, "2024-03-09");
    let grade = GradePlacement { placement, level: Level::Good, ended_on: day("2024-03-09") };
    let own = nc_kernel::Actor { user: nc_kernel::UserId(901) };
    assert_eq!(world.refused(&own, &grade), [("internship.own_intern", "placement".into())]);
}

#[test]
fn a_mentor_serves_and_has_as_many_students_as_the_batch_allows_or_a_reason() {
    let mut world = World::with_batch();
    let ((mentor, _), (gone, _)) = (world.officer(A), world.officer(A));
    world.left(gone, "2024-02-01");
    let entered = world.enter(&(0..4).map(student).collect::<Vec<_>>());
    let allot = |n: usize, seat: Seat| AllocatePlacement { placement: entered[n].1, batch: batch(), seat };
    assert_eq!(world.refused(&CLERK, &allot(0, seat(A, &[gone]))), [("common.not_serving", "seat.mentors[0]".into())]);
    assert_eq!(world.refused(&CLERK, &allot(0, seat(A, &[]))), [("internship.nobody", "seat.mentors".into())]);
    let spring = Seat { to: day("2024-04-30"), ..seat(A, &[mentor]) };
    let summer = Seat { from: day("2024-05-01"), ..seat(A, &[mentor]) };
    world.ok(&CLERK, &allot(0, spring));
    world.ok(&CLERK, &allot(1, summer));
    // One after the other is one at once.
    world.ok(&CLERK, &allot(2, seat(A, &[mentor])));
    let full = allot(3, seat(A, &[mentor]));
    assert_eq!(world.refused(&CLERK, &full), [("internship.mentor_full", "seat.mentors[0]".into())]);
    let reason = Seat { over: Some("科室仅一名持证教官".into()), ..seat(A, &[mentor]) };
    world.ok(&CLERK, &allot(3, reason));
    let kept: Vec<Option<String>> = world.states.only::<Book>().unwrap().of(mentor).iter().map(|one| one.over.clone()).collect();
    assert_eq!(kept, [None, None, None, Some("科室仅一名持证教官".into())], "a reason is kept where it was needed");
    let outside = Seat { to: day("2024-07-01"), ..seat(A, &[mentor]) };
    let (_, extra) = world.enter(&[student(9)])[0];
    let codes = world.refused(&CLERK, &AllocatePlacement { placement: extra, batch: batch(), seat: outside });
    assert!(codes.contains(&("internship.outside_batch", "seat.to".into())), "{codes:?}");
}

#[test]
fn a_move_ends_one_stay_and_the_next_unit_confirms_the_arrival() {
    let mut world = World::with_batch();
    let ((mentor, _), (next, _)) = (world.officer(A), world.officer(B));
    let (person, placement) = world.at_work(1, mentor);
    world.today("2024-04-15");
    let to = Seat { from: day("2024-04-16"), ..seat(B, &[next]) };
    let transfer = TransferPlacement { placement, batch: batch(), reason: MoveReason::Breadth, seat: to };
    let same = TransferPlacement { seat: Seat { from: day("2024-04-16"), ..seat(A, &[mentor]) }, ..transfer.clone() };
    assert_eq!(world.refused(&CLERK, &same), [("internship.same_host", "seat.host".into())]);
    world.ok(&CLERK, &transfer);
    assert_eq!(world.placement(placement).stage(), Some(Stage::Transferred));
    let ends: Vec<_> = world.placement(placement).stays().iter().map(|stay| stay.ended).collect();
    assert_eq!(ends, [Some(day("2024-04-15")), None]);
    assert_eq!(world.states.only::<Book>().unwrap().of(mentor)[0].to, day("2024-04-15"));
    let visits: Vec<_> =
        world.people().person(person).unwrap().visits.iter().map(|visit| (visit.unit.as_str().to_owned(), visit.to)).collect();
    assert_eq!(visits[1..], [(A.to_owned(), day("2024-04-15")), (B.to_owned(), day("2024-06-21"))]);
    world.today("2024-04-16");
    assert_eq!(
        world.refused(&RECORDER, &ConfirmArrival { placement, arrived_on: day("2024-04-16") }),
        [("access.not_allowed", String::new())]
    );
    world.ok(&CLERK, &ConfirmArrival { placement, arrived_on: day("2024-04-16") });
    // A mentor who leaves is replaced from a day on.
    let (other, _) = world.officer(B);
    let change = ChangeMentors { placement, batch: batch(), mentors: vec![other], from: day("2024-05-01"), over: None };
    world.ok(&CLERK, &change);
    assert_eq!(world.placement(placement).mentors(), [other]);
    assert_eq!(world.states.only::<Book>().unwrap().of(next)[0].to, day("2024-04-30"));
    assert!(world.ok(&CLERK, &change).facts.is_empty(), "what is so already is no fact");
}

#[test]
fn narrow_exposure_shows_while_there_is_time() {
    let mut world = World::with_batch();
    let (mentor, account) = world.officer(A);
    let (_, placement) = world.at_work(1, mentor);
    let mut week = |from: &str, to: &str, list: &[(u32, u32)]| {
        world.today(to);
        let log = KeepLog { placement, batch: batch(), by: mentor, from: day(from), to: day(to), practised: practised(list) };
        world.ok(&account, &log);
        let coverage = Coverage::of(world.placement(placement), 5);
        (coverage.days.clone(), coverage.is_narrow(), coverage.missing().collect::<Vec<_>>())
    };
    assert_eq!(
        week("2024-03-04", "2024-03-08", &[(3, 5)]),
        (vec![0, 0, 5, 0, 0], false, vec![1, 2, 4, 5]),
        "one week is too early to tell"
    );
    assert_eq!(week("2024-03-11", "2024-03-15", &[(3, 5)]), (vec![0, 0, 10, 0, 0], true, vec![1, 2, 4, 5]));
    assert_eq!(
        week("2024-03-18", "2024-03-22", &[(1, 3), (2, 2)]),
        (vec![3, 2, 10, 0, 0], true, vec![4, 5]),
        "most of it is still one thing"
    );
    assert_eq!(week("2024-03-25", "2024-03-31", &[(1, 2), (2, 3), (4, 2)]), (vec![5, 5, 10, 2, 0], false, vec![5]));
    world.today("2024-04-05");
    for (list, code) in [
        (&[(6, 1)][..], "internship.practised"),
        (&[(1, 6)], "internship.practised"),
        (&[(1, 1), (1, 1)], "internship.practised"),
        (&[], "internship.practised"),
    ] {
        let log =
            KeepLog { placement, batch: batch(), by: mentor, from: day("2024-04-01"), to: day("2024-04-05"), practised: practised(list) };
        assert_eq!(world.refused(&account, &log), [(code, "practised".into())]);
    }
    let long =
        KeepLog { placement, batch: batch(), by: mentor, from: day("2024-03-29"), to: day("2024-04-05"), practised: practised(&[(1, 1)]) };
    let codes: Vec<_> = world.refused(&account, &long).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["internship.log_span", "internship.log_twice"]);
}

#[test]
fn a_batch_is_closed_when_every_internship_of_it_is_over() {
    let mut world = World::with_batch();
    let (mentor, _) = world.officer(A);
    let (_, placement) = world.at_work(1, mentor);
    let close = |placements: Vec<PlacementId>| CloseBatch { batch: batch(), placements };
    for list in [vec![], vec![placement]] {
        assert_eq!(world.refused(&CLERK, &close(list)), [("internship.batch_unfinished", "batch".into())]);
    }
    world.today("2024-04-01");
    world.ok(&CLERK, &TerminatePlacement { placement, ended_on: day("2024-04-01"), reason: EndReason::Recalled });
    world.ok(&CLERK, &close(vec![placement]));
    let enter = EnterStudents { batch: batch(), students: vec![student(2)] };
    assert_eq!(world.refused(&CLERK, &enter), [("internship.batch_closed", "batch".into())]);
    assert_eq!(world.refused(&CLERK, &open()), [("internship.serial_taken", "serial".into())]);
}
