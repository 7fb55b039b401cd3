//! Given / when / then.

use nc_kernel::PersonId;

use super::command::{AppointInstructor, CertifyInstructor, ProposeInstructor, WithdrawInstructor};
use super::model::{InstructorId, Level, Standing};
use super::state::Instructor;
use crate::training::ClassId;
use crate::training::command::ScheduleSession;
use crate::training::tests::planning::plan_class;
use crate::training::tests::world::{A, World, day};

const SUBJECT: &str = "射击";

fn propose(person: PersonId) -> ProposeInstructor {
    ProposeInstructor { person, serial: "教-001".into(), subject: SUBJECT.into(), level: Level::Junior, on: day("2023-01-10") }
}

fn certify(person: PersonId, level: Level) -> CertifyInstructor {
    let authority = "教官评审会".into();
    CertifyInstructor { instructor: InstructorId::of(person), subject: SUBJECT.into(), level, on: day("2023-02-01"), authority }
}

fn appoint(person: PersonId, from: &str, until: &str) -> AppointInstructor {
    let authority = "局政〔2023〕8号".into();
    AppointInstructor { instructor: InstructorId::of(person), subject: SUBJECT.into(), from: day(from), until: day(until), authority }
}

fn withdraw(person: PersonId, on: &str) -> WithdrawInstructor {
    let (reason, authority) = ("转岗".into(), "政治部".into());
    WithdrawInstructor { instructor: InstructorId::of(person), subject: SUBJECT.into(), on: day(on), reason, authority }
}

fn file(world: &World, person: PersonId) -> &Instructor {
    world.states.get::<Instructor>(InstructorId::of(person)).unwrap()
}

fn standing(world: &World, person: PersonId, on: &str) -> Standing {
    file(world, person).subject(SUBJECT).unwrap().standing(day(on))
}

#[test]
fn a_candidate_is_certified_by_another_then_appointed_and_the_term_runs_out_by_itself() {
    let mut world = World::new();
    let person = world.police(A);
    let user = world.account(person);
    assert_eq!(world.refused(&certify(person, Level::Junior)), [("instructor.unknown", "subject".into())]);
    world.run(&propose(person)).unwrap();
    assert_eq!(world.refused(&propose(person)), [("instructor.twice", "subject".into())]);
    assert_eq!(world.refused(&appoint(person, "2023-03-01", "2024-02-29")), [("instructor.state", "subject".into())]);
    let own = world.acting(user, |world| world.refused(&certify(person, Level::Junior)));
    assert_eq!(own, [("instructor.own", String::new())]);
    world.run(&certify(person, Level::Junior)).unwrap();
    assert_eq!(world.refused(&certify(person, Level::Junior)), [("instructor.level", "level".into())]);
    assert_eq!(world.refused(&appoint(person, "2023-01-31", "2024-01-30")), [("instructor.before", "from".into())]);
    assert_eq!(world.refused(&appoint(person, "2023-03-01", "2028-03-01")), [("instructor.term", "until".into())]);
    world.run(&appoint(person, "2023-03-01", "2024-02-29")).unwrap();
    assert_eq!(world.refused(&appoint(person, "2024-02-29", "2025-02-28")), [("instructor.overlap", "from".into())]);

    let days = [("2023-02-28", Standing::Certified), ("2023-03-01", Standing::Appointed), ("2024-02-29", Standing::Appointed)];
    for (on, expected) in days.into_iter().chain([("2024-03-01", Standing::Expired)]) {
        assert_eq!(standing(&world, person, on), expected, "{on}");
    }
    let row = world.entries("instructor.term")[0];
    assert_eq!((row.day, row.until), (day("2023-03-01"), Some(day("2024-03-01"))));
}

#[test]
fn a_withdrawal_ends_the_running_term_and_a_new_proposal_begins_anew() {
    let mut world = World::new();
    let person = world.police(A);
    world.run(&propose(person)).unwrap();
    world.run(&certify(person, Level::Junior)).unwrap();
    world.run(&appoint(person, "2023-03-01", "2026-02-28")).unwrap();
    world.run(&withdraw(person, "2024-06-01")).unwrap();
    assert_eq!(world.refused(&withdraw(person, "2024-06-02")), [("instructor.state", "subject".into())]);
    assert_eq!(
        [standing(&world, person, "2024-05-31"), standing(&world, person, "2024-06-01")],
        [Standing::Appointed, Standing::Withdrawn]
    );
    assert_eq!(world.entries("instructor.term")[0].until, Some(day("2024-06-01")));
    world.run(&ProposeInstructor { on: day("2024-06-20"), ..propose(person) }).unwrap();
    assert_eq!(standing(&world, person, "2024-06-20"), Standing::Candidate);
    let kept: Vec<_> = file(&world, person).entries();
    assert_eq!(kept.iter().collect::<Vec<_>>(), world.entries("instructor.term"), "what was stays");
}

#[test]
fn a_session_needs_a_running_term_or_a_reason() {
    let mut world = World::new();
    let (instructor, colleague) = (world.police(A), world.police(A));
    world.run(&propose(instructor)).unwrap();
    world.run(&certify(instructor, Level::Junior)).unwrap();
    world.run(&appoint(instructor, "2023-03-01", "2024-06-30")).unwrap();
    world.run(&plan_class("S-1", "2024-07-01", None)).unwrap();
    let session = |person, from: u16, reason: Option<&str>| ScheduleSession {
        class: ClassId::of_serial("S-1"),
        subject: SUBJECT.into(),
        day: day("2024-07-01"),
        starts_minute: from,
        ends_minute: from + 60,
        credit_minutes: None,
        room: None,
        instructor: Some(person),
        instructor_reason: reason.map(str::to_owned),
        equipment: Vec::new(),
        overlap_reason: None,
    };
    assert_eq!(world.refused(&session(instructor, 540, None)), [("training.out_of_term", "instructor".into())]);
    let noted = world.run(&session(instructor, 540, Some("续聘文件待印发"))).unwrap();
    assert_eq!(noted.notes[0].rule.code, "training.out_of_term");
    assert!(noted.facts[0].body.contains("续聘文件待印发"), "the reason is kept");
    let told = world.run(&session(colleague, 600, None)).unwrap();
    assert_eq!(told.notes[0].rule.code, "training.not_an_instructor");
    world.run(&appoint(instructor, "2024-06-28", "2025-06-30")).unwrap_err();
    world.run(&withdraw(instructor, "2024-06-28")).unwrap();
    assert_eq!(world.refused(&session(instructor, 700, None)), [("training.out_of_term", "instructor".into())]);
}
