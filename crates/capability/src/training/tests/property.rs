//! Whatever is done in whatever order, the registers hold what the final state says, and what a naive reading of the log says.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::id::PersonId;
use nc_kernel::{Aggregate, Entry, FactBody, Recorded, StreamId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::planning::plan_class;
use super::world::{A, B, World, held, unit};
use crate::training::Fact;
use crate::training::command::{
    CancelClass, CloseClass, CorrectMark, CorrectScore, Enrol, ImportRoster, ImportRow, MarkAttendance, OpenClass, PlanClass,
    RecordAssessment, RosterRow, ScoreRow, Step, Withdraw,
};
use crate::training::model::{ClassId, Kind, Method, Status};
use crate::training::state::Class;

const SERIALS: [&str; 2] = ["S-1", "S-2"];
const PEOPLE: usize = 4;

#[derive(Debug, Clone)]
struct Op {
    what: u8,
    serial: usize,
    person: usize,
    status: usize,
    number: u32,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = (0..12_u8, 0..2_usize, 0..PEOPLE, 0..Status::ALL.len(), 0..3_u32);
    let op = op.prop_map(|(what, serial, person, status, number)| Op { what, serial, person, status, number });
    prop::collection::vec(op, 0..60)
}

/// Does `op`, whether it is refused or not; says whether it was done.
fn act(world: &mut World, people: &[PersonId], op: &Op) -> bool {
    let serial = SERIALS[op.serial];
    let class = ClassId::of_serial(serial);
    let (person, status, score) = (people[op.person], Status::ALL[op.status], op.number * 5_000);
    let (reason, authority) = (String::from("核对"), String::from("训练处"));
    let mark = world.states.get::<Class>(class).and_then(|class| class.mark(person)).map(|mark| mark.seq);
    let scored = world.states.get::<Class>(class).and_then(|class| class.attempts(person).last()).map(|attempt| attempt.seq);
    let credit_minutes = Some(op.number * 60).filter(|_| op.number > 0);
    let row = RosterRow { credit_minutes, ..RosterRow::new(person, status) };
    match op.what {
        0 => world.run(&PlanClass { organisers: vec![unit(A), unit(B)], ..plan_class(serial, "2024-06-24", Some(3)) }).is_ok(),
        1 => world.run(&OpenClass { class }).is_ok(),
        2 => world.run(&Enrol { class, persons: vec![person], step: Step::Enrol, late_reason: Some(reason) }).is_ok(),
        3 => world.run(&Withdraw { class, persons: vec![person], reason: None }).is_ok(),
        4 | 5 => world.run(&MarkAttendance { class, roster: vec![row], method: Method::Roster }).is_ok(),
        6 => {
            let row =
                ImportRow { place: "row 2".into(), class, person, status, credit_minutes, score: Some(score).filter(|_| op.number == 1) };
            world.run(&ImportRoster { rows: vec![row] }).is_ok()
        }
        7 => world.run(&CorrectMark { class, person, corrects: mark, status, credit_minutes, sittings: None, reason, authority }).is_ok(),
        8 => {
            let scores = vec![ScoreRow { person, score }];
            world.run(&RecordAssessment { class, kind: Kind::ALL[op.status % 2], pass_line: Some(6_000), scores }).is_ok()
        }
        9 => {
            let kind = Kind::ALL[op.status % 2];
            let corrects = scored.filter(|_| op.number != 1);
            world.run(&CorrectScore { class, person, kind, corrects, score, pass_line: Some(6_000), reason, authority }).is_ok()
        }
        10 => world.run(&CloseClass { class }).is_ok(),
        _ if op.number == 0 => world.run(&CancelClass { class, reason, authority }).is_ok(),
        _ => world.run(&held(serial, "2024-06-27", &[A], &people[..op.person])).is_ok(),
    }
}

fn live(world: &World) -> BTreeMap<(&'static str, String), Entry> {
    let classes = SERIALS.iter().filter_map(|serial| world.states.get::<Class>(ClassId::of_serial(serial)));
    classes
        .flat_map(|class| class.live_entries().into_iter().chain(class.seats()))
        .map(|entry| ((entry.register, entry.key.clone()), entry))
        .collect()
}

/// The keys that should be live, from the log alone and without any state.
fn naive(world: &World) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for serial in SERIALS {
        let class = ClassId::of_serial(serial);
        let stream = StreamId::new(Class::FAMILY, class);
        let facts: Vec<Fact> =
            world.log.iter().filter(|row| row.stream == stream).map(|row| Fact::parse(row.kind, &row.body).unwrap()).collect();
        let counts = facts.iter().any(|fact| matches!(fact, Fact::ClassClosed(_)))
            && !facts.iter().any(|fact| matches!(fact, Fact::ClassCancelled(_)));
        if !counts {
            continue;
        }
        keys.insert(class.to_string());
        let last: BTreeMap<PersonId, Status> = facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::Attended(fact) => Some((fact.person, fact.status)),
                Fact::MarkCorrected(fact) => Some((fact.person, fact.now.status)),
                _ => None,
            })
            .collect();
        keys.extend(last.into_iter().filter(|(_, status)| status.attends()).map(|(person, _)| format!("{class}/{person}")));
    }
    keys
}

