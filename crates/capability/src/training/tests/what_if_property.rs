//! The what-if and the commands agree: nothing lacks exactly when everything is accepted.

use std::collections::BTreeMap;

use nc_kernel::id::PersonId;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::what_if::{RADIO, ROOM, cost, july, provide, schedule, sitting, stocked, weigh};
use super::world::{A, B, World, day, unit};
use crate::training::command::SetStock;
use crate::training::model::Cost;
use crate::training::state::Bookings;
use crate::training::what_if::{BEDS, Proposal, Shortfalls, Sitting};

/// Day after 1 July, hour, length in half hours, room, instructor, radios, whether an overlap has a reason.
type Draw = (i64, u16, u16, usize, usize, u32, bool);

#[derive(Debug, Clone)]
struct Wish {
    sessions: Vec<Draw>,
    nights: Vec<(i64, u32)>,
    fen: i64,
    headcount: u32,
}

fn wish(fullest: usize) -> impl Strategy<Value = Wish> {
    let days = prop_oneof![30 => 0..2_i64, 1 => Just(3_i64)];
    let length = prop_oneof![30 => 1..4_u16, 1 => Just(0_u16)];
    let session = (days, 0..4_u16, length, 0..4_usize, 0..5_usize, 0..30_u32, prop::bool::weighted(0.4));
    let night = (prop_oneof![30 => -1..2_i64, 1 => Just(5_i64)], 1..35_u32);
    let headcount = prop_oneof![4 => 1..=50_u32, 1 => 51..60_u32];
    let wish = (prop::collection::vec(session, 0..fullest), prop::collection::vec(night, 0..3), 0..70_000_i64, headcount);
    wish.prop_map(|(sessions, nights, fen, headcount)| Wish { sessions, nights, fen, headcount })
}

impl Wish {
    fn proposal(&self, people: &[PersonId]) -> Proposal {
        let rooms = [None, Some(ROOM), Some("二号教室"), Some("一号靶场")];
        let sitting = |draw: &Draw| {
            let (days, hour, halves, room, instructor, radios, forced) = *draw;
            let from = 540 + 60 * hour;
            let radios = radios.saturating_sub(5);
            Sitting {
                day: day("2024-07-01").plus_days(days),
                overlap_reason: forced.then(|| "演练需要".to_owned()),
                ..sitting((from, from + 30 * halves), rooms[room], people.get(instructor).copied(), radios)
            }
        };
        Proposal {
            starts_on: day("2024-07-01"),
            ends_on: day("2024-07-03"),
            place: unit(A),
            headcount: self.headcount,
            sessions: self.sessions.iter().map(sitting).collect(),
            nights: self.nights.iter().map(|(days, beds)| (day("2024-07-01").plus_days(*days), *beds)).collect(),
            cost: Some(cost(self.fen)).filter(|cost| cost.fen > 10_000),
        }
    }
}

/// Three people, of whom the last has left, and a class that got of `before` what it could.
fn world(before: &Wish) -> (World, Vec<PersonId>) {
    let mut world = stocked();
    let people: Vec<PersonId> = (0..3).map(|_| world.police(B)).collect();
    world.left(people[2], "2024-07-02");
    accepted(&mut world, "S-1", &before.proposal(&people));
    (world, people)
}

/// Does all of it by the commands that record it; whether all were accepted.
fn accepted(world: &mut World, serial: &str, proposal: &Proposal) -> bool {
    let planned = world.run(&july(serial, proposal.headcount)).is_ok();
    let refused = proposal.sessions.iter().filter(|sitting| world.run(&schedule(serial, sitting)).is_err()).count();
    let provided = world.run(&provide(serial, proposal.nights.clone(), proposal.cost.clone())).is_ok();
    planned && refused == 0 && provided
}

/// Stocks what lacked, but for `less` of each.
fn restock(world: &mut World, lacked: &Shortfalls, less: u32) {
    let radios = lacked.equipment.iter().map(|lack| lack.short).max();
    for (item, short) in [(RADIO, radios), (BEDS, lacked.beds.values().copied().max())] {
        let Some(short) = short else { continue };
        let stock = world.states.only::<Bookings>().unwrap().stock(item).unwrap();
        world.run(&SetStock { item: item.into(), quantity: stock + short - less }).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn t11_what_if_and_the_commands_agree(before in wish(5), wished in wish(4)) {
        let (mut real, people) = world(&before);
        let proposal = wished.proposal(&people);
        let recorded = real.log.len();
        let told = weigh(&real, &proposal);
        prop_assert_eq!(real.log.len(), recorded);
        prop_assert_eq!(&told, &weigh(&real, &proposal), "asking changes nothing");
        prop_assert_eq!(told.as_ref().is_ok_and(Shortfalls::none), accepted(&mut real, "S-2", &proposal), "{:?}", told);

        // The amounts are exact: with so many more nothing of the kind lacks, with one less something does.
        if let Ok(lacked) = told {
            let (mut fuller, _) = world(&before);
            restock(&mut fuller, &lacked, 1);
            let still = weigh(&fuller, &proposal).unwrap();
            prop_assert_eq!((still.equipment.is_empty(), still.beds.is_empty()), (lacked.equipment.is_empty(), lacked.beds.is_empty()));
            let (mut fuller, _) = world(&before);
            restock(&mut fuller, &lacked, 0);
            let still = weigh(&fuller, &proposal).unwrap();
            prop_assert!(still.equipment.is_empty() && still.beds.is_empty());
            let cheaper = proposal.cost.clone().map(|cost| Cost { fen: cost.fen - lacked.budget_fen, ..cost });
            let cheaper = Proposal { cost: cheaper.filter(|cost| cost.fen > 0), ..proposal };
            prop_assert_eq!(weigh(&fuller, &cheaper).unwrap().budget_fen, 0);
        }
    }
}

#[test]
fn random_wishes_reach_every_shortfall() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut reached: BTreeMap<&'static str, usize> = BTreeMap::new();
    for _ in 0..400 {
        let before = wish(5).new_tree(&mut runner).unwrap().current();
        let wished = wish(4).new_tree(&mut runner).unwrap().current();
        let (world, people) = world(&before);
        let told = weigh(&world, &wished.proposal(&people));
        let Ok(told) = told else {
            *reached.entry("refused").or_default() += 1;
            continue;
        };
        let kinds = [
            ("nothing", told.none()),
            ("trainees", !told.trainees.is_empty()),
            ("instructors", !told.instructors.is_empty()),
            ("rooms", !told.rooms.is_empty()),
            ("equipment", !told.equipment.is_empty()),
            ("beds", !told.beds.is_empty()),
            ("budget", told.budget_fen > 0),
        ];
        for (kind, _) in kinds.into_iter().filter(|(_, is)| *is) {
            *reached.entry(kind).or_default() += 1;
        }
    }
    for kind in ["refused", "nothing", "trainees", "instructors", "rooms", "equipment", "beds", "budget"] {
        assert!(reached.get(kind).copied().unwrap_or_default() >= 10, "{kind}: {reached:?}");
    }
}
