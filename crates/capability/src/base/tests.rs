//! Given / when / then.

use super::command::*;
use super::model::{BaseId, BaseKind, VenueKind};
use super::registers::{BASE as BASES, VENUE};
use crate::training::Bookings;
use crate::training::command::SetStock;
use crate::training::tests::world::{BASE, World, attr, day, unit};
use crate::training::what_if::{BEDS, room_item};

fn base() -> BaseId {
    BaseId::of_serial("BASE-1")
}

fn venue(name: &str, capacity: u32, beds: u32, on: &str) -> SetVenue {
    SetVenue { base: base(), name: name.into(), kind: VenueKind::Classroom, capacity, beds, on: day(on) }
}

fn radios(quantity: u32, on: &str) -> SetEquipment {
    SetEquipment { base: base(), item: "手持电台".into(), quantity, on: day(on) }
}

fn stock(world: &World, item: &str) -> Option<u32> {
    world.states.only::<Bookings>().unwrap().stock(item)
}

#[test]
fn t5_what_a_base_has_is_what_can_be_booked() {
    let mut world = World::new();
    world.run(&SetStock { item: "手持电台".into(), quantity: 10 }).unwrap();
    let (serial, title) = ("BASE-1".into(), "训练基地".into());
    world.run(&OpenBase { serial, title, kind: BaseKind::TrainingBase, unit: unit(BASE), on: day("2023-01-01") }).unwrap();
    world.run(&venue("301", 40, 0, "2023-01-02")).unwrap();
    world.run(&venue("宿舍楼", 100, 100, "2023-01-02")).unwrap();
    world.run(&radios(30, "2023-01-03")).unwrap();
    let room = room_item(&unit(BASE), "301");
    assert_eq!((stock(&world, &room), stock(&world, BEDS), stock(&world, "手持电台")), (Some(40), Some(100), Some(40)));
    world.run(&venue("宿舍楼", 100, 80, "2023-06-01")).unwrap();
    world.run(&radios(25, "2023-06-01")).unwrap();
    assert_eq!((stock(&world, BEDS), stock(&world, "手持电台")), (Some(80), Some(35)), "moved by what changed");
    assert_eq!(world.refused(&radios(9, "2023-05-31")), [("base.order", "on".to_owned())]);
    assert_eq!(world.entries(VENUE).iter().filter(|row| row.until.is_none()).count(), 2);
    let mut beds: Vec<_> =
        world.entries(VENUE).into_iter().filter(|row| row.key.contains("宿舍楼")).map(|row| (row.day, attr(row, "beds").clone())).collect();
    beds.sort();
    assert_eq!(beds, [(day("2023-01-02"), 100.into()), (day("2023-06-01"), 80.into())]);
    world.run(&CloseBase { base: base(), on: day("2024-01-01"), reason: "迁址".into() }).unwrap();
    assert_eq!((stock(&world, &room), stock(&world, BEDS), stock(&world, "手持电台")), (Some(0), Some(0), Some(10)));
    assert_eq!(world.entries(BASES)[0].until, Some(day("2024-01-01")));
    assert!(world.entries(VENUE).iter().all(|row| row.until.is_some()));
    assert_eq!(world.refused(&venue("302", 10, 0, "2024-02-01")), [("base.closed", "base".to_owned())]);
}
