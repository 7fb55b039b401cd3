//! What a proposed class would lack, and how a class is given beds and money.

use std::collections::BTreeMap;

use nc_kernel::id::PersonId;
use nc_kernel::{Day, Refused};
use nc_people::directory::Directory;

use super::planning::plan_class;
use super::world::{A, B, World, day, unit};
use crate::training::command::{ApprovePlan, CancelClass, DraftPlan, PlanClass, ProvideClass, ScheduleSession, SetStock};
use crate::training::model::{Category, ClassId, Cost, Equipment, PlanId, PlanItem, PlanItemRef};
use crate::training::state::{Bookings, Plan};
use crate::training::what_if::{
    BEDS, EquipmentShort, InstructorShort, Proposal, RoomShort, Shortfalls, Sitting, Taken, TraineesShort, room_item, what_if,
};

pub const RADIO: &str = "手持电台";
pub const ROOM: &str = "一号教室";

pub fn cost(fen: i64) -> Cost {
    Cost { fen, plan_item: PlanItemRef { item: "A-01".into(), plan: PlanId::of(&unit(A), 2024) } }
}

pub fn nights(of: &[(&str, u32)]) -> BTreeMap<Day, u32> {
    of.iter().map(|(night, beds)| (day(night), *beds)).collect()
}

pub fn sitting(minutes: (u16, u16), room: Option<&str>, instructor: Option<PersonId>, radios: u32) -> Sitting {
    let equipment = if radios == 0 { Vec::new() } else { vec![Equipment { item: RADIO.into(), quantity: radios }] };
    let room = room.map(str::to_owned);
    let (starts_minute, ends_minute) = minutes;
    Sitting { day: day("2024-07-01"), starts_minute, ends_minute, room, instructor, equipment, overlap_reason: None }
}

pub fn schedule(serial: &str, sitting: &Sitting) -> ScheduleSession {
    let Sitting { day, starts_minute, ends_minute, room, instructor, equipment, overlap_reason } = sitting.clone();
    let class = ClassId::of_serial(serial);
    let subject = "课程".to_owned();
    ScheduleSession {
        class,
        subject,
        day,
        starts_minute,
        ends_minute,
        credit_minutes: None,
        room,
        instructor,
        instructor_reason: None,
        equipment,
        overlap_reason,
    }
}

/// 30 radios, 40 beds, a room of 50 seats, and 1000.00 yuan in line A-01.
pub fn stocked() -> World {
    let mut world = World::new();
    for (item, quantity) in [(RADIO.to_owned(), 30), (BEDS.to_owned(), 40), (room_item(&unit(A), ROOM), 50)] {
        world.run(&SetStock { item, quantity }).unwrap();
    }
    let items = vec![PlanItem {
        budget_fen: 100_000,
        category: Category::Drill,
        credit_minutes: 960,
        due_month: None,
        headcount: 400,
        item: "A-01".into(),
        runs: 10,
        title: "大练兵".into(),
    }];
    world.run(&DraftPlan { unit: unit(A), year: 2024, title: "2024年度训练计划".into(), items }).unwrap();
    world.run(&ApprovePlan { plan: PlanId::of(&unit(A), 2024), authority: "局党委会".into() }).unwrap();
    world
}

/// A class of the line A-01 on the first three days of July.
pub fn july(serial: &str, capacity: u32) -> PlanClass {
    let (ends_on, plan_item) = (Some(day("2024-07-03")), Some(cost(1).plan_item));
    PlanClass { ends_on, plan_item, ..plan_class(serial, "2024-07-01", Some(capacity)) }
}

pub fn provide(serial: &str, nights: BTreeMap<Day, u32>, cost: Option<Cost>) -> ProvideClass {
    ProvideClass { class: ClassId::of_serial(serial), nights, cost }
}

pub fn weigh(world: &World, proposal: &Proposal) -> Result<Shortfalls, Refused> {
    let none = Bookings::default();
    let booked = world.states.only::<Bookings>().unwrap_or(&none);
    let plan = proposal.cost.as_ref().and_then(|cost| world.states.get::<Plan>(cost.plan_item.plan));
    what_if(proposal, booked, plan, world.states.only::<Directory>().unwrap())
}