/// The class rebuilt from the log, as after a restart.
fn replayed(world: &World, class: ClassId) -> Class {
    let stream = StreamId::new(Class::FAMILY, class);
    let mut state = Class::default();
    for row in world.log.iter().filter(|row| row.stream == stream) {
        let stored = row.recorded();
        let fact = Fact::parse(row.kind, &row.body).unwrap();
        let Recorded { seq, recorded_at, happened_on, unit, actor, .. } = stored;
        state.fold(&Recorded { seq, recorded_at, happened_on, unit, actor, fact });
    }
    state
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn live_entries_equal_the_entries_of_the_final_state(ops in ops()) {
        let mut world = World::new();
        let people: Vec<PersonId> = (0..PEOPLE).map(|i| world.police(if i % 2 == 0 { A } else { B })).collect();
        world.today("2024-06-25");
        for (i, op) in ops.iter().enumerate() {
            if i == ops.len() / 2 {
                world.today("2024-07-20");
            }
            if act(&mut world, &people, op) {
                prop_assert_eq!(&live(&world), &world.live);
            }
        }
        let counts = |register: &str| register == crate::training::registers::RUN || register == crate::training::registers::ATTENDANCE;
        let counted = world.live.keys().filter(|(register, _)| counts(register));
        let keys: BTreeSet<String> = counted.map(|(_, key)| key.clone()).collect();
        prop_assert_eq!(keys, naive(&world));
        for serial in SERIALS {
            let class = ClassId::of_serial(serial);
            if let Some(state) = world.states.get::<Class>(class) {
                prop_assert_eq!(replayed(&world, class).live_entries(), state.live_entries());
            }
        }
    }
}

#[test]
fn random_sequences_reach_what_matters() {
    // The property would hold for an area that refuses everything; this one closes, corrects and withdraws.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    for _ in 0..200 {
        let ops = ops().new_tree(&mut runner).unwrap().current();
        let mut world = World::new();
        let people: Vec<PersonId> = (0..PEOPLE).map(|_| world.police(A)).collect();
        for op in &ops {
            act(&mut world, &people, op);
        }
        for row in &world.log {
            *kinds.entry(row.kind).or_default() += 1;
        }
    }
    for kind in ["class_closed", "class_cancelled", "attended", "mark_corrected", "score_corrected", "assessed", "enrolment_changed"] {
        let reached = kinds.get(format!("training.{kind}.v1").as_str()).copied().unwrap_or_default();
        assert!(reached >= 20, "{kind} only {reached} times");
    }
}
