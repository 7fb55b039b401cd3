//! Plans, sessions, bookings, enrolment and check-in.

use nc_kernel::Micros;
use nc_kernel::id::PersonId;

use super::world::{A, B, World, day, unit};
use crate::training::checkin::{Verdict, Window, code};
use crate::training::command::{
    AmendPlan, ApprovePlan, CancelClass, CancelSession, DraftPlan, Enrol, HoldSession, OpenClass, PlanClass, ScheduleSession, SetStock,
    Step, Withdraw,
};
use crate::training::model::{Category, ClassId, EnrolmentState, Equipment, PlanId, PlanItem, PlanItemRef, SessionState};
use crate::training::state::Plan;

pub fn plan_class(serial: &str, starts_on: &str, capacity: Option<u32>) -> PlanClass {
    PlanClass {
        serial: serial.into(),
        title: "警务技能训练".into(),
        category: Category::Professional,
        starts_on: day(starts_on),
        ends_on: None,
        organisers: vec![unit(A)],
        credit_minutes: 240,
        host: None,
        capacity,
        cut_off: None,
        pass_line: None,
        plan_item: None,
        theme: Vec::new(),
        venue: None,
    }
}

fn session(serial: &str, from: u16, to: u16) -> ScheduleSession {
    ScheduleSession {
        class: ClassId::of_serial(serial),
        subject: "射击".into(),
        day: day("2024-07-01"),
        starts_minute: from,
        ends_minute: to,
        credit_minutes: None,
        room: None,
        instructor: None,
        instructor_reason: None,
        equipment: Vec::new(),
        overlap_reason: None,
    }
}

#[test]
fn t5_booking_overlap_is_refused_and_back_to_back_allowed() {
    let mut world = World::new();
    let coach = world.police(B);
    for serial in ["S-1", "S-2", "S-3"] {
        world.run(&plan_class(serial, "2024-07-01", None)).unwrap();
    }
    world.run(&SetStock { item: "手持电台".into(), quantity: 30 }).unwrap();
    let radios = |quantity| vec![Equipment { item: "手持电台".into(), quantity }];
    let full = |serial, from, to| ScheduleSession {
        room: Some("一号靶场".into()),
        instructor: Some(coach),
        instructor_reason: None,
        equipment: radios(20),
        ..session(serial, from, to)
    };
    world.run(&full("S-1", 540, 600)).unwrap();

    let taken = |place: &str| ("training.overlap", place.to_owned());
    assert_eq!(world.refused(&full("S-2", 599, 660)), [taken("room"), taken("instructor"), ("training.stock", "equipment".into())]);
    assert_eq!(world.refused(&full("S-1", 570, 590))[0], taken("starts_minute"), "the same trainees");
    world.run(&full("S-2", 600, 660)).unwrap();

    let ten = ScheduleSession { equipment: radios(10), ..session("S-3", 500, 700) };
    let eleven = ScheduleSession { equipment: radios(11), ..session("S-3", 500, 700) };
    let reason = Some("演练需要".to_owned());
    assert_eq!(
        world.refused(&ScheduleSession { overlap_reason: reason.clone(), ..eleven }),
        [("training.stock", "equipment".into())],
        "31 of 30"
    );
    world.run(&ten).unwrap();
    let forced = ScheduleSession { room: Some("一号靶场".into()), overlap_reason: reason, ..session("S-3", 620, 640) };
    world.run(&forced).unwrap();
    assert_eq!(
        world
            .refused(&ScheduleSession { equipment: vec![Equipment { item: "无人机".into(), quantity: 1 }], ..session("S-3", 700, 720) }),
        [("training.no_stock", "equipment".into())]
    );

    // What is cancelled is free again: a session, and a class with all of its sessions.
    let class = ClassId::of_serial("S-1");
    world.run(&CancelSession { class, session: 1, reason: "教官出警".into() }).unwrap();
    world.run(&ScheduleSession { room: Some("一号靶场".into()), instructor: Some(coach), ..session("S-2", 540, 600) }).unwrap();
    world.run(&CancelClass { class: ClassId::of_serial("S-2"), reason: "合并".into(), authority: "训练处".into() }).unwrap();
    world.run(&ScheduleSession { room: Some("一号靶场".into()), instructor: Some(coach), ..session("S-1", 540, 660) }).unwrap_err();
    let other = ScheduleSession { room: Some("一号靶场".into()), instructor: Some(coach), ..session("S-1", 540, 620) };
    world.run(&other).unwrap();
}