/// What fits, to the last radio, bed, seat and fen, beside the class of [`taken`].
fn fitting(coach: PersonId) -> Proposal {
    Proposal {
        starts_on: day("2024-07-01"),
        ends_on: day("2024-07-03"),
        place: unit(A),
        headcount: 50,
        sessions: vec![sitting((600, 660), Some(ROOM), Some(coach), 30), sitting((500, 540), None, None, 0)],
        nights: nights(&[("2024-06-30", 40), ("2024-07-01", 10)]),
        cost: Some(cost(40_000)),
    }
}

/// A class that has the room, the coach and 20 radios from 9:00 to 10:00, 30 beds that night, and 600.00 yuan.
fn taken(world: &mut World, coach: PersonId) {
    world.run(&july("S-1", 50)).unwrap();
    world.run(&schedule("S-1", &sitting((540, 600), Some(ROOM), Some(coach), 20))).unwrap();
    world.run(&provide("S-1", nights(&[("2024-07-01", 30)]), Some(cost(60_000)))).unwrap();
}

type Change = fn(&mut Proposal);

#[test]
fn t11_what_if_shows_shortfalls_and_saves_nothing() {
    // Given a class with everything it needs, and a coach who left.
    let mut world = stocked();
    let (coach, gone) = (world.police(B), world.police(B));
    world.left(gone, "2024-06-01");
    taken(&mut world, coach);

    let other = Some(Taken { class: Some(ClassId::of_serial("S-1")), starts_minute: 540, ends_minute: 600 });
    let room = room_item(&unit(A), ROOM);
    let equipment = |session, item: &str, short| vec![EquipmentShort { session, item: item.into(), short }];
    let none = Shortfalls::default;
    let instructor = |instructor, taken| Shortfalls { instructors: vec![InstructorShort { session: 1, instructor, taken }], ..none() };
    let clash = Shortfalls {
        rooms: vec![RoomShort { session: 1, room: room.clone(), taken: other, seats: 0 }],
        equipment: equipment(1, RADIO, 20),
        ..instructor(coach, other)
    };
    let small = |session| RoomShort { session, room: room.clone(), taken: None, seats: 7 };
    let inner = Taken { class: None, starts_minute: 600, ends_minute: 660 };
    let twice = Shortfalls {
        trainees: vec![TraineesShort { session: 2, starts_minute: 600, ends_minute: 660 }],
        rooms: vec![RoomShort { session: 2, room: room.clone(), taken: Some(inner), seats: 0 }],
        equipment: equipment(2, RADIO, 5),
        ..none()
    };
    let cases: Vec<(&str, Change, Shortfalls)> = vec![
        ("it all fits, back to back", |_| (), none()),
        ("one minute earlier everything is taken", |p| p.sessions[0].starts_minute = 599, clash),
        (
            "a reason lets people and rooms overlap, and makes no radio",
            |p| {
                p.sessions[0].starts_minute = 599;
                p.sessions[0].overlap_reason = Some("演练需要".into());
            },
            Shortfalls { equipment: equipment(1, RADIO, 20), ..none() },
        ),
        ("the 31st of 30 radios", |p| p.sessions[0].equipment[0].quantity = 31, Shortfalls { equipment: equipment(1, RADIO, 1), ..none() }),
        (
            "an item that is not in stock",
            |p| p.sessions[1].equipment = vec![Equipment { item: "无人机".into(), quantity: 2 }],
            Shortfalls { equipment: equipment(2, "无人机", 2), ..none() },
        ),
        ("57 people for 50 seats", |p| p.headcount = 57, Shortfalls { rooms: vec![small(1)], ..none() }),
        ("two sessions of its own at once", |p| p.sessions[1] = sitting((630, 690), Some(ROOM), None, 5), twice),
        (
            "beds, by night",
            |p| p.nights = nights(&[("2024-06-30", 41), ("2024-07-01", 25), ("2024-07-02", 40)]),
            Shortfalls { beds: nights(&[("2024-06-30", 1), ("2024-07-01", 15)]), ..none() },
        ),
        ("a fen too dear", |p| p.cost = Some(cost(40_001)), Shortfalls { budget_fen: 1, ..none() }),
    ];
    let recorded = world.log.len();
    for (name, change, expected) in cases {
        // When somebody thinks of another class, then it is told what that would lack.
        let mut proposal = fitting(coach);
        change(&mut proposal);
        assert_eq!(weigh(&world, &proposal).unwrap(), expected, "{name}");
        assert_eq!(expected.none(), name.starts_with("it all fits"), "{name}");
        let text = serde_json::to_string(&proposal).unwrap();
        assert_eq!(serde_json::from_str::<Proposal>(&text).unwrap(), proposal, "carried as JSON: {name}");
    }
    let mut proposal = fitting(gone);
    assert_eq!(weigh(&world, &proposal).unwrap(), instructor(gone, None), "who left teaches no more");

    // What makes no sense is refused, at its place.
    proposal.sessions[1].ends_minute = 500;
    proposal.nights = nights(&[("2024-07-04", 1)]);
    proposal.cost = Some(Cost { plan_item: PlanItemRef { item: "B-07".into(), ..cost(1).plan_item }, fen: 0 });
    let refused = weigh(&world, &proposal).unwrap_err();
    let places: Vec<_> = refused.0.iter().map(|refusal| refusal.place.clone().unwrap()).collect();
    assert_eq!(places, ["sessions[1].ends_minute", "nights.2024-07-04", "cost.fen", "cost.plan_item.item"]);

    // And nothing of it was recorded: the same class can still be planned with all it needs.
    assert_eq!(world.log.len(), recorded);
    assert_eq!(weigh(&world, &fitting(coach)).unwrap(), none());
}

