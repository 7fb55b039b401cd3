//! Check-in with the code of the room, until it is a mark.

use nc_kernel::{Micros, PersonId};

use super::planning::plan_class;
use super::world::{A, World, day};
use crate::training::checkin::{CheckIn, Verdict, Window, code};
use crate::training::command::{CancelSession, ConfirmCheckIns, Enrol, MarkAttendance, OpenClass, RosterRow, ScheduleSession, Step};
use crate::training::model::{ClassId, Method, Status};

const SECRET: &[u8] = b"a key of the server";

fn at(hour: i64, minute: i64, second: i64) -> Micros {
    Micros(Micros::at(day("2024-07-01"), hour, minute).0 + second * 1_000_000)
}

/// Two sessions of 45 minutes, at nine and at ten.
fn world(capacity: Option<u32>) -> (World, ClassId) {
    let mut world = World::new();
    world.run(&plan_class("S-1", "2024-07-01", capacity)).unwrap();
    let class = ClassId::of_serial("S-1");
    for starts_minute in [540, 600] {
        let session = ScheduleSession {
            class,
            subject: "法律".into(),
            day: day("2024-07-01"),
            starts_minute,
            ends_minute: starts_minute + 45,
            credit_minutes: None,
            room: None,
            instructor: None,
            instructor_reason: None,
            equipment: Vec::new(),
            overlap_reason: None,
        };
        world.run(&session).unwrap();
    }
    (world, class)
}

fn typed(world: &World, class: ClassId, session: u32, person: PersonId, text: &str) -> Result<CheckIn, Verdict> {
    let session = world.class(class).session(session).unwrap();
    CheckIn::typed(SECRET, (class, session), person, text, world.now)
}

fn shown(world: &World, class: ClassId, session: u32, when: Micros) -> String {
    let window = Window::of(world.class(class).session(session).unwrap());
    code(SECRET, class, session, window.step(when))
}

#[test]
fn t6_an_early_scan_locks_nobody_and_a_check_in_is_confirmed_into_one_mark() {
    let (mut world, class) = world(Some(2));
    let (wang, other) = (world.police(A), world.police(A));
    let (user, stranger) = (world.account(wang), world.account(other));
    world.run(&OpenClass { class }).unwrap();
    world.run(&Enrol { class, persons: vec![wang], step: Step::Enrol, late_reason: None }).unwrap();

    world.now = at(8, 42, 0);
    let early = shown(&world, class, 1, world.now);
    assert_eq!(typed(&world, class, 1, wang, &early), Err(Verdict::TooEarly { opens: at(8, 45, 0) }));
    world.now = at(8, 50, 0);
    let code = shown(&world, class, 1, world.now);
    let check_in = typed(&world, class, 1, wang, &code).unwrap();
    assert_eq!(world.refused(&check_in), [("common.not_you", "person".into())], "nobody checks in for another");
    let facts = world.acting(user, |world| world.run(&check_in)).unwrap().facts;
    assert_eq!(facts.len(), 1);
    assert!(!facts[0].body.contains(&code), "the code is in no fact");
    assert!(world.acting(user, |world| world.run(&check_in)).unwrap().facts.is_empty(), "one use a person: again adds nothing");

    let not_enrolled = typed(&world, class, 1, other, &code).unwrap();
    let refused = world.acting(stranger, |world| world.refused(&not_enrolled));
    assert_eq!(refused, [("training.not_enrolled", "person".into())]);

    // A code found right is no pass for later: the window is judged again when it is recorded.
    world.now = at(9, 50, 0);
    let second = typed(&world, class, 2, wang, &shown(&world, class, 2, world.now)).unwrap();
    world.now = at(10, 15, 0);
    assert_eq!(world.acting(user, |world| world.refused(&second)), [("training.check_in_closed", "session".into())]);
    assert_eq!(world.counts(), (0, 0), "a check-in counts nowhere");
    assert_eq!(world.class(class).provisional().get(&wang), Some(&(1, 45)));

    world.run(&ConfirmCheckIns { class }).unwrap();
    let mark = world.class(class).mark(wang).unwrap().value.clone();
    assert_eq!((mark.status, mark.sittings, mark.credit_minutes), (Status::Present, 1, 45), "credited with the session they were in");
    assert_eq!(world.refused(&ConfirmCheckIns { class }), [("training.nothing_to_confirm", "class".into())]);
}

#[test]
fn t6_a_mark_made_by_hand_stays_and_a_cancelled_session_credits_nothing() {
    let (mut world, class) = world(None);
    let (late, there) = (world.police(A), world.police(A));
    for person in [late, there] {
        let user = world.account(person);
        for (session, now) in [(1, at(8, 55, 0)), (2, at(9, 55, 0))] {
            world.now = now;
            let check_in = typed(&world, class, session, person, &shown(&world, class, session, now)).unwrap();
            world.acting(user, |world| world.run(&check_in)).unwrap();
        }
    }
    world.run(&CancelSession { class, session: 2, reason: "停电".into() }).unwrap();
    let roster = vec![RosterRow { sittings: Some(1), ..RosterRow::new(late, Status::Late) }];
    world.run(&MarkAttendance { class, roster, method: Method::Roster }).unwrap();
    world.run(&ConfirmCheckIns { class }).unwrap();
    let value = |person| world.class(class).mark(person).unwrap().value.clone();
    assert_eq!(value(late).status, Status::Late);
    assert_eq!((value(there).sittings, value(there).credit_minutes), (1, 45));
}