#[test]
fn a_session_is_held_once_and_not_before_its_day() {
    let mut world = World::new();
    world.run(&plan_class("S-1", "2024-07-01", None)).unwrap();
    let class = ClassId::of_serial("S-1");
    world.run(&session("S-1", 540, 600)).unwrap();
    for (command, code) in [(session("S-1", 600, 600), "training.ends_before_start"), (session("S-1", 1400, 1500), "training.number")] {
        assert_eq!(world.refused(&command), [(code, "ends_minute".into())]);
    }
    assert_eq!(
        world.refused(&ScheduleSession { day: day("2024-07-02"), ..session("S-1", 600, 660) }),
        [("training.outside_class", "day".into())]
    );
    let hold = HoldSession { class, session: 1 };
    assert_eq!(world.refused(&hold), [("training.future", "session".into())]);
    world.today("2024-07-01").run(&hold).unwrap();
    assert_eq!(world.class(class).session(1).unwrap().state, SessionState::Held);
    assert_eq!(world.refused(&hold), [("training.session_state", "session".into())]);
    assert_eq!(world.refused(&HoldSession { class, session: 9 }), [("training.unknown_session", "session".into())]);
}

#[test]
fn t6_rotating_code_is_early_present_or_stale_by_the_server_clock_alone() {
    let (secret, class) = (b"a secret of the room".as_slice(), ClassId::of_serial("S-1"));
    let at = |hour, minute, second: i64| Micros(Micros::at(day("2024-07-01"), hour, minute).0 + second * 1_000_000);
    let window = Window { opens: at(8, 50, 0), closes: at(9, 15, 0), step_seconds: 15, grace_steps: 2 };
    let shown = |now| code(secret, class, 1, window.step(now));
    let judge = |typed: &str, now| window.judge(secret, class, 1, typed, now);

    assert_eq!(judge(&shown(at(8, 47, 0)), at(8, 47, 0)), Verdict::TooEarly { opens: at(8, 50, 0) });
    let now = at(9, 0, 0);
    assert_eq!(judge(&shown(now), now), Verdict::Present, "the early scan locked nothing");
    assert_eq!(judge(&shown(now), at(9, 0, 44)), Verdict::Present, "within the grace");
    assert_eq!(judge(&shown(now), at(9, 0, 45)), Verdict::Stale, "a photo of an old code");
    assert_eq!(judge(&shown(at(8, 49, 59)), at(8, 50, 1)), Verdict::Wrong, "a code that was never shown");
    assert_eq!(judge(&code(secret, class, 2, window.step(now)), now), Verdict::Wrong, "another session");
    assert_eq!(judge("", now), Verdict::Wrong);
    assert_eq!(judge(&shown(at(9, 15, 0)), at(9, 15, 0)), Verdict::TooLate);
    let wide: String = shown(now).chars().map(|c| char::from_u32(u32::from(c) - 48 + u32::from('０')).unwrap()).collect();
    assert_eq!(judge(&format!(" {wide} "), now), Verdict::Present, "typed on a Chinese keyboard");
    assert_eq!(shown(now).len(), 6);
}