#[test]
fn a_class_is_given_beds_and_money_and_gives_them_back() {
    let mut world = stocked();
    let coach = world.police(B);
    taken(&mut world, coach);
    world.run(&july("S-2", 51)).unwrap();
    let wanted = |beds, fen| provide("S-2", nights(&[("2024-07-01", beds)]), Some(cost(fen)));
    assert_eq!(
        world.refused(&wanted(11, 40_001)),
        [("training.stock", "nights.2024-07-01".to_owned()), ("training.budget", "cost.fen".to_owned())]
    );
    assert_eq!(world.refused(&schedule("S-2", &sitting((600, 660), Some(ROOM), None, 0))), [("training.room_seats", "room".into())]);
    world.run(&wanted(10, 40_000)).unwrap();
    assert_eq!(world.run(&wanted(10, 40_000)).unwrap().facts.len(), 0, "said twice, recorded once");
    world.run(&wanted(9, 39_999)).unwrap();
    world.run(&wanted(10, 40_000)).unwrap();

    world.run(&plan_class("S-3", "2024-07-01", None)).unwrap();
    assert_eq!(world.refused(&provide("S-3", BTreeMap::new(), Some(cost(1)))), [("training.other_item", "cost.plan_item".into())]);
    world.run(&provide("S-1", BTreeMap::new(), None)).unwrap();
    world.run(&wanted(40, 100_000)).unwrap();
    assert_eq!(
        world.refused(&provide("S-3", nights(&[("2024-07-01", 1)]), None)),
        [("training.stock", "nights.2024-07-01".into())],
        "all beds are given"
    );
    // A class without sessions frees its beds and its money too.
    world.run(&CancelClass { class: ClassId::of_serial("S-2"), reason: "合并".into(), authority: "训练处".into() }).unwrap();
    world.run(&provide("S-1", nights(&[("2024-07-01", 40)]), Some(cost(100_000)))).unwrap();
    let booked = world.states.only::<Bookings>().unwrap();
    assert!(!booked.holds(ClassId::of_serial("S-2"), None) && booked.holds(ClassId::of_serial("S-1"), None));
}