#[test]
fn t7_waitlist_is_fifo_and_exact() {
    let mut world = World::new();
    let people: Vec<PersonId> = (0..200).map(|_| world.police(A)).collect();
    world.run(&plan_class("S-1", "2024-07-01", Some(50))).unwrap();
    let class = ClassId::of_serial("S-1");
    let enrol = |persons: &[PersonId]| Enrol { class, persons: persons.to_vec(), step: Step::Enrol, late_reason: None };
    assert_eq!(world.refused(&enrol(&people[..1])), [("training.not_open", "class".into())]);
    world.run(&OpenClass { class }).unwrap();
    for person in &people[..120] {
        world.run(&enrol(&[*person])).unwrap();
    }
    world.run(&enrol(&people[120..])).unwrap();
    let state = |world: &World, i: usize| world.class(class).enrolment(people[i]).unwrap().state;
    assert_eq!((world.class(class).seats_taken(), world.class(class).counts().waitlisted), (50, 150));
    assert!((0..50).all(|i| state(&world, i) == EnrolmentState::Enrolled));
    assert_eq!(world.class(class).waiting().collect::<Vec<_>>(), people[50..]);

    // Somebody in the queue and two with seats leave: two are promoted, in order, never the one who left.
    let withdraw = |persons: &[usize]| Withdraw { class, persons: persons.iter().map(|i| people[*i]).collect(), reason: None };
    world.run(&withdraw(&[50, 3, 4])).unwrap();
    assert_eq!(
        [50, 51, 52, 53].map(|i| state(&world, i)),
        [EnrolmentState::Withdrawn, EnrolmentState::Enrolled, EnrolmentState::Enrolled, EnrolmentState::Waitlisted]
    );
    assert_eq!(world.class(class).seats_taken(), 50);
    world.run(&enrol(&[people[3]])).unwrap();
    assert_eq!(world.class(class).waiting().last(), Some(people[3]), "who comes back goes to the end");
    assert_eq!(world.refused(&enrol(&[people[3]])), [("training.enrolled_twice", "persons[0]".into())]);

    // After the cut-off nobody is promoted; a free seat is given for a reason only.
    world.today("2024-07-02").run(&withdraw(&[0])).unwrap();
    assert_eq!((world.class(class).seats_taken(), state(&world, 53)), (49, EnrolmentState::Waitlisted));
    assert_eq!(world.refused(&enrol(&[people[60]])), [("training.enrolment_over", "class".into())]);
    let late = |persons: &[PersonId]| Enrol { late_reason: Some("临时调整".into()), ..enrol(persons) };
    assert_eq!(world.refused(&late(&people[60..62])), [("training.capacity", "persons".into())]);
    world.run(&late(&people[60..61])).unwrap();
    assert_eq!((world.class(class).seats_taken(), state(&world, 60)), (50, EnrolmentState::Enrolled));
}

#[test]
fn a_plan_is_drafted_approved_and_amended_by_version() {
    let mut world = World::new();
    let item = |runs| PlanItem {
        budget_fen: 5_000_000,
        category: Category::Drill,
        credit_minutes: 960,
        due_month: None,
        headcount: 400,
        item: "A-01".into(),
        runs,
        title: "大练兵".into(),
    };
    let draft = DraftPlan { unit: unit(A), year: 2024, title: "2024年度训练计划".into(), items: vec![item(10)] };
    let plan = PlanId::of(&unit(A), 2024);
    let of_plan =
        |item: &str| PlanClass { plan_item: Some(PlanItemRef { item: item.into(), plan }), ..plan_class("S-1", "2024-07-01", None) };
    let approve = ApprovePlan { plan, authority: "局党委会".into() };
    let amend = AmendPlan { plan, items: vec![item(12)], reason: "上级部署".into(), authority: "局党委会".into() };
    assert_eq!(world.refused(&approve), [("training.unknown_plan", "plan".into())]);
    assert_eq!(world.refused(&of_plan("A-01")), [("training.unknown_plan", "plan_item.plan".into())]);
    world.run(&draft).unwrap();
    assert_eq!(world.refused(&draft), [("training.plan_exists", "year".into())]);
    assert_eq!(world.refused(&amend), [("training.plan_not_approved", "plan".into())]);
    assert_eq!(world.refused(&of_plan("A-01")), [("training.plan_not_approved", "plan_item.plan".into())]);
    world.run(&approve).unwrap();
    assert_eq!(world.refused(&approve), [("training.plan_approved", "plan".into())]);
    world.run(&amend).unwrap();
    assert_eq!(world.refused(&amend), [("training.no_change", "items".into())]);
    let state = world.states.get::<Plan>(plan).unwrap();
    assert_eq!(state.versions().iter().map(|version| version.items[0].runs).collect::<Vec<_>>(), [10, 12], "both versions stay");
    assert_eq!(world.refused(&of_plan("A-02")), [("training.unknown_item", "plan_item.item".into())]);
    world.run(&of_plan("A-01")).unwrap();
    assert_eq!(world.refused(&of_plan("A-01")), [("training.serial_taken", "serial".into())]);
}
